#include "network_at_work.h"

#include <cstdint>
#include <exception>
#include <mutex>
#include <string>

#include "network_steps.h"
#include "typed_arrays.h"
#include "work_sharing.h"

namespace fer {
namespace {

class Network {
 public:
  // The plan: shapes of all tensors (number 0 is the image), then steps: kind, inputs, output, numbers of their own; then the outputs' numbers.
  // Values begin with the image's scale and shift.
  explicit Network(PlanReader& plan) {
    const std::vector<float> range = plan.Values(2);
    scale_ = range[0];
    shift_ = range[1];
    const int64_t tensors = plan.Number();
    for (int64_t i = 0; i < tensors; ++i) {
      const int64_t height = plan.Number(), width = plan.Number(), channels = plan.Number();
      if (height < 1 || width < 1 || channels < 1) throw std::runtime_error("expected sizes from 1");
      shapes_.push_back({height, width, channels});
    }
    const int64_t steps = plan.Number();
    for (int64_t i = 0; i < steps; ++i) {
      const int64_t kind = plan.Number();
      Link link;
      std::vector<Shape> in;
      for (const int64_t input : plan.Numbers()) {
        in.push_back(shapes_.at(input));
        link.inputs.push_back(input);
      }
      link.output = plan.Number();
      if (in.empty() || link.output < 1) throw std::runtime_error("expected a step with inputs and an output");
      link.step = ReadStep(kind, in, shapes_.at(link.output), plan);
      links_.push_back(std::move(link));
    }
    outputs_ = plan.Numbers();
    for (const int64_t output : outputs_) shapes_.at(output);
    if (!plan.AtEnd()) throw std::runtime_error("expected the plan to end");
  }

  int64_t ImageSize() const { return shapes_[0].size(); }
  size_t OutputCount() const { return outputs_.size(); }
  int64_t OutputSize(size_t output) const { return shapes_[outputs_[output]].size(); }

  // One caller at a time: a second one waits.
  void Run(const uint8_t* images, int count, int threads, const std::vector<float*>& outputs) {
    const std::lock_guard<std::mutex> lock(running_);
    while (static_cast<int>(memories_.size()) < std::max(1, threads)) memories_.push_back(NewMemory());
    if (count == 1) return RunOne(images, 0, 0, threads, outputs);
    ShareWork(threads, count, [&](int thread, int item) { RunOne(images + item * ImageSize(), item, thread, 1, outputs); });
  }

 private:
  struct Link {
    std::unique_ptr<Step> step;
    std::vector<int64_t> inputs;
    int64_t output;
  };

  ThreadMemory NewMemory() const {
    ThreadMemory memory;
    for (const Shape& shape : shapes_) memory.tensors.emplace_back(new float[shape.size()]);
    for (const Link& link : links_) memory.steps.push_back(link.step->NewMemory());
    return memory;
  }

  // One image in the memory of `thread`; with more than one of `threads` they share each step.
  void RunOne(const uint8_t* image, int item, int thread, int threads, const std::vector<float*>& outputs) {
    ThreadMemory& memory = memories_[thread];
    float* first = memory.tensors[0].get();
    for (int64_t i = 0; i < ImageSize(); ++i) first[i] = image[i] * scale_ + shift_;
    std::vector<const float*> in;
    for (size_t i = 0; i < links_.size(); ++i) {
      const Step& step = *links_[i].step;
      in.clear();
      for (const int64_t input : links_[i].inputs) in.push_back(memory.tensors[input].get());
      float* out = memory.tensors[links_[i].output].get();
      if (threads == 1 || step.Parts() == 1) step.Run(in, out, memory.steps[i].get(), 0, step.Parts());
      else ShareWork(threads, step.Parts(), [&](int helper, int part) { step.Run(in, out, memories_[helper].steps[i].get(), part, part + 1); });
    }
    for (size_t i = 0; i < outputs_.size(); ++i) std::copy_n(memory.tensors[outputs_[i]].get(), OutputSize(i), outputs[i] + item * OutputSize(i));
  }

  float scale_, shift_;
  std::vector<Shape> shapes_;
  std::vector<Link> links_;
  std::vector<int64_t> outputs_;
  std::vector<ThreadMemory> memories_;  // one a thread
  std::mutex running_;
};

// createNetwork(numbers: Int32Array, values: Float32Array): the network; the garbage collector frees it.
napi_value CreateNetwork(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  size_t count = 2, number_count = 0, value_count = 0;
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  const int32_t* numbers = count < 2 ? nullptr : Memory<int32_t>(env, arguments[0], napi_int32_array, &number_count);
  const float* values = count < 2 ? nullptr : Memory<float>(env, arguments[1], napi_float32_array, &value_count);
  if (!numbers || !values) return Refuse(env, "createNetwork: expected Int32Array and Float32Array");
  try {
    PlanReader plan(numbers, number_count, values, value_count);
    auto network = std::make_unique<Network>(plan);
    napi_value result;
    const auto free = [](napi_env, void* data, void*) { delete static_cast<Network*>(data); };
    if (napi_create_external(env, network.get(), free, nullptr, &result) != napi_ok) return Refuse(env, "createNetwork: could not be handed over");
    network.release();
    return result;
  } catch (const std::exception& error) {
    return Refuse(env, (std::string("createNetwork: ") + error.what()).c_str());
  }
}

// What one call of runNetwork is about.
struct Call {
  Network* network = nullptr;
  const uint8_t* images = nullptr;
  int64_t count = 0;
  int32_t threads = 0;
  std::vector<float*> outputs;

  void Run() const { network->Run(images, static_cast<int>(count), threads, outputs); }
};

// Reads (network, images: Uint8Array, threads: number, outputs: Float32Array[]). @returns what does not fit; null where all does
const char* ReadCall(napi_env env, const napi_value (&arguments)[4], Call& call) {
  size_t bytes = 0;
  void* data = nullptr;
  uint32_t length = 0;
  call.images = Memory<uint8_t>(env, arguments[1], napi_uint8_array, &bytes);
  if (!call.images || napi_get_value_external(env, arguments[0], &data) != napi_ok || napi_get_value_int32(env, arguments[2], &call.threads) != napi_ok ||
      napi_get_array_length(env, arguments[3], &length) != napi_ok)
    return "runNetwork: expected a network, Uint8Array, a number and Float32Arrays";
  call.network = static_cast<Network*>(data);
  call.count = bytes / call.network->ImageSize();
  if (length != call.network->OutputCount() || call.count * call.network->ImageSize() != static_cast<int64_t>(bytes))
    return "runNetwork: expected whole images and as many outputs as the network has";
  for (uint32_t i = 0; i < length; ++i) {
    napi_value element;
    size_t size = 0;
    napi_get_element(env, arguments[3], i, &element);
    float* output = Memory<float>(env, element, napi_float32_array, &size);
    if (!output || static_cast<int64_t>(size) != call.count * call.network->OutputSize(i)) return "runNetwork: expected outputs that hold all images";
    call.outputs.push_back(output);
  }
  return nullptr;
}

// runNetwork(network, images, threads, outputs): fills the outputs, image after image.
napi_value RunNetwork(napi_env env, napi_callback_info info) {
  napi_value arguments[4];
  size_t count = 4;
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  Call call;
  if (const char* wrong = ReadCall(env, arguments, call)) return Refuse(env, wrong);
  call.Run();
  return nullptr;
}

// A call under way, with what it needs kept alive.
struct CallBeside {
  Call call;
  napi_ref kept[3];
  napi_deferred promise;
  napi_async_work work;
};

// runNetworkBeside(network, images, threads, outputs): the same beside JavaScript's thread; a promise, kept when the outputs are filled.
napi_value RunNetworkBeside(napi_env env, napi_callback_info info) {
  napi_value arguments[4], promise, name;
  size_t count = 4;
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  auto beside = std::make_unique<CallBeside>();
  if (const char* wrong = ReadCall(env, arguments, beside->call)) return Refuse(env, wrong);
  const napi_value kept[3] = {arguments[0], arguments[1], arguments[3]};
  for (int i = 0; i < 3; ++i) napi_create_reference(env, kept[i], 1, &beside->kept[i]);
  napi_create_promise(env, &beside->promise, &promise);
  napi_create_string_utf8(env, "fer network", NAPI_AUTO_LENGTH, &name);
  const auto run = [](napi_env, void* data) { static_cast<CallBeside*>(data)->call.Run(); };
  const auto settle = [](napi_env env, napi_status, void* data) {
    std::unique_ptr<CallBeside> done(static_cast<CallBeside*>(data));
    napi_value nothing;
    napi_get_undefined(env, &nothing);
    napi_resolve_deferred(env, done->promise, nothing);
    for (const napi_ref reference : done->kept) napi_delete_reference(env, reference);
    napi_delete_async_work(env, done->work);
  };
  napi_create_async_work(env, nullptr, name, run, settle, beside.get(), &beside->work);
  napi_queue_async_work(env, beside->work);
  beside.release();
  return promise;
}

}  // namespace

napi_value ExportNetworks(napi_env env, napi_value exports) {
  return Export(env, exports, {{"createNetwork", CreateNetwork}, {"runNetwork", RunNetwork}, {"runNetworkBeside", RunNetworkBeside}});
}

}  // namespace fer
