// What operations have in common that are told the height and width of the images they make, as the attribute `size`.
#ifndef FER_SIZED_IMAGES_H_
#define FER_SIZED_IMAGES_H_

#include <cstdint>
#include <vector>

#include "tensorflow/core/framework/op_kernel.h"
#include "tensorflow/core/framework/shape_inference.h"

namespace fer {

// Shape function: as many images and channels as the first input has.
inline absl::Status ShapeOfSizedImages(tensorflow::shape_inference::InferenceContext* c) {
  std::vector<int32_t> size;
  TF_RETURN_IF_ERROR(c->GetAttr("size", &size));
  c->set_output(0, c->MakeShape({c->Dim(c->input(0), 0), c->MakeDim(size[0]), c->MakeDim(size[1]), c->Dim(c->input(0), 3)}));
  return absl::OkStatus();
}

// An operation that reads the attribute, after what its base reads.
template <typename Base>
class SizedImagesOp : public Base {
 public:
  explicit SizedImagesOp(tensorflow::OpKernelConstruction* context) : Base(context) {
    OP_REQUIRES_OK(context, context->GetAttr("size", &size_));
  }

 protected:
  // As many images and channels as another batch has.
  tensorflow::TensorShape Shape(const tensorflow::Tensor& like) const {
    return tensorflow::TensorShape({like.dim_size(0), size_[0], size_[1], like.dim_size(3)});
  }

 private:
  std::vector<int32_t> size_;
};

}  // namespace fer

#endif  // FER_SIZED_IMAGES_H_
