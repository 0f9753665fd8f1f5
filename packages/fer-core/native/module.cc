// Loading this library registers our operations with TensorFlow; to Node.js it is an empty module.

#include <malloc.h>
#include <node_api.h>

NAPI_MODULE_INIT() {
#ifdef M_MMAP_THRESHOLD
  // A training step takes and gives back the same megabytes again and again: keep them, or the system clears each page anew.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
  return exports;
}
