// What JavaScript hands over.
#ifndef FER_TYPED_ARRAYS_H_
#define FER_TYPED_ARRAYS_H_

#include <node_api.h>

#include <cstddef>

namespace fer {

// The memory of a typed array; null for anything else.
template <typename T>
T* Memory(napi_env env, napi_value value, napi_typedarray_type expected, size_t* length) {
  bool is_array = false;
  napi_typedarray_type type;
  void* data = nullptr;
  if (napi_is_typedarray(env, value, &is_array) != napi_ok || !is_array) return nullptr;
  if (napi_get_typedarray_info(env, value, &type, length, &data, nullptr, nullptr) != napi_ok || type != expected) return nullptr;
  return static_cast<T*>(data);
}

inline napi_value Refuse(napi_env env, const char* message) {
  napi_throw_error(env, nullptr, message);
  return nullptr;
}

}  // namespace fer

#endif  // FER_TYPED_ARRAYS_H_
