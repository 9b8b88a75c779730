// Activation functions and their derivatives. A derivative is a function of the output where that is possible and loses no
// digits; the others need the input, and so do the hard ones whose flat parts the output cannot tell apart.
#define CK_SELU_ALPHA 1.67326324235437728481f
#define CK_SELU_SCALE 1.05070098735548049342f
#define CK_ROOT_TWO_OVER_PI 0.797884560802865f

CK_INLINE vf negative_expm1(vf x) { return v_expm1_within(at_least(at_most(x, splat(0)), splat(-60.0f))); }

// Beyond this, gelu is 0 or x to float's precision; within, e^(-2 u) below keeps 2^k in float's range.
CK_INLINE vf gelu_bounded(vf x) { return at_most(at_least(x, splat(-9.95f)), splat(9.95f)); }

// e^(-2 u) for gelu's u = sqrt(2 / pi) (x + 0.044715 x^3): (1 + tanh u) / 2 = 1 / (1 + e^(-2 u)).
CK_INLINE vf gelu_power(vf bounded) {
    vi k;
    vf square = bounded * bounded;
    vf r = reduced_expm1(-2.0f * CK_ROOT_TWO_OVER_PI * bounded * (1.0f + 0.044715f * square), &k);
    return (r + 1.0f) * power_of_two(k);
}

// tanh(ln(1 + e^x)) = n / (n + 2) with n = e^x (e^x + 2); 1 to float's precision beyond 20.
CK_INLINE vf tanh_softplus(vf x) {
    vf e = v_exp(at_most(x, splat(20.0f)));
    vf n = e * (e + 2.0f);
    return n / (n + 2.0f);
}

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
    case ck_gelu: return x / (1.0f + gelu_power(gelu_bounded(x)));
    case ck_exponential: return v_exp(x);
    case ck_hard_sigmoid: return at_least(at_most(x * (1.0f / 6.0f) + 0.5f, splat(1)), splat(0));
    case ck_step: return choose(x != x, x, choose(x >= 0.0f, splat(1), splat(0)));
    case ck_celu: return choose(x < 0.0f, slope * negative_expm1(x / slope), x);
    case ck_gelu_exact: {
        vf bell;
        return x * v_normal_part(x, &bell);
    }
    case ck_mish: return x * tanh_softplus(x);
    case ck_log_sigmoid: return -v_softplus(-x);
    case ck_hard_silu: return x * at_least(at_most(x * (1.0f / 6.0f) + 0.5f, splat(1)), splat(0));
    case ck_hard_tanh: return at_least(at_most(x, splat(1)), splat(-1));
    case ck_hard_shrink: return choose(absolute(x) <= slope, splat(0), x);
    case ck_soft_shrink: return choose(absolute(x) <= slope, splat(0), x - with_sign_of(splat(slope), x));
    case ck_tanh_shrink: return v_tanh_shrink(x);
    case ck_squareplus: {
        // For x < 0 the sum would cancel; (root + x)(root - x) = slope.
        vf root = __builtin_elementwise_sqrt(x * x + slope);
        return choose(x < 0.0f, 0.5f * slope / (root - x), 0.5f * (root + x));
    }
    case ck_sparse_plus: {
        vf bowl = 0.25f * (x + 1.0f) * (x + 1.0f);
        return choose(x <= -1.0f, splat(0), choose(x >= 1.0f, x, bowl));
    }
    case ck_sparse_sigmoid: return at_least(at_most(0.5f * x + 0.5f, splat(1)), splat(0));
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
        vf x = gelu_bounded(value), power = gelu_power(x), s = one / (one + power);
        vf inner = 2.0f * CK_ROOT_TWO_OVER_PI * (one + 3.0f * 0.044715f * x * x);
        return s + x * inner * (s * power) * s;
    }
    case ck_exponential: return value;
    case ck_hard_sigmoid: return choose((value > -3.0f) & (value < 3.0f), splat(1.0f / 6.0f), zero);
    case ck_step: return zero;
    case ck_celu: return choose(value > 0.0f, one, value / slope + 1.0f);
    case ck_gelu_exact: {
        vf bell, part = v_normal_part(value, &bell);
        return part + value * (0.398942280401432678f * bell);
    }
    case ck_mish: {
        vf t = tanh_softplus(value);
        return t + value * (one - t * t) * v_sigmoid(value);
    }
    case ck_log_sigmoid: return v_sigmoid(-value);
    case ck_hard_silu: {
        vf ramp = value * (1.0f / 3.0f) + 0.5f;
        return choose(value <= -3.0f, zero, choose(value >= 3.0f, one, ramp));
    }
    case ck_hard_tanh: return choose(absolute(value) < 1.0f, one, zero);
    case ck_hard_shrink:
    case ck_soft_shrink: return choose(value == 0.0f, zero, one);
    case ck_tanh_shrink: {
        vf t = v_tanh(value);
        return t * t;
    }
    case ck_squareplus: {
        vf root = __builtin_elementwise_sqrt(value * value + slope);
        vf twice = choose(value < 0.0f, slope / (root - value), root + value);
        return 0.5f * twice / root;
    }
    case ck_sparse_plus: return choose(value <= -1.0f, zero, choose(value >= 1.0f, one, 0.5f * value + 0.5f));
    case ck_sparse_sigmoid: return choose(absolute(value) < 1.0f, splat(0.5f), zero);
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
    case ck_step: F(ck_step); break; \
    case ck_celu: F(ck_celu); break; \
    case ck_gelu_exact: F(ck_gelu_exact); break; \
    case ck_mish: F(ck_mish); break; \
    case ck_log_sigmoid: F(ck_log_sigmoid); break; \
    case ck_hard_silu: F(ck_hard_silu); break; \
    case ck_hard_tanh: F(ck_hard_tanh); break; \
    case ck_hard_shrink: F(ck_hard_shrink); break; \
    case ck_soft_shrink: F(ck_soft_shrink); break; \
    case ck_tanh_shrink: F(ck_tanh_shrink); break; \
    case ck_squareplus: F(ck_squareplus); break; \
    case ck_sparse_plus: F(ck_sparse_plus); break; \
    case ck_sparse_sigmoid: F(ck_sparse_sigmoid); break; \
    }

// Large arrays are shared out in pieces, each worth the waking of a thread.
enum { activation_piece = 32768 };

struct activate {
    float *out;
    const float *a, *value;
    ck_activation f;
    float slope;
    ptrdiff_t n;
};

static void activate_all(float *out, const float *a, ck_activation f, float slope, ptrdiff_t n) {
#define CK_RUN(kind) CK_EACH(n, { store_some(out + i, activated(load_some(a + i, count), kind, slope), count); })
    CK_FOR_ACTIVATION(CK_RUN, f)
#undef CK_RUN
}

static void activate_piece(void *context, ptrdiff_t piece) {
    const struct activate *c = context;
    ptrdiff_t first = piece * activation_piece, n = c->n - first < activation_piece ? c->n - first : activation_piece;
    activate_all(c->out + first, c->a + first, c->f, c->slope, n);
}

static void k_activate(float *out, const float *a, ck_activation f, float slope, ptrdiff_t n) {
    if (n < 2 * activation_piece) {
        activate_all(out, a, f, slope, n);
        return;
    }
    struct activate context = {out, a, NULL, f, slope, n};
    ck_parallel(activate_piece, &context, (n + activation_piece - 1) / activation_piece);
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

static void activate_backward_all(
    float *out, const float *gradient, const float *value, ck_activation f, float slope, ptrdiff_t n) {
#define CK_RUN(kind) \
    CK_EACH(n, { \
        vf g = load_some(gradient + i, count); \
        store_some(out + i, g * derivative(load_some(value + i, count), kind, slope), count); \
    })
    CK_FOR_ACTIVATION(CK_RUN, f)
#undef CK_RUN
}

static void activate_backward_piece(void *context, ptrdiff_t piece) {
    const struct activate *c = context;
    ptrdiff_t first = piece * activation_piece, n = c->n - first < activation_piece ? c->n - first : activation_piece;
    activate_backward_all(c->out + first, c->a + first, c->value + first, c->f, c->slope, n);
}

static void k_activate_backward(
    float *out, const float *gradient, const float *value, ck_activation f, float slope, ptrdiff_t n) {
    if (n < 2 * activation_piece) {
        activate_backward_all(out, gradient, value, f, slope, n);
        return;
    }
    struct activate context = {out, gradient, value, f, slope, n};
    ck_parallel(activate_backward_piece, &context, (n + activation_piece - 1) / activation_piece);
}

static void k_rectify(float *out, const float *a, float slope, float maximum, float threshold, ptrdiff_t n) {
    CK_EACH(n, {
        vf x = load_some(a + i, count);
        // A slope of 0 times an infinite x would be NaN.
        vf below = slope == 0.0f ? splat(0) : slope * (x - threshold);
        vf result = choose(x <= threshold, below, at_most(x, splat(maximum)));
        store_some(out + i, choose(x != x, x, result), count);
    });
}

static void k_rectify_backward(
    float *out, const float *gradient, const float *a, float slope, float maximum, float threshold, ptrdiff_t n) {
    CK_EACH(n, {
        vf x = load_some(a + i, count), g = load_some(gradient + i, count);
        vi inside = (x > threshold) & (x < maximum);
        vf factor = choose(x < threshold, splat(slope), choose(inside, splat(1), splat(0)));
        store_some(out + i, g * factor, count);
    });
}

static void k_replace_below(float *out, const float *a, float threshold, float value, ptrdiff_t n) {
    CK_EACH(n, {
        vf x = load_some(a + i, count);
        store_some(out + i, choose(x <= threshold, splat(value), x), count);
    });
}

static void k_learned_relu(float *out, const float *a, const float *slopes, ptrdiff_t blocks, ptrdiff_t width) {
    if (width == 1) {
        k_activate(out, a, ck_leaky_relu, slopes[0], blocks);
        return;
    }
    for (ptrdiff_t block = 0; block < blocks; block++) {
        const float *from = a + block * width;
        float *to = out + block * width;
        CK_EACH(width, {
            vf x = load_some(from + i, count);
            store_some(to + i, choose(x < 0.0f, x * load_some(slopes + i, count), x), count);
        });
    }
}

static void k_learned_relu_backward(
    float *out, const float *gradient, const float *a, const float *slopes, ptrdiff_t blocks, ptrdiff_t width,
    int accumulate) {
    // One slope for all: longer blocks keep the vectors whole.
    ptrdiff_t length = width == 1 ? blocks : width, rows = width == 1 ? 1 : blocks;
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *from = a + row * length, *g = gradient + row * length;
        float *to = out + row * length;
        CK_EACH(length, {
            vf slope = width == 1 ? splat(slopes[0]) : load_some(slopes + i, count);
            vf own = load_some(g + i, count);
            vf result = choose(load_some(from + i, count) < 0.0f, own * slope, own);
            if (accumulate) result += load_some(to + i, count);
            store_some(to + i, result, count);
        });
    }
}

static void k_learned_relu_slopes(
    float *out, const float *gradient, const float *a, ptrdiff_t blocks, ptrdiff_t width, int accumulate) {
    const vf zero = splat(0);
    if (width == 1) {
        double sum = accumulate ? (double)out[0] : 0;
        for (ptrdiff_t start = 0; start < blocks; start += CK_PIECE) {
            ptrdiff_t piece = blocks - start < CK_PIECE ? blocks - start : CK_PIECE;
            vf sums = zero;
            CK_EACH(piece, {
                vf x = load_some(a + start + i, count);
                sums += choose(x < 0.0f, x * load_some(gradient + start + i, count), zero);
            });
            sum += (double)total(sums);
        }
        out[0] = (float)sum;
        return;
    }
    CK_EACH(width, {
        vf result = accumulate ? load_some(out + i, count) : zero;
        // Sums of sums: a single one over many blocks would lose digits.
        for (ptrdiff_t first = 0; first < blocks; first += 256) {
            ptrdiff_t end = blocks - first < 256 ? blocks : first + 256;
            vf part = zero;
            for (ptrdiff_t block = first; block < end; block++) {
                vf x = load_some(a + block * width + i, count);
                part += choose(x < 0.0f, x * load_some(gradient + block * width + i, count), zero);
            }
            result += part;
        }
        store_some(out + i, result, count);
    });
}

static void k_gate(float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *values = a + 2 * row * columns, *gates = values + columns;
        float *to = out + row * columns;
        CK_EACH(columns, {
            store_some(to + i, load_some(values + i, count) * v_sigmoid(load_some(gates + i, count)), count);
        });
    }
}

static void k_gate_backward(
    float *out, const float *gradient, const float *a, ptrdiff_t rows, ptrdiff_t columns, int accumulate) {
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *values = a + 2 * row * columns, *gates = values + columns, *g = gradient + row * columns;
        float *to = out + 2 * row * columns;
        CK_EACH(columns, {
            vf slope = load_some(g + i, count), s = v_sigmoid(load_some(gates + i, count));
            vf first = slope * s, second = first * load_some(values + i, count) * (1.0f - s);
            if (accumulate) {
                first += load_some(to + i, count);
                second += load_some(to + columns + i, count);
            }
            store_some(to + i, first, count);
            store_some(to + columns + i, second, count);
        });
    }
}
