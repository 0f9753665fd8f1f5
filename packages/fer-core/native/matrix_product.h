// Products of a tall matrix (one row a pixel) with a small one (one row a channel): what 1×1 convolutions are made of.
//
// Registers hold a tile of the result, kTileRows × kTileColumns, while the sum runs over its inner dimension: 24 of the 32 that a
// machine with AVX-512 has, else 12 of 16. The small matrix is repacked so that the tile reads it in one line; the tall one is
// read where it lies.
#ifndef FER_MATRIX_PRODUCT_H_
#define FER_MATRIX_PRODUCT_H_

#include <type_traits>
#include <vector>

#include "lanes.h"

namespace fer {

#ifdef __AVX512F__
typedef float Wide __attribute__((vector_size(64), aligned(4), may_alias));
constexpr int kTileRows = 12;
#else
typedef Float8 Wide;
constexpr int kTileRows = 6;
#endif
constexpr int kWide = sizeof(Wide) / sizeof(float);
constexpr int kTileColumns = 2 * kWide;
// Rows for which a panel of the small matrix stays in the first cache.
constexpr int64_t kPanelRows = 48;
// Rows whose products are added up in registers before they go to memory, where the sum runs over rows.
constexpr int64_t kSumRows = 64;

// A vector by its length. (As a template's argument a vector type would lose the attributes by which it may lie anywhere.)
template <int kLength>
struct Vectors;
template <>
struct Vectors<kLanes> {
  using Type = Float8;
  static Type Load(const float* p) { return *reinterpret_cast<const Float8*>(p); }
  static void Store(float* p, Type v) { *reinterpret_cast<Float8*>(p) = v; }
};
#ifdef __AVX512F__
template <>
struct Vectors<kWide> {
  using Type = Wide;
  static Type Load(const float* p) { return *reinterpret_cast<const Wide*>(p); }
  static void Store(float* p, Type v) { *reinterpret_cast<Wide*>(p) = v; }
};
#endif

// Columns with the zeros that fill the last panel.
inline int64_t PaddedColumns(int64_t columns) { return (columns + kWide - 1) / kWide * kWide; }
// Columns of the panel that begins at `column`: the last one may be half as wide.
inline int64_t PanelColumns(int64_t column, int64_t columns) { return std::min<int64_t>(kTileColumns, PaddedColumns(columns) - column); }

// Covers [0, count) with calls of `tile(kCount, at)`, as long as they can be. kCount is a compile-time constant.
template <typename Tile>
inline void ForTiles(int64_t count, const Tile& tile) {
  int64_t at = 0;
  for (; at + kTileRows <= count; at += kTileRows) tile(std::integral_constant<int, kTileRows>(), at);
  for (; kTileRows > 6 && at + 6 <= count; at += 6) tile(std::integral_constant<int, 6>(), at);
  for (; at + 4 <= count; at += 4) tile(std::integral_constant<int, 4>(), at);
  for (; at + 2 <= count; at += 2) tile(std::integral_constant<int, 2>(), at);
  for (; at < count; ++at) tile(std::integral_constant<int, 1>(), at);
}

// A [inner, columns] matrix in panels of kTileColumns columns, filled with zeros on the right.
class PackedMatrix {
 public:
  // `row_step` and `column_step` are the distances in `values` between neighbours: a transposed matrix is packed by swapping them.
  PackedMatrix(const float* values, int64_t inner, int64_t columns, int64_t row_step, int64_t column_step)
      : inner_(inner), columns_(columns), values_(PaddedColumns(columns) * inner, 0.0f) {
    for (int64_t first = 0; first < columns; first += kTileColumns) {
      const int64_t width = PanelColumns(first, columns), end = std::min(columns - first, width);
      float* panel = values_.data() + first * inner;
      const float* from = values + first * column_step;
      for (int64_t k = 0; k < inner; ++k, panel += width, from += row_step) {
        if (column_step == 1) std::copy(from, from + end, panel);
        else for (int64_t c = 0; c < end; ++c) panel[c] = from[c * column_step];
      }
    }
  }
  int64_t inner() const { return inner_; }
  int64_t columns() const { return columns_; }
  const float* Panel(int64_t first_column) const { return values_.data() + first_column * inner_; }

 private:
  int64_t inner_, columns_;
  std::vector<float> values_;
};

// out[0 … kCount)[0 … kVectors · kWide) = a · panel, or its first `columns` columns; with kAdd it is added to what is there.
template <int kCount, int kVectors, bool kAdd>
inline void ProductTile(const float* a, int64_t a_step, const float* panel, int64_t inner, float* out, int64_t out_step, int64_t columns) {
  Wide sum[kCount][kVectors];  // cleared one by one: as a whole the compiler would call memset
  for (int r = 0; r < kCount; ++r)
    for (int v = 0; v < kVectors; ++v) sum[r][v] = Wide{};
  for (int64_t k = 0; k < inner; ++k) {
    Wide line[kVectors];
    for (int v = 0; v < kVectors; ++v) line[v] = Vectors<kWide>::Load(panel + (k * kVectors + v) * kWide);
    for (int r = 0; r < kCount; ++r)
      for (int v = 0; v < kVectors; ++v) sum[r][v] += a[r * a_step + k] * line[v];
  }
  if (columns >= kVectors * kWide) {
    for (int r = 0; r < kCount; ++r)
      for (int v = 0; v < kVectors; ++v) {
        float* to = out + r * out_step + v * kWide;
        Vectors<kWide>::Store(to, kAdd ? Vectors<kWide>::Load(to) + sum[r][v] : sum[r][v]);
      }
    return;
  }
  for (int r = 0; r < kCount; ++r) {
    float line[kVectors * kWide];
    for (int v = 0; v < kVectors; ++v) Vectors<kWide>::Store(line + v * kWide, sum[r][v]);
    for (int64_t c = 0; c < columns; ++c) out[r * out_step + c] = kAdd ? out[r * out_step + c] + line[c] : line[c];
  }
}

// out[rows][0 … columns of the panel) = a · panel, or its first `columns` columns; see ProductTile.
template <bool kAdd = false>
inline void PanelProduct(const float* a, int64_t a_step, int64_t rows, const float* panel, int64_t panel_columns, int64_t inner, float* out,
                         int64_t out_step, int64_t columns) {
  ForTiles(rows, [&](auto count, int64_t row) {
    constexpr int kCount = decltype(count)::value;
    const auto tile = panel_columns == kTileColumns ? ProductTile<kCount, 2, kAdd> : ProductTile<kCount, 1, kAdd>;
    tile(a + row * a_step, a_step, panel, inner, out + row * out_step, out_step, columns);
  });
}

// out [rows, b.columns()] = a [rows, b.inner()] · b, or += with kAdd; the steps are the distances between rows.
template <bool kAdd = false>
inline void Product(const float* a, int64_t a_step, int64_t rows, const PackedMatrix& b, float* out, int64_t out_step) {
  const int64_t columns = b.columns();
  for (int64_t start = 0; start < rows; start += kPanelRows) {
    const int64_t count = std::min(kPanelRows, rows - start);
    for (int64_t column = 0; column < columns; column += kTileColumns)
      PanelProduct<kAdd>(a + start * a_step, a_step, count, b.Panel(column), PanelColumns(column, columns), b.inner(), out + start * out_step + column,
                         out_step, columns - column);
  }
}

// out[0 … kCount)[0 … kVectors vectors) += aᵀ · b over `rows` rows.
template <int kLength, int kCount, int kVectors>
inline void SumTile(const float* a, int64_t a_step, const float* b, int64_t b_step, int64_t rows, float* out, int64_t out_step) {
  using Vector = Vectors<kLength>;
  typename Vector::Type sum[kCount][kVectors];
  for (int k = 0; k < kCount; ++k)
    for (int v = 0; v < kVectors; ++v) sum[k][v] = Vector::Load(out + k * out_step + v * kLength);
  for (int64_t row = 0; row < rows; ++row, a += a_step, b += b_step) {
    typename Vector::Type line[kVectors];
    for (int v = 0; v < kVectors; ++v) line[v] = Vector::Load(b + v * kLength);
    for (int k = 0; k < kCount; ++k)
      for (int v = 0; v < kVectors; ++v) sum[k][v] += a[k] * line[v];
  }
  for (int k = 0; k < kCount; ++k)
    for (int v = 0; v < kVectors; ++v) Vector::Store(out + k * out_step + v * kLength, sum[k][v]);
}

// The columns of b beyond the last whole vector.
inline void SumRest(const float* a, int64_t a_step, int64_t inner, const float* b, int64_t columns, int64_t from, int64_t rows, float* out) {
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t k = 0; k < inner; ++k)
      for (int64_t c = from; c < columns; ++c) out[k * columns + c] += a[row * a_step + k] * b[row * columns + c];
}

// out [inner, columns] += aᵀ [inner, rows] · b [rows, columns]; `a_step` is the distance between rows of a.
inline void SumOfProducts(const float* a, int64_t a_step, int64_t inner, const float* b, int64_t columns, int64_t rows, float* out) {
  for (int64_t start = 0; start < rows; start += kSumRows) {
    const int64_t count = std::min(kSumRows, rows - start);
    const float* left = a + start * a_step;
    const float* right = b + start * columns;
    int64_t column = 0;
    const auto sum = [&](auto length, auto vectors) {
      constexpr int kLength = decltype(length)::value, kVectors = decltype(vectors)::value;
      ForTiles(inner, [&](auto tile, int64_t k) {
        SumTile<kLength, decltype(tile)::value, kVectors>(left + k, a_step, right + column, columns, count, out + k * columns + column, columns);
      });
      column += kVectors * kLength;
    };
    constexpr std::integral_constant<int, kWide> wide;
    constexpr std::integral_constant<int, kLanes> narrow;
    constexpr std::integral_constant<int, 1> one;
    constexpr std::integral_constant<int, 2> two;
    while (column + kTileColumns <= columns) sum(wide, two);
    if (column + kWide <= columns) sum(wide, one);
    if (column + kLanes <= columns) sum(narrow, one);
    if (column < columns) SumRest(left, a_step, inner, right, columns, column, count, out);
  }
}

}  // namespace fer

#endif  // FER_MATRIX_PRODUCT_H_
