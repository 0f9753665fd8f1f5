// Pictures drawn anew through a transform, halved, cut out in squares, and their luma: what a video asks for in each frame.
//
// The same arithmetic in the same order as in TypeScript, `align/sample-photo.ts`, `align/align-face.ts` and `detect/square.ts`, in double precision and
// without fused multiply-adds, so that both give the same bits.

#pragma GCC optimize("fp-contract=off")

#include "pictures.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include "typed_arrays.h"

namespace fer {
namespace {

struct Picture {
  const uint8_t *pixels, *end;
  int64_t width, height, channels;
};

struct Sampling {
  double share, a, b, c, d, e, f;
  bool black;
};

// Four numbers that are computed together. (Each as it would be by itself.)
typedef double Double4 __attribute__((vector_size(32)));
typedef float Float4 __attribute__((vector_size(16)));
typedef int32_t Int4 __attribute__((vector_size(16)));
typedef uint8_t Byte4 __attribute__((vector_size(4)));
typedef uint8_t Byte16 __attribute__((vector_size(16)));

inline double Within(double value, double last) { return value > 0 ? (value > last ? last : value) : 0; }  // not a number becomes 0

// One bilinear sample for each pixel of a row in the columns [begin, end), times the share. kChannels is 0 where their number is not known beforehand.
template <int kChannels>
void AddRow(const Picture& p, const Sampling& s, int64_t y, int64_t begin, int64_t end, float* out) {
  const int64_t channels = kChannels ? kChannels : p.channels, line = p.width * channels;
  const double last_column = static_cast<double>(p.width - 1), last_row = static_cast<double>(p.height - 1);
  const double first_u = s.b * y + s.c, first_v = s.e * y + s.f;
  out += begin * channels;
  for (int64_t x = begin; x < end; ++x, out += channels) {
    double u = first_u + s.a * x, v = first_v + s.d * x;
    // Half of the last pixel lies beyond its centre.
    if (s.black && !(u >= -0.5 && v >= -0.5 && u <= last_column + 0.5 && v <= last_row + 0.5)) continue;
    u = Within(u, last_column);
    v = Within(v, last_row);
    const int64_t left = static_cast<int64_t>(u), top = static_cast<int64_t>(v);
    const double to_right = u - left, below = (v - top) * s.share, above = s.share - below;
    const uint8_t* upper = p.pixels + top * line + left * channels;
    const uint8_t* lower = top < p.height - 1 ? upper + line : upper;
    const int64_t step = left < p.width - 1 ? channels : 0;
    if (kChannels == 3 && lower + step + 4 <= p.end && upper + step + 4 <= p.end) {
      const auto load = [](const uint8_t* from) {
        Byte4 bytes;
        __builtin_memcpy(&bytes, from, sizeof bytes);
        return __builtin_convertvector(__builtin_convertvector(bytes, Int4), Double4);
      };
      const Double4 upper_left = load(upper), lower_left = load(lower), before = {out[0], out[1], out[2], 0.0};
      const Double4 on_upper = upper_left + (load(upper + step) - upper_left) * to_right;
      const Double4 sum = before + on_upper * above + (lower_left + (load(lower + step) - lower_left) * to_right) * below;
      for (int channel = 0; channel < 3; ++channel) out[channel] = static_cast<float>(sum[channel]);
      continue;
    }
    for (int64_t channel = 0; channel < channels; ++channel) {
      const double upper_left = upper[channel], lower_left = lower[channel];
      const double on_upper = upper_left + (upper[channel + step] - upper_left) * to_right;
      out[channel] = static_cast<float>(out[channel] + on_upper * above + (lower_left + (lower[channel + step] - lower_left) * to_right) * below);
    }
  }
}

// The same for a gray picture whose border goes on, four pixels at once.
void AddGrayRow(const Picture& p, const Sampling& s, int64_t y, int64_t columns, float* out) {
  const double last_column = static_cast<double>(p.width - 1), last_row = static_cast<double>(p.height - 1);
  const double first_u = s.b * y + s.c, first_v = s.e * y + s.f;
  const int32_t width = static_cast<int32_t>(p.width), right_end = width - 1, bottom = static_cast<int32_t>(p.height - 1);
  int64_t x = 0;
  for (; x + 4 <= columns; x += 4) {
    const Double4 place = {static_cast<double>(x), static_cast<double>(x + 1), static_cast<double>(x + 2), static_cast<double>(x + 3)};
    Double4 u = first_u + s.a * place, v = first_v + s.d * place;
    u = u > 0 ? (u > last_column ? Double4{} + last_column : u) : Double4{};
    v = v > 0 ? (v > last_row ? Double4{} + last_row : v) : Double4{};
    const Int4 left = __builtin_convertvector(u, Int4), top = __builtin_convertvector(v, Int4);
    const Double4 to_right = u - __builtin_convertvector(left, Double4), below = (v - __builtin_convertvector(top, Double4)) * s.share, above = s.share - below;
    const Int4 inside = (left < right_end) & (top < bottom);
    if (!(inside[0] & inside[1] & inside[2] & inside[3])) {
      AddRow<1>(p, s, y, x, x + 4, out);
      continue;
    }
    // Two neighbours at once.
    const Int4 at = top * width + left;
    const auto pair = [&](int k, int32_t below_it) {
      const uint8_t* from = p.pixels + at[k] + below_it;
      return from[0] | from[1] << 8;
    };
    const Int4 upper = {pair(0, 0), pair(1, 0), pair(2, 0), pair(3, 0)}, lower = {pair(0, width), pair(1, width), pair(2, width), pair(3, width)};
    const Double4 upper_left = __builtin_convertvector(upper & 255, Double4), upper_right = __builtin_convertvector(upper >> 8, Double4);
    const Double4 lower_left = __builtin_convertvector(lower & 255, Double4), lower_right = __builtin_convertvector(lower >> 8, Double4);
    const Double4 on_upper = upper_left + (upper_right - upper_left) * to_right, on_lower = lower_left + (lower_right - lower_left) * to_right;
    Float4 before;
    __builtin_memcpy(&before, out + x, sizeof before);
    const Float4 sum = __builtin_convertvector(__builtin_convertvector(before, Double4) + on_upper * above + on_lower * below, Float4);
    __builtin_memcpy(out + x, &sum, sizeof sum);
  }
  AddRow<1>(p, s, y, x, columns, out);
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
  const Picture picture = {pixels, pixels + pixels_length, width, height, channels};
  const Sampling sampling = {share, a, b, c, d, e, f, n[kBlack] != 0};
  for (int64_t y = 0; y < rows; ++y) {
    float* out = result + y * columns * channels;
    if (channels == 1 && !sampling.black && pixels_length < (1u << 31)) AddGrayRow(picture, sampling, y, columns, out);
    else if (channels == 3) AddRow<3>(picture, sampling, y, 0, columns, out);
    else AddRow<0>(picture, sampling, y, 0, columns, out);
  }
  return nullptr;
}

uint8_t RealLuma(const uint8_t* pixel) {
  return static_cast<uint8_t>(static_cast<int32_t>(0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2] + 0.5));
}

// luma(pixels: Uint8Array, gray: Uint8Array): BT.601, rounded.
napi_value Luma(napi_env env, napi_callback_info info) {
  napi_value values[2];
  size_t count = 2, pixels_length = 0, length = 0;
  napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
  const uint8_t* pixels = count < 2 ? nullptr : Memory<uint8_t>(env, values[0], napi_uint8_array, &pixels_length);
  uint8_t* gray = count < 2 ? nullptr : Memory<uint8_t>(env, values[1], napi_uint8_array, &length);
  if (!pixels || !gray || pixels_length != 3 * length) return Refuse(env, "luma: expected three bytes for each of gray");
  size_t at = 0;
  // In thousandths, which is several times as fast; only where that is a whole number do roundings of the real sum decide.
  // 16 bytes are read at once, of which 12 count.
  for (; at + 6 <= length; at += 4, pixels += 12) {
    Byte16 bytes;
    __builtin_memcpy(&bytes, pixels, sizeof bytes);
    // A channel's bytes of four pixels, each to the beginning of a number, zeros behind it.
    const auto channel = [&](uint8_t c) {
      const Byte16 places = {c, 16, 16, 16, uint8_t(c + 3), 16, 16, 16, uint8_t(c + 6), 16, 16, 16, uint8_t(c + 9), 16, 16, 16};
      return reinterpret_cast<Int4>(__builtin_shuffle(bytes, Byte16{}, places));
    };
    const Int4 thousandths = channel(0) * 299 + channel(1) * 587 + channel(2) * 114 + 500;
    // Right but for one at most, which the rest tells.
    Int4 level = __builtin_convertvector(__builtin_convertvector(thousandths, Float4) * 0.001f, Int4);
    level += (thousandths - level * 1000) >> 31;
    level -= (thousandths - level * 1000) >= 1000;
    const Int4 is_whole = level * 1000 == thousandths;
    const Byte4 levels = __builtin_convertvector(level, Byte4);
    __builtin_memcpy(gray + at, &levels, sizeof levels);
    if (__builtin_expect(is_whole[0] | is_whole[1] | is_whole[2] | is_whole[3], 0))
      for (int k = 0; k < 4; ++k) gray[at + k] = RealLuma(pixels + 3 * k);
  }
  for (; at < length; ++at, pixels += 3) gray[at] = RealLuma(pixels);
  return nullptr;
}

// halve(pixels: Uint8Array, numbers: Float64Array, half: Uint8Array): each pixel the mean of four; numbers are width and height, from 2, and channels.
napi_value Halve(napi_env env, napi_callback_info info) {
  napi_value values[3];
  size_t count = 3, pixels_length = 0, numbers_length = 0, length = 0;
  napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
  const uint8_t* pixels = count < 3 ? nullptr : Memory<uint8_t>(env, values[0], napi_uint8_array, &pixels_length);
  const double* numbers = count < 3 ? nullptr : Memory<double>(env, values[1], napi_float64_array, &numbers_length);
  uint8_t* half = count < 3 ? nullptr : Memory<uint8_t>(env, values[2], napi_uint8_array, &length);
  if (!pixels || !numbers || !half || numbers_length != 3) return Refuse(env, "halve: expected Uint8Array, Float64Array of 3 and Uint8Array");
  const int64_t width = numbers[0], height = numbers[1], channels = numbers[2], columns = width / 2, rows = height / 2, line = width * channels;
  const bool fits = columns > 0 && rows > 0 && channels > 0 && static_cast<int64_t>(pixels_length) >= line * height && static_cast<int64_t>(length) >= rows * columns * channels;
  if (!fits) return Refuse(env, "halve: expected arrays that hold the pictures, got shorter ones");
  for (int64_t y = 0; y < rows; ++y) {
    const uint8_t *__restrict upper = pixels + 2 * y * line, *__restrict lower = upper + line;
    uint8_t* __restrict to = half + y * columns * channels;
    if (channels == 1) {
      for (int64_t x = 0; x < columns; ++x) to[x] = (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1] + 2) >> 2;
      continue;
    }
    for (int64_t x = 0; x < columns; ++x, upper += 2 * channels, lower += 2 * channels, to += channels)
      for (int64_t c = 0; c < channels; ++c) to[c] = (upper[c] + upper[c + channels] + lower[c] + lower[c + channels] + 2) >> 2;
  }
  return nullptr;
}

// A square of a photo: [width, height, left, top, side], the latter three by outer edges, and the side of the result in pixels.
enum { kPhotoWidth, kPhotoHeight, kLeft, kTop, kSide, kSize, kSquareNumbers };

// The nearest pixel of each of `count` evenly spread places, as an offset; -1 beyond the photo.
std::vector<int64_t> SamplePlaces(double start, double side, int64_t count, int64_t length, int64_t stride) {
  std::vector<int64_t> places(count);
  for (int64_t i = 0; i < count; ++i) {
    const double pixel = std::floor(start + ((i + 0.5) * side) / count);
    places[i] = pixel >= 0 && pixel < length ? static_cast<int64_t>(pixel) * stride : -1;
  }
  return places;
}

void DrawAveraged(const uint8_t* pixels, const double* n, int64_t samples, uint8_t* target) {
  const int64_t size = n[kSize], width = n[kPhotoWidth];
  const std::vector<int64_t> columns = SamplePlaces(n[kLeft], n[kSide], size * samples, width, 3), rows = SamplePlaces(n[kTop], n[kSide], size * samples, n[kPhotoHeight], 3 * width);
  const double share = 1.0 / (samples * samples);
  for (int64_t y = 0; y < size; ++y)
    for (int64_t x = 0; x < size; ++x, target += 3) {
      int32_t red = 0, green = 0, blue = 0;
      for (int64_t r = y * samples; r < (y + 1) * samples; ++r) {
        if (rows[r] < 0) continue;
        for (int64_t c = x * samples; c < (x + 1) * samples; ++c) {
          if (columns[c] < 0) continue;
          const uint8_t* from = pixels + rows[r] + columns[c];
          red += from[0];
          green += from[1];
          blue += from[2];
        }
      }
      target[0] = static_cast<uint8_t>(static_cast<int32_t>(red * share + 0.5));
      target[1] = static_cast<uint8_t>(static_cast<int32_t>(green * share + 0.5));
      target[2] = static_cast<uint8_t>(static_cast<int32_t>(blue * share + 0.5));
    }
}

void DrawInterpolated(const uint8_t* pixels, const double* n, uint8_t* target) {
  const int64_t size = n[kSize], width = n[kPhotoWidth], height = n[kPhotoHeight];
  const double step = n[kSide] / size;
  for (int64_t y = 0; y < size; ++y) {
    const double v = n[kTop] + (y + 0.5) * step - 0.5, floor_v = std::floor(v);
    for (int64_t x = 0; x < size; ++x, target += 3) {
      const double u = n[kLeft] + (x + 0.5) * step - 0.5, floor_u = std::floor(u);
      double sum[3] = {0.0, 0.0, 0.0};
      for (int64_t dy = 0; dy < 2; ++dy)
        for (int64_t dx = 0; dx < 2; ++dx) {
          const double at_x = floor_u + dx, at_y = floor_v + dy;
          if (!(at_x >= 0 && at_x < width && at_y >= 0 && at_y < height)) continue;
          const double weight = (dx ? u - floor_u : 1 - u + floor_u) * (dy ? v - floor_v : 1 - v + floor_v);
          const uint8_t* from = pixels + 3 * (static_cast<int64_t>(at_y) * width + static_cast<int64_t>(at_x));
          for (int channel = 0; channel < 3; ++channel) sum[channel] += weight * from[channel];
        }
      for (int channel = 0; channel < 3; ++channel) target[channel] = static_cast<uint8_t>(static_cast<int32_t>(sum[channel] + 0.5));
    }
  }
}

// drawSquare(pixels: Uint8Array, numbers: Float64Array, samples: number, target: Uint8Array): the mean of samples × samples places for each pixel, or
// with 0 samples interpolated, RGB.
napi_value DrawSquare(napi_env env, napi_callback_info info) {
  napi_value values[4];
  size_t count = 4, pixels_length = 0, numbers_length = 0, length = 0;
  napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
  const uint8_t* pixels = count < 4 ? nullptr : Memory<uint8_t>(env, values[0], napi_uint8_array, &pixels_length);
  const double* n = count < 4 ? nullptr : Memory<double>(env, values[1], napi_float64_array, &numbers_length);
  uint8_t* target = count < 4 ? nullptr : Memory<uint8_t>(env, values[3], napi_uint8_array, &length);
  int32_t samples = 0;
  if (!pixels || !n || !target || numbers_length != kSquareNumbers || napi_get_value_int32(env, values[2], &samples) != napi_ok)
    return Refuse(env, "drawSquare: expected Uint8Array, Float64Array of 6, a number and Uint8Array");
  const bool fits = n[kPhotoWidth] >= 1 && n[kPhotoHeight] >= 1 && n[kSize] >= 1 && pixels_length >= 3 * n[kPhotoWidth] * n[kPhotoHeight] && length >= 3 * n[kSize] * n[kSize];
  if (!fits || samples < 0) return Refuse(env, "drawSquare: expected arrays that hold the pictures, got shorter ones");
  if (samples > 0) DrawAveraged(pixels, n, samples, target);
  else DrawInterpolated(pixels, n, target);
  return nullptr;
}

}  // namespace

napi_value ExportPictures(napi_env env, napi_value exports) {
  return Export(env, exports, {{"addSamples", AddSamples}, {"drawSquare", DrawSquare}, {"halve", Halve}, {"luma", Luma}});
}

}  // namespace fer
