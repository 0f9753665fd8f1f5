// Loading this library registers our operations with TensorFlow; to Node.js it is an empty module.

#include <node_api.h>

NAPI_MODULE_INIT() { return exports; }
