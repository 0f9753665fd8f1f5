// Depthwise convolution of one image, and the gradient of its kernel.
//
// A strip of pixels and channels stays in registers while the kernel passes over it. Channels fall into as many equal
// groups as there are dilations.
#ifndef FER_DEPTHWISE_H_
#define FER_DEPTHWISE_H_

#include <vector>

#include "lanes.h"

namespace fer {

// One group's geometry for the channels [from, to). `in` is what the kernel passes over, `out` what it makes.
struct Geometry {
  int64_t in_height, in_width, out_height, out_width, channels;
  int kernel, stride, dilation;
  int64_t pad_top, pad_left;
  int64_t from, to;

  int64_t width() const { return to - from; }
  // Height and width of the padded image, so large that every window lies inside.
  int64_t padded_height() const { return std::max(pad_top + in_height, (out_height - 1) * stride + (kernel - 1) * dilation + 1); }
  int64_t padded_width() const { return std::max(pad_left + in_width, (out_width - 1) * stride + (kernel - 1) * dilation + 1); }
};

// Pixels of padding before the first of `in` pixels, as TensorFlow counts them for SAME.
inline int64_t PaddingBefore(int64_t in, int64_t out, int kernel, int stride, int dilation) {
  return std::max<int64_t>(0, (out - 1) * stride + (kernel - 1) * dilation + 1 - in) / 2;
}

// One group's channels of one image side by side, with zeros around: nothing that reads it has to ask where the border is.
class PaddedImage {
 public:
  explicit PaddedImage(const Geometry& g) : g_(g), values_(g.padded_height() * g.padded_width() * g.width() + kLanes, 0.0f) {}

  void Fill(const float* x) {
    ForPixels(x, [&](const float* from, float* to) { std::copy(from, from + g_.width(), to); });
  }
  // Takes in relu(x · scale + shift), the numbers being those of all channels.
  void FillNormalized(const float* x, const float* scale, const float* shift) {
    const float* __restrict s = scale + g_.from;
    const float* __restrict t = shift + g_.from;
    const int64_t width = g_.width();
    ForPixels(x, [&](const float* __restrict from, float* __restrict to) {
      for (int64_t c = 0; c < width; ++c) {
        const float value = from[c] * s[c] + t[c];
        to[c] = value < 0.0f ? 0.0f : value;
      }
    });
  }
  // Top left of an output pixel's window.
  const float* Window(int64_t row, int64_t column) const {
    return values_.data() + (row * g_.stride * g_.padded_width() + column * g_.stride) * g_.width();
  }
  // Distance between taps that are neighbours downwards and across.
  int64_t down() const { return g_.dilation * g_.padded_width() * g_.width(); }
  int64_t across() const { return g_.dilation * g_.width(); }

 private:
  template <typename Copy>
  void ForPixels(const float* x, const Copy& copy) {
    for (int64_t row = 0; row < g_.in_height; ++row)
      for (int64_t column = 0; column < g_.in_width; ++column)
        copy(x + (row * g_.in_width + column) * g_.channels + g_.from,
             values_.data() + ((row + g_.pad_top) * g_.padded_width() + column + g_.pad_left) * g_.width());
  }

  Geometry g_;
  std::vector<float> values_;
};

// One group's channels of the kernel side by side, [kernel · kernel, width].
inline std::vector<float> KernelOf(const Geometry& g, const float* kernel) {
  std::vector<float> own;
  for (int tap = 0; tap < g.kernel * g.kernel; ++tap)
    own.insert(own.end(), kernel + tap * g.channels + g.from, kernel + tap * g.channels + g.to);
  return own;
}

// kColumns neighbouring pixels, kVectors · kLanes channels from `c` of the group.
template <int kColumns, int kVectors>
inline void Strip(const Geometry& g, const PaddedImage& x, const float* kernel, int64_t row, int64_t column, int64_t c, float* y) {
  Float8 sum[kColumns][kVectors];
  for (int k = 0; k < kColumns; ++k)
    for (int v = 0; v < kVectors; ++v) sum[k][v] = Float8{};
  const float* window = x.Window(row, column) + c;
  const int64_t step = g.stride * g.width();
  for (int i = 0; i < g.kernel; ++i)
    for (int j = 0; j < g.kernel; ++j)
      for (int v = 0; v < kVectors; ++v) {
        const Float8 weight = Load(kernel + (i * g.kernel + j) * g.width() + c + v * kLanes);
        const float* p = window + i * x.down() + j * x.across() + v * kLanes;
        for (int k = 0; k < kColumns; ++k) sum[k][v] += Load(p + k * step) * weight;
      }
  for (int k = 0; k < kColumns; ++k)
    for (int v = 0; v < kVectors; ++v)
      Store(y + (row * g.out_width + column + k) * g.channels + g.from + c + v * kLanes, sum[k][v]);
}

// kColumns neighbouring pixels, all channels of the group.
template <int kColumns>
inline void Pixels(const Geometry& g, const PaddedImage& x, const float* kernel, int64_t row, int64_t column, float* y) {
  int64_t c = 0;
  for (; c + 2 * kLanes <= g.width(); c += 2 * kLanes) Strip<kColumns, 2>(g, x, kernel, row, column, c, y);
  for (; c + kLanes <= g.width(); c += kLanes) Strip<kColumns, 1>(g, x, kernel, row, column, c, y);
  for (; c < g.width(); ++c)
    for (int k = 0; k < kColumns; ++k) {
      float sum = 0.0f;
      const float* window = x.Window(row, column + k) + c;
      for (int i = 0; i < g.kernel; ++i)
        for (int j = 0; j < g.kernel; ++j) sum += window[i * x.down() + j * x.across()] * kernel[(i * g.kernel + j) * g.width() + c];
      y[(row * g.out_width + column + k) * g.channels + g.from + c] = sum;
    }
}

inline void Convolve(const Geometry& g, const PaddedImage& x, const float* kernel, float* y) {
  for (int64_t row = 0; row < g.out_height; ++row) {
    int64_t column = 0;
    for (; column + 4 <= g.out_width; column += 4) Pixels<4>(g, x, kernel, row, column, y);
    for (; column + 2 <= g.out_width; column += 2) Pixels<2>(g, x, kernel, row, column, y);
    for (; column < g.out_width; ++column) Pixels<1>(g, x, kernel, row, column, y);
  }
}

// Adds what one row of pixels gives to kTaps taps of one kernel row, kLanes channels from `c` of the group.
template <int kTaps>
inline void KernelGradientOfRow(const Geometry& g, const PaddedImage& x, const float* dy, int64_t row, int i, int j, int64_t c,
                                float* dkernel) {
  Float8 sum[kTaps];
  float* out = dkernel + (i * g.kernel + j) * g.width() + c;
  for (int t = 0; t < kTaps; ++t) sum[t] = Load(out + t * g.width());
  const float* in = x.Window(row, 0) + i * x.down() + j * x.across() + c;
  const float* d = dy + row * g.out_width * g.channels + g.from + c;
  for (int64_t column = 0; column < g.out_width; ++column, in += g.stride * g.width(), d += g.channels) {
    const Float8 gradient = Load(d);
    for (int t = 0; t < kTaps; ++t) sum[t] += Load(in + t * x.across()) * gradient;
  }
  for (int t = 0; t < kTaps; ++t) Store(out + t * g.width(), sum[t]);
}

// The same for all nine taps of a 3×3 kernel, which fit into the registers together.
inline void KernelGradientOfRow3x3(const Geometry& g, const PaddedImage& x, const float* dy, int64_t row, int64_t c, float* dkernel) {
  Float8 sum[9];
  for (int t = 0; t < 9; ++t) sum[t] = Load(dkernel + t * g.width() + c);
  const float* in = x.Window(row, 0) + c;
  const float* d = dy + row * g.out_width * g.channels + g.from + c;
  const int64_t down = x.down(), across = x.across();
  for (int64_t column = 0; column < g.out_width; ++column, in += g.stride * g.width(), d += g.channels) {
    const Float8 gradient = Load(d);
    for (int t = 0; t < 9; ++t) sum[t] += Load(in + t / 3 * down + t % 3 * across) * gradient;
  }
  for (int t = 0; t < 9; ++t) Store(dkernel + t * g.width() + c, sum[t]);
}

// Adds one image's gradient of the group's kernel, [kernel · kernel, width], to `dkernel`.
inline void KernelGradient(const Geometry& g, const PaddedImage& x, const float* dy, float* dkernel) {
  const int64_t whole = g.width() / kLanes * kLanes;
  for (int64_t row = 0; row < g.out_height; ++row) {
    for (int64_t c = 0; c < whole; c += kLanes) {
      if (g.kernel == 3) {
        KernelGradientOfRow3x3(g, x, dy, row, c, dkernel);
        continue;
      }
      for (int i = 0; i < g.kernel; ++i) {
        int j = 0;
        for (; j + 5 <= g.kernel; j += 5) KernelGradientOfRow<5>(g, x, dy, row, i, j, c, dkernel);
        for (; j < g.kernel; ++j) KernelGradientOfRow<1>(g, x, dy, row, i, j, c, dkernel);
      }
    }
    for (int64_t c = whole; c < g.width(); ++c)
      for (int64_t column = 0; column < g.out_width; ++column) {
        const float gradient = dy[(row * g.out_width + column) * g.channels + g.from + c];
        const float* window = x.Window(row, column) + c;
        for (int tap = 0; tap < g.kernel * g.kernel; ++tap)
          dkernel[tap * g.width() + c] += window[tap / g.kernel * x.down() + tap % g.kernel * x.across()] * gradient;
      }
  }
}

// The geometry of the gradient with respect to the input, stride 1: dy is convolved by the kernel turned half around.
inline Geometry TurnedAround(const Geometry& g) {
  const int64_t reach = (g.kernel - 1) * g.dilation;
  return {g.out_height, g.out_width, g.in_height, g.in_width, g.channels, g.kernel, 1, g.dilation, reach - g.pad_top, reach - g.pad_left, g.from, g.to};
}

// A kernel [taps, channels] turned half around.
inline std::vector<float> TurnedAround(const float* kernel, int64_t taps, int64_t channels) {
  std::vector<float> turned(taps * channels);
  for (int64_t tap = 0; tap < taps; ++tap)
    std::copy(kernel + (taps - 1 - tap) * channels, kernel + (taps - tap) * channels, turned.data() + tap * channels);
  return turned;
}

}  // namespace fer

#endif  // FER_DEPTHWISE_H_
