// Products of a tall matrix (one row a pixel) with a small one (one row a channel): what 1×1 convolutions are made of.
//
// Twelve registers hold a tile of the result, kRows × 2 · kLanes, while the sum runs over its inner dimension. The small
// matrix is repacked so that the tile reads it in one line; the tall one is read where it lies.
#ifndef FER_MATRIX_PRODUCT_H_
#define FER_MATRIX_PRODUCT_H_

#include <vector>

#include "blocks.h"

namespace fer {

constexpr int kTileRows = 6;
constexpr int kTileColumns = 2 * kLanes;
// Rows for which a panel of the small matrix stays in the first cache.
constexpr int64_t kPanelRows = 48;
// Rows whose products are added up in registers before they go to memory, where the sum runs over rows.
constexpr int64_t kSumRows = 64;

inline Float8 Spread(float value) { return Float8{value, value, value, value, value, value, value, value}; }

// A [inner, columns] matrix in panels of kTileColumns columns, filled with zeros on the right.
class PackedMatrix {
 public:
  // `row_step` and `column_step` are the distances in `values` between neighbours: a transposed matrix is packed by swapping them.
  PackedMatrix(const float* values, int64_t inner, int64_t columns, int64_t row_step, int64_t column_step)
      : inner_(inner), columns_(columns), values_((columns + kTileColumns - 1) / kTileColumns * kTileColumns * inner, 0.0f) {
    for (int64_t column = 0; column < columns; ++column) {
      float* panel = values_.data() + column / kTileColumns * kTileColumns * inner + column % kTileColumns;
      for (int64_t k = 0; k < inner; ++k) panel[k * kTileColumns] = values[k * row_step + column * column_step];
    }
  }
  int64_t inner() const { return inner_; }
  int64_t columns() const { return columns_; }
  const float* Panel(int64_t first_column) const { return values_.data() + first_column * inner_; }

 private:
  int64_t inner_, columns_;
  std::vector<float> values_;
};

// out[0 … kCount)[0 … kTileColumns) = a · panel, or its first `columns` columns; with kAdd it is added to what is there.
template <int kCount, bool kAdd>
inline void ProductTile(const float* a, int64_t a_step, const float* panel, int64_t inner, float* out, int64_t out_step, int64_t columns) {
  Float8 sum[kCount][2] = {};
  for (int64_t k = 0; k < inner; ++k) {
    const Float8 left = Load(panel + k * kTileColumns), right = Load(panel + k * kTileColumns + kLanes);
    for (int r = 0; r < kCount; ++r) {
      const Float8 value = Spread(a[r * a_step + k]);
      sum[r][0] += value * left;
      sum[r][1] += value * right;
    }
  }
  if (columns >= kTileColumns) {
    for (int r = 0; r < kCount; ++r)
      for (int half = 0; half < 2; ++half) {
        float* to = out + r * out_step + half * kLanes;
        Store(to, kAdd ? Load(to) + sum[r][half] : sum[r][half]);
      }
    return;
  }
  for (int r = 0; r < kCount; ++r) {
    float line[kTileColumns];
    Store(line, sum[r][0]);
    Store(line + kLanes, sum[r][1]);
    for (int64_t c = 0; c < columns; ++c) out[r * out_step + c] = kAdd ? out[r * out_step + c] + line[c] : line[c];
  }
}

// out [rows, b.columns()] = a [rows, b.inner()] · b, or += with kAdd; the steps are the distances between rows.
template <bool kAdd = false>
inline void Product(const float* a, int64_t a_step, int64_t rows, const PackedMatrix& b, float* out, int64_t out_step) {
  const int64_t inner = b.inner(), columns = b.columns();
  for (int64_t start = 0; start < rows; start += kPanelRows) {
    const int64_t end = std::min(rows, start + kPanelRows);
    for (int64_t column = 0; column < columns; column += kTileColumns) {
      int64_t row = start;
      for (; row + kTileRows <= end; row += kTileRows)
        ProductTile<kTileRows, kAdd>(a + row * a_step, a_step, b.Panel(column), inner, out + row * out_step + column, out_step, columns - column);
      for (; row < end; ++row)
        ProductTile<1, kAdd>(a + row * a_step, a_step, b.Panel(column), inner, out + row * out_step + column, out_step, columns - column);
    }
  }
}

// out[0 … kCount)[0 … kTileColumns) += aᵀ · b over `rows` rows.
template <int kCount>
inline void SumTile(const float* a, int64_t a_step, const float* b, int64_t b_step, int64_t rows, float* out, int64_t out_step) {
  Float8 sum[kCount][2];
  for (int k = 0; k < kCount; ++k) {
    sum[k][0] = Load(out + k * out_step);
    sum[k][1] = Load(out + k * out_step + kLanes);
  }
  for (int64_t row = 0; row < rows; ++row, a += a_step, b += b_step) {
    const Float8 left = Load(b), right = Load(b + kLanes);
    for (int k = 0; k < kCount; ++k) {
      const Float8 value = Spread(a[k]);
      sum[k][0] += value * left;
      sum[k][1] += value * right;
    }
  }
  for (int k = 0; k < kCount; ++k) {
    Store(out + k * out_step, sum[k][0]);
    Store(out + k * out_step + kLanes, sum[k][1]);
  }
}

// The columns of b beyond the last whole tile.
inline void SumRest(const float* a, int64_t a_step, int64_t inner, const float* b, int64_t columns, int64_t from, int64_t rows, float* out) {
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t k = 0; k < inner; ++k)
      for (int64_t c = from; c < columns; ++c) out[k * columns + c] += a[row * a_step + k] * b[row * columns + c];
}

// out [inner, columns] += aᵀ [inner, rows] · b [rows, columns]; `a_step` is the distance between rows of a.
inline void SumOfProducts(const float* a, int64_t a_step, int64_t inner, const float* b, int64_t columns, int64_t rows, float* out) {
  const int64_t whole = columns / kTileColumns * kTileColumns;
  for (int64_t start = 0; start < rows; start += kSumRows) {
    const int64_t count = std::min(kSumRows, rows - start);
    const float* left = a + start * a_step;
    const float* right = b + start * columns;
    for (int64_t column = 0; column < whole; column += kTileColumns) {
      int64_t k = 0;
      for (; k + kTileRows <= inner; k += kTileRows)
        SumTile<kTileRows>(left + k, a_step, right + column, columns, count, out + k * columns + column, columns);
      for (; k < inner; ++k) SumTile<1>(left + k, a_step, right + column, columns, count, out + k * columns + column, columns);
    }
    if (whole < columns) SumRest(left, a_step, inner, right, columns, whole, count, out);
  }
}

}  // namespace fer

#endif  // FER_MATRIX_PRODUCT_H_
