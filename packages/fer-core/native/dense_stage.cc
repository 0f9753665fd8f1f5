// A whole stage of densely connected modules in one operation, and its gradient.
//
//   features = x
//   for each module:
//     narrow   = relu(batchNorm(features · reduce))          1×1, to `bottleneck` channels
//     spatial  = depthwise 3×3 of narrow, one dilation a group of channels
//     added    = relu(batchNorm(spatial · expand))           1×1, to `growth` channels
//     features = features beside added
//
// Built from single operations, such a stage is bound by memory: features are copied at each join, their gradients added up
// at each fork, and every batch norm passes over its input anew. Here features and their gradient lie in one buffer from
// beginning to end, each module works on one image at a time while it is in the cache, and only what stands before a batch
// norm is kept for the way back: batch norm needs the statistics of the whole batch, so there the images must wait for
// each other. Everything else is computed again on the way back, which costs less than reading it.

#include <cmath>
#include <memory>
#include <vector>

#include "blocks.h"
#include "channel_sums.h"
#include "depthwise.h"
#include "matrix_product.h"
#include "tensorflow/core/framework/common_shape_fns.h"
#include "tensorflow/core/framework/op.h"
#include "tensorflow/core/framework/shape_inference.h"

namespace fer {
namespace {

using tensorflow::OpKernel;
using tensorflow::OpKernelConstruction;
using tensorflow::OpKernelContext;
using tensorflow::Tensor;
using tensorflow::TensorShape;

constexpr int kKernel = 3;
constexpr int kTaps = kKernel * kKernel;

// Weights are stacked by module: reduce [Σ channels, bottleneck], depthwise [modules, 3, 3, bottleneck],
// expand [modules, bottleneck, growth]; gammas, betas, means and variances [modules, bottleneck] and [modules, growth].
// In training the statistics come out (and `mean`, `variance` of the input only steady the sums); else they go in.
REGISTER_OP("FerDenseStage")
    .Input("x: float")
    .Input("reduce: float")
    .Input("gamma1: float")
    .Input("beta1: float")
    .Input("mean1: float")
    .Input("variance1: float")
    .Input("depthwise: float")
    .Input("expand: float")
    .Input("gamma2: float")
    .Input("beta2: float")
    .Input("mean2: float")
    .Input("variance2: float")
    .Output("y: float")
    .Output("batch_mean1: float")
    .Output("batch_variance1: float")
    .Output("batch_mean2: float")
    .Output("batch_variance2: float")
    .Output("before1: float")
    .Output("before2: float")
    .Attr("epsilon: float")
    .Attr("dilations: list(int) >= 1")
    .Attr("training: bool")
    .SetShapeFn(tensorflow::shape_inference::UnknownShape);

REGISTER_OP("FerDenseStageGrad")
    .Input("dy: float")
    .Input("y: float")
    .Input("reduce: float")
    .Input("gamma1: float")
    .Input("beta1: float")
    .Input("depthwise: float")
    .Input("expand: float")
    .Input("gamma2: float")
    .Input("mean1: float")
    .Input("variance1: float")
    .Input("mean2: float")
    .Input("variance2: float")
    .Input("before1: float")
    .Input("before2: float")
    .Output("dx: float")
    .Output("dreduce: float")
    .Output("dgamma1: float")
    .Output("dbeta1: float")
    .Output("ddepthwise: float")
    .Output("dexpand: float")
    .Output("dgamma2: float")
    .Output("dbeta2: float")
    .Attr("epsilon: float")
    .Attr("dilations: list(int) >= 1")
    .SetShapeFn(tensorflow::shape_inference::UnknownShape);

// Sizes of a stage.
struct Stage {
  int64_t images, height, width, channels_in, modules, bottleneck, growth;

  int64_t pixels() const { return height * width; }
  // Channels that a module reads; those of module number `modules` are all that the stage gives.
  int64_t channels(int64_t module) const { return channels_in + module * growth; }
  int64_t total() const { return channels(modules); }
  // First row of a module in the stacked reduce kernel.
  int64_t reduce_row(int64_t module) const { return module * channels_in + growth * module * (module - 1) / 2; }
};

// The depthwise convolution's geometry, one a dilation.
std::vector<Geometry> GroupsOf(const Stage& s, const std::vector<int32_t>& dilations) {
  std::vector<Geometry> groups;
  const int64_t count = dilations.size();
  for (int64_t group = 0; group < count; ++group) {
    const int dilation = dilations[group];
    groups.push_back({s.height, s.width, s.height, s.width, s.bottleneck, kKernel, 1, dilation,
                      PaddingBefore(s.height, s.height, kKernel, 1, dilation), PaddingBefore(s.width, s.width, kKernel, 1, dilation),
                      s.bottleneck * group / count, s.bottleneck * (group + 1) / count});
  }
  return groups;
}

// Batch norm with known statistics: x · scale + shift.
struct Normalizer {
  std::vector<float> scale, shift, inverse;

  Normalizer(const float* gamma, const float* beta, const float* mean, const float* variance, int64_t channels, float epsilon)
      : scale(channels), shift(channels), inverse(channels) {
    for (int64_t c = 0; c < channels; ++c) {
      inverse[c] = 1.0f / std::sqrt(variance[c] + epsilon);
      scale[c] = gamma[c] * inverse[c];
      shift[c] = (beta ? beta[c] : 0.0f) - mean[c] * scale[c];
    }
  }
};

// Its gradient, once the sums of g and g · (x − mean) are known: dx = scale · g + slope · x + offset.
struct NormalizerGradient {
  std::vector<float> slope, offset;

  NormalizerGradient(const Normalizer& n, const float* mean, const BlockSums& sums, int64_t rows, float* dgamma, float* dbeta)
      : slope(n.scale.size()), offset(n.scale.size()) {
    for (size_t c = 0; c < slope.size(); ++c) {
      const double normalized = sums.second[c] * n.inverse[c];
      if (dgamma) dgamma[c] = static_cast<float>(normalized);
      if (dbeta) dbeta[c] = static_cast<float>(sums.first[c]);
      slope[c] = static_cast<float>(-n.scale[c] * normalized / rows * n.inverse[c]);
      offset[c] = static_cast<float>(-n.scale[c] * sums.first[c] / rows - static_cast<double>(slope[c]) * mean[c]);
    }
  }
};

// The statistics of a batch from its sums around a pivot.
void Statistics(const BlockSums& sums, const float* pivot, int64_t rows, float* mean, float* variance) {
  for (size_t c = 0; c < sums.first.size(); ++c) {
    const double offset = sums.first[c] / rows;
    mean[c] = static_cast<float>(pivot[c] + offset);
    const double difference = sums.second[c] / rows - offset * offset;
    variance[c] = static_cast<float>(difference < 0.0 ? 0.0 : difference);  // NaN stays NaN
  }
}

// Writes relu(x · scale + shift) into columns of a wider buffer.
void WriteNormalized(const float* __restrict x, int64_t rows, int64_t channels, const Normalizer& n, float* __restrict out, int64_t out_step) {
  const float* __restrict scale = n.scale.data();
  const float* __restrict shift = n.shift.data();
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t c = 0; c < channels; ++c) {
      const float value = x[row * channels + c] * scale[c] + shift[c];
      out[row * out_step + c] = value < 0.0f ? 0.0f : value;
    }
}

void CopyColumns(const float* from, int64_t from_step, int64_t rows, int64_t columns, float* to, int64_t to_step) {
  for (int64_t row = 0; row < rows; ++row) std::copy(from + row * from_step, from + row * from_step + columns, to + row * to_step);
}

inline const float* Data(OpKernelContext* context, int input) { return context->input(input).flat<float>().data(); }

class DenseStageOp : public OpKernel {
 public:
  explicit DenseStageOp(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("epsilon", &epsilon_));
    OP_REQUIRES_OK(context, context->GetAttr("dilations", &dilations_));
    OP_REQUIRES_OK(context, context->GetAttr("training", &training_));
  }

  void Compute(OpKernelContext* context) override {
    const Tensor& x = context->input(0);
    const Tensor& expand = context->input(7);
    const Stage s = {x.dim_size(0), x.dim_size(1), x.dim_size(2), x.dim_size(3), expand.dim_size(0), expand.dim_size(1), expand.dim_size(2)};
    const int64_t kept = training_ ? s.modules : 0;
    Tensor *y, *outputs[6];
    OP_REQUIRES_OK(context, context->allocate_output(0, TensorShape({s.images, s.height, s.width, s.total()}), &y));
    for (int i = 0; i < 4; ++i)
      OP_REQUIRES_OK(context, context->allocate_output(1 + i, TensorShape({kept, i < 2 ? s.bottleneck : s.growth}), &outputs[i]));
    for (int i = 4; i < 6; ++i) {
      const int64_t channels = i == 4 ? s.bottleneck : s.growth;
      OP_REQUIRES_OK(context, context->allocate_output(1 + i, TensorShape({kept, s.images, s.height, s.width, channels}), &outputs[i]));
    }
    float* statistics[4];
    for (int i = 0; i < 4; ++i) statistics[i] = outputs[i]->flat<float>().data();
    float* features = y->flat<float>().data();
    const int64_t image = s.pixels() * s.total();
    ForBlocks(context, s.images, [&](int, int64_t begin, int64_t end) {
      const int64_t rows = (end - begin) * s.pixels();
      CopyColumns(x.flat<float>().data() + begin * s.pixels() * s.channels_in, s.channels_in, rows, s.channels_in, features + begin * image, s.total());
    });
    // Without training there is nothing to keep: one image's worth a block, used again by each module.
    const std::vector<Geometry> groups = GroupsOf(s, dilations_);
    for (int64_t module = 0; module < s.modules; ++module) {
      const int64_t b = module * s.bottleneck, g = module * s.growth;
      const float* gamma1 = Data(context, 2) + b;
      const float* beta1 = Data(context, 3) + b;
      const float* gamma2 = Data(context, 8) + g;
      const float* beta2 = Data(context, 9) + g;
      const PackedMatrix reduce(Data(context, 1) + s.reduce_row(module) * s.bottleneck, s.channels(module), s.bottleneck, s.bottleneck, 1);
      const PackedMatrix widen(Data(context, 7) + module * s.bottleneck * s.growth, s.bottleneck, s.growth, s.growth, 1);
      std::vector<std::vector<float>> kernels;
      for (const Geometry& group : groups) kernels.push_back(KernelOf(group, Data(context, 6) + module * kTaps * s.bottleneck));

      if (!training_) {
        const Normalizer first(gamma1, beta1, Data(context, 4) + b, Data(context, 5) + b, s.bottleneck, epsilon_);
        const Normalizer second(gamma2, beta2, Data(context, 10) + g, Data(context, 11) + g, s.growth, epsilon_);
        ForBlocks(context, s.images, [&](int, int64_t begin, int64_t end) {
          std::vector<float> before1(s.pixels() * s.bottleneck), spatial(before1.size()), before2(s.pixels() * s.growth);
          std::vector<PaddedImage> padded(groups.begin(), groups.end());
          for (int64_t n = begin; n < end; ++n) {
            float* at = features + n * image;
            Product(at, s.total(), s.pixels(), reduce, before1.data(), s.bottleneck);
            Spatial(groups, kernels, first, before1.data(), padded, spatial.data());
            Product(spatial.data(), s.bottleneck, s.pixels(), widen, before2.data(), s.growth);
            WriteNormalized(before2.data(), s.pixels(), s.growth, second, at + s.channels(module), s.total());
          }
        });
        continue;
      }

      float* before1 = outputs[4]->flat<float>().data() + module * s.images * s.pixels() * s.bottleneck;
      float* before2 = outputs[5]->flat<float>().data() + module * s.images * s.pixels() * s.growth;
      const int64_t rows = s.images * s.pixels();
      const float* pivot1 = Data(context, 4) + b;
      const float* pivot2 = Data(context, 10) + g;
      std::vector<BlockSums> sums(kBlocks);
      ForBlocks(context, s.images, [&](int block, int64_t begin, int64_t end) {
        sums[block] = BlockSums(s.bottleneck);
        for (int64_t n = begin; n < end; ++n) {
          float* out = before1 + n * s.pixels() * s.bottleneck;
          Product(features + n * image, s.total(), s.pixels(), reduce, out, s.bottleneck);
          SumRows(out, pivot1, s.pixels(), s.bottleneck, sums[block]);
        }
      });
      Statistics(Total(sums, s.bottleneck), pivot1, rows, statistics[0] + b, statistics[1] + b);
      const Normalizer first(gamma1, beta1, statistics[0] + b, statistics[1] + b, s.bottleneck, epsilon_);

      sums.assign(kBlocks, BlockSums());
      ForBlocks(context, s.images, [&](int block, int64_t begin, int64_t end) {
        sums[block] = BlockSums(s.growth);
        std::vector<float> spatial(s.pixels() * s.bottleneck);
        std::vector<PaddedImage> padded(groups.begin(), groups.end());
        for (int64_t n = begin; n < end; ++n) {
          float* out = before2 + n * s.pixels() * s.growth;
          Spatial(groups, kernels, first, before1 + n * s.pixels() * s.bottleneck, padded, spatial.data());
          Product(spatial.data(), s.bottleneck, s.pixels(), widen, out, s.growth);
          SumRows(out, pivot2, s.pixels(), s.growth, sums[block]);
        }
      });
      Statistics(Total(sums, s.growth), pivot2, rows, statistics[2] + g, statistics[3] + g);
      const Normalizer second(gamma2, beta2, statistics[2] + g, statistics[3] + g, s.growth, epsilon_);
      ForBlocks(context, s.images, [&](int, int64_t begin, int64_t end) {
        WriteNormalized(before2 + begin * s.pixels() * s.growth, (end - begin) * s.pixels(), s.growth, second,
                        features + begin * image + s.channels(module), s.total());
      });
    }
  }

 private:
  static void Spatial(const std::vector<Geometry>& groups, const std::vector<std::vector<float>>& kernels, const Normalizer& n,
                      const float* before, std::vector<PaddedImage>& padded, float* out) {
    for (size_t group = 0; group < groups.size(); ++group) {
      padded[group].FillNormalized(before, n.scale.data(), n.shift.data());
      Convolve(groups[group], padded[group], kernels[group].data(), out);
    }
  }

  float epsilon_;
  std::vector<int32_t> dilations_;
  bool training_;
};

// Sums of gradients that each block keeps for itself.
struct BlockGradients {
  std::vector<float> reduce, depthwise, expand;
};

void AddUp(const std::vector<BlockGradients>& blocks, std::vector<float> BlockGradients::*which, int64_t size, float* out) {
  std::fill(out, out + size, 0.0f);
  for (const BlockGradients& block : blocks)
    for (size_t i = 0; i < (block.*which).size(); ++i) out[i] += (block.*which)[i];
}

class DenseStageGradOp : public OpKernel {
 public:
  explicit DenseStageGradOp(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("epsilon", &epsilon_));
    OP_REQUIRES_OK(context, context->GetAttr("dilations", &dilations_));
  }

  void Compute(OpKernelContext* context) override {
    const Tensor& y = context->input(1);
    const Tensor& expand_input = context->input(6);
    const int64_t modules = expand_input.dim_size(0), growth = expand_input.dim_size(2);
    const Stage s = {y.dim_size(0), y.dim_size(1), y.dim_size(2), y.dim_size(3) - modules * growth, modules, expand_input.dim_size(1), growth};
    Tensor* outputs[8];
    OP_REQUIRES_OK(context, context->allocate_output(0, TensorShape({s.images, s.height, s.width, s.channels_in}), &outputs[0]));
    const int like[8] = {-1, 2, 3, 4, 5, 6, 7, 7};
    for (int i = 1; i < 8; ++i) OP_REQUIRES_OK(context, context->allocate_output(i, context->input(like[i]).shape(), &outputs[i]));
    Tensor gradient_buffer, narrow_buffer;
    OP_REQUIRES_OK(context, context->allocate_temp(tensorflow::DT_FLOAT, y.shape(), &gradient_buffer));
    OP_REQUIRES_OK(context, context->allocate_temp(tensorflow::DT_FLOAT, TensorShape({s.images, s.pixels(), s.bottleneck}), &narrow_buffer));
    float* gradient = gradient_buffer.flat<float>().data();
    float* narrow = narrow_buffer.flat<float>().data();
    const float* features = y.flat<float>().data();
    const int64_t image = s.pixels() * s.total(), rows = s.images * s.pixels();
    const std::vector<Geometry> groups = GroupsOf(s, dilations_);
    std::vector<Geometry> back;
    for (const Geometry& group : groups) back.push_back(TurnedAround(group));
    const auto output = [&](int i) { return outputs[i]->flat<float>().data(); };

    // Sums of the last module's gradient; those of the others are taken while the gradient is in the cache.
    std::vector<BlockSums> sums2(kBlocks);
    ForBlocks(context, s.images, [&](int block, int64_t begin, int64_t end) {
      std::copy(Data(context, 0) + begin * image, Data(context, 0) + end * image, gradient + begin * image);
      sums2[block] = BlockSums(s.growth);
      for (int64_t n = begin; n < end; ++n) SumAdded(context, s, s.modules - 1, n, gradient, features, sums2[block]);
    });

    for (int64_t module = s.modules - 1; module >= 0; --module) {
      const int64_t b = module * s.bottleneck, g = module * s.growth;
      const float* reduce = Data(context, 2) + s.reduce_row(module) * s.bottleneck;
      const float* depthwise = Data(context, 5) + module * kTaps * s.bottleneck;
      const float* expand = Data(context, 6) + module * s.bottleneck * s.growth;
      const float* mean1 = Data(context, 8) + b;
      const float* mean2 = Data(context, 10) + g;
      const float* before1 = Data(context, 12) + module * rows * s.bottleneck;
      const float* before2 = Data(context, 13) + module * rows * s.growth;
      const Normalizer first(Data(context, 3) + b, Data(context, 4) + b, mean1, Data(context, 9) + b, s.bottleneck, epsilon_);
      const Normalizer second(Data(context, 7) + g, nullptr, mean2, Data(context, 11) + g, s.growth, epsilon_);
      const NormalizerGradient second_gradient(second, mean2, Total(sums2, s.growth), rows, output(6) + g, output(7) + g);
      const PackedMatrix narrowing(expand, s.growth, s.bottleneck, 1, s.growth);       // expand, transposed
      const PackedMatrix widening(reduce, s.bottleneck, s.channels(module), 1, s.bottleneck);  // reduce, transposed
      const std::vector<float> turned = TurnedAround(depthwise, kTaps, s.bottleneck);
      std::vector<std::vector<float>> kernels, turned_kernels;
      for (const Geometry& group : groups) {
        kernels.push_back(KernelOf(group, depthwise));
        turned_kernels.push_back(KernelOf(group, turned.data()));
      }
      std::vector<BlockGradients> gradients(kBlocks);
      std::vector<BlockSums> sums1(kBlocks);

      // From the added channels back to the narrow ones, before their batch norm's gradient.
      ForBlocks(context, s.images, [&](int block, int64_t begin, int64_t end) {
        gradients[block].expand.assign(s.bottleneck * s.growth, 0.0f);
        gradients[block].depthwise.assign(kTaps * s.bottleneck, 0.0f);
        sums1[block] = BlockSums(s.bottleneck);
        std::vector<float> dbefore2(s.pixels() * s.growth), spatial(s.pixels() * s.bottleneck), dspatial(spatial.size());
        std::vector<PaddedImage> padded(groups.begin(), groups.end()), padded_back(back.begin(), back.end());
        for (int64_t n = begin; n < end; ++n) {
          const float* kept1 = before1 + n * s.pixels() * s.bottleneck;
          float* dnarrow = narrow + n * s.pixels() * s.bottleneck;
          AddedGradient(s, module, gradient + n * image, features + n * image, before2 + n * s.pixels() * s.growth, second, second_gradient, dbefore2.data());
          for (size_t group = 0; group < groups.size(); ++group) {
            padded[group].FillNormalized(kept1, first.scale.data(), first.shift.data());
            Convolve(groups[group], padded[group], kernels[group].data(), spatial.data());
          }
          SumOfProducts(spatial.data(), s.bottleneck, s.bottleneck, dbefore2.data(), s.growth, s.pixels(), gradients[block].expand.data());
          Product(dbefore2.data(), s.growth, s.pixels(), narrowing, dspatial.data(), s.bottleneck);
          for (size_t group = 0; group < groups.size(); ++group) {
            KernelGradient(groups[group], padded[group], dspatial.data(), gradients[block].depthwise.data() + kTaps * groups[group].from);
            padded_back[group].Fill(dspatial.data());
            Convolve(back[group], padded_back[group], turned_kernels[group].data(), dnarrow);
          }
          MaskAndSum(dnarrow, kept1, mean1, first, s.pixels(), s.bottleneck, sums1[block]);
        }
      });
      const NormalizerGradient first_gradient(first, mean1, Total(sums1, s.bottleneck), rows, output(2) + b, output(3) + b);
      AddUp(gradients, &BlockGradients::expand, s.bottleneck * s.growth, output(5) + module * s.bottleneck * s.growth);
      Unstack(groups, gradients, s, output(4) + module * kTaps * s.bottleneck);

      // From the narrow channels to all that the module reads.
      sums2.assign(kBlocks, BlockSums());
      ForBlocks(context, s.images, [&](int block, int64_t begin, int64_t end) {
        gradients[block].reduce.assign(s.channels(module) * s.bottleneck, 0.0f);
        if (module > 0) sums2[block] = BlockSums(s.growth);
        std::vector<float> dbefore1(s.pixels() * s.bottleneck);
        for (int64_t n = begin; n < end; ++n) {
          const int64_t at = n * s.pixels() * s.bottleneck;
          NormalizedGradient(narrow + at, before1 + at, first, first_gradient, s.pixels(), s.bottleneck, dbefore1.data());
          SumOfProducts(features + n * image, s.total(), s.channels(module), dbefore1.data(), s.bottleneck, s.pixels(), gradients[block].reduce.data());
          Product<true>(dbefore1.data(), s.bottleneck, s.pixels(), widening, gradient + n * image, s.total());
          if (module > 0) SumAdded(context, s, module - 1, n, gradient, features, sums2[block]);
        }
      });
      AddUp(gradients, &BlockGradients::reduce, s.channels(module) * s.bottleneck, output(1) + s.reduce_row(module) * s.bottleneck);
    }
    float* dx = output(0);
    ForBlocks(context, s.images, [&](int, int64_t begin, int64_t end) {
      CopyColumns(gradient + begin * image, s.total(), (end - begin) * s.pixels(), s.channels_in, dx + begin * s.pixels() * s.channels_in, s.channels_in);
    });
  }

 private:
  // Adds one image's sums of g and g · (before − mean) of the channels that a module added; g is the gradient behind the ReLU.
  static void SumAdded(OpKernelContext* context, const Stage& s, int64_t module, int64_t n, const float* gradient, const float* features, BlockSums& sums) {
    const int64_t growth = s.growth, step = s.total();
    const int64_t at = n * s.pixels() * step + s.channels(module);
    const float* __restrict d = gradient + at;
    const float* __restrict y = features + at;
    const float* __restrict before = Data(context, 13) + (module * s.images + n) * s.pixels() * growth;
    const float* __restrict mean = Data(context, 10) + module * growth;
    std::vector<float> first(growth, 0.0f), second(growth, 0.0f);
    float* __restrict a = first.data();
    float* __restrict q = second.data();
    for (int64_t row = 0; row < s.pixels(); ++row) {
      for (int64_t c = 0; c < growth; ++c) {
        const float g = y[row * step + c] > 0.0f ? d[row * step + c] : 0.0f;
        a[c] += g;
        q[c] += g * (before[row * growth + c] - mean[c]);
      }
      if (row % kRowsInFloat == kRowsInFloat - 1) {
        Flush(first, sums.first);
        Flush(second, sums.second);
      }
    }
    Flush(first, sums.first);
    Flush(second, sums.second);
  }

  // The gradient of one image before the second batch norm.
  static void AddedGradient(const Stage& s, int64_t module, const float* gradient, const float* features, const float* __restrict before,
                            const Normalizer& n, const NormalizerGradient& ng, float* __restrict out) {
    const int64_t growth = s.growth, step = s.total();
    const float* __restrict d = gradient + s.channels(module);
    const float* __restrict y = features + s.channels(module);
    const float* __restrict scale = n.scale.data();
    const float* __restrict slope = ng.slope.data();
    const float* __restrict offset = ng.offset.data();
    for (int64_t row = 0; row < s.pixels(); ++row)
      for (int64_t c = 0; c < growth; ++c) {
        const float g = y[row * step + c] > 0.0f ? d[row * step + c] : 0.0f;
        out[row * growth + c] = scale[c] * g + (slope[c] * before[row * growth + c] + offset[c]);
      }
  }

  // Passes the gradient through the first ReLU in place and adds up what its batch norm needs.
  static void MaskAndSum(float* __restrict d, const float* __restrict before, const float* __restrict mean, const Normalizer& n, int64_t rows,
                         int64_t channels, BlockSums& sums) {
    const float* __restrict scale = n.scale.data();
    const float* __restrict shift = n.shift.data();
    std::vector<float> first(channels, 0.0f), second(channels, 0.0f);
    float* __restrict a = first.data();
    float* __restrict q = second.data();
    for (int64_t row = 0; row < rows; ++row) {
      float* __restrict g = d + row * channels;
      const float* __restrict x = before + row * channels;
      for (int64_t c = 0; c < channels; ++c) {
        const float masked = x[c] * scale[c] + shift[c] > 0.0f ? g[c] : 0.0f;
        g[c] = masked;
        a[c] += masked;
        q[c] += masked * (x[c] - mean[c]);
      }
      if (row % kRowsInFloat == kRowsInFloat - 1) {
        Flush(first, sums.first);
        Flush(second, sums.second);
      }
    }
    Flush(first, sums.first);
    Flush(second, sums.second);
  }

  static void NormalizedGradient(const float* __restrict d, const float* __restrict before, const Normalizer& n, const NormalizerGradient& ng,
                                 int64_t rows, int64_t channels, float* __restrict out) {
    const float* __restrict scale = n.scale.data();
    const float* __restrict slope = ng.slope.data();
    const float* __restrict offset = ng.offset.data();
    for (int64_t row = 0; row < rows; ++row)
      for (int64_t c = 0; c < channels; ++c) {
        const int64_t i = row * channels + c;
        out[i] = scale[c] * d[i] + (slope[c] * before[i] + offset[c]);
      }
  }

  // Adds the blocks' gradients of the depthwise kernel up, from groups [taps, width] to [taps, bottleneck].
  static void Unstack(const std::vector<Geometry>& groups, const std::vector<BlockGradients>& blocks, const Stage& s, float* out) {
    std::vector<float> sum(kTaps * s.bottleneck);
    AddUp(blocks, &BlockGradients::depthwise, kTaps * s.bottleneck, sum.data());
    for (const Geometry& group : groups)
      CopyColumns(sum.data() + kTaps * group.from, group.width(), kTaps, group.width(), out + group.from, s.bottleneck);
  }

  float epsilon_;
  std::vector<int32_t> dilations_;
};

REGISTER_KERNEL_BUILDER(Name("FerDenseStage").Device(tensorflow::DEVICE_CPU), DenseStageOp);
REGISTER_KERNEL_BUILDER(Name("FerDenseStageGrad").Device(tensorflow::DEVICE_CPU), DenseStageGradOp);

}  // namespace
}  // namespace fer
