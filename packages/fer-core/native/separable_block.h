// A block of a network at work, for images with channels last: relu(pointwise(depthwise 3×3 (x)) + biases + shortcut).
//
// The shortcut, if any, is halved by max-pooling where it is twice as large, and counts as zero in the channels that it lacks.
// A few rows at a time go through all of it while they are in the cache; in TensorFlow's operations each step would read
// and write the whole image. The depthwise bias goes through the pointwise kernel once and joins the other one.

#ifndef FER_SEPARABLE_BLOCK_H_
#define FER_SEPARABLE_BLOCK_H_

#include <memory>
#include <vector>

#include "depthwise.h"
#include "matrix_product.h"

namespace fer {

constexpr int kBlockKernel = 3;
// Floats of a band's results that are made together and stay near the processor.
constexpr int64_t kBandFloats = 8192;
// What one call works with.
struct Block {
  const float *x, *depthwise, *shortcut;
  float* y;
  int64_t in_height, in_width, channels;
  int64_t height, width, filters;
  int64_t stride, pad_top, pad_left;
  // Distance of the shortcut's pixels (2 where it is pooled), its size and channels.
  int64_t step, shortcut_height, shortcut_width, shortcut_channels;

  // Output rows that go through the block together.
  int64_t rows_together() const {
    return std::min(height, std::max<int64_t>(1, kBandFloats / (width * std::max(channels, PaddedColumns(filters)))));
  }
};

// Memory of one thread, not cleared but for the zeros.
struct Workspace {
  std::vector<float> zeros;  // a row beyond the image
  std::unique_ptr<float[]> corner, spatial, product;
  explicit Workspace(const Block& b)
      : zeros(b.in_width * b.channels, 0.0f),
        corner(new float[kBlockKernel * kBlockKernel * b.channels]),
        spatial(new float[b.rows_together() * b.width * b.channels]),
        product(new float[b.rows_together() * b.width * PaddedColumns(b.filters)]) {}
};

// kLanes channels of kColumns neighbouring pixels under the 3×3 kernel; each input column is loaded once.
template <int kColumns, int kStride>
inline void Strip3x3(const float* const* rows, const float* kernel, int64_t channels, int64_t c, float* y) {
  constexpr int kInputs = (kColumns - 1) * kStride + kBlockKernel;
  Float8 sum[kColumns] = {};
  for (int i = 0; i < kBlockKernel; ++i) {
    Float8 in[kInputs];
    for (int j = 0; j < kInputs; ++j) in[j] = Load(rows[i] + j * channels + c);
    for (int j = 0; j < kBlockKernel; ++j) {
      const Float8 weight = Load(kernel + (i * kBlockKernel + j) * channels + c);
      for (int k = 0; k < kColumns; ++k) sum[k] += in[k * kStride + j] * weight;
    }
  }
  for (int k = 0; k < kColumns; ++k) Store(y + k * channels + c, sum[k]);
}

// All channels of kColumns pixels; `rows` point to the top left of the first one's window and to what lies below.
// The last channels may be computed twice: that is cheaper than one by one.
template <int kColumns, int kStride>
inline void Pixels3x3(const float* const* rows, const float* kernel, int64_t channels, float* y) {
  int64_t c = 0;
  for (; c + kLanes <= channels; c += kLanes) Strip3x3<kColumns, kStride>(rows, kernel, channels, c, y);
  if (c == channels) return;
  if (channels > kLanes) return Strip3x3<kColumns, kStride>(rows, kernel, channels, channels - kLanes, y);
  for (c = 0; c < channels; ++c)
    for (int k = 0; k < kColumns; ++k) {
      float sum = 0.0f;
      for (int tap = 0; tap < kBlockKernel * kBlockKernel; ++tap)
        sum += rows[tap / kBlockKernel][(k * kStride + tap % kBlockKernel) * channels + c] * kernel[tap * channels + c];
      y[k * channels + c] = sum;
    }
}

// A pixel whose window reaches beyond the left or right border: looks at a copy of the window with zeros.
inline void BorderPixel(const Block& b, const float* const* rows, int64_t left, Workspace& w, float* y) {
  const float* window[kBlockKernel];
  for (int i = 0; i < kBlockKernel; ++i) {
    float* to = w.corner.get() + i * kBlockKernel * b.channels;
    window[i] = to;
    for (int64_t j = left; j < left + kBlockKernel; ++j, to += b.channels) {
      if (j < 0 || j >= b.in_width) std::fill_n(to, b.channels, 0.0f);
      else std::copy_n(rows[i] + j * b.channels, b.channels, to);
    }
  }
  Pixels3x3<1, 1>(window, b.depthwise, b.channels, y);
}

// Convolves one row of the output; `image` is the input.
template <int kStride>
void ConvolveRow(const Block& b, const float* image, int64_t row, Workspace& w, float* y) {
  const float* rows[kBlockKernel];
  for (int i = 0; i < kBlockKernel; ++i) {
    const int64_t at = row * kStride - b.pad_top + i;
    rows[i] = at < 0 || at >= b.in_height ? w.zeros.data() : image + at * b.in_width * b.channels;
  }
  const float* window[kBlockKernel];
  for (int64_t column = 0; column < b.width;) {
    const int64_t left = column * kStride - b.pad_left, room = b.in_width - kBlockKernel - left;
    float* to = y + column * b.channels;
    if (left < 0 || room < 0) {
      BorderPixel(b, rows, left, w, to);
      ++column;
      continue;
    }
    for (int i = 0; i < kBlockKernel; ++i) window[i] = rows[i] + left * b.channels;
    if (room >= 3 * kStride) {
      Pixels3x3<4, kStride>(window, b.depthwise, b.channels, to);
      column += 4;
    } else {
      Pixels3x3<1, kStride>(window, b.depthwise, b.channels, to);
      ++column;
    }
  }
}

// Writes one pixel: the product with bias and shortcut, what is negative cut off. NaN passes.
inline void Finish(const Block& b, int64_t image, int64_t row, int64_t column, const float* __restrict product, const float* __restrict bias) {
  float* __restrict y = b.y + ((image * b.height + row) * b.width + column) * b.filters;
  int64_t f = 0;
  if (b.shortcut) {
    const int64_t across = b.shortcut_channels, down = b.shortcut_width * across;
    const float* __restrict s = b.shortcut + ((image * b.shortcut_height + row * b.step) * b.shortcut_width + column * b.step) * across;
    if (b.step == 1) {
      for (; f < across; ++f) {
        const float value = product[f] + bias[f] + s[f];
        y[f] = value < 0.0f ? 0.0f : value;
      }
    } else {
      for (; f < across; ++f) {
        const float value = product[f] + bias[f] + std::max(std::max(s[f], s[across + f]), std::max(s[down + f], s[down + across + f]));
        y[f] = value < 0.0f ? 0.0f : value;
      }
    }
  }
  for (; f < b.filters; ++f) {
    const float value = product[f] + bias[f];
    y[f] = value < 0.0f ? 0.0f : value;
  }
}

// out [pixels, PaddedColumns] = a · kernel, whole vectors only.
inline void WholeProduct(const float* a, int64_t pixels, const PackedMatrix& kernel, float* out, int64_t out_step) {
  const int64_t inner = kernel.inner();
  for (int64_t column = 0; column < out_step; column += kTileColumns) {
    const int64_t width = PanelColumns(column, out_step);
    PanelProduct(a, inner, pixels, kernel.Panel(column), width, inner, out + column, out_step, width);
  }
}

// The output rows [first, last) of one image.
inline void ComputeBand(const Block& b, const PackedMatrix& pointwise, const float* bias, int64_t image, int64_t first, int64_t last, Workspace& w) {
  const float* from = b.x + image * b.in_height * b.in_width * b.channels;
  float* spatial = w.spatial.get();
  for (int64_t row = first; row < last; ++row, spatial += b.width * b.channels) {
    if (b.stride == 1) ConvolveRow<1>(b, from, row, w, spatial);
    else ConvolveRow<2>(b, from, row, w, spatial);
  }
  const int64_t columns = PaddedColumns(b.filters);
  WholeProduct(w.spatial.get(), (last - first) * b.width, pointwise, w.product.get(), columns);
  const float* product = w.product.get();
  for (int64_t row = first; row < last; ++row)
    for (int64_t column = 0; column < b.width; ++column, product += columns) Finish(b, image, row, column, product, bias);
}

// What the depthwise bias becomes behind the pointwise kernel [channels, filters], with that one's own bias.
inline std::vector<float> JoinedBias(const float* depthwise, const float* pointwise_kernel, const float* pointwise, int64_t channels, int64_t filters) {
  std::vector<float> bias(pointwise, pointwise + filters);
  for (int64_t c = 0; c < channels; ++c)
    for (int64_t f = 0; f < filters; ++f) bias[f] += depthwise[c] * pointwise_kernel[c * filters + f];
  return bias;
}

}  // namespace fer

#endif  // FER_SEPARABLE_BLOCK_H_
