// Loading this library registers our operations with TensorFlow; to Node.js it is a module of a few functions on pictures, networks at work and pipes.

#include <malloc.h>
#include <node_api.h>

#include <cstdlib>

#include "absl/log/globals.h"
#include "network_at_work.h"
#include "pictures.h"
#include "pipes.h"

NAPI_MODULE_INIT() {
#ifdef M_MMAP_THRESHOLD
  // A training step takes and gives back the same megabytes again and again: keep them, or the system clears each page anew.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
  // TensorFlow's own variable for how much it says; its log does not look at it by itself.
  if (const char* level = std::getenv("TF_CPP_MIN_LOG_LEVEL"))
    absl::SetMinLogLevel(static_cast<absl::LogSeverityAtLeast>(std::atoi(level)));
  fer::ExportNetworks(env, exports);
  fer::ExportPipes(env, exports);
  return fer::ExportPictures(env, exports);
}
