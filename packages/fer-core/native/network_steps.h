// The steps that networks at work are made of, each for one image with channels last.
#ifndef FER_NETWORK_STEPS_H_
#define FER_NETWORK_STEPS_H_

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace fer {

struct Shape {
  int64_t height, width, channels;
  int64_t pixels() const { return height * width; }
  int64_t size() const { return pixels() * channels; }
};

// What a step keeps for one thread from image to image: memory whose zeros stay.
struct StepMemory {
  virtual ~StepMemory() = default;
};

// The memory of one thread.
struct ThreadMemory {
  std::vector<std::unique_ptr<float[]>> tensors;
  std::vector<std::unique_ptr<StepMemory>> steps;
};

// Reads a plan as TypeScript wrote it (`backend/network-plan.ts`), number after number.
class PlanReader {
 public:
  PlanReader(const int32_t* numbers, size_t count, const float* values, size_t value_count)
      : numbers_(numbers), count_(count), values_(values), value_count_(value_count) {}

  int64_t Number() {
    if (at_ == count_) throw std::runtime_error("expected more numbers in the plan");
    return numbers_[at_++];
  }
  std::vector<int64_t> Numbers() {
    std::vector<int64_t> all(Number());
    for (int64_t& each : all) each = Number();
    return all;
  }
  std::vector<float> Values(int64_t length) {
    if (length < 0 || static_cast<size_t>(length) > value_count_ - value_at_) throw std::runtime_error("expected more values in the plan");
    const float* from = values_ + value_at_;
    value_at_ += length;
    return std::vector<float>(from, from + length);
  }
  bool AtEnd() const { return at_ == count_ && value_at_ == value_count_; }

 private:
  const int32_t* numbers_;
  size_t count_;
  const float* values_;
  size_t value_count_;
  size_t at_ = 0, value_at_ = 0;
};

class Step {
 public:
  virtual ~Step() = default;
  virtual std::unique_ptr<StepMemory> NewMemory() const { return nullptr; }
  // Parts of the result that several threads may compute at once where there is one image only.
  virtual int Parts() const { return 1; }
  // Computes the parts [begin, end) of one image's result. `in` are the inputs in order.
  virtual void Run(const std::vector<const float*>& in, float* out, StepMemory* memory, int begin, int end) const = 0;
};

// Reads one step's own numbers and values. @throws std::runtime_error where they do not fit
std::unique_ptr<Step> ReadStep(int64_t kind, const std::vector<Shape>& in, const Shape& out, PlanReader& plan);

}  // namespace fer

#endif  // FER_NETWORK_STEPS_H_
