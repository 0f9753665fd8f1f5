// Pipes that are read and written beside JavaScript's thread: what another process sends goes on flowing while that thread computes.
#ifndef FER_PIPES_H_
#define FER_PIPES_H_

#include <node_api.h>

namespace fer {

// Adds the functions to what the library exports.
napi_value ExportPipes(napi_env env, napi_value exports);

}  // namespace fer

#endif  // FER_PIPES_H_
