// Inline intrinsics that Swift's SIMD types cannot express. They are all in this header: each kernel target compiles them
// for its own instruction set, so none may have external linkage.
//
// All vectors are 16 lanes wide whatever the registers are: the compiler splits them (4 × 128, 2 × 256 or 1 × 512 bits).
#pragma once

#include <stdint.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

// Vectors wider than the registers have no stable calling convention: all of these functions are inlined.
#pragma clang diagnostic ignored "-Wpsabi"

#define VECDB_INLINE static inline __attribute__((always_inline))

typedef float vecdb_f32x16 __attribute__((ext_vector_type(16)));
typedef int32_t vecdb_i32x16 __attribute__((ext_vector_type(16)));
typedef uint32_t vecdb_u32x16 __attribute__((ext_vector_type(16)));
typedef uint16_t vecdb_u16x16 __attribute__((ext_vector_type(16)));
typedef int8_t vecdb_i8x16 __attribute__((ext_vector_type(16)));
typedef uint8_t vecdb_u8x16 __attribute__((ext_vector_type(16)));
typedef int16_t vecdb_i16x16 __attribute__((ext_vector_type(16)));
typedef uint64_t vecdb_u64x8 __attribute__((ext_vector_type(8)));

VECDB_INLINE void vecdb_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

// MARK: plain memory that several threads use

VECDB_INLINE uint32_t vecdb_load_acquire(const uint32_t *p) { return __atomic_load_n(p, __ATOMIC_ACQUIRE); }
VECDB_INLINE void vecdb_store_release(uint32_t *p, uint32_t value) { __atomic_store_n(p, value, __ATOMIC_RELEASE); }
VECDB_INLINE uint8_t vecdb_load_byte_acquire(const uint8_t *p) { return __atomic_load_n(p, __ATOMIC_ACQUIRE); }
VECDB_INLINE void vecdb_store_byte_release(uint8_t *p, uint8_t value) { __atomic_store_n(p, value, __ATOMIC_RELEASE); }
VECDB_INLINE _Bool vecdb_try_lock(uint8_t *lock) { return __atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE) == 0; }
VECDB_INLINE void vecdb_unlock(uint8_t *lock) { __atomic_store_n(lock, 0, __ATOMIC_RELEASE); }
VECDB_INLINE void vecdb_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

// Into the second-level cache only: far more of these can be under way than of those that go to the first level.
VECDB_INLINE void vecdb_prefetch_second(const void *address) { __builtin_prefetch(address, 0, 2); }

// Announces the line a page ahead to the second-level cache.
VECDB_INLINE void vecdb_prefetch_page(const void *address) { __builtin_prefetch((const char *)address + 4096, 0, 2); }

// a + b * c, fused where the instruction set has it; fmaf in a library would be fifty times slower.
VECDB_INLINE vecdb_f32x16 vecdb_multiply_add(vecdb_f32x16 a, vecdb_f32x16 b, vecdb_f32x16 c) {
#if defined(__FMA__) || defined(__aarch64__)
    return __builtin_elementwise_fma(b, c, a);
#else
    return a + b * c;
#endif
}

VECDB_INLINE vecdb_f32x16 vecdb_absolute(vecdb_f32x16 a) { return __builtin_elementwise_abs(a); }

VECDB_INLINE float vecdb_sum(vecdb_f32x16 a) {
    typedef float f8 __attribute__((ext_vector_type(8)));
    typedef float f4 __attribute__((ext_vector_type(4)));
    f8 b = a.lo + a.hi;
    f4 c = b.lo + b.hi;
    c += __builtin_shufflevector(c, c, 2, 3, 0, 1);
    return c[0] + c[1];
}

VECDB_INLINE int32_t vecdb_sum_integers(vecdb_i32x16 a) { return __builtin_reduce_add(a); }

// MARK: loads

VECDB_INLINE vecdb_f32x16 vecdb_load(const void *p) {
    vecdb_f32x16 v;
    memcpy(&v, p, sizeof v);
    return v;
}

#if defined(__AVX2__) && !defined(__AVX512VL__)
static const int32_t vecdb_tail_masks[32] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
#endif

// The first n < 16 floats, the other lanes zero; reads nothing past them.
VECDB_INLINE vecdb_f32x16 vecdb_load_tail(const void *p, intptr_t n) {
#if defined(__AVX512VL__)
    return (vecdb_f32x16)_mm512_maskz_loadu_ps((__mmask16)((1u << n) - 1), p);
#elif defined(__AVX2__)
    const float *f = (const float *)p;
    const int32_t *mask = vecdb_tail_masks + 16 - n;
    __m256 low = _mm256_maskload_ps(f, _mm256_loadu_si256((const __m256i *)mask));
    __m256 high = _mm256_maskload_ps(f + 8, _mm256_loadu_si256((const __m256i *)(mask + 8)));
    vecdb_f32x16 v;
    memcpy(&v, &low, sizeof low);
    memcpy((char *)&v + sizeof low, &high, sizeof high);
    return v;
#else
    float buffer[16] = {0};
    for (intptr_t i = 0; i < n; i++) memcpy(buffer + i, (const char *)p + 4 * i, 4);
    return vecdb_load(buffer);
#endif
}

VECDB_INLINE vecdb_f32x16 vecdb_widen(vecdb_u16x16 h) {
#if defined(__AVX512F__)
    return (vecdb_f32x16)_mm512_cvtph_ps((__m256i)h);
#elif defined(__F16C__)
    __m256i bits = (__m256i)h;
    __m256 low = _mm256_cvtph_ps(_mm256_castsi256_si128(bits));
    __m256 high = _mm256_cvtph_ps(_mm256_extracti128_si256(bits, 1));
    vecdb_f32x16 v;
    memcpy(&v, &low, sizeof low);
    memcpy((char *)&v + sizeof low, &high, sizeof high);
    return v;
#elif defined(__aarch64__)
    typedef _Float16 f16x16 __attribute__((ext_vector_type(16)));
    return __builtin_convertvector((f16x16)h, vecdb_f32x16);
#else
    // The magnitude's bits moved to float32's place make a number 2^112 too small, subnormals included.
    vecdb_u32x16 w = __builtin_convertvector(h, vecdb_u32x16);
    vecdb_u32x16 magnitude = (w & 0x7fffu) << 13;
    vecdb_u32x16 bits = (vecdb_u32x16)((vecdb_f32x16)magnitude * 0x1p112f);
    vecdb_u32x16 special = (vecdb_u32x16)(magnitude >= 0x0f800000u) & 0x7f800000u;
    return (vecdb_f32x16)(bits | special | ((w & 0x8000u) << 16));
#endif
}

VECDB_INLINE vecdb_f32x16 vecdb_load_half(const void *p) {
    vecdb_u16x16 h;
    memcpy(&h, p, sizeof h);
    return vecdb_widen(h);
}

VECDB_INLINE vecdb_f32x16 vecdb_load_half_tail(const void *p, intptr_t n) {
#if defined(__AVX512BW__) && defined(__AVX512VL__)
    return (vecdb_f32x16)_mm512_cvtph_ps(_mm256_maskz_loadu_epi16((__mmask16)((1u << n) - 1), p));
#else
    uint16_t buffer[16] = {0};
    for (intptr_t i = 0; i < n; i++) memcpy(buffer + i, (const char *)p + 2 * i, 2);
    return vecdb_load_half(buffer);
#endif
}

// To nearest even; too large becomes infinite; NaN stays NaN.
VECDB_INLINE vecdb_u16x16 vecdb_narrow(vecdb_f32x16 f) {
#if defined(__AVX512F__)
    return (vecdb_u16x16)_mm512_cvtps_ph((__m512)f, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#elif defined(__F16C__)
    __m256 halves[2];
    memcpy(halves, &f, sizeof f);
    __m128i low = _mm256_cvtps_ph(halves[0], _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    __m128i high = _mm256_cvtps_ph(halves[1], _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    return (vecdb_u16x16)_mm256_set_m128i(high, low);
#elif defined(__aarch64__)
    typedef _Float16 f16x16 __attribute__((ext_vector_type(16)));
    return (vecdb_u16x16)__builtin_convertvector(f, f16x16);
#else
    vecdb_u32x16 bits = (vecdb_u32x16)f;
    vecdb_u32x16 sign = bits & 0x80000000u;
    vecdb_u32x16 magnitude = bits ^ sign;
    // A subnormal half: adding 2^-1 makes the processor round the mantissa at the right place.
    vecdb_u32x16 small = (vecdb_u32x16)((vecdb_f32x16)magnitude + 0.5f) - 0x3f000000u;
    vecdb_u32x16 normal = (magnitude + 0xc8000fffu + ((magnitude >> 13) & 1u)) >> 13;
    vecdb_u32x16 special = 0x7c00u | ((vecdb_u32x16)(magnitude > 0x7f800000u) & 0x0200u);
    vecdb_u32x16 isSmall = (vecdb_u32x16)(magnitude < 0x38800000u);
    vecdb_u32x16 isSpecial = (vecdb_u32x16)(magnitude >= 0x47800000u);
    vecdb_u32x16 half = (small & isSmall) | (normal & ~isSmall);
    half = (special & isSpecial) | (half & ~isSpecial);
    return __builtin_convertvector(half | (sign >> 16), vecdb_u16x16);
#endif
}

VECDB_INLINE void vecdb_store_half(void *p, vecdb_f32x16 f) {
    vecdb_u16x16 h = vecdb_narrow(f);
    memcpy(p, &h, sizeof h);
}

VECDB_INLINE void vecdb_store_half_tail(void *p, vecdb_f32x16 f, intptr_t n) {
    vecdb_u16x16 h = vecdb_narrow(f);
    for (intptr_t i = 0; i < n; i++) {
        uint16_t element = h[i];
        memcpy((char *)p + 2 * i, &element, 2);
    }
}

VECDB_INLINE void vecdb_store_tail(void *p, vecdb_f32x16 f, intptr_t n) {
    for (intptr_t i = 0; i < n; i++) {
        float element = f[i];
        memcpy((char *)p + 4 * i, &element, 4);
    }
}

// MARK: 8-bit dot products, 64 codes a step

#if defined(__AVX512BW__)
typedef __m512i vecdb_codes;
VECDB_INLINE vecdb_codes vecdb_load_codes(const void *p) { return _mm512_loadu_si512(p); }
VECDB_INLINE vecdb_codes vecdb_load_codes_tail(const void *p, intptr_t n) {
    return _mm512_maskz_loadu_epi8((__mmask64)((1ull << n) - 1), p);
}
#else
typedef struct { vecdb_u8x16 part[4]; } vecdb_codes;
VECDB_INLINE vecdb_codes vecdb_load_codes(const void *p) {
    vecdb_codes c;
    memcpy(&c, p, sizeof c);
    return c;
}
VECDB_INLINE vecdb_codes vecdb_load_codes_tail(const void *p, intptr_t n) {
    vecdb_codes c;
    memset(&c, 0, sizeof c);
    memcpy(&c, p, (size_t)n);
    return c;
}
#endif

#if defined(__AVX512BW__)
VECDB_INLINE vecdb_i32x16 vecdb_codes_signed(vecdb_i32x16 sum, vecdb_codes a, vecdb_codes b) {
#if defined(__AVX512VNNI__)
    __m512i flip = _mm512_set1_epi8((char)0x80);
    __m512i excess = _mm512_dpbusd_epi32(_mm512_setzero_si512(), flip, b);
    __m512i mixed = _mm512_dpbusd_epi32((__m512i)sum, _mm512_xor_si512(a, flip), b);
    return (vecdb_i32x16)_mm512_sub_epi32(mixed, excess);
#else
    __m512i low = _mm512_madd_epi16(_mm512_cvtepi8_epi16(_mm512_castsi512_si256(a)),
                                    _mm512_cvtepi8_epi16(_mm512_castsi512_si256(b)));
    __m512i high = _mm512_madd_epi16(_mm512_cvtepi8_epi16(_mm512_extracti64x4_epi64(a, 1)),
                                     _mm512_cvtepi8_epi16(_mm512_extracti64x4_epi64(b, 1)));
    return sum + (vecdb_i32x16)_mm512_add_epi32(low, high);
#endif
}
VECDB_INLINE vecdb_i32x16 vecdb_codes_mixed(vecdb_i32x16 sum, vecdb_codes a, vecdb_codes b) {
#if defined(__AVX512VNNI__)
    return (vecdb_i32x16)_mm512_dpbusd_epi32((__m512i)sum, a, b);
#else
    __m512i low = _mm512_madd_epi16(_mm512_cvtepu8_epi16(_mm512_castsi512_si256(a)),
                                    _mm512_cvtepi8_epi16(_mm512_castsi512_si256(b)));
    __m512i high = _mm512_madd_epi16(_mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(a, 1)),
                                     _mm512_cvtepi8_epi16(_mm512_extracti64x4_epi64(b, 1)));
    return sum + (vecdb_i32x16)_mm512_add_epi32(low, high);
#endif
}
#else
// One quarter: 16 codes give 4 or 8 partial sums, which are returned in 4 lanes.
typedef int32_t vecdb_i32x4 __attribute__((ext_vector_type(4)));

#if defined(__aarch64__)
VECDB_INLINE vecdb_i32x4 vecdb_quarter_signed(vecdb_u8x16 a, vecdb_u8x16 b) {
#if defined(__ARM_FEATURE_DOTPROD)
    return (vecdb_i32x4)vdotq_s32(vdupq_n_s32(0), (int8x16_t)a, (int8x16_t)b);
#else
    int16x8_t low = vmull_s8(vget_low_s8((int8x16_t)a), vget_low_s8((int8x16_t)b));
    int16x8_t high = vmull_high_s8((int8x16_t)a, (int8x16_t)b);
    return (vecdb_i32x4)vpadalq_s16(vpaddlq_s16(low), high);
#endif
}
VECDB_INLINE vecdb_i32x4 vecdb_quarter_mixed(vecdb_u8x16 a, vecdb_u8x16 b) {
    int16x8_t bLow = vmovl_s8(vget_low_s8((int8x16_t)b)), bHigh = vmovl_high_s8((int8x16_t)b);
    int16x8_t aLow = vreinterpretq_s16_u16(vmovl_u8(vget_low_u8((uint8x16_t)a)));
    int16x8_t aHigh = vreinterpretq_s16_u16(vmovl_high_u8((uint8x16_t)a));
    return (vecdb_i32x4)vpadalq_s16(vpaddlq_s16(vmulq_s16(aLow, bLow)), vmulq_s16(aHigh, bHigh));
}
#elif defined(__AVX2__)
VECDB_INLINE vecdb_i32x4 vecdb_quarter_fold(__m256i products) {
    return (vecdb_i32x4)_mm_add_epi32(_mm256_castsi256_si128(products), _mm256_extracti128_si256(products, 1));
}
VECDB_INLINE vecdb_i32x4 vecdb_quarter_signed(vecdb_u8x16 a, vecdb_u8x16 b) {
    return vecdb_quarter_fold(
        _mm256_madd_epi16(_mm256_cvtepi8_epi16((__m128i)a), _mm256_cvtepi8_epi16((__m128i)b)));
}
VECDB_INLINE vecdb_i32x4 vecdb_quarter_mixed(vecdb_u8x16 a, vecdb_u8x16 b) {
    return vecdb_quarter_fold(
        _mm256_madd_epi16(_mm256_cvtepu8_epi16((__m128i)a), _mm256_cvtepi8_epi16((__m128i)b)));
}
#else
VECDB_INLINE __m128i vecdb_signed_low(vecdb_u8x16 a) {
    return _mm_srai_epi16(_mm_unpacklo_epi8((__m128i)a, (__m128i)a), 8);
}
VECDB_INLINE __m128i vecdb_signed_high(vecdb_u8x16 a) {
    return _mm_srai_epi16(_mm_unpackhi_epi8((__m128i)a, (__m128i)a), 8);
}
VECDB_INLINE vecdb_i32x4 vecdb_quarter_signed(vecdb_u8x16 a, vecdb_u8x16 b) {
    __m128i low = _mm_madd_epi16(vecdb_signed_low(a), vecdb_signed_low(b));
    return (vecdb_i32x4)_mm_add_epi32(low, _mm_madd_epi16(vecdb_signed_high(a), vecdb_signed_high(b)));
}
VECDB_INLINE vecdb_i32x4 vecdb_quarter_mixed(vecdb_u8x16 a, vecdb_u8x16 b) {
    __m128i zero = _mm_setzero_si128();
    __m128i low = _mm_madd_epi16(_mm_unpacklo_epi8((__m128i)a, zero), vecdb_signed_low(b));
    return (vecdb_i32x4)_mm_add_epi32(
        low, _mm_madd_epi16(_mm_unpackhi_epi8((__m128i)a, zero), vecdb_signed_high(b)));
}
#endif

VECDB_INLINE vecdb_i32x16 vecdb_four_quarters(vecdb_i32x16 sum, vecdb_i32x4 a, vecdb_i32x4 b, vecdb_i32x4 c,
                                              vecdb_i32x4 d) {
    vecdb_i32x16 all;
    all.lo.lo = a;
    all.lo.hi = b;
    all.hi.lo = c;
    all.hi.hi = d;
    return sum + all;
}
VECDB_INLINE vecdb_i32x16 vecdb_codes_signed(vecdb_i32x16 sum, vecdb_codes a, vecdb_codes b) {
    return vecdb_four_quarters(
        sum, vecdb_quarter_signed(a.part[0], b.part[0]), vecdb_quarter_signed(a.part[1], b.part[1]),
        vecdb_quarter_signed(a.part[2], b.part[2]), vecdb_quarter_signed(a.part[3], b.part[3]));
}
VECDB_INLINE vecdb_i32x16 vecdb_codes_mixed(vecdb_i32x16 sum, vecdb_codes a, vecdb_codes b) {
    return vecdb_four_quarters(
        sum, vecdb_quarter_mixed(a.part[0], b.part[0]), vecdb_quarter_mixed(a.part[1], b.part[1]),
        vecdb_quarter_mixed(a.part[2], b.part[2]), vecdb_quarter_mixed(a.part[3], b.part[3]));
}
#endif

VECDB_INLINE vecdb_i32x16 vecdb_signed_step(vecdb_i32x16 sum, const void *a, const void *b) {
    return vecdb_codes_signed(sum, vecdb_load_codes(a), vecdb_load_codes(b));
}
VECDB_INLINE vecdb_i32x16 vecdb_signed_tail(vecdb_i32x16 sum, const void *a, const void *b, intptr_t n) {
    return vecdb_codes_signed(sum, vecdb_load_codes_tail(a, n), vecdb_load_codes_tail(b, n));
}
VECDB_INLINE vecdb_i32x16 vecdb_mixed_step(vecdb_i32x16 sum, const void *a, const void *b) {
    return vecdb_codes_mixed(sum, vecdb_load_codes(a), vecdb_load_codes(b));
}
VECDB_INLINE vecdb_i32x16 vecdb_mixed_tail(vecdb_i32x16 sum, const void *a, const void *b, intptr_t n) {
    return vecdb_codes_mixed(sum, vecdb_load_codes_tail(a, n), vecdb_load_codes_tail(b, n));
}

// To the nearest integers within ±127.
VECDB_INLINE vecdb_i32x16 vecdb_round_codes(vecdb_f32x16 v) {
    vecdb_f32x16 low = -127.0f, high = 127.0f;
    v = __builtin_elementwise_max(__builtin_elementwise_min(v, high), low);
    // Adding 1.5 * 2^23 leaves the nearest integer in the lowest bits of the mantissa.
    return (vecdb_i32x16)(v + 12582912.0f) - 0x4b400000;
}
VECDB_INLINE void vecdb_store_codes(void *p, vecdb_i32x16 codes, uint8_t flip) {
    vecdb_u8x16 bytes = __builtin_convertvector((vecdb_u32x16)codes, vecdb_u8x16) ^ flip;
    memcpy(p, &bytes, sizeof bytes);
}

VECDB_INLINE vecdb_f32x16 vecdb_maximum(vecdb_f32x16 a, vecdb_f32x16 b) { return __builtin_elementwise_max(a, b); }
VECDB_INLINE float vecdb_greatest(vecdb_f32x16 a) { return __builtin_reduce_max(a); }

// Turns 64 unsigned codes into signed ones; adds up what they are.
VECDB_INLINE vecdb_i32x16 vecdb_make_signed(vecdb_i32x16 sum, const void *row, void *query) {
    typedef int8_t i8x64 __attribute__((ext_vector_type(64)));
    typedef uint8_t u8x64 __attribute__((ext_vector_type(64)));
    u8x64 codes;
    memcpy(&codes, row, sizeof codes);
    codes ^= 0x80;
    memcpy(query, &codes, sizeof codes);
    i8x64 s = (i8x64)codes;
    typedef int16_t i16x32 __attribute__((ext_vector_type(32)));
    i16x32 pairs = __builtin_convertvector(s.lo, i16x32) + __builtin_convertvector(s.hi, i16x32);
    vecdb_i16x16 fours = pairs.lo + pairs.hi;
    return sum + __builtin_convertvector(fours, vecdb_i32x16);
}

// Four sums over all lanes at once.
typedef int32_t vecdb_sums4 __attribute__((ext_vector_type(4)));
VECDB_INLINE void vecdb_store_four_sums(int32_t *out, vecdb_i32x16 a, vecdb_i32x16 b, vecdb_i32x16 c, vecdb_i32x16 d) {
    typedef int32_t i8 __attribute__((ext_vector_type(8)));
    i8 a8 = a.lo + a.hi, b8 = b.lo + b.hi, c8 = c.lo + c.hi, d8 = d.lo + d.hi;
    vecdb_sums4 a4 = a8.lo + a8.hi, b4 = b8.lo + b8.hi, c4 = c8.lo + c8.hi, d4 = d8.lo + d8.hi;
    vecdb_sums4 ab = __builtin_shufflevector(a4, b4, 0, 1, 4, 5) + __builtin_shufflevector(a4, b4, 2, 3, 6, 7);
    vecdb_sums4 cd = __builtin_shufflevector(c4, d4, 0, 1, 4, 5) + __builtin_shufflevector(c4, d4, 2, 3, 6, 7);
    vecdb_sums4 all = __builtin_shufflevector(ab, cd, 0, 2, 4, 6) + __builtin_shufflevector(ab, cd, 1, 3, 5, 7);
    memcpy(out, &all, sizeof all);
}

// Sixteen dot products in place of which their scores are written: base + term - factor * (dot - bias).
VECDB_INLINE void vecdb_scores(void *dots, const void *terms, float base, float factor, int32_t bias) {
    vecdb_i32x16 dot;
    memcpy(&dot, dots, sizeof dot);
    vecdb_f32x16 scores = __builtin_convertvector(dot - bias, vecdb_f32x16);
    scores = (vecdb_load(terms) + base) - factor * scores;
    memcpy(dots, &scores, sizeof scores);
}

// MARK: bits

VECDB_INLINE vecdb_u64x8 vecdb_load_bits(const void *p) {
    vecdb_u64x8 v;
    memcpy(&v, p, sizeof v);
    return v;
}
VECDB_INLINE vecdb_u64x8 vecdb_load_bits_tail(const void *p, intptr_t bytes) {
#if defined(__AVX512BW__)
    return (vecdb_u64x8)_mm512_maskz_loadu_epi8((__mmask64)((1ull << bytes) - 1), p);
#else
    vecdb_u64x8 v = 0;
    memcpy(&v, p, (size_t)bytes);
    return v;
#endif
}
VECDB_INLINE vecdb_u64x8 vecdb_popcount(vecdb_u64x8 v) { return __builtin_elementwise_popcount(v); }
VECDB_INLINE uint64_t vecdb_sum_counts(vecdb_u64x8 v) { return __builtin_reduce_add(v); }

// MARK: selection

// Writes first + the positions of the set lanes; returns how many. May write up to 16 elements.
VECDB_INLINE intptr_t vecdb_write_positions(vecdb_i32x16 lanes, int32_t first, int32_t *out) {
#if defined(__AVX512F__)
    __mmask16 mask = _mm512_test_epi32_mask((__m512i)lanes, (__m512i)lanes);
    if (mask == 0) return 0;
    __m512i positions = _mm512_add_epi32(
        _mm512_set1_epi32(first), _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
    // Not a compressing store: that one takes over a hundred cycles on Zen 4.
    _mm512_storeu_si512(out, _mm512_maskz_compress_epi32(mask, positions));
    return __builtin_popcount(mask);
#else
    if (__builtin_reduce_or(lanes) == 0) return 0;
    intptr_t n = 0;
    for (int i = 0; i < 16; i++) {
        out[n] = first + i;
        n += lanes[i] != 0;
    }
    return n;
#endif
}
VECDB_INLINE intptr_t vecdb_select_above(vecdb_f32x16 v, float threshold, int32_t first, int32_t *out) {
    return vecdb_write_positions((vecdb_i32x16)(v > threshold), first, out);
}
VECDB_INLINE intptr_t vecdb_select_below(vecdb_f32x16 v, float threshold, int32_t first, int32_t *out) {
    return vecdb_write_positions((vecdb_i32x16)(v < threshold), first, out);
}

// MARK: transposition

// Writes lane i to out[i * stride] for i < n.
VECDB_INLINE void vecdb_scatter(float *out, intptr_t stride, vecdb_f32x16 v, intptr_t n) {
    for (intptr_t i = 0; i < n; i++) out[i * stride] = v[i];
}

typedef float vecdb_f32x4 __attribute__((ext_vector_type(4)));

// out[k * stride + i] = element k of row i, for 4 rows and 4 elements.
VECDB_INLINE void vecdb_transpose4(float *out, intptr_t stride, vecdb_f32x4 a, vecdb_f32x4 b, vecdb_f32x4 c,
                                   vecdb_f32x4 d) {
    vecdb_f32x4 ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
    vecdb_f32x4 ef = __builtin_shufflevector(a, b, 2, 6, 3, 7), gh = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    vecdb_f32x4 column[4] = {
        __builtin_shufflevector(ab, cd, 0, 1, 4, 5), __builtin_shufflevector(ab, cd, 2, 3, 6, 7),
        __builtin_shufflevector(ef, gh, 0, 1, 4, 5), __builtin_shufflevector(ef, gh, 2, 3, 6, 7)};
    for (int k = 0; k < 4; k++) memcpy(out + k * stride, &column[k], sizeof column[k]);
}

// The same for 4 rows and 16 elements.
VECDB_INLINE void vecdb_transpose16(float *out, intptr_t stride, vecdb_f32x16 a, vecdb_f32x16 b, vecdb_f32x16 c,
                                    vecdb_f32x16 d) {
    vecdb_transpose4(out, stride, a.lo.lo, b.lo.lo, c.lo.lo, d.lo.lo);
    vecdb_transpose4(out + 4 * stride, stride, a.lo.hi, b.lo.hi, c.lo.hi, d.lo.hi);
    vecdb_transpose4(out + 8 * stride, stride, a.hi.lo, b.hi.lo, c.hi.lo, d.hi.lo);
    vecdb_transpose4(out + 12 * stride, stride, a.hi.hi, b.hi.hi, c.hi.hi, d.hi.hi);
}

// MARK: measuring

// Reads every byte once and does as little else as can be: the yardstick of the scans.
VECDB_INLINE uint64_t vecdb_read_bandwidth(const void *p, intptr_t bytes) {
    const char *at = (const char *)p, *end = at + (bytes & ~(intptr_t)127);
    vecdb_u64x8 a = 0, b = 0;
    for (; at < end; at += 128) {
        a ^= vecdb_load_bits(at);
        b ^= vecdb_load_bits(at + 64);
    }
    return __builtin_reduce_xor(a ^ b);
}

// MARK: what this processor and its operating system offer

#if defined(__x86_64__)
#include <cpuid.h>

// 0 baseline, 1 x86-64-v3, 2 x86-64-v4, 3 v4 with VNNI. A level counts only when the operating system saves its
// registers (XCR0), and no instruction past baseline is used to find out.
static inline int vecdb_instruction_level(void) {
    unsigned a, b, c, d, xcr0, ignored;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return 0;
    const unsigned leaf1 = bit_FMA | bit_SSE3 | bit_SSSE3 | bit_SSE41 | bit_SSE42 | bit_MOVBE | bit_POPCNT |
                           bit_OSXSAVE | bit_AVX | bit_F16C | bit_CMPXCHG16B;
    if ((c & leaf1) != leaf1) return 0;
    __asm__("xgetbv" : "=a"(xcr0), "=d"(ignored) : "c"(0));
    if ((xcr0 & 0x6) != 0x6) return 0;  // XMM, YMM
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
    const unsigned leaf7 = bit_AVX2 | bit_BMI | bit_BMI2;
    if ((b & leaf7) != leaf7) return 0;
    unsigned leaf7b = b, leaf7c = c;
    if (!__get_cpuid(0x80000001, &a, &b, &c, &d)) return 0;
    if (!(c & bit_LZCNT) || !(c & bit_LAHF_LM)) return 0;
    if ((xcr0 & 0xe0) != 0xe0) return 1;  // opmask, upper halves of ZMM0–15, ZMM16–31
    const unsigned leaf7v4 = bit_AVX512F | bit_AVX512BW | bit_AVX512CD | bit_AVX512DQ | bit_AVX512VL;
    if ((leaf7b & leaf7v4) != leaf7v4) return 1;
    return (leaf7c & bit_AVX512VNNI) ? 3 : 2;
}
#else
static inline int vecdb_instruction_level(void) { return 0; }
#endif

// The processors that this process may run on: fewer than the machine has in a container or under taskset. This and
// the next are no inline code: Swift does not see what glibc hides behind _GNU_SOURCE.
int vecdb_allowed_processors(void);

// Gives the calling thread a lower priority where processors are short: about a third of another's share.
void vecdb_step_back(void);
