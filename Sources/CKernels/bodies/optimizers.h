// One pass over all parameters of a network.
static void k_sgd(float *w, const float *g, float rate, ptrdiff_t n) {
    CK_EACH(n, { store_some(w + i, load_some(w + i, count) - rate * load_some(g + i, count), count); });
}

static double k_square_sum(const float *a, ptrdiff_t n) {
    double result = 0;
    for (ptrdiff_t start = 0; start < n; start += CK_PIECE) {
        ptrdiff_t piece = n - start < CK_PIECE ? n - start : CK_PIECE;
        vf sums = splat(0);
        CK_EACH(piece, {
            vf x = load_some(a + start + i, count);
            sums += x * x;
        });
        result += (double)total(sums);
    }
    return result;
}

static void k_clamp(float *out, const float *a, float low, float high, ptrdiff_t n) {
    CK_EACH(n, { store_some(out + i, at_least(at_most(load_some(a + i, count), splat(high)), splat(low)), count); });
}

static void k_blend(float *out, const float *a, float part, ptrdiff_t n) {
    CK_EACH(n, {
        vf old = load_some(out + i, count);
        store_some(out + i, old + part * (load_some(a + i, count) - old), count);
    });
}

CK_INLINE vf v_root(vf x) { return __builtin_elementwise_sqrt(x); }

// One parameter's change; a, b and c are the rule's memory.
CK_INLINE vf change(const ck_optimizer_step *s, ck_rule rule, vf g, vf *a, vf *b, vf *c) {
    switch (rule) {
    case ck_rule_descent: return -s->rate * g;
    case ck_rule_momentum:
        *a = s->momentum * *a - s->rate * g;
        return *a;
    case ck_rule_nesterov: {
        vf step = s->rate * g;
        *a = s->momentum * *a - step;
        return s->momentum * *a - step;
    }
    case ck_rule_adagrad:
        *a += g * g;
        return -s->rate * g / v_root(*a + s->epsilon);
    case ck_rule_rmsprop:
    case ck_rule_rmsprop_centered: {
        *a = s->beta2 * *a + (1.0f - s->beta2) * (g * g);
        vf spread = *a;
        if (rule == ck_rule_rmsprop_centered) {
            *c = s->beta2 * *c + (1.0f - s->beta2) * g;
            // A constant gradient has no variance; rounding must not make it negative.
            spread = at_least(spread - *c * *c, splat(0));
        }
        vf step = s->rate * g / v_root(spread + s->epsilon);
        *b = s->momentum * *b + step;
        return -*b;
    }
    case ck_rule_adadelta: {
        *a = s->beta2 * *a + (1.0f - s->beta2) * (g * g);
        vf step = g * v_root(*b + s->epsilon) / v_root(*a + s->epsilon);
        *b = s->beta2 * *b + (1.0f - s->beta2) * (step * step);
        return -s->rate * step;
    }
    case ck_rule_adam:
    case ck_rule_amsgrad:
    case ck_rule_nadam: {
        *a += (1.0f - s->beta1) * (g - *a);
        *b = s->beta2 * *b + (1.0f - s->beta2) * (g * g);
        vf square = *b, mean = s->rate * *a;
        if (rule == ck_rule_amsgrad) square = *c = larger(*c, square);
        if (rule == ck_rule_nadam) mean += s->share * g;
        return -mean / (v_root(square) * s->root + s->epsilon);
    }
    case ck_rule_adamax:
        *a += (1.0f - s->beta1) * (g - *a);
        *b = larger(s->beta2 * *b, absolute(g));
        return -s->rate * *a / (*b + s->epsilon);
    case ck_rule_lion: {
        vf mean = s->beta1 * *a + (1.0f - s->beta1) * g;
        *a = s->beta2 * *a + (1.0f - s->beta2) * g;
        vf rate = splat(s->rate);
        // NaN and infinity are told by the sum below, which a sign would hide: times 0 they are NaN, and numbers nothing.
        return choose(mean > 0.0f, -rate, choose(mean < 0.0f, rate, splat(0))) + mean * 0.0f;
    }
    }
    return g;
}

#define CK_STEP(rule, arrays) \
    case rule: \
        CK_EACH(n, { \
            vf one = splat(0); \
            vf two = one; \
            vf three = one; \
            if (arrays > 0) one = load_some(m + i, count); \
            if (arrays > 1) two = load_some(m + stride + i, count); \
            if (arrays > 2) three = load_some(m + 2 * stride + i, count); \
            vf moved = load_some(w + i, count) * keep + change(s, rule, load_some(g + i, count), &one, &two, &three); \
            store_some(w + i, moved, count); \
            /* Lanes behind the last element may have divided 0 by 0. */ \
            wrong += within(moved * 0.0f, count); \
            if (arrays > 0) store_some(m + i, one, count); \
            if (arrays > 1) store_some(m + stride + i, two, count); \
            if (arrays > 2) store_some(m + 2 * stride + i, three, count); \
        }); \
        break;

static int32_t k_optimize_range(const ck_optimizer_step *step, ptrdiff_t first, ptrdiff_t n) {
    // A copy of its own, so that the compiler knows that no store changes it.
    const ck_optimizer_step copy = *step, *s = &copy;
    float *w = step->parameters + first, *m = step->memory ? step->memory + first : w;
    const float *g = step->gradients + first;
    const ptrdiff_t stride = step->stride;
    const float keep = step->keep;
    // 0 times a number is 0, unless it is infinite or NaN.
    vf wrong = splat(0);
    switch (step->rule) {
        CK_STEP(ck_rule_descent, 0)
        CK_STEP(ck_rule_momentum, 1)
        CK_STEP(ck_rule_nesterov, 1)
        CK_STEP(ck_rule_adagrad, 1)
        CK_STEP(ck_rule_rmsprop, 2)
        CK_STEP(ck_rule_rmsprop_centered, 3)
        CK_STEP(ck_rule_adadelta, 2)
        CK_STEP(ck_rule_adam, 2)
        CK_STEP(ck_rule_amsgrad, 3)
        CK_STEP(ck_rule_nadam, 2)
        CK_STEP(ck_rule_adamax, 2)
        CK_STEP(ck_rule_lion, 1)
    }
    return total(wrong) == 0.0f;
}
#undef CK_STEP
