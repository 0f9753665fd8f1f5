// The random view of a training image in one pass: affine warp, contrast and brightness, erasing, input range.
//
// What is random comes in as numbers, one row an image (see backend/operations/random-view.ts):
//   0–5  a b c d e f: output pixel (x, y) reads input pixel (a·x + b·y + c, d·x + e·y + f), bilinearly, borders repeated
//   6 7  gain, offset: level → clip((level − 127.5) · gain + 127.5 + offset, 0, 255)
//   8–11 top, left, bottom, right of the erased rectangle (bottom and right outside it)
//   12   the gray level it is filled with

#include <cmath>

#include "blocks.h"
#include "tensorflow/core/framework/op.h"
#include "tensorflow/core/framework/shape_inference.h"

namespace fer {
namespace {

using tensorflow::OpKernel;
using tensorflow::OpKernelConstruction;
using tensorflow::OpKernelContext;
using tensorflow::Tensor;
using tensorflow::shape_inference::InferenceContext;

constexpr int kNumbers = 13;

REGISTER_OP("FerRandomView")
    .Input("images: float")
    .Input("views: float")
    .Output("y: float")
    .Attr("scale: float")
    .Attr("shift: float")
    .SetShapeFn([](InferenceContext* c) {
      c->set_output(0, c->input(0));
      return absl::OkStatus();
    });

// NaN becomes `low`: it must not become an index.
inline float Clip(float value, float low, float high) { return value > low ? std::min(value, high) : low; }

void ViewOf(const float* image, const float* view, int64_t height, int64_t width, int64_t channels, float scale, float shift, float* out) {
  for (int64_t y = 0; y < height; ++y)
    for (int64_t x = 0; x < width; ++x) {
      float* pixel = out + (y * width + x) * channels;
      if (y >= view[8] && y < view[10] && x >= view[9] && x < view[11]) {
        for (int64_t c = 0; c < channels; ++c) pixel[c] = view[12] * scale + shift;
        continue;
      }
      const float from_x = Clip(view[0] * x + view[1] * y + view[2], 0.0f, width - 1.0f);
      const float from_y = Clip(view[3] * x + view[4] * y + view[5], 0.0f, height - 1.0f);
      const int64_t left = static_cast<int64_t>(from_x), top = static_cast<int64_t>(from_y);
      const int64_t right = std::min(left + 1, width - 1), bottom = std::min(top + 1, height - 1);
      const float u = from_x - left, v = from_y - top;
      for (int64_t c = 0; c < channels; ++c) {
        const auto at = [&](int64_t row, int64_t column) { return image[(row * width + column) * channels + c]; };
        const float upper = at(top, left) * (1 - u) + at(top, right) * u;
        const float lower = at(bottom, left) * (1 - u) + at(bottom, right) * u;
        const float level = upper * (1 - v) + lower * v;
        pixel[c] = Clip((level - 127.5f) * view[6] + 127.5f + view[7], 0.0f, 255.0f) * scale + shift;
      }
    }
}

class RandomViewOp : public OpKernel {
 public:
  explicit RandomViewOp(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("scale", &scale_));
    OP_REQUIRES_OK(context, context->GetAttr("shift", &shift_));
  }

  void Compute(OpKernelContext* context) override {
    const Tensor& images = context->input(0);
    const Tensor& views = context->input(1);
    OP_REQUIRES(context, views.dim_size(0) == images.dim_size(0) && views.dim_size(1) == kNumbers,
                absl::InvalidArgumentError("FerRandomView: views must be [batch, 13]"));
    Tensor* y;
    OP_REQUIRES_OK(context, context->allocate_output(0, images.shape(), &y));
    const int64_t height = images.dim_size(1), width = images.dim_size(2), channels = images.dim_size(3);
    const int64_t size = height * width * channels;
    const float* in = images.flat<float>().data();
    const float* numbers = views.flat<float>().data();
    float* out = y->flat<float>().data();
    ForBlocks(context, images.dim_size(0), [&](int, int64_t begin, int64_t end) {
      for (int64_t n = begin; n < end; ++n)
        ViewOf(in + n * size, numbers + n * kNumbers, height, width, channels, scale_, shift_, out + n * size);
    });
  }

 private:
  float scale_, shift_;
};

REGISTER_KERNEL_BUILDER(Name("FerRandomView").Device(tensorflow::DEVICE_CPU), RandomViewOp);

}  // namespace
}  // namespace fer
