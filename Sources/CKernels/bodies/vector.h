// A vector of CK_WIDTH floats, loads and stores of whole and partial vectors, and the loops over arrays.
#define CK_INLINE static inline __attribute__((always_inline))

typedef float vf __attribute__((ext_vector_type(CK_WIDTH)));
typedef int32_t vi __attribute__((ext_vector_type(CK_WIDTH)));
typedef uint32_t vu __attribute__((ext_vector_type(CK_WIDTH)));

CK_INLINE vf splat(float value) { return (vf)value; }

CK_INLINE vf load(const float *p) {
    vf v;
    memcpy(&v, p, sizeof v);
    return v;
}

CK_INLINE void store(float *p, vf v) { memcpy(p, &v, sizeof v); }

// The first `count` floats (1 ... CK_WIDTH), zeros behind them; nothing is read or written beyond.
#if CK_WIDTH == 16
CK_INLINE __mmask16 lanes_of(ptrdiff_t count) { return (__mmask16)((1u << count) - 1); }
CK_INLINE vf load_part(const float *p, ptrdiff_t count) { return (vf)_mm512_maskz_loadu_ps(lanes_of(count), p); }
CK_INLINE void store_part(float *p, vf v, ptrdiff_t count) { _mm512_mask_storeu_ps(p, lanes_of(count), (__m512)v); }
#elif CK_WIDTH == 8
static const int32_t lane_masks[16] = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};
CK_INLINE __m256i lanes_of(ptrdiff_t count) { return _mm256_loadu_si256((const __m256i *)(lane_masks + 8 - count)); }
CK_INLINE vf load_part(const float *p, ptrdiff_t count) { return (vf)_mm256_maskload_ps(p, lanes_of(count)); }
CK_INLINE void store_part(float *p, vf v, ptrdiff_t count) { _mm256_maskstore_ps(p, lanes_of(count), (__m256)v); }
#else
CK_INLINE vf load_part(const float *p, ptrdiff_t count) {
    vf v = splat(0);
    for (ptrdiff_t i = 0; i < count; i++) v[i] = p[i];
    return v;
}
CK_INLINE void store_part(float *p, vf v, ptrdiff_t count) {
    for (ptrdiff_t i = 0; i < count; i++) p[i] = v[i];
}
#endif

CK_INLINE vf load_some(const float *p, ptrdiff_t count) { return count >= CK_WIDTH ? load(p) : load_part(p, count); }
CK_INLINE void store_some(float *p, vf v, ptrdiff_t count) {
    if (count >= CK_WIDTH) store(p, v);
    else store_part(p, v, count);
}

// The first `count` lanes, zeros behind them: for sums whose last vector is not whole.
CK_INLINE vf within(vf v, ptrdiff_t count) {
    if (count >= CK_WIDTH) return v;
    float lanes[CK_WIDTH];
    store(lanes, v);
    return load_part(lanes, count);
}

// mask (all bits of a lane, or none) ? yes : no
CK_INLINE vf choose(vi mask, vf yes, vf no) { return (vf)(((vi)yes & mask) | ((vi)no & ~mask)); }
CK_INLINE vf at_least(vf v, vf low) { return choose(v < low, low, v); }
CK_INLINE vf at_most(vf v, vf high) { return choose(v > high, high, v); }
CK_INLINE vf absolute(vf v) { return (vf)((vi)v & 0x7fffffff); }
CK_INLINE vf with_sign_of(vf magnitude, vf sign) {
    return (vf)(((vi)magnitude & 0x7fffffff) | ((vi)sign & (int32_t)0x80000000));
}

CK_INLINE vf larger(vf a, vf b) { return choose(a > b, a, b); }

// The sum of all lanes, and the largest; halves are joined, so the order is the same for every input.
typedef float ck_v4 __attribute__((ext_vector_type(4)));
typedef float ck_v8 __attribute__((ext_vector_type(8)));
CK_INLINE float total4(ck_v4 v) { return (v.x + v.z) + (v.y + v.w); }
CK_INLINE float most(vf v) {
    float result = v[0];
    for (int i = 1; i < CK_WIDTH; i++) result = v[i] > result ? v[i] : result;
    return result;
}
#if CK_WIDTH == 16
CK_INLINE float total(vf v) {
    ck_v8 half = v.lo + v.hi;
    return total4(half.lo + half.hi);
}
#elif CK_WIDTH == 8
CK_INLINE float total(vf v) { return total4(v.lo + v.hi); }
#else
CK_INLINE float total(vf v) { return total4(v); }
#endif

// Runs `body` for vectors at i with `count` lanes each: whole ones first, then the part that is left.
#define CK_EACH(n, ...) \
    do { \
        ptrdiff_t i = 0; \
        for (; i + CK_WIDTH <= (n); i += CK_WIDTH) { \
            const ptrdiff_t count = CK_WIDTH; \
            __VA_ARGS__ \
        } \
        if (i < (n)) { \
            const ptrdiff_t count = (n) - i; \
            __VA_ARGS__ \
        } \
    } while (0)
