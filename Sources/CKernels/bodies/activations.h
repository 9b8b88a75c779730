// Activation functions and their derivatives. A derivative is a function of the output where that is possible; softplus,
// silu and gelu need the input, and so do the hard ones whose flat parts the output cannot tell apart.
#define CK_SELU_ALPHA 1.67326324235437728481f
#define CK_SELU_SCALE 1.05070098735548049342f
#define CK_ROOT_TWO_OVER_PI 0.797884560802865f

CK_INLINE vf negative_expm1(vf x) { return v_expm1_within(at_least(at_most(x, splat(0)), splat(-60.0f))); }

CK_INLINE vf gelu_inner(vf x) { return CK_ROOT_TWO_OVER_PI * (x + 0.044715f * x * x * x); }

CK_INLINE vf activated(vf x, ck_activation f, float slope) {
    switch (f) {
    case ck_identity: return x;
    case ck_sign: return choose(x >= 0.0f, splat(1), splat(-1));
    case ck_tanh: return v_tanh(x);
    case ck_sigmoid: return v_sigmoid(x);
    // NaN goes through, so that training can tell where it began.
    case ck_relu: return choose(x < 0.0f, splat(0), x);
    case ck_leaky_relu: return choose(x < 0.0f, x * slope, x);
    case ck_relu6: return at_most(choose(x < 0.0f, splat(0), x), splat(6));
    case ck_elu: return choose(x < 0.0f, slope * negative_expm1(x), x);
    case ck_selu: return CK_SELU_SCALE * choose(x < 0.0f, CK_SELU_ALPHA * negative_expm1(x), x);
    case ck_softplus: return v_softplus(x);
    case ck_softsign: return x / (1.0f + absolute(x));
    case ck_silu: return x * v_sigmoid(x);
    // The tanh form (Hendrycks and Gimpel 2016, eq. 4).
    case ck_gelu: return 0.5f * x * (1.0f + v_tanh(gelu_inner(x)));
    case ck_exponential: return v_exp(x);
    case ck_hard_sigmoid: return at_least(at_most(x * (1.0f / 6.0f) + 0.5f, splat(1)), splat(0));
    }
    return x;
}

CK_INLINE vf derivative(vf value, ck_activation f, float slope) {
    const vf one = splat(1), zero = splat(0);
    switch (f) {
    case ck_identity: return one;
    case ck_sign: return zero;
    case ck_tanh: return one - value * value;
    case ck_sigmoid: return value * (one - value);
    case ck_relu: return choose(value > 0.0f, one, zero);
    case ck_leaky_relu: return choose(value > 0.0f, one, splat(slope));
    case ck_relu6: return choose((value > 0.0f) & (value < 6.0f), one, zero);
    case ck_elu: return choose(value > 0.0f, one, value + slope);
    case ck_selu: return choose(value > 0.0f, splat(CK_SELU_SCALE), value + CK_SELU_SCALE * CK_SELU_ALPHA);
    case ck_softplus: return v_sigmoid(value);
    case ck_softsign: {
        vf rest = one - absolute(value);
        return rest * rest;
    }
    case ck_silu: {
        vf s = v_sigmoid(value);
        return s * (one + value * (one - s));
    }
    case ck_gelu: {
        vf t = v_tanh(gelu_inner(value));
        vf inner = CK_ROOT_TWO_OVER_PI * (one + 3.0f * 0.044715f * value * value);
        return 0.5f * (one + t) + 0.5f * value * (one - t * t) * inner;
    }
    case ck_exponential: return value;
    case ck_hard_sigmoid: return choose((value > -3.0f) & (value < 3.0f), splat(1.0f / 6.0f), zero);
    }
    return one;
}

// One loop for each function, so that the choice is made outside of it.
#define CK_FOR_ACTIVATION(F, f) \
    switch (f) { \
    case ck_identity: F(ck_identity); break; \
    case ck_sign: F(ck_sign); break; \
    case ck_tanh: F(ck_tanh); break; \
    case ck_sigmoid: F(ck_sigmoid); break; \
    case ck_relu: F(ck_relu); break; \
    case ck_leaky_relu: F(ck_leaky_relu); break; \
    case ck_relu6: F(ck_relu6); break; \
    case ck_elu: F(ck_elu); break; \
    case ck_selu: F(ck_selu); break; \
    case ck_softplus: F(ck_softplus); break; \
    case ck_softsign: F(ck_softsign); break; \
    case ck_silu: F(ck_silu); break; \
    case ck_gelu: F(ck_gelu); break; \
    case ck_exponential: F(ck_exponential); break; \
    case ck_hard_sigmoid: F(ck_hard_sigmoid); break; \
    }

static void k_activate(float *out, const float *a, ck_activation f, float slope, ptrdiff_t n) {
#define CK_RUN(kind) CK_EACH(n, { store_some(out + i, activated(load_some(a + i, count), kind, slope), count); })
    CK_FOR_ACTIVATION(CK_RUN, f)
#undef CK_RUN
}

static void k_activate_with_bias(
    float *out, const float *a, const float *bias, ck_activation f, float slope, ptrdiff_t rows, ptrdiff_t columns) {
#define CK_RUN(kind) \
    for (ptrdiff_t row = 0; row < rows; row++) { \
        const float *from = a + row * columns; \
        float *to = out + row * columns; \
        CK_EACH(columns, { \
            vf sum = load_some(from + i, count) + load_some(bias + i, count); \
            store_some(to + i, activated(sum, kind, slope), count); \
        }); \
    }
    CK_FOR_ACTIVATION(CK_RUN, f)
#undef CK_RUN
}

static void k_activate_backward(
    float *out, const float *gradient, const float *value, ck_activation f, float slope, ptrdiff_t n) {
#define CK_RUN(kind) \
    CK_EACH(n, { \
        vf g = load_some(gradient + i, count); \
        store_some(out + i, g * derivative(load_some(value + i, count), kind, slope), count); \
    })
    CK_FOR_ACTIVATION(CK_RUN, f)
#undef CK_RUN
}
