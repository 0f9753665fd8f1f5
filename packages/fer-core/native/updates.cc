// What happens to variables at the end of a training step, all of them in one operation: a network has hundreds, and an
// operation for each costs more than the arithmetic.

#include <cmath>
#include <vector>

#include "blocks.h"
#include "tensorflow/core/framework/op.h"
#include "tensorflow/core/framework/resource_mgr.h"
#include "tensorflow/core/framework/resource_var.h"
#include "tensorflow/core/framework/shape_inference.h"

namespace fer {
namespace {

using tensorflow::OpKernel;
using tensorflow::OpKernelConstruction;
using tensorflow::OpKernelContext;
using tensorflow::Tensor;
using tensorflow::Var;

REGISTER_OP("FerSgdUpdate")
    .Attr("N: int >= 1")
    .Attr("M: int >= 0")
    .Input("variables: N * resource")
    .Input("velocities: N * resource")
    .Input("averages: M * resource")
    .Input("gradients: N * float")
    .Input("rate: float")
    .Input("keep: float")
    .Attr("decays: list(float)")
    .Attr("momentum: float")
    .Attr("nesterov: bool")
    .SetIsStateful()
    .SetShapeFn(tensorflow::shape_inference::NoOutputs);

REGISTER_OP("FerAdamUpdate")
    .Attr("N: int >= 1")
    .Attr("M: int >= 0")
    .Input("variables: N * resource")
    .Input("firsts: N * resource")
    .Input("seconds: N * resource")
    .Input("averages: M * resource")
    .Input("gradients: N * float")
    .Input("rate: float")
    .Input("keep: float")
    .Input("beta1_power: float")
    .Input("beta2_power: float")
    .Attr("decays: list(float)")
    .Attr("beta1: float")
    .Attr("beta2: float")
    .Attr("epsilon: float")
    .SetIsStateful()
    .SetShapeFn(tensorflow::shape_inference::NoOutputs);

REGISTER_OP("FerFollow")
    .Attr("N: int >= 1")
    .Input("variables: N * resource")
    .Input("values: N * float")
    .Attr("keep: float")
    .SetIsStateful()
    .SetShapeFn(tensorflow::shape_inference::NoOutputs);

// A variable held for writing.
class Writable {
 public:
  absl::Status Open(OpKernelContext* context, int input) {
    TF_RETURN_IF_ERROR(tensorflow::LookupResource(context, tensorflow::HandleFromInput(context, input), &variable_));
    Tensor* tensor = variable_->tensor();
    // Somebody may still read the old values (a penalty in the loss): then they keep theirs and we write into a copy.
    if (!tensor->RefCountIsOne()) {
      Tensor copy;
      TF_RETURN_IF_ERROR(context->allocate_temp(tensor->dtype(), tensor->shape(), &copy));
      copy.flat<float>() = tensor->flat<float>();
      *tensor = copy;
    }
    data_ = tensor->flat<float>().data();
    size_ = tensor->NumElements();
    return absl::OkStatus();
  }
  float* data() const { return data_; }
  int64_t size() const { return size_; }

 private:
  tensorflow::core::RefCountPtr<Var> variable_;
  float* data_ = nullptr;
  int64_t size_ = 0;
};

absl::Status OpenAll(OpKernelContext* context, int first, int count, std::vector<Writable>& all) {
  all.resize(count);
  for (int i = 0; i < count; ++i) TF_RETURN_IF_ERROR(all[i].Open(context, first + i));
  return absl::OkStatus();
}

inline float Scalar(OpKernelContext* context, int input) { return context->input(input).scalar<float>()(); }

// average ← keep · average + (1 − keep) · variable
void Follow(float* __restrict average, const float* __restrict variable, int64_t size, float keep) {
  for (int64_t i = 0; i < size; ++i) average[i] += (1.0f - keep) * (variable[i] - average[i]);
}

class UpdateOp : public OpKernel {
 public:
  explicit UpdateOp(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("N", &count_));
    OP_REQUIRES_OK(context, context->GetAttr("M", &averages_));
    OP_REQUIRES_OK(context, context->GetAttr("decays", &decays_));
    OP_REQUIRES(context, static_cast<int>(decays_.size()) == count_, absl::InvalidArgumentError("decays must have one number a variable"));
  }

 protected:
  int count_, averages_;
  std::vector<float> decays_;
};

class SgdUpdateOp : public UpdateOp {
 public:
  explicit SgdUpdateOp(OpKernelConstruction* context) : UpdateOp(context) {
    OP_REQUIRES_OK(context, context->GetAttr("momentum", &momentum_));
    OP_REQUIRES_OK(context, context->GetAttr("nesterov", &nesterov_));
  }

  void Compute(OpKernelContext* context) override {
    std::vector<Writable> variables, velocities, averages;
    OP_REQUIRES_OK(context, OpenAll(context, 0, count_, variables));
    OP_REQUIRES_OK(context, OpenAll(context, count_, count_, velocities));
    OP_REQUIRES_OK(context, OpenAll(context, 2 * count_, averages_, averages));
    const int gradients = 2 * count_ + averages_;
    const float rate = Scalar(context, gradients + count_), keep = Scalar(context, gradients + count_ + 1);
    ForBlocks(context, count_, [&](int, int64_t begin, int64_t end) {
      for (int64_t n = begin; n < end; ++n) {
        Apply(context->input(gradients + n).flat<float>().data(), variables[n].data(), velocities[n].data(), variables[n].size(), rate, decays_[n]);
        if (averages_) Follow(averages[n].data(), variables[n].data(), variables[n].size(), keep);
      }
    });
  }

 private:
  void Apply(const float* __restrict gradient, float* __restrict w, float* __restrict velocity, int64_t size, float rate, float decay) const {
    for (int64_t i = 0; i < size; ++i) {
      const float step = rate * (gradient[i] + decay * w[i]);
      velocity[i] = momentum_ * velocity[i] - step;
      w[i] += nesterov_ ? momentum_ * velocity[i] - step : velocity[i];
    }
  }

  float momentum_;
  bool nesterov_;
};

class AdamUpdateOp : public UpdateOp {
 public:
  explicit AdamUpdateOp(OpKernelConstruction* context) : UpdateOp(context) {
    OP_REQUIRES_OK(context, context->GetAttr("beta1", &beta1_));
    OP_REQUIRES_OK(context, context->GetAttr("beta2", &beta2_));
    OP_REQUIRES_OK(context, context->GetAttr("epsilon", &epsilon_));
  }

  void Compute(OpKernelContext* context) override {
    std::vector<Writable> variables, firsts, seconds, averages;
    OP_REQUIRES_OK(context, OpenAll(context, 0, count_, variables));
    OP_REQUIRES_OK(context, OpenAll(context, count_, count_, firsts));
    OP_REQUIRES_OK(context, OpenAll(context, 2 * count_, count_, seconds));
    OP_REQUIRES_OK(context, OpenAll(context, 3 * count_, averages_, averages));
    const int gradients = 3 * count_ + averages_, scalars = gradients + count_;
    const float rate = Scalar(context, scalars), keep = Scalar(context, scalars + 1);
    const float corrected = rate * std::sqrt(1.0f - Scalar(context, scalars + 3)) / (1.0f - Scalar(context, scalars + 2));
    ForBlocks(context, count_, [&](int, int64_t begin, int64_t end) {
      for (int64_t n = begin; n < end; ++n) {
        Apply(context->input(gradients + n).flat<float>().data(), variables[n].data(), firsts[n].data(), seconds[n].data(),
              variables[n].size(), corrected, rate * decays_[n]);
        if (averages_) Follow(averages[n].data(), variables[n].data(), variables[n].size(), keep);
      }
    });
  }

 private:
  void Apply(const float* __restrict gradient, float* __restrict w, float* __restrict first, float* __restrict second, int64_t size,
             float rate, float decay) const {
    for (int64_t i = 0; i < size; ++i) {
      const float g = gradient[i];
      first[i] += (1.0f - beta1_) * (g - first[i]);
      second[i] += (1.0f - beta2_) * (g * g - second[i]);
      w[i] -= decay * w[i] + rate * first[i] / (std::sqrt(second[i]) + epsilon_);
    }
  }

  float beta1_, beta2_, epsilon_;
};

class FollowOp : public OpKernel {
 public:
  explicit FollowOp(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("N", &count_));
    OP_REQUIRES_OK(context, context->GetAttr("keep", &keep_));
  }

  void Compute(OpKernelContext* context) override {
    std::vector<Writable> variables;
    OP_REQUIRES_OK(context, OpenAll(context, 0, count_, variables));
    for (int n = 0; n < count_; ++n)
      Follow(variables[n].data(), context->input(count_ + n).flat<float>().data(), variables[n].size(), keep_);
  }

 private:
  int count_;
  float keep_;
};

REGISTER_KERNEL_BUILDER(Name("FerSgdUpdate").Device(tensorflow::DEVICE_CPU), SgdUpdateOp);
REGISTER_KERNEL_BUILDER(Name("FerAdamUpdate").Device(tensorflow::DEVICE_CPU), AdamUpdateOp);
REGISTER_KERNEL_BUILDER(Name("FerFollow").Device(tensorflow::DEVICE_CPU), FollowOp);

}  // namespace
}  // namespace fer
