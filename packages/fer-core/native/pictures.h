// Work on pixels that JavaScript calls directly, without TensorFlow.
#ifndef FER_PICTURES_H_
#define FER_PICTURES_H_

#include <node_api.h>

namespace fer {

// Adds the functions to what the library exports.
napi_value ExportPictures(napi_env env, napi_value exports);

}  // namespace fer

#endif  // FER_PICTURES_H_
