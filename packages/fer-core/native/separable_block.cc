// The block of `separable_block.h` as an operation of TensorFlow.

#include <memory>
#include <vector>

#include "blocks.h"
#include "separable_block.h"
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

REGISTER_OP("FerSeparableBlock")
    .Input("x: float")
    .Input("depthwise: float")
    .Input("depthwise_bias: float")
    .Input("pointwise: float")
    .Input("pointwise_bias: float")
    .Input("shortcut: float")  // [0] for none
    .Output("y: float")
    .Attr("stride: int")
    .Attr("size: list(int) >= 2")
    .SetShapeFn([](InferenceContext* c) {
      std::vector<int32_t> size;
      TF_RETURN_IF_ERROR(c->GetAttr("size", &size));
      c->set_output(0, c->MakeShape({c->Dim(c->input(0), 0), c->MakeDim(size[0]), c->MakeDim(size[1]), c->Dim(c->input(3), 3)}));
      return absl::OkStatus();
    });

// Multiplications below which handing work to other threads costs more than it saves.
constexpr int64_t kWorthThreads = 2000000;

class SeparableBlockOp : public OpKernel {
 public:
  explicit SeparableBlockOp(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("stride", &stride_));
    OP_REQUIRES_OK(context, context->GetAttr("size", &size_));
  }

  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &shortcut = context->input(5);
    const int64_t channels = x.dim_size(3), filters = context->input(3).dim_size(3), height = size_[0], width = size_[1];
    Tensor* y = nullptr;
    OP_REQUIRES_OK(context, context->allocate_output(0, TensorShape({x.dim_size(0), height, width, filters}), &y));
    Block b = {x.flat<float>().data(), context->input(1).flat<float>().data(), nullptr, y->flat<float>().data(),
               x.dim_size(1), x.dim_size(2), channels, height, width, filters, stride_,
               PaddingBefore(x.dim_size(1), height, kBlockKernel, stride_, 1), PaddingBefore(x.dim_size(2), width, kBlockKernel, stride_, 1)};
    if (shortcut.dims() == 4) {
      b.shortcut = shortcut.flat<float>().data();
      b.shortcut_height = shortcut.dim_size(1);
      b.shortcut_width = shortcut.dim_size(2);
      b.shortcut_channels = shortcut.dim_size(3);
      b.step = b.shortcut_height / height;
    }
    const float* pointwise = context->input(3).flat<float>().data();
    const PackedMatrix packed(pointwise, channels, filters, filters, 1);
    const std::vector<float> bias = JoinedBias(context->input(2).flat<float>().data(), pointwise, context->input(4).flat<float>().data(), channels, filters);

    const int64_t together = b.rows_together(), bands = (height + together - 1) / together, items = x.dim_size(0) * bands;
    const auto work = [&](int64_t begin, int64_t end) {
      Workspace workspace(b);
      for (int64_t item = begin; item < end; ++item) {
        const int64_t first = item % bands * together;
        ComputeBand(b, packed, bias.data(), item / bands, first, std::min(height, first + together), workspace);
      }
    };
    const int64_t multiplications = x.dim_size(0) * height * width * channels * (kBlockKernel * kBlockKernel + filters);
    if (multiplications < kWorthThreads) work(0, items);
    else ForBlocks(context, items, [&](int, int64_t begin, int64_t end) { work(begin, end); });
  }

 private:
  int stride_;
  std::vector<int32_t> size_;
};

REGISTER_KERNEL_BUILDER(Name("FerSeparableBlock").Device(tensorflow::DEVICE_CPU), SeparableBlockOp);

}  // namespace
}  // namespace fer
