// 1×1 convolution of images with channels last, and its two gradients.

#include "blocks.h"
#include "matrix_product.h"
#include "tensorflow/core/framework/op.h"
#include "tensorflow/core/framework/shape_inference.h"

namespace fer {
namespace {

using tensorflow::OpKernel;
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

REGISTER_KERNEL_BUILDER(Name("FerPointwiseConv").Device(tensorflow::DEVICE_CPU), PointwiseConvOp);
REGISTER_KERNEL_BUILDER(Name("FerPointwiseConvInputGrad").Device(tensorflow::DEVICE_CPU), PointwiseConvInputGradOp);
REGISTER_KERNEL_BUILDER(Name("FerPointwiseConvKernelGrad").Device(tensorflow::DEVICE_CPU), PointwiseConvKernelGradOp);

}  // namespace
}  // namespace fer
