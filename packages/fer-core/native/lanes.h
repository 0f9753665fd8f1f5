// Floats that are computed together.
#ifndef FER_LANES_H_
#define FER_LANES_H_

#include <algorithm>
#include <cstdint>

namespace fer {

// Eight floats that the compiler keeps in one register where the machine has AVX, in two or four elsewhere.
typedef float Float8 __attribute__((vector_size(32), aligned(4), may_alias));
constexpr int kLanes = 8;

inline Float8 Load(const float* p) { return *reinterpret_cast<const Float8*>(p); }
inline void Store(float* p, Float8 v) { *reinterpret_cast<Float8*>(p) = v; }

}  // namespace fer

#endif  // FER_LANES_H_
