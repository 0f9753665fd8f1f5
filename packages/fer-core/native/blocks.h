// How our operations share their work among TensorFlow's threads.
#ifndef FER_BLOCKS_H_
#define FER_BLOCKS_H_

#include <algorithm>
#include <cstdint>

#include "lanes.h"
#include "tensorflow/core/framework/op_kernel.h"
#include "tensorflow/core/platform/threadpool.h"

namespace fer {

// Work is always cut into this many blocks, whatever the number of threads: sums over blocks are added in the
// order of the blocks, so that a result depends neither on the number of threads nor on who finished first.
constexpr int kBlocks = 16;

// Calls `work(block, begin, end)` for up to kBlocks parts of [0, items), in parallel. Returns the number of parts.
template <typename Work>
int ForBlocks(tensorflow::OpKernelContext* context, int64_t items, const Work& work) {
  const int blocks = static_cast<int>(std::min<int64_t>(items, kBlocks));
  if (blocks == 0) return 0;
  auto* threads = context->device()->tensorflow_cpu_worker_threads()->workers;
  threads->ParallelFor(blocks,
                       tensorflow::thread::ThreadPool::SchedulingParams(
                           tensorflow::thread::ThreadPool::SchedulingStrategy::kFixedBlockSize, absl::nullopt, 1),
                       [&](int64_t first, int64_t last) {
                         for (int64_t block = first; block < last; ++block)
                           work(static_cast<int>(block), items * block / blocks, items * (block + 1) / blocks);
                       });
  return blocks;
}

}  // namespace fer

#endif  // FER_BLOCKS_H_
