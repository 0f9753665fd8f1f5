// Depthwise convolution with dilation, and its two gradients, for images with channels last.
//
// With several dilations the channels fall into as many equal groups, each with its own: one operation then looks at
// several scales.

#include <vector>

#include "blocks.h"
#include "depthwise.h"
#include "sized_images.h"
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
    .SetShapeFn(ShapeOfSizedImages);

REGISTER_OP("FerDepthwiseConvInputGrad")
    .Input("dy: float")
    .Input("kernel: float")
    .Output("dx: float")
    .Attr("stride: int")
    .Attr("dilations: list(int) >= 1")
    .Attr("padding: {'SAME', 'VALID'}")
    .Attr("size: list(int) >= 2")
    .SetShapeFn(ShapeOfSizedImages);

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

class DepthwiseConvOp : public SizedImagesOp<WindowOp> {
 public:
  using SizedImagesOp::SizedImagesOp;

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

class DepthwiseConvInputGradOp : public SizedImagesOp<WindowOp> {
 public:
  using SizedImagesOp::SizedImagesOp;

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
    const int64_t taps = kernel.dim_size(0) * kernel.dim_size(1);
    const std::vector<float> turned = TurnedAround(w, taps, dy.dim_size(3));
    for (Geometry& g : groups) g = TurnedAround(g);
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
