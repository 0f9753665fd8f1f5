// Pictures drawn anew through a transform, and their luma: what a video asks for in each frame.
//
// The same arithmetic in the same order as in TypeScript, `align/sample-photo.ts` and `align/align-face.ts`, in double precision and
// without fused multiply-adds, so that both give the same bits.

#pragma GCC optimize("fp-contract=off")

#include "pictures.h"

#include <cstdint>

namespace fer {
namespace {

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

napi_value Refuse(napi_env env, const char* message) {
  napi_throw_error(env, nullptr, message);
  return nullptr;
}

// What a drawing is made of: [width, height, channels, columns, rows, black, share, a, b, c, d, e, f].
enum { kWidth, kHeight, kChannels, kColumns, kRows, kBlack, kShare, kTransform, kNumbers = kTransform + 6 };

// addSamples(pixels: Uint8Array, numbers: Float64Array, result: Float32Array): one bilinear sample for each pixel of the result, times `share`.
napi_value AddSamples(napi_env env, napi_callback_info info) {
  napi_value values[3];
  size_t count = 3, pixels_length = 0, numbers_length = 0, result_length = 0;
  napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
  const uint8_t* pixels = count < 3 ? nullptr : Memory<uint8_t>(env, values[0], napi_uint8_array, &pixels_length);
  const double* n = count < 3 ? nullptr : Memory<double>(env, values[1], napi_float64_array, &numbers_length);
  float* result = count < 3 ? nullptr : Memory<float>(env, values[2], napi_float32_array, &result_length);
  if (!pixels || !n || !result || numbers_length != kNumbers) return Refuse(env, "addSamples: expected Uint8Array, Float64Array of 13 and Float32Array");
  const int64_t width = n[kWidth], height = n[kHeight], channels = n[kChannels], columns = n[kColumns], rows = n[kRows];
  const bool fits = width > 0 && height > 0 && channels > 0 && static_cast<int64_t>(pixels_length) >= width * height * channels && static_cast<int64_t>(result_length) >= columns * rows * channels;
  if (!fits) return Refuse(env, "addSamples: expected arrays that hold the pictures, got shorter ones");
  const double share = n[kShare], a = n[kTransform], b = n[kTransform + 1], c = n[kTransform + 2], d = n[kTransform + 3], e = n[kTransform + 4], f = n[kTransform + 5];
  const bool black = n[kBlack] != 0;
  const double last_column = static_cast<double>(width - 1), last_row = static_cast<double>(height - 1);
  const int64_t line = width * channels;
  float* out = result;
  for (int64_t y = 0; y < rows; ++y) {
    const double first_u = b * y + c, first_v = e * y + f;
    for (int64_t x = 0; x < columns; ++x, out += channels) {
      double u = first_u + a * x, v = first_v + d * x;
      // Half of the last pixel lies beyond its centre.
      if (black && !(u >= -0.5 && v >= -0.5 && u <= last_column + 0.5 && v <= last_row + 0.5)) continue;
      u = u > 0 ? (u > last_column ? last_column : u) : 0;  // not a number becomes 0
      v = v > 0 ? (v > last_row ? last_row : v) : 0;
      const int64_t left = static_cast<int64_t>(u), top = static_cast<int64_t>(v);
      const double to_right = u - left, below = (v - top) * share, above = share - below;
      const uint8_t* upper = pixels + top * line + left * channels;
      const uint8_t* lower = top < height - 1 ? upper + line : upper;
      const int64_t step = left < width - 1 ? channels : 0;
      for (int64_t channel = 0; channel < channels; ++channel) {
        const double upper_left = upper[channel], lower_left = lower[channel];
        const double on_upper = upper_left + (upper[channel + step] - upper_left) * to_right;
        out[channel] = static_cast<float>(out[channel] + on_upper * above + (lower_left + (lower[channel + step] - lower_left) * to_right) * below);
      }
    }
  }
  return nullptr;
}

// luma(pixels: Uint8Array, gray: Uint8Array): BT.601, rounded.
napi_value Luma(napi_env env, napi_callback_info info) {
  napi_value values[2];
  size_t count = 2, pixels_length = 0, length = 0;
  napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
  const uint8_t* pixels = count < 2 ? nullptr : Memory<uint8_t>(env, values[0], napi_uint8_array, &pixels_length);
  uint8_t* gray = count < 2 ? nullptr : Memory<uint8_t>(env, values[1], napi_uint8_array, &length);
  if (!pixels || !gray || pixels_length != 3 * length) return Refuse(env, "luma: expected three bytes for each of gray");
  for (size_t at = 0; at < length; ++at, pixels += 3)
    gray[at] = static_cast<uint8_t>(static_cast<int32_t>(0.299 * pixels[0] + 0.587 * pixels[1] + 0.114 * pixels[2] + 0.5));
  return nullptr;
}

}  // namespace

napi_value ExportPictures(napi_env env, napi_value exports) {
  const napi_property_descriptor functions[] = {
      {"addSamples", nullptr, AddSamples, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"luma", nullptr, Luma, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
  };
  napi_define_properties(env, exports, 2, functions);
  return exports;
}

}  // namespace fer
