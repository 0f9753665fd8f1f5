#include "network_steps.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "depthwise.h"
#include "matrix_product.h"
#include "separable_block.h"

namespace fer {
namespace {

void Require(bool fits, const char* message) {
  if (!fits) throw std::runtime_error(message);
}

inline void AddBias(float* __restrict y, int64_t rows, int64_t channels, const float* __restrict bias, bool relu) {
  for (int64_t row = 0; row < rows; ++row, y += channels) {
    if (relu) {
      for (int64_t c = 0; c < channels; ++c) {
        const float value = y[c] + bias[c];
        y[c] = value < 0.0f ? 0.0f : value;
      }
    } else {
      for (int64_t c = 0; c < channels; ++c) y[c] += bias[c];
    }
  }
}

// Multiplications that are worth a part of their own: below, waking another thread costs more than it saves.
constexpr int64_t kPartMultiplications = 300000;
constexpr int64_t kMostParts = 8;

// Parts of rows for so many multiplications.
int PartsOf(int64_t rows, int64_t multiplications) {
  return static_cast<int>(std::max<int64_t>(1, std::min({rows, kMostParts, multiplications / kPartMultiplications})));
}

struct Scratch : StepMemory {
  std::vector<float> values;
  explicit Scratch(int64_t size) : values(size) {}
};

// Numbers: window, stride, padding above and to the left, whether a ReLU follows. Values: kernel [window, window, in, out], bias [out].
class Convolution : public Step {
 public:
  Convolution(const Shape& in, const Shape& out, PlanReader& plan)
      : in_(in), out_(out), window_(plan.Number()), stride_(plan.Number()), top_(plan.Number()), left_(plan.Number()), relu_(plan.Number()),
        inner_(window_ * window_ * in.channels),
        kernel_(plan.Values(inner_ * out.channels).data(), inner_, out.channels, out.channels, 1), bias_(plan.Values(out.channels)) {
    Require(window_ > 0 && stride_ > 0, "convolution: expected a window and a stride");
  }

  std::unique_ptr<StepMemory> NewMemory() const override { return IsPlain() ? nullptr : std::make_unique<Scratch>(BandRows() * out_.width * inner_); }

  int Parts() const override { return PartsOf(out_.height, out_.size() * inner_); }

  void Run(const std::vector<const float*>& in, float* out, StepMemory* memory, int begin, int end) const override {
    const int64_t top = out_.height * begin / Parts(), bottom = out_.height * end / Parts();
    if (IsPlain()) {
      for (int64_t first = top * out_.width; first < bottom * out_.width; first += kPanelRows) {
        const int64_t rows = std::min(kPanelRows, bottom * out_.width - first);
        float* to = out + first * out_.channels;
        Product(in[0] + first * in_.channels, in_.channels, rows, kernel_, to, out_.channels);
        AddBias(to, rows, out_.channels, bias_.data(), relu_);
      }
      return;
    }
    float* windows = static_cast<Scratch*>(memory)->values.data();
    for (int64_t first = top; first < bottom; first += BandRows()) {
      const int64_t rows = std::min(BandRows(), bottom - first), pixels = rows * out_.width;
      float* to = windows;
      for (int64_t row = first; row < first + rows; ++row)
        for (int64_t column = 0; column < out_.width; ++column) to = CopyWindow(in[0], row * stride_ - top_, column * stride_ - left_, to);
      float* y = out + first * out_.width * out_.channels;
      Product(windows, inner_, pixels, kernel_, y, out_.channels);
      AddBias(y, pixels, out_.channels, bias_.data(), relu_);
    }
  }

 private:
  bool IsPlain() const { return window_ == 1 && stride_ == 1; }
  int64_t BandRows() const { return std::min(out_.height, std::max<int64_t>(1, 16384 / (out_.width * inner_))); }

  float* CopyWindow(const float* x, int64_t top, int64_t left, float* to) const {
    const int64_t from = std::max<int64_t>(0, -left), until = std::min(window_, in_.width - left), line_size = window_ * in_.channels;
    if (top >= 0 && top + window_ <= in_.height && from == 0 && until == window_) {
      const float* line = x + (top * in_.width + left) * in_.channels;
      for (int64_t i = 0; i < window_; ++i, line += in_.width * in_.channels, to += line_size)
        for (int64_t k = 0; k < line_size; ++k) to[k] = line[k];
      return to;
    }
    for (int64_t i = top; i < top + window_; ++i, to += window_ * in_.channels) {
      if (i < 0 || i >= in_.height) {
        std::fill_n(to, window_ * in_.channels, 0.0f);
        continue;
      }
      std::fill_n(to, from * in_.channels, 0.0f);
      const float* line = x + (i * in_.width + left) * in_.channels;
      for (int64_t k = from * in_.channels; k < until * in_.channels; ++k) to[k] = line[k];
      std::fill_n(to + until * in_.channels, (window_ - until) * in_.channels, 0.0f);
    }
    return to;
  }

  Shape in_, out_;
  int64_t window_, stride_, top_, left_;
  bool relu_;
  int64_t inner_;
  PackedMatrix kernel_;
  std::vector<float> bias_;
};

struct PaddedGroups : StepMemory {
  std::vector<PaddedImage> images;
  std::vector<float> scratch;
  explicit PaddedGroups(const std::vector<Geometry>& groups, int64_t floats = 0) : images(groups.begin(), groups.end()), scratch(floats) {}
};

// Equal groups of channels, each with its dilation. Padding is as TensorFlow counts it for SAME; VALID is what comes out where none is needed.
std::vector<Geometry> DepthwiseGroups(const Shape& in, const Shape& out, int window, int stride, const std::vector<int64_t>& dilations) {
  std::vector<Geometry> groups;
  const int64_t count = dilations.size();
  for (int64_t group = 0; group < count; ++group) {
    const int dilation = static_cast<int>(dilations[group]);
    groups.push_back({in.height, in.width, out.height, out.width, in.channels, window, stride, dilation, PaddingBefore(in.height, out.height, window, stride, dilation),
                      PaddingBefore(in.width, out.width, window, stride, dilation), in.channels * group / count, in.channels * (group + 1) / count});
  }
  return groups;
}

// Numbers: window, stride, dilation, whether a ReLU follows. Values: kernel [window, window, channels], bias [channels].
class Depthwise : public Step {
 public:
  Depthwise(const Shape& in, const Shape& out, PlanReader& plan) : out_(out) {
    const int window = static_cast<int>(plan.Number()), stride = static_cast<int>(plan.Number());
    const int64_t dilation = plan.Number();
    relu_ = plan.Number();
    Require(in.channels == out.channels, "depthwise: expected as many channels behind it as before");
    groups_ = DepthwiseGroups(in, out, window, stride, {dilation});
    kernel_ = plan.Values(window * window * in.channels);
    bias_ = plan.Values(out.channels);
  }
  std::unique_ptr<StepMemory> NewMemory() const override { return std::make_unique<PaddedGroups>(groups_); }
  void Run(const std::vector<const float*>& in, float* out, StepMemory* memory, int, int) const override {
    PaddedImage& padded = static_cast<PaddedGroups*>(memory)->images[0];
    padded.Fill(in[0]);
    Convolve(groups_[0], padded, kernel_.data(), out);
    AddBias(out, out_.pixels(), out_.channels, bias_.data(), relu_);
  }

 private:
  Shape out_;
  bool relu_;
  std::vector<Geometry> groups_;
  std::vector<float> kernel_, bias_;
};

// Numbers: stride. Values: depthwise kernel [3, 3, in], its bias [in], pointwise kernel [in, out], its bias [out]. The second input, if any, is the shortcut.
class Separable : public Step {
 public:
  Separable(const std::vector<Shape>& in, const Shape& out, PlanReader& plan)
      : stride_(plan.Number()), depthwise_(plan.Values(kBlockKernel * kBlockKernel * in[0].channels)), depthwise_bias_(plan.Values(in[0].channels)),
        kernel_values_(plan.Values(in[0].channels * out.channels)), kernel_(kernel_values_.data(), in[0].channels, out.channels, out.channels, 1),
        bias_(JoinedBias(depthwise_bias_.data(), kernel_values_.data(), plan.Values(out.channels).data(), in[0].channels, out.channels)) {
    Require(stride_ == 1 || stride_ == 2, "separable: expected a stride of 1 or 2");
    block_ = {nullptr, depthwise_.data(), nullptr, nullptr, in[0].height, in[0].width, in[0].channels, out.height, out.width, out.channels, stride_,
              PaddingBefore(in[0].height, out.height, kBlockKernel, stride_, 1), PaddingBefore(in[0].width, out.width, kBlockKernel, stride_, 1), 1, 0, 0, 0};
    if (in.size() < 2) return;
    const Shape& shortcut = in[1];
    block_.shortcut_height = shortcut.height;
    block_.shortcut_width = shortcut.width;
    block_.shortcut_channels = shortcut.channels;
    block_.step = shortcut.height / out.height;
    Require(shortcut.channels <= out.channels && shortcut.height == block_.step * out.height && shortcut.width == block_.step * out.width && block_.step <= 2,
            "separable: expected a shortcut that fits");
  }
  std::unique_ptr<StepMemory> NewMemory() const override { return std::make_unique<BlockMemory>(block_); }
  int Parts() const override { return PartsOf(block_.height, block_.height * block_.width * block_.channels * (kBlockKernel * kBlockKernel + block_.filters)); }
  void Run(const std::vector<const float*>& in, float* out, StepMemory* memory, int begin, int end) const override {
    Block block = block_;
    block.x = in[0];
    block.shortcut = in.size() > 1 ? in[1] : nullptr;
    block.y = out;
    const int64_t bottom = block.height * end / Parts(), together = block.rows_together();
    for (int64_t first = block.height * begin / Parts(); first < bottom; first += together)
      ComputeBand(block, kernel_, bias_.data(), 0, first, std::min(bottom, first + together), static_cast<BlockMemory*>(memory)->workspace);
  }

 private:
  struct BlockMemory : StepMemory {
    Workspace workspace;
    explicit BlockMemory(const Block& block) : workspace(block) {}
  };

  int64_t stride_;
  std::vector<float> depthwise_, depthwise_bias_, kernel_values_;
  PackedMatrix kernel_;
  std::vector<float> bias_;
  Block block_;
};

// A stage of densely connected modules, see dense_stage.cc. Numbers: bottleneck, growth, modules, dilations. Values, for each module: reduce
// [channels, bottleneck], scale and shift behind it, depthwise [3, 3, bottleneck], expand [bottleneck, growth], scale and shift behind it.
class DenseStage : public Step {
 public:
  DenseStage(const Shape& in, const Shape& out, PlanReader& plan) : in_(in), out_(out), bottleneck_(plan.Number()), growth_(plan.Number()) {
    const int64_t modules = plan.Number();
    Require(out.channels == in.channels + modules * growth_, "dense stage: expected all channels behind it");
    const std::vector<int64_t> dilations = plan.Numbers();
    const Shape narrow = {in.height, in.width, bottleneck_};
    groups_ = DepthwiseGroups(narrow, narrow, 3, 1, dilations);
    for (int64_t module = 0; module < modules; ++module) {
      const int64_t channels = in.channels + module * growth_;
      const std::vector<float> reduce = plan.Values(channels * bottleneck_);
      std::vector<float> scale1 = plan.Values(bottleneck_), shift1 = plan.Values(bottleneck_);
      const std::vector<float> depthwise = plan.Values(9 * bottleneck_), expand = plan.Values(bottleneck_ * growth_);
      std::vector<float> scale2 = plan.Values(growth_), shift2 = plan.Values(growth_);
      std::vector<std::vector<float>> kernels;
      for (const Geometry& group : groups_) kernels.push_back(KernelOf(group, depthwise.data()));
      modules_.push_back({PackedMatrix(reduce.data(), channels, bottleneck_, bottleneck_, 1), scale1, shift1, kernels,
                          PackedMatrix(expand.data(), bottleneck_, growth_, growth_, 1), scale2, shift2});
    }
  }
  std::unique_ptr<StepMemory> NewMemory() const override {
    return std::make_unique<PaddedGroups>(groups_, in_.pixels() * (2 * bottleneck_ + growth_));
  }
  void Run(const std::vector<const float*>& in, float* out, StepMemory* memory, int, int) const override {
    auto* own = static_cast<PaddedGroups*>(memory);
    const int64_t pixels = in_.pixels(), total = out_.channels;
    float *narrow = own->scratch.data(), *spatial = narrow + pixels * bottleneck_, *added = spatial + pixels * bottleneck_;
    for (int64_t pixel = 0; pixel < pixels; ++pixel) std::copy_n(in[0] + pixel * in_.channels, in_.channels, out + pixel * total);
    int64_t channels = in_.channels;
    for (const Module& m : modules_) {
      Product(out, total, pixels, m.reduce, narrow, bottleneck_);
      for (size_t group = 0; group < groups_.size(); ++group) {
        own->images[group].FillNormalized(narrow, m.scale1.data(), m.shift1.data());
        Convolve(groups_[group], own->images[group], m.kernels[group].data(), spatial);
      }
      Product(spatial, bottleneck_, pixels, m.expand, added, growth_);
      const float *__restrict scale = m.scale2.data(), *__restrict shift = m.shift2.data();
      for (int64_t pixel = 0; pixel < pixels; ++pixel) {
        const float* __restrict from = added + pixel * growth_;
        float* __restrict to = out + pixel * total + channels;
        for (int64_t c = 0; c < growth_; ++c) {
          const float value = from[c] * scale[c] + shift[c];
          to[c] = value < 0.0f ? 0.0f : value;
        }
      }
      channels += growth_;
    }
  }

 private:
  struct Module {
    PackedMatrix reduce;
    std::vector<float> scale1, shift1;
    std::vector<std::vector<float>> kernels;
    PackedMatrix expand;
    std::vector<float> scale2, shift2;
  };

  Shape in_, out_;
  int64_t bottleneck_, growth_;
  std::vector<Geometry> groups_;
  std::vector<Module> modules_;
};

// Numbers: window, stride, padding above and to the left, 1 for the mean and 0 for the largest. What lies beyond the border does not count.
class Pooling : public Step {
 public:
  Pooling(const Shape& in, const Shape& out, PlanReader& plan)
      : in_(in), out_(out), window_(plan.Number()), stride_(plan.Number()), top_(plan.Number()), left_(plan.Number()), mean_(plan.Number()) {}
  void Run(const std::vector<const float*>& in, float* out, StepMemory*, int, int) const override {
    for (int64_t row = 0; row < out_.height; ++row)
      for (int64_t column = 0; column < out_.width; ++column, out += out_.channels) {
        const int64_t i0 = row * stride_ - top_, j0 = column * stride_ - left_;
        const int64_t i1 = std::min(in_.height, i0 + window_), j1 = std::min(in_.width, j0 + window_);
        std::fill_n(out, out_.channels, mean_ ? 0.0f : -std::numeric_limits<float>::infinity());
        int64_t count = 0;
        for (int64_t i = std::max<int64_t>(0, i0); i < i1; ++i)
          for (int64_t j = std::max<int64_t>(0, j0); j < j1; ++j, ++count) {
            const float* __restrict x = in[0] + (i * in_.width + j) * in_.channels;
            float* __restrict y = out;
            if (mean_) for (int64_t c = 0; c < in_.channels; ++c) y[c] += x[c];
            else for (int64_t c = 0; c < in_.channels; ++c) y[c] = x[c] > y[c] ? x[c] : y[c];
          }
        if (mean_) for (int64_t c = 0; c < in_.channels; ++c) out[c] /= static_cast<float>(count);
      }
  }

 private:
  Shape in_, out_;
  int64_t window_, stride_, top_, left_;
  bool mean_;
};

class GlobalMean : public Step {
 public:
  explicit GlobalMean(const Shape& in) : in_(in) {}
  void Run(const std::vector<const float*>& in, float* out, StepMemory*, int, int) const override {
    std::fill_n(out, in_.channels, 0.0f);
    for (int64_t pixel = 0; pixel < in_.pixels(); ++pixel)
      for (int64_t c = 0; c < in_.channels; ++c) out[c] += in[0][pixel * in_.channels + c];
    for (int64_t c = 0; c < in_.channels; ++c) out[c] /= static_cast<float>(in_.pixels());
  }

 private:
  Shape in_;
};

// Brings an image to mean 0 and deviation 1. Values: the least deviation that is brought to 1.
class Standardize : public Step {
 public:
  Standardize(const Shape& in, PlanReader& plan) : size_(in.size()), least_(plan.Values(1)[0]) {}
  void Run(const std::vector<const float*>& in, float* out, StepMemory*, int, int) const override {
    double sum = 0.0, squares = 0.0;
    for (int64_t i = 0; i < size_; ++i) sum += in[0][i];
    const float mean = static_cast<float>(sum / size_);
    for (int64_t i = 0; i < size_; ++i) squares += (in[0][i] - mean) * (in[0][i] - mean);
    const float deviation = std::max(least_, static_cast<float>(std::sqrt(squares / size_)));
    for (int64_t i = 0; i < size_; ++i) out[i] = (in[0][i] - mean) / deviation;
  }

 private:
  int64_t size_;
  float least_;
};

// Repeats each pixel in a square of two by two.
class Doubling : public Step {
 public:
  explicit Doubling(const Shape& in) : in_(in) {}
  void Run(const std::vector<const float*>& in, float* out, StepMemory*, int, int) const override {
    const int64_t line = 2 * in_.width * in_.channels;
    for (int64_t row = 0; row < in_.height; ++row, out += 2 * line) {
      const float* from = in[0] + row * in_.width * in_.channels;
      for (int64_t column = 0; column < in_.width; ++column)
        for (int64_t k = 0; k < 2; ++k) std::copy_n(from + column * in_.channels, in_.channels, out + (2 * column + k) * in_.channels);
      std::copy_n(out, line, out + line);
    }
  }

 private:
  Shape in_;
};

// Bilinear, by pixel centres.
class Bilinear : public Step {
 public:
  Bilinear(const Shape& in, const Shape& out) : in_(in), out_(out), rows_(Places(in.height, out.height)), columns_(Places(in.width, out.width)) {}
  void Run(const std::vector<const float*>& in, float* out, StepMemory*, int, int) const override {
    for (const Place& row : rows_)
      for (const Place& column : columns_) {
        const auto at = [&](int64_t i, int64_t j) { return in[0] + (i * in_.width + j) * in_.channels; };
        const float *__restrict a = at(row.first, column.first), *__restrict b = at(row.first, column.second);
        const float *__restrict c = at(row.second, column.first), *__restrict d = at(row.second, column.second);
        for (int64_t k = 0; k < in_.channels; ++k) {
          const float upper = a[k] + (b[k] - a[k]) * column.share, lower = c[k] + (d[k] - c[k]) * column.share;
          out[k] = upper + (lower - upper) * row.share;
        }
        out += in_.channels;
      }
  }

 private:
  struct Place {
    int64_t first, second;
    float share;
  };
  static std::vector<Place> Places(int64_t from, int64_t to) {
    std::vector<Place> places;
    for (int64_t i = 0; i < to; ++i) {
      const float at = (i + 0.5f) * from / to - 0.5f, floor = std::floor(at);
      places.push_back({std::max<int64_t>(0, floor), std::min<int64_t>(from - 1, std::max<int64_t>(0, std::ceil(at))), at - floor});
    }
    return places;
  }

  Shape in_, out_;
  std::vector<Place> rows_, columns_;
};

class Concatenation : public Step {
 public:
  Concatenation(const std::vector<Shape>& in, const Shape& out) : in_(in), out_(out) {}
  void Run(const std::vector<const float*>& in, float* out, StepMemory*, int, int) const override {
    for (size_t i = 0; i < in.size(); out += in_[i++].channels)
      for (int64_t pixel = 0; pixel < out_.pixels(); ++pixel) std::copy_n(in[i] + pixel * in_[i].channels, in_[i].channels, out + pixel * out_.channels);
  }

 private:
  std::vector<Shape> in_;
  Shape out_;
};

// Numbers: whether a ReLU follows.
class Sum : public Step {
 public:
  Sum(const Shape& out, PlanReader& plan) : size_(out.size()), relu_(plan.Number()) {}
  void Run(const std::vector<const float*>& in, float* __restrict out, StepMemory*, int, int) const override {
    std::copy_n(in[0], size_, out);
    for (size_t k = 1; k < in.size(); ++k)
      for (int64_t i = 0; i < size_; ++i) out[i] += in[k][i];
    if (relu_) for (int64_t i = 0; i < size_; ++i) out[i] = out[i] < 0.0f ? 0.0f : out[i];
  }

 private:
  int64_t size_;
  bool relu_;
};

// x · scale + shift by channel. Numbers: whether a ReLU follows. Values: scale, shift.
class Scaling : public Step {
 public:
  Scaling(const Shape& in, PlanReader& plan) : in_(in), relu_(plan.Number()), scale_(plan.Values(in.channels)), shift_(plan.Values(in.channels)) {}
  void Run(const std::vector<const float*>& in, float* __restrict out, StepMemory*, int, int) const override {
    const float* __restrict x = in[0];
    for (int64_t pixel = 0; pixel < in_.pixels(); ++pixel, x += in_.channels, out += in_.channels)
      for (int64_t c = 0; c < in_.channels; ++c) {
        const float value = x[c] * scale_[c] + shift_[c];
        out[c] = relu_ && value < 0.0f ? 0.0f : value;
      }
  }

 private:
  Shape in_;
  bool relu_;
  std::vector<float> scale_, shift_;
};

// Places by votes of all cells, see models/layers/point-votes.ts. Numbers: pixels between neighbouring cells. The result is [1, points, 3].
class PointVotes : public Step {
 public:
  PointVotes(const Shape& in, PlanReader& plan) : in_(in), stride_(plan.Number()), points_(in.channels / 3) {}
  std::unique_ptr<StepMemory> NewMemory() const override { return std::make_unique<Scratch>(7 * points_); }
  void Run(const std::vector<const float*>& in, float* out, StepMemory* memory, int, int) const override {
    const int64_t n = points_;
    float* __restrict most = static_cast<Scratch*>(memory)->values.data();
    float *__restrict sum = most + n, *__restrict x = sum + n, *__restrict y = x + n, *__restrict xx = y + n, *__restrict yy = xx + n;
    std::copy_n(in[0], n, most);
    for (int64_t cell = 1; cell < in_.pixels(); ++cell)
      for (int64_t p = 0; p < n; ++p) most[p] = std::max(most[p], in[0][cell * in_.channels + p]);
    std::fill_n(sum, 5 * n, 0.0f);
    const float step = static_cast<float>(stride_);
    for (int64_t cell = 0; cell < in_.pixels(); ++cell) {
      const float* __restrict scores = in[0] + cell * in_.channels;
      const float *__restrict right = scores + n, *__restrict down = right + n;
      // Around the middle, so that squares lose nothing.
      const float cx = (cell % in_.width + 0.5f - in_.width * 0.5f) * step, cy = (cell / in_.width + 0.5f - in_.height * 0.5f) * step;
      for (int64_t p = 0; p < n; ++p) {
        const float share = std::exp(scores[p] - most[p]), u = right[p] * step + cx, v = down[p] * step + cy;
        sum[p] += share;
        x[p] += share * u;
        y[p] += share * v;
        xx[p] += share * u * u;
        yy[p] += share * v * v;
      }
    }
    const float middle_x = in_.width * 0.5f * step - 0.5f, middle_y = in_.height * 0.5f * step - 0.5f;
    for (int64_t p = 0; p < n; ++p) {
      const float u = x[p] / sum[p], v = y[p] / sum[p];
      out[3 * p] = u + middle_x;
      out[3 * p + 1] = v + middle_y;
      out[3 * p + 2] = std::max(0.0f, xx[p] / sum[p] - u * u) + std::max(0.0f, yy[p] / sum[p] - v * v);
    }
  }

 private:
  Shape in_;
  int64_t stride_, points_;
};

// As `backend/network-plan.ts` counts them.
enum { kConvolution, kDepthwise, kSeparable, kDenseStage, kPooling, kGlobalMean, kStandardize, kDoubling, kBilinear, kConcatenation, kSum, kScaling, kPointVotes };

}  // namespace

std::unique_ptr<Step> ReadStep(int64_t kind, const std::vector<Shape>& in, const Shape& out, PlanReader& plan) {
  switch (kind) {
    case kConvolution: return std::make_unique<Convolution>(in[0], out, plan);
    case kDepthwise: return std::make_unique<Depthwise>(in[0], out, plan);
    case kSeparable: return std::make_unique<Separable>(in, out, plan);
    case kDenseStage: return std::make_unique<DenseStage>(in[0], out, plan);
    case kPooling: return std::make_unique<Pooling>(in[0], out, plan);
    case kGlobalMean: return std::make_unique<GlobalMean>(in[0]);
    case kStandardize: return std::make_unique<Standardize>(in[0], plan);
    case kDoubling: return std::make_unique<Doubling>(in[0]);
    case kBilinear: return std::make_unique<Bilinear>(in[0], out);
    case kConcatenation: return std::make_unique<Concatenation>(in, out);
    case kSum: return std::make_unique<Sum>(out, plan);
    case kScaling: return std::make_unique<Scaling>(in[0], plan);
    case kPointVotes: return std::make_unique<PointVotes>(in[0], plan);
    default: throw std::runtime_error("expected a kind of step that is known");
  }
}

}  // namespace fer
