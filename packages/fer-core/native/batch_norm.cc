// Batch normalization of a training step with an optional ReLU behind it, and its gradient: each reads its input twice
// and writes once, where TensorFlow's own operations pass over the data six to ten times.
//
//   mean, variance over all axes but the last; y = relu?(gamma · (x − mean) / √(variance + epsilon) + beta)

#include <cmath>
#include <vector>

#include "blocks.h"
#include "channel_sums.h"
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

REGISTER_OP("FerBatchNorm")
    .Input("x: float")
    .Input("gamma: float")
    .Input("beta: float")
    .Output("y: float")
    .Output("mean: float")
    .Output("variance: float")
    .Attr("epsilon: float")
    .Attr("relu: bool")
    .SetShapeFn([](InferenceContext* c) {
      c->set_output(0, c->input(0));
      c->set_output(1, c->input(1));
      c->set_output(2, c->input(1));
      return absl::OkStatus();
    });

REGISTER_OP("FerBatchNormGrad")
    .Input("dy: float")
    .Input("x: float")
    .Input("gamma: float")
    .Input("beta: float")
    .Input("mean: float")
    .Input("variance: float")
    .Output("dx: float")
    .Output("dgamma: float")
    .Output("dbeta: float")
    .Attr("epsilon: float")
    .Attr("relu: bool")
    .SetShapeFn([](InferenceContext* c) {
      c->set_output(0, c->input(1));
      c->set_output(1, c->input(2));
      c->set_output(2, c->input(2));
      return absl::OkStatus();
    });

template <bool kRelu>
void ScaleRows(const float* __restrict x, const float* __restrict scale, const float* __restrict shift, int64_t rows,
               int64_t channels, float* __restrict y) {
  for (int64_t row = 0; row < rows; ++row) {
    const float* __restrict r = x + row * channels;
    float* __restrict out = y + row * channels;
    for (int64_t c = 0; c < channels; ++c) {
      const float value = r[c] * scale[c] + shift[c];
      out[c] = kRelu ? (value < 0.0f ? 0.0f : value) : value;
    }
  }
}

class BatchNormOp : public OpKernel {
 public:
  explicit BatchNormOp(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("epsilon", &epsilon_));
    OP_REQUIRES_OK(context, context->GetAttr("relu", &relu_));
  }

  void Compute(OpKernelContext* context) override {
    const Tensor& x = context->input(0);
    const int64_t channels = context->input(1).NumElements();
    const float* gamma = context->input(1).flat<float>().data();
    const float* beta = context->input(2).flat<float>().data();
    Tensor *y, *mean, *variance;
    OP_REQUIRES_OK(context, context->allocate_output(0, x.shape(), &y));
    OP_REQUIRES_OK(context, context->allocate_output(1, TensorShape({channels}), &mean));
    OP_REQUIRES_OK(context, context->allocate_output(2, TensorShape({channels}), &variance));
    const int64_t rows = x.NumElements() / channels;
    const float* in = x.flat<float>().data();
    float* out = y->flat<float>().data();

    std::vector<BlockSums> sums(kBlocks);
    ForBlocks(context, rows, [&](int block, int64_t begin, int64_t end) {
      sums[block] = BlockSums(channels);
      SumRows(in + begin * channels, in, end - begin, channels, sums[block]);
    });
    const BlockSums total = Total(sums, channels);
    std::vector<float> scale(channels), shift(channels);
    float* m = mean->flat<float>().data();
    float* v = variance->flat<float>().data();
    for (int64_t c = 0; c < channels; ++c) {
      const double offset = total.first[c] / rows;
      const double difference = total.second[c] / rows - offset * offset;
      const double biased = difference < 0.0 ? 0.0 : difference;  // NaN stays NaN
      m[c] = static_cast<float>(in[c] + offset);
      v[c] = static_cast<float>(biased);
      scale[c] = gamma[c] / std::sqrt(v[c] + epsilon_);
      shift[c] = beta[c] - m[c] * scale[c];
    }
    ForBlocks(context, rows, [&](int, int64_t begin, int64_t end) {
      const auto run = relu_ ? ScaleRows<true> : ScaleRows<false>;
      run(in + begin * channels, scale.data(), shift.data(), end - begin, channels, out + begin * channels);
    });
  }

 private:
  float epsilon_;
  bool relu_;
};

// Sums of g and g · (x − mean) by channel, where g is dy behind the ReLU.
template <bool kRelu>
void SumGradients(const float* __restrict dy, const float* __restrict x, const float* __restrict mean,
                  const float* __restrict scale, const float* __restrict shift, int64_t rows, int64_t channels,
                  BlockSums& sums) {
  std::vector<float> first(channels, 0.0f), second(channels, 0.0f);
  float* __restrict s = first.data();
  float* __restrict q = second.data();
  for (int64_t start = 0; start < rows; start += kRowsInFloat) {
    const int64_t end = std::min(rows, start + kRowsInFloat);
    int64_t row = start;
    for (; row + 2 <= end; row += 2) {
      const float* __restrict r = x + row * channels;
      const float* __restrict d = dy + row * channels;
      for (int64_t c = 0; c < channels; ++c) {
        float g = d[c], h = d[channels + c];
        if (kRelu) {
          g = r[c] * scale[c] + shift[c] > 0.0f ? g : 0.0f;
          h = r[channels + c] * scale[c] + shift[c] > 0.0f ? h : 0.0f;
        }
        s[c] += g + h;
        q[c] += g * (r[c] - mean[c]) + h * (r[channels + c] - mean[c]);
      }
    }
    for (; row < end; ++row) {
      const float* __restrict r = x + row * channels;
      const float* __restrict d = dy + row * channels;
      for (int64_t c = 0; c < channels; ++c) {
        float g = d[c];
        if (kRelu) g = r[c] * scale[c] + shift[c] > 0.0f ? g : 0.0f;
        s[c] += g;
        q[c] += g * (r[c] - mean[c]);
      }
    }
    Flush(first, sums.first);
    Flush(second, sums.second);
  }
}

// dx = scale · g + slope · x + offset
template <bool kRelu>
void GradientRows(const float* __restrict dy, const float* __restrict x, const float* __restrict scale,
                  const float* __restrict shift, const float* __restrict slope, const float* __restrict offset,
                  int64_t rows, int64_t channels, float* __restrict dx) {
  for (int64_t row = 0; row < rows; ++row) {
    const float* __restrict r = x + row * channels;
    const float* __restrict d = dy + row * channels;
    float* __restrict out = dx + row * channels;
    for (int64_t c = 0; c < channels; ++c) {
      float g = d[c];
      if (kRelu) g = r[c] * scale[c] + shift[c] > 0.0f ? g : 0.0f;
      out[c] = scale[c] * g + (slope[c] * r[c] + offset[c]);
    }
  }
}

class BatchNormGradOp : public OpKernel {
 public:
  explicit BatchNormGradOp(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("epsilon", &epsilon_));
    OP_REQUIRES_OK(context, context->GetAttr("relu", &relu_));
  }

  void Compute(OpKernelContext* context) override {
    const float* dy = context->input(0).flat<float>().data();
    const Tensor& input = context->input(1);
    const float* x = input.flat<float>().data();
    const float* gamma = context->input(2).flat<float>().data();
    const float* beta = context->input(3).flat<float>().data();
    const float* mean = context->input(4).flat<float>().data();
    const float* variance = context->input(5).flat<float>().data();
    const int64_t channels = context->input(2).NumElements();
    const int64_t rows = input.NumElements() / channels;
    Tensor *dx, *dgamma, *dbeta;
    OP_REQUIRES_OK(context, context->allocate_output(0, input.shape(), &dx));
    OP_REQUIRES_OK(context, context->allocate_output(1, TensorShape({channels}), &dgamma));
    OP_REQUIRES_OK(context, context->allocate_output(2, TensorShape({channels}), &dbeta));

    std::vector<float> inverse(channels), scale(channels), shift(channels), slope(channels), offset(channels);
    for (int64_t c = 0; c < channels; ++c) {
      inverse[c] = 1.0f / std::sqrt(variance[c] + epsilon_);
      scale[c] = gamma[c] / std::sqrt(variance[c] + epsilon_);  // as in the forward step, so that the ReLU agrees
      shift[c] = beta[c] - mean[c] * scale[c];
    }
    std::vector<BlockSums> sums(kBlocks);
    ForBlocks(context, rows, [&](int block, int64_t begin, int64_t end) {
      sums[block] = BlockSums(channels);
      const auto run = relu_ ? SumGradients<true> : SumGradients<false>;
      run(dy + begin * channels, x + begin * channels, mean, scale.data(), shift.data(), end - begin, channels, sums[block]);
    });
    const BlockSums total = Total(sums, channels);
    float* dg = dgamma->flat<float>().data();
    float* db = dbeta->flat<float>().data();
    for (int64_t c = 0; c < channels; ++c) {
      db[c] = static_cast<float>(total.first[c]);
      dg[c] = static_cast<float>(total.second[c] * inverse[c]);
      // dx = scale · (g − mean(g) − x̂ · mean(g · x̂)), with x̂ = (x − mean) · inverse
      slope[c] = static_cast<float>(-scale[c] * static_cast<double>(dg[c]) / rows * inverse[c]);
      offset[c] = static_cast<float>(-scale[c] * total.first[c] / rows - static_cast<double>(slope[c]) * mean[c]);
    }
    float* out = dx->flat<float>().data();
    ForBlocks(context, rows, [&](int, int64_t begin, int64_t end) {
      const auto run = relu_ ? GradientRows<true> : GradientRows<false>;
      const int64_t at = begin * channels;
      run(dy + at, x + at, scale.data(), shift.data(), slope.data(), offset.data(), end - begin, channels, out + at);
    });
  }

 private:
  float epsilon_;
  bool relu_;
};

REGISTER_KERNEL_BUILDER(Name("FerBatchNorm").Device(tensorflow::DEVICE_CPU), BatchNormOp);
REGISTER_KERNEL_BUILDER(Name("FerBatchNormGrad").Device(tensorflow::DEVICE_CPU), BatchNormGradOp);

}  // namespace
}  // namespace fer
