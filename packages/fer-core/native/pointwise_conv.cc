// 1×1 convolution of images with channels last, and its two gradients; and, for strides above 1, the pixels that it looks at.

#include "blocks.h"
#include "matrix_product.h"
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

REGISTER_OP("FerPointwiseConv")
    .Input("x: float")
    .Input("kernel: float")
    .Output("y: float")
    .SetShapeFn([](InferenceContext* c) {
      c->set_output(0, c->MakeShape({c->Dim(c->input(0), 0), c->Dim(c->input(0), 1), c->Dim(c->input(0), 2), c->Dim(c->input(1), 3)}));
      return absl::OkStatus();
    });

REGISTER_OP("FerPointwiseConvInputGrad")
    .Input("dy: float")
    .Input("kernel: float")
    .Output("dx: float")
    .SetShapeFn([](InferenceContext* c) {
      c->set_output(0, c->MakeShape({c->Dim(c->input(0), 0), c->Dim(c->input(0), 1), c->Dim(c->input(0), 2), c->Dim(c->input(1), 2)}));
      return absl::OkStatus();
    });

REGISTER_OP("FerPointwiseConvKernelGrad")
    .Input("x: float")
    .Input("dy: float")
    .Output("dkernel: float")
    .SetShapeFn([](InferenceContext* c) {
      c->set_output(0, c->MakeShape({c->MakeDim(1), c->MakeDim(1), c->Dim(c->input(0), 3), c->Dim(c->input(1), 3)}));
      return absl::OkStatus();
    });

// Every stride-th pixel of every stride-th row, from the first on.
REGISTER_OP("FerTakeSteps")
    .Input("x: float")
    .Output("y: float")
    .Attr("stride: int")
    .Attr("size: list(int) >= 2")
    .SetShapeFn(ShapeOfSizedImages);

// Its gradient: puts the pixels back, zeros between them.
REGISTER_OP("FerSpreadSteps")
    .Input("dy: float")
    .Output("dx: float")
    .Attr("stride: int")
    .Attr("size: list(int) >= 2")
    .SetShapeFn(ShapeOfSizedImages);

// Blocks are cut at multiples of a tile's rows.
template <typename Work>
int ForRows(OpKernelContext* context, int64_t rows, const Work& work) {
  const int64_t panels = (rows + kPanelRows - 1) / kPanelRows;
  return ForBlocks(context, panels, [&](int block, int64_t begin, int64_t end) {
    work(block, begin * kPanelRows, std::min(rows, end * kPanelRows));
  });
}

// y = x · b, where b is the kernel or its transpose.
class ProductOp : public OpKernel {
 public:
  using OpKernel::OpKernel;

 protected:
  void Multiply(OpKernelContext* context, const PackedMatrix& b) {
    const Tensor& x = context->input(0);
    TensorShape shape = x.shape();
    shape.set_dim(3, b.columns());
    Tensor* y;
    OP_REQUIRES_OK(context, context->allocate_output(0, shape, &y));
    const float* in = x.flat<float>().data();
    float* out = y->flat<float>().data();
    ForRows(context, x.NumElements() / b.inner(), [&](int, int64_t begin, int64_t end) {
      Product(in + begin * b.inner(), b.inner(), end - begin, b, out + begin * b.columns(), b.columns());
    });
  }
};

class PointwiseConvOp : public ProductOp {
 public:
  using ProductOp::ProductOp;
  void Compute(OpKernelContext* context) override {
    const Tensor& kernel = context->input(1);
    const int64_t channels = kernel.dim_size(2), filters = kernel.dim_size(3);
    Multiply(context, PackedMatrix(kernel.flat<float>().data(), channels, filters, filters, 1));
  }
};

class PointwiseConvInputGradOp : public ProductOp {
 public:
  using ProductOp::ProductOp;
  void Compute(OpKernelContext* context) override {
    const Tensor& kernel = context->input(1);
    const int64_t channels = kernel.dim_size(2), filters = kernel.dim_size(3);
    Multiply(context, PackedMatrix(kernel.flat<float>().data(), filters, channels, 1, filters));
  }
};

class PointwiseConvKernelGradOp : public OpKernel {
 public:
  using OpKernel::OpKernel;
  void Compute(OpKernelContext* context) override {
    const Tensor& x = context->input(0);
    const Tensor& dy = context->input(1);
    const int64_t channels = x.dim_size(3), filters = dy.dim_size(3), rows = x.NumElements() / channels;
    Tensor* dkernel;
    OP_REQUIRES_OK(context, context->allocate_output(0, TensorShape({1, 1, channels, filters}), &dkernel));
    const float* in = x.flat<float>().data();
    const float* d = dy.flat<float>().data();
    std::vector<std::vector<float>> parts(kBlocks);
    const int blocks = ForRows(context, rows, [&](int block, int64_t begin, int64_t end) {
      parts[block].assign(channels * filters, 0.0f);
      SumOfProducts(in + begin * channels, channels, channels, d + begin * filters, filters, end - begin, parts[block].data());
    });
    float* out = dkernel->flat<float>().data();
    std::fill(out, out + channels * filters, 0.0f);
    for (int block = 0; block < blocks; ++block)
      for (int64_t i = 0; i < channels * filters; ++i) out[i] += parts[block][i];
  }
};

class StepsOp : public OpKernel {
 public:
  explicit StepsOp(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("stride", &stride_));
  }

 protected:
  int stride_;
};

class TakeStepsOp : public SizedImagesOp<StepsOp> {
 public:
  using SizedImagesOp::SizedImagesOp;
  void Compute(OpKernelContext* context) override {
    const Tensor& x = context->input(0);
    Tensor* y;
    OP_REQUIRES_OK(context, context->allocate_output(0, Shape(x), &y));
    const int64_t in_height = x.dim_size(1), in_width = x.dim_size(2), height = y->dim_size(1), width = y->dim_size(2), channels = x.dim_size(3);
    const float* in = x.flat<float>().data();
    float* out = y->flat<float>().data();
    ForBlocks(context, x.dim_size(0) * height, [&](int, int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row) {
        const float* from = in + (row / height * in_height + row % height * stride_) * in_width * channels;
        for (int64_t column = 0; column < width; ++column) std::copy_n(from + column * stride_ * channels, channels, out + (row * width + column) * channels);
      }
    });
  }
};

class SpreadStepsOp : public SizedImagesOp<StepsOp> {
 public:
  using SizedImagesOp::SizedImagesOp;
  void Compute(OpKernelContext* context) override {
    const Tensor& dy = context->input(0);
    Tensor* dx;
    OP_REQUIRES_OK(context, context->allocate_output(0, Shape(dy), &dx));
    const int64_t in_height = dx->dim_size(1), in_width = dx->dim_size(2), height = dy.dim_size(1), width = dy.dim_size(2), channels = dy.dim_size(3);
    const float* d = dy.flat<float>().data();
    float* out = dx->flat<float>().data();
    ForBlocks(context, dy.dim_size(0) * in_height, [&](int, int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row) {
        float* to = out + row * in_width * channels;
        std::fill_n(to, in_width * channels, 0.0f);
        const int64_t at = row % in_height;
        if (at % stride_ != 0) continue;
        const float* from = d + (row / in_height * height + at / stride_) * width * channels;
        for (int64_t column = 0; column < width; ++column) std::copy_n(from + column * channels, channels, to + column * stride_ * channels);
      }
    });
  }
};

REGISTER_KERNEL_BUILDER(Name("FerTakeSteps").Device(tensorflow::DEVICE_CPU), TakeStepsOp);
REGISTER_KERNEL_BUILDER(Name("FerSpreadSteps").Device(tensorflow::DEVICE_CPU), SpreadStepsOp);
REGISTER_KERNEL_BUILDER(Name("FerPointwiseConv").Device(tensorflow::DEVICE_CPU), PointwiseConvOp);
REGISTER_KERNEL_BUILDER(Name("FerPointwiseConvInputGrad").Device(tensorflow::DEVICE_CPU), PointwiseConvInputGradOp);
REGISTER_KERNEL_BUILDER(Name("FerPointwiseConvKernelGrad").Device(tensorflow::DEVICE_CPU), PointwiseConvKernelGradOp);

}  // namespace
}  // namespace fer
