// Sums over pixels by channel: in float over short runs of rows, in double over these.
#ifndef FER_CHANNEL_SUMS_H_
#define FER_CHANNEL_SUMS_H_

#include <vector>

#include "blocks.h"

namespace fer {

// Rows whose sums are kept in float before they are added up in double.
constexpr int64_t kRowsInFloat = 256;

// Two sums by channel of one block.
struct BlockSums {
  std::vector<double> first, second;
  explicit BlockSums(int64_t size = 0) : first(size, 0.0), second(size, 0.0) {}
};

// Adds float sums of at most kRowsInFloat rows to the double ones and clears them.
inline void Flush(std::vector<float>& from, std::vector<double>& into) {
  for (size_t c = 0; c < from.size(); ++c) {
    into[c] += from[c];
    from[c] = 0.0f;
  }
}

// Both sums of all blocks, in the order of the blocks.
inline BlockSums Total(const std::vector<BlockSums>& blocks, int64_t channels) {
  BlockSums total(channels);
  for (const BlockSums& block : blocks) {
    if (block.first.empty()) continue;
    for (int64_t c = 0; c < channels; ++c) {
      total.first[c] += block.first[c];
      total.second[c] += block.second[c];
    }
  }
  return total;
}

// Sums of (x − pivot) and (x − pivot)² by channel; a pivot near the mean keeps the difference of large numbers away.
inline void SumRows(const float* __restrict x, const float* __restrict pivot, int64_t rows, int64_t channels, BlockSums& sums) {
  std::vector<float> first(channels, 0.0f), second(channels, 0.0f);
  float* __restrict s = first.data();
  float* __restrict q = second.data();
  for (int64_t start = 0; start < rows; start += kRowsInFloat) {
    const int64_t end = std::min(rows, start + kRowsInFloat);
    int64_t row = start;
    for (; row + 4 <= end; row += 4) {
      const float* __restrict r = x + row * channels;
      for (int64_t c = 0; c < channels; ++c) {
        const float p = pivot[c];
        const float a = r[c] - p, b = r[channels + c] - p, d = r[2 * channels + c] - p, e = r[3 * channels + c] - p;
        s[c] += (a + b) + (d + e);
        q[c] += (a * a + b * b) + (d * d + e * e);
      }
    }
    for (; row < end; ++row) {
      const float* __restrict r = x + row * channels;
      for (int64_t c = 0; c < channels; ++c) {
        const float a = r[c] - pivot[c];
        s[c] += a;
        q[c] += a * a;
      }
    }
    Flush(first, sums.first);
    Flush(second, sums.second);
  }
}

}  // namespace fer

#endif  // FER_CHANNEL_SUMS_H_
