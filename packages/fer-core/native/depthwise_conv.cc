// Depthwise convolution with dilation, and its two gradients, for images with channels last.
//
// A strip of pixels and channels stays in registers while the kernel passes over it; TensorFlow's own operations go to
// memory for each tap. With several dilations the channels fall into as many equal groups, each with its
// own: one operation then looks at several scales.

#include <vector>

#include "blocks.h"
#include "tensorflow/core/framework/op.h"
#include "tensorflow/core/framework/shape_inference.h"

namespace fer {
namespace {

using tensorflow::OpKernel;
using tensorflow::OpKernelConstruction;
using tensorflow::OpKernelContext;
using tensorflow::Tensor;
using tensorflow::TensorShape;
using tensorflow::shape_inference::InferenceContext;

REGISTER_OP("FerDepthwiseConv")
    .Input("x: float")
    .Input("kernel: float")
    .Output("y: float")
    .Attr("stride: int")
    .Attr("dilations: list(int) >= 1")
    .Attr("padding: {'SAME', 'VALID'}")
    .Attr("size: list(int) >= 2")
    .SetShapeFn([](InferenceContext* c) {
      std::vector<int32_t> size;
      TF_RETURN_IF_ERROR(c->GetAttr("size", &size));
      c->set_output(0, c->MakeShape({c->Dim(c->input(0), 0), c->MakeDim(size[0]), c->MakeDim(size[1]), c->Dim(c->input(0), 3)}));
      return absl::OkStatus();
    });

REGISTER_OP("FerDepthwiseConvInputGrad")
    .Input("dy: float")
    .Input("kernel: float")
    .Output("dx: float")
    .Attr("stride: int")
    .Attr("dilations: list(int) >= 1")
    .Attr("padding: {'SAME', 'VALID'}")
    .Attr("size: list(int) >= 2")
    .SetShapeFn([](InferenceContext* c) {
      std::vector<int32_t> size;
      TF_RETURN_IF_ERROR(c->GetAttr("size", &size));
      c->set_output(0, c->MakeShape({c->Dim(c->input(0), 0), c->MakeDim(size[0]), c->MakeDim(size[1]), c->Dim(c->input(0), 3)}));
      return absl::OkStatus();
    });

REGISTER_OP("FerDepthwiseConvKernelGrad")
    .Input("x: float")
    .Input("dy: float")
    .Output("dkernel: float")
    .Attr("kernel: int")
    .Attr("stride: int")
    .Attr("dilations: list(int) >= 1")
    .Attr("padding: {'SAME', 'VALID'}")
    .SetShapeFn([](InferenceContext* c) {
      int32_t kernel;
      TF_RETURN_IF_ERROR(c->GetAttr("kernel", &kernel));
      c->set_output(0, c->MakeShape({c->MakeDim(kernel), c->MakeDim(kernel), c->Dim(c->input(0), 3), c->MakeDim(1)}));
      return absl::OkStatus();
    });

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
    for (int64_t row = 0; row < g_.in_height; ++row)
      for (int64_t column = 0; column < g_.in_width; ++column) {
        const float* from = x + (row * g_.in_width + column) * g_.channels + g_.from;
        std::copy(from, from + g_.width(), values_.data() + ((row + g_.pad_top) * g_.padded_width() + column + g_.pad_left) * g_.width());
      }
  }
  // Top left of an output pixel's window.
  const float* Window(int64_t row, int64_t column) const {
    return values_.data() + (row * g_.stride * g_.padded_width() + column * g_.stride) * g_.width();
  }
  // Distance between taps that are neighbours downwards and across.
  int64_t down() const { return g_.dilation * g_.padded_width() * g_.width(); }
  int64_t across() const { return g_.dilation * g_.width(); }

 private:
  Geometry g_;
  std::vector<float> values_;
};

// One group's channels of the kernel side by side, [kernel · kernel, width].
std::vector<float> KernelOf(const Geometry& g, const float* kernel) {
  std::vector<float> own;
  for (int tap = 0; tap < g.kernel * g.kernel; ++tap)
    own.insert(own.end(), kernel + tap * g.channels + g.from, kernel + tap * g.channels + g.to);
  return own;
}

// kColumns neighbouring pixels, kVectors · kLanes channels from `c` of the group.
template <int kColumns, int kVectors>
inline void Strip(const Geometry& g, const PaddedImage& x, const float* kernel, int64_t row, int64_t column, int64_t c, float* y) {
  Float8 sum[kColumns][kVectors] = {};
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

void Convolve(const Geometry& g, const PaddedImage& x, const float* kernel, float* y) {
  for (int64_t row = 0; row < g.out_height; ++row) {
    int64_t column = 0;
    for (; column + 4 <= g.out_width; column += 4) Pixels<4>(g, x, kernel, row, column, y);
    for (; column + 2 <= g.out_width; column += 2) Pixels<2>(g, x, kernel, row, column, y);
    for (; column < g.out_width; ++column) Pixels<1>(g, x, kernel, row, column, y);
  }
}

// The gradient with respect to the input where the stride is not 1: each output pixel gives to the pixels it came from.
void Scatter(const Geometry& g, const float* dy, const float* kernel, float* dx) {
  for (int64_t pixel = 0; pixel < g.in_height * g.in_width; ++pixel)
    std::fill(dx + pixel * g.channels + g.from, dx + pixel * g.channels + g.to, 0.0f);
  for (int64_t row = 0; row < g.out_height; ++row)
    for (int64_t column = 0; column < g.out_width; ++column)
      for (int tap = 0; tap < g.kernel * g.kernel; ++tap) {
        const int64_t top = row * g.stride - g.pad_top + tap / g.kernel * g.dilation;
        const int64_t left = column * g.stride - g.pad_left + tap % g.kernel * g.dilation;
        if (top < 0 || top >= g.in_height || left < 0 || left >= g.in_width) continue;
        const float* __restrict d = dy + (row * g.out_width + column) * g.channels;
        const float* __restrict w = kernel + tap * g.channels;
        float* __restrict out = dx + (top * g.in_width + left) * g.channels;
        for (int64_t c = g.from; c < g.to; ++c) out[c] += d[c] * w[c];
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
void KernelGradient(const Geometry& g, const PaddedImage& x, const float* dy, float* dkernel) {
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

// What the three operations have in common: reading stride, dilations and padding.
class WindowOp : public OpKernel {
 public:
  explicit WindowOp(OpKernelConstruction* context) : OpKernel(context) {
    std::string padding;
    OP_REQUIRES_OK(context, context->GetAttr("stride", &stride_));
    OP_REQUIRES_OK(context, context->GetAttr("dilations", &dilations_));
    OP_REQUIRES_OK(context, context->GetAttr("padding", &padding));
    same_ = padding == "SAME";
  }

 protected:
  // One geometry for each group of channels.
  std::vector<Geometry> Between(const Tensor& in, const Tensor& out, int64_t kernel) const {
    const int64_t channels = in.dim_size(3), groups = dilations_.size();
    std::vector<Geometry> all;
    for (int64_t group = 0; group < groups; ++group) {
      const int k = static_cast<int>(kernel), dilation = dilations_[group];
      const auto before = [&](int axis) { return same_ ? PaddingBefore(in.dim_size(axis), out.dim_size(axis), k, stride_, dilation) : 0; };
      all.push_back({in.dim_size(1), in.dim_size(2), out.dim_size(1), out.dim_size(2), channels, k, stride_, dilation, before(1),
                     before(2), channels * group / groups, channels * (group + 1) / groups});
    }
    return all;
  }

  int stride_;
  std::vector<int32_t> dilations_;
  bool same_;
};

// Elements of one image of a batch.
inline int64_t ImageSize(const Tensor& batch) { return batch.dim_size(0) == 0 ? 0 : batch.NumElements() / batch.dim_size(0); }

// Convolves each image of a batch, group by group of channels.
void ConvolveAll(OpKernelContext* context, const std::vector<Geometry>& groups, const float* x, const float* kernel, float* y,
                 int64_t images, int64_t in_size, int64_t out_size) {
  for (const Geometry& g : groups) {
    const std::vector<float> own = KernelOf(g, kernel);
    ForBlocks(context, images, [&](int, int64_t begin, int64_t end) {
      PaddedImage padded(g);
      for (int64_t n = begin; n < end; ++n) {
        padded.Fill(x + n * in_size);
        Convolve(g, padded, own.data(), y + n * out_size);
      }
    });
  }
}

class SizedWindowOp : public WindowOp {
 public:
  explicit SizedWindowOp(OpKernelConstruction* context) : WindowOp(context) {
    OP_REQUIRES_OK(context, context->GetAttr("size", &size_));
  }

 protected:
  TensorShape Shape(const Tensor& like) const { return TensorShape({like.dim_size(0), size_[0], size_[1], like.dim_size(3)}); }

 private:
  std::vector<int32_t> size_;
};

class DepthwiseConvOp : public SizedWindowOp {
 public:
  using SizedWindowOp::SizedWindowOp;

  void Compute(OpKernelContext* context) override {
    const Tensor& x = context->input(0);
    const Tensor& kernel = context->input(1);
    Tensor* y;
    OP_REQUIRES_OK(context, context->allocate_output(0, Shape(x), &y));
    const std::vector<Geometry> groups = Between(x, *y, kernel.dim_size(0));
    const float* in = x.flat<float>().data();
    const float* w = kernel.flat<float>().data();
    float* out = y->flat<float>().data();
    const int64_t in_size = ImageSize(x), out_size = ImageSize(*y);
    ConvolveAll(context, groups, in, w, out, x.dim_size(0), in_size, out_size);
  }
};

class DepthwiseConvInputGradOp : public SizedWindowOp {
 public:
  using SizedWindowOp::SizedWindowOp;

  void Compute(OpKernelContext* context) override {
    const Tensor& dy = context->input(0);
    const Tensor& kernel = context->input(1);
    Tensor* dx;
    OP_REQUIRES_OK(context, context->allocate_output(0, Shape(dy), &dx));
    std::vector<Geometry> groups = Between(*dx, dy, kernel.dim_size(0));
    const float* d = dy.flat<float>().data();
    const float* w = kernel.flat<float>().data();
    float* out = dx->flat<float>().data();
    const int64_t in_size = ImageSize(*dx), out_size = ImageSize(dy);
    if (stride_ != 1) {
      ForBlocks(context, dy.dim_size(0), [&](int, int64_t begin, int64_t end) {
        for (int64_t n = begin; n < end; ++n)
          for (const Geometry& g : groups) Scatter(g, d + n * out_size, w, out + n * in_size);
      });
      return;
    }
    // With stride 1 it is a convolution of dy by the kernel turned half around.
    const int64_t taps = kernel.dim_size(0) * kernel.dim_size(1), channels = dy.dim_size(3);
    std::vector<float> turned(taps * channels);
    for (int64_t tap = 0; tap < taps; ++tap)
      std::copy(w + (taps - 1 - tap) * channels, w + (taps - tap) * channels, turned.data() + tap * channels);
    for (Geometry& g : groups) {
      const int64_t reach = (g.kernel - 1) * g.dilation;
      g = {g.out_height, g.out_width, g.in_height, g.in_width, channels, g.kernel, 1, g.dilation,
           reach - g.pad_top, reach - g.pad_left, g.from, g.to};
    }
    ConvolveAll(context, groups, d, turned.data(), out, dy.dim_size(0), out_size, in_size);
  }
};

class DepthwiseConvKernelGradOp : public WindowOp {
 public:
  explicit DepthwiseConvKernelGradOp(OpKernelConstruction* context) : WindowOp(context) {
    OP_REQUIRES_OK(context, context->GetAttr("kernel", &kernel_));
  }

  void Compute(OpKernelContext* context) override {
    const Tensor& x = context->input(0);
    const Tensor& dy = context->input(1);
    Tensor* dkernel;
    OP_REQUIRES_OK(context, context->allocate_output(0, TensorShape({kernel_, kernel_, x.dim_size(3), 1}), &dkernel));
    const std::vector<Geometry> groups = Between(x, dy, kernel_);
    const float* in = x.flat<float>().data();
    const float* d = dy.flat<float>().data();
    const int64_t in_size = ImageSize(x), out_size = ImageSize(dy);
    float* out = dkernel->flat<float>().data();
    for (const Geometry& g : groups) {
      std::vector<std::vector<float>> parts(kBlocks);
      const int64_t taps = g.kernel * g.kernel;
      const int blocks = ForBlocks(context, x.dim_size(0), [&](int block, int64_t begin, int64_t end) {
        parts[block].assign(taps * g.width(), 0.0f);
        PaddedImage padded(g);
        for (int64_t n = begin; n < end; ++n) {
          padded.Fill(in + n * in_size);
          KernelGradient(g, padded, d + n * out_size, parts[block].data());
        }
      });
      for (int64_t tap = 0; tap < taps; ++tap)
        for (int64_t c = 0; c < g.width(); ++c) {
          float sum = 0.0f;
          for (int block = 0; block < blocks; ++block) sum += parts[block][tap * g.width() + c];
          out[tap * g.channels + g.from + c] = sum;
        }
    }
  }

 private:
  int kernel_;
};

REGISTER_KERNEL_BUILDER(Name("FerDepthwiseConv").Device(tensorflow::DEVICE_CPU), DepthwiseConvOp);
REGISTER_KERNEL_BUILDER(Name("FerDepthwiseConvInputGrad").Device(tensorflow::DEVICE_CPU), DepthwiseConvInputGradOp);
REGISTER_KERNEL_BUILDER(Name("FerDepthwiseConvKernelGrad").Device(tensorflow::DEVICE_CPU), DepthwiseConvKernelGradOp);

}  // namespace
}  // namespace fer
