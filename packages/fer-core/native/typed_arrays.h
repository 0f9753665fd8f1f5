// What JavaScript hands over, and what is handed to it.
#ifndef FER_TYPED_ARRAYS_H_
#define FER_TYPED_ARRAYS_H_

#include <node_api.h>

#include <cstddef>
#include <initializer_list>

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

// A function by the name that JavaScript calls it.
struct NamedFunction {
  const char* name;
  napi_callback function;
};

// Adds functions to what the library exports.
inline napi_value Export(napi_env env, napi_value exports, std::initializer_list<NamedFunction> functions) {
  for (const NamedFunction& each : functions) {
    const napi_property_descriptor property = {each.name, nullptr, each.function, nullptr, nullptr, nullptr, napi_enumerable, nullptr};
    napi_define_properties(env, exports, 1, &property);
  }
  return exports;
}

}  // namespace fer

#endif  // FER_TYPED_ARRAYS_H_
