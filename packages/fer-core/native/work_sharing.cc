#include "work_sharing.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace fer {
namespace {

// Looks that a thread takes whether there is work again before it sleeps: some tens of microseconds, the time between two steps of a network.
constexpr int kLooks = 100;

inline void Pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#endif
}

class Crew {
 public:
  void Run(int threads, int items, const std::function<void(int, int)>& work) {
    const int helpers = std::min(threads, items) - 1;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      for (; known_ < helpers; ++known_) std::thread(&Crew::Help, this, known_ + 1, round_.load()).detach();
      work_ = &work;
      items_ = items;
      next_ = 0;
      wanted_ = helpers;
      busy_ = helpers;
      ++round_;
    }
    begin_.notify_all();
    Take(0, work);
    for (int look = 0; busy_ > 0 && look < kLooks; ++look) Pause();
    std::unique_lock<std::mutex> lock(mutex_);
    end_.wait(lock, [&] { return busy_ == 0; });
  }

  std::mutex in_use;

 private:
  void Help(int number, int64_t seen) {
    for (;;) {
      for (int look = 0; round_ == seen && look < kLooks; ++look) Pause();
      std::unique_lock<std::mutex> lock(mutex_);
      begin_.wait(lock, [&] { return round_ != seen; });
      seen = round_;
      if (number > wanted_) continue;
      const std::function<void(int, int)>& work = *work_;
      lock.unlock();
      Take(number, work);
      lock.lock();
      if (--busy_ == 0) end_.notify_one();
    }
  }

  void Take(int number, const std::function<void(int, int)>& work) {
    for (int item = next_++; item < items_; item = next_++) work(number, item);
  }

  std::mutex mutex_;
  std::condition_variable begin_, end_;
  const std::function<void(int, int)>* work_ = nullptr;
  std::atomic<int> next_{0}, busy_{0};
  std::atomic<int64_t> round_{0};
  int items_ = 0, wanted_ = 0, known_ = 0;
};

}  // namespace

void ShareWork(int threads, int items, const std::function<void(int, int)>& work) {
  static Crew* crew = new Crew;  // never freed: its threads sleep until the process ends
  if (threads > 1 && items > 1 && crew->in_use.try_lock()) {
    crew->Run(threads, items, work);
    crew->in_use.unlock();
    return;
  }
  for (int item = 0; item < items; ++item) work(0, item);
}

}  // namespace fer
