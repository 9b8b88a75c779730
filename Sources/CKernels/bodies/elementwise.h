// Arithmetic, exp and ln over arrays.
#define CK_BINARY(name, operator) \
    static void k_##name(float *out, const float *a, const float *b, ptrdiff_t n) { \
        CK_EACH(n, { store_some(out + i, load_some(a + i, count) operator load_some(b + i, count), count); }); \
    }
CK_BINARY(add, +)
CK_BINARY(subtract, -)
CK_BINARY(multiply, *)
CK_BINARY(divide, /)
#undef CK_BINARY

#define CK_WITH_SCALAR(name, operator) \
    static void k_##name(float *out, const float *a, float value, ptrdiff_t n) { \
        CK_EACH(n, { store_some(out + i, load_some(a + i, count) operator value, count); }); \
    }
CK_WITH_SCALAR(add_scalar, +)
CK_WITH_SCALAR(scale, *)
CK_WITH_SCALAR(divide_scalar, /)
#undef CK_WITH_SCALAR

static void k_exp(float *out, const float *a, ptrdiff_t n) {
    CK_EACH(n, { store_some(out + i, v_exp(load_some(a + i, count)), count); });
}

static void k_log(float *out, const float *a, ptrdiff_t n) {
    CK_EACH(n, { store_some(out + i, v_log(load_some(a + i, count)), count); });
}

// How many elements are added up in float before the partial sum goes to double precision.
#define CK_PIECE 1024
