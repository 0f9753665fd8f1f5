// A network with its weights, ready to look at images, without TensorFlow: one image through all of its steps on one thread, several images on
// several. What a session costs beside the arithmetic (a node of the graph, a tensor, a thread that is woken for each step) would be more than the
// arithmetic itself for networks as small as ours.
#ifndef FER_NETWORK_AT_WORK_H_
#define FER_NETWORK_AT_WORK_H_

#include <node_api.h>

namespace fer {

// Adds the functions to what the library exports.
napi_value ExportNetworks(napi_env env, napi_value exports);

}  // namespace fer

#endif  // FER_NETWORK_AT_WORK_H_
