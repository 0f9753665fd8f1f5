// Threads of our own for work that no TensorFlow session hands out: they sleep while there is none.
#ifndef FER_WORK_SHARING_H_
#define FER_WORK_SHARING_H_

#include <functional>

namespace fer {

// Calls `work(thread, item)` for each item in [0, items), on up to `threads` threads, the caller's among them as number 0. Items are taken
// as threads become free. A second caller meanwhile does all of its work itself, as number 0.
void ShareWork(int threads, int items, const std::function<void(int thread, int item)>& work);

}  // namespace fer

#endif  // FER_WORK_SHARING_H_
