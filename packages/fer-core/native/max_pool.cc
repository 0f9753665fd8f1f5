// Max-pooling of images with channels last, and its gradient.
//
// The forward pass notes which pixel of its window each maximum came from, the first of several that are equal, as TensorFlow
// chooses; the gradient then collects, for each pixel, from the few windows that cover it. TensorFlow's own gradient looks for
// the maxima again and adds them one number at a time.

#include <vector>

#include "blocks.h"
#include "depthwise.h"
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

absl::Status ShapeOfPooled(InferenceContext* c, int outputs) {
  std::vector<int32_t> size;
  TF_RETURN_IF_ERROR(c->GetAttr("size", &size));
  for (int i = 0; i < outputs; ++i)
    c->set_output(i, c->MakeShape({c->Dim(c->input(0), 0), c->MakeDim(size[0]), c->MakeDim(size[1]), c->Dim(c->input(0), 3)}));
  return absl::OkStatus();
}

REGISTER_OP("FerMaxPool")
    .Input("x: float")
    .Output("y: float")
    .Output("tap: uint8")  // of the maximum, counted row by row within the window
    .Attr("window: int")
    .Attr("stride: int")
    .Attr("padding: {'SAME', 'VALID'}")
    .Attr("size: list(int) >= 2")
    .SetShapeFn([](InferenceContext* c) { return ShapeOfPooled(c, 2); });

REGISTER_OP("FerMaxPoolGrad")
    .Input("dy: float")
    .Input("tap: uint8")
    .Output("dx: float")
    .Attr("window: int")
    .Attr("stride: int")
    .Attr("padding: {'SAME', 'VALID'}")
    .Attr("size: list(int) >= 2")
    .SetShapeFn([](InferenceContext* c) { return ShapeOfPooled(c, 1); });

typedef int32_t Int8 __attribute__((vector_size(32), aligned(4), may_alias));
typedef uint8_t Byte8 __attribute__((vector_size(8), aligned(1), may_alias));

// A batch of images on both sides of the pooling.
struct Pooling {
  int64_t in_height, in_width, height, width, channels;
  int window, stride, pad_top, pad_left;
};

// One output pixel, all channels; `image` is the input.
void PoolPixel(const Pooling& p, const float* image, int64_t row, int64_t column, float* y, uint8_t* tap) {
  const int64_t top = row * p.stride - p.pad_top, left = column * p.stride - p.pad_left;
  const int64_t first_i = std::max<int64_t>(0, -top), end_i = std::min<int64_t>(p.window, p.in_height - top);
  const int64_t first_j = std::max<int64_t>(0, -left), end_j = std::min<int64_t>(p.window, p.in_width - left);
  const auto pixel = [&](int64_t i, int64_t j) { return image + ((top + i) * p.in_width + left + j) * p.channels; };
  const int64_t first = first_i * p.window + first_j;
  int64_t c = 0;
  for (; c + kLanes <= p.channels; c += kLanes) {
    Float8 best = Load(pixel(first_i, first_j) + c);
    Int8 at = Int8{} + static_cast<int32_t>(first);
    for (int64_t i = first_i; i < end_i; ++i)
      for (int64_t j = first_j; j < end_j; ++j) {
        const Float8 value = Load(pixel(i, j) + c);
        const Int8 larger = value > best;
        best = larger ? value : best;
        at = larger ? Int8{} + static_cast<int32_t>(i * p.window + j) : at;
      }
    Store(y + c, best);
    *reinterpret_cast<Byte8*>(tap + c) = __builtin_convertvector(at, Byte8);
  }
  for (; c < p.channels; ++c) {
    y[c] = pixel(first_i, first_j)[c];
    tap[c] = static_cast<uint8_t>(first);
    for (int64_t i = first_i; i < end_i; ++i)
      for (int64_t j = first_j; j < end_j; ++j) {
        const float value = pixel(i, j)[c];
        if (!(value > y[c])) continue;
        y[c] = value;
        tap[c] = static_cast<uint8_t>(i * p.window + j);
      }
  }
}

// The windows, from the first to the one before the end, that cover a pixel along one axis, and the pixel's place in the first.
struct Cover {
  int32_t first, end, place;
};

// For each pixel along one axis: divisions are slow, and a row is asked for all of them.
std::vector<Cover> Covers(int64_t length, int64_t windows, int window, int stride, int pad) {
  std::vector<Cover> covers;
  for (int32_t at = 0; at < length; ++at) {
    const int32_t from = at + pad - window + 1, first = from <= 0 ? 0 : (from + stride - 1) / stride;
    covers.push_back({first, static_cast<int32_t>(std::min<int64_t>(windows, (at + pad) / stride + 1)), at + pad - first * stride});
  }
  return covers;
}

// What one pixel of the input gave to the maxima, all channels; `dy` and `tap` are those of the image.
void CollectPixel(const Pooling& p, const float* dy, const uint8_t* tap, const Cover& rows, const Cover& columns, float* dx) {
  const int64_t channels = p.channels, line = p.width * channels;
  const int32_t own = rows.place * p.window + columns.place;
  const float* first_dy = dy + rows.first * line + columns.first * channels;
  const uint8_t* first_tap = tap + rows.first * line + columns.first * channels;
  const int32_t down = rows.end - rows.first, right = columns.end - columns.first;
  int64_t c = 0;
  for (; c + kLanes <= channels; c += kLanes) {
    Float8 sum = {};
    for (int32_t r = 0; r < down; ++r)
      for (int32_t s = 0; s < right; ++s) {
        const int64_t at = r * line + s * channels + c;
        const Int8 chosen = __builtin_convertvector(*reinterpret_cast<const Byte8*>(first_tap + at), Int8) == own - p.stride * (r * p.window + s);
        sum += chosen ? Load(first_dy + at) : Float8{};
      }
    Store(dx + c, sum);
  }
  for (; c < channels; ++c) {
    float sum = 0.0f;
    for (int32_t r = 0; r < down; ++r)
      for (int32_t s = 0; s < right; ++s) {
        const int64_t at = r * line + s * channels + c;
        if (first_tap[at] == own - p.stride * (r * p.window + s)) sum += first_dy[at];
      }
    dx[c] = sum;
  }
}

class PoolingOp : public OpKernel {
 public:
  explicit PoolingOp(OpKernelConstruction* context) : OpKernel(context) {
    std::string padding;
    OP_REQUIRES_OK(context, context->GetAttr("window", &window_));
    OP_REQUIRES_OK(context, context->GetAttr("stride", &stride_));
    OP_REQUIRES_OK(context, context->GetAttr("padding", &padding));
    OP_REQUIRES_OK(context, context->GetAttr("size", &size_));
    same_ = padding == "SAME";
  }

 protected:
  TensorShape Shape(const Tensor& like) const { return TensorShape({like.dim_size(0), size_[0], size_[1], like.dim_size(3)}); }

  Pooling Between(const Tensor& in, const Tensor& out) const {
    const auto before = [&](int axis) { return same_ ? PaddingBefore(in.dim_size(axis), out.dim_size(axis), window_, stride_, 1) : 0; };
    return {in.dim_size(1), in.dim_size(2), out.dim_size(1), out.dim_size(2), in.dim_size(3), window_, stride_, static_cast<int>(before(1)), static_cast<int>(before(2))};
  }

 private:
  int window_, stride_;
  std::vector<int32_t> size_;
  bool same_;
};

class MaxPoolOp : public PoolingOp {
 public:
  using PoolingOp::PoolingOp;

  void Compute(OpKernelContext* context) override {
    const Tensor& x = context->input(0);
    Tensor *y, *tap;
    OP_REQUIRES_OK(context, context->allocate_output(0, Shape(x), &y));
    OP_REQUIRES_OK(context, context->allocate_output(1, Shape(x), &tap));
    const Pooling p = Between(x, *y);
    const float* in = x.flat<float>().data();
    float* out = y->flat<float>().data();
    uint8_t* taps = tap->flat<uint8_t>().data();
    const int64_t in_size = p.in_height * p.in_width * p.channels, out_size = p.height * p.width * p.channels;
    ForBlocks(context, x.dim_size(0), [&](int, int64_t begin, int64_t end) {
      for (int64_t n = begin, at = begin * out_size; n < end; ++n)
        for (int64_t row = 0; row < p.height; ++row)
          for (int64_t column = 0; column < p.width; ++column, at += p.channels) PoolPixel(p, in + n * in_size, row, column, out + at, taps + at);
    });
  }
};

class MaxPoolGradOp : public PoolingOp {
 public:
  using PoolingOp::PoolingOp;

  void Compute(OpKernelContext* context) override {
    const Tensor& dy = context->input(0);
    Tensor* dx;
    OP_REQUIRES_OK(context, context->allocate_output(0, Shape(dy), &dx));
    const Pooling p = Between(*dx, dy);
    const float* d = dy.flat<float>().data();
    const uint8_t* taps = context->input(1).flat<uint8_t>().data();
    float* out = dx->flat<float>().data();
    const int64_t in_size = p.in_height * p.in_width * p.channels, out_size = p.height * p.width * p.channels;
    const std::vector<Cover> rows = Covers(p.in_height, p.height, p.window, p.stride, p.pad_top);
    const std::vector<Cover> columns = Covers(p.in_width, p.width, p.window, p.stride, p.pad_left);
    ForBlocks(context, dy.dim_size(0), [&](int, int64_t begin, int64_t end) {
      float* to = out + begin * in_size;
      for (int64_t n = begin; n < end; ++n)
        for (const Cover& row : rows)
          for (const Cover& column : columns) {
            CollectPixel(p, d + n * out_size, taps + n * out_size, row, column, to);
            to += p.channels;
          }
    });
  }
};

REGISTER_KERNEL_BUILDER(Name("FerMaxPool").Device(tensorflow::DEVICE_CPU), MaxPoolOp);
REGISTER_KERNEL_BUILDER(Name("FerMaxPoolGrad").Device(tensorflow::DEVICE_CPU), MaxPoolGradOp);

}  // namespace
}  // namespace fer
