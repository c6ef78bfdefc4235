// Inline intrinsics that Swift's SIMD types cannot express. Header only: each kernel target compiles them for its own
// instruction set, so nothing here may have external linkage.
#pragma once

#include <stdint.h>

static inline void vecdb_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }
