// Losses that work element by element: the sum of the terms, and the gradient with respect to the predictions.
// Probabilities are kept this far from 0 and 1 before their logarithm is taken (Keras's epsilon).
#define CK_PROBABILITY_EDGE 1e-7f

CK_INLINE vf loss_term(vf p, vf t, ck_loss kind, float delta, vf *slope) {
    const vf zero = splat(0), one = splat(1);
    switch (kind) {
    case ck_squared_error: {
        vf e = p - t;
        *slope = 2.0f * e;
        return e * e;
    }
    case ck_absolute_error: {
        vf e = p - t;
        *slope = choose(e > 0.0f, one, choose(e < 0.0f, -one, zero));
        return absolute(e);
    }
    case ck_hinge: {
        vf margin = one - t * p;
        *slope = choose(margin > 0.0f, -t, zero);
        return choose(margin < 0.0f, zero, margin);
    }
    case ck_perceptron: {
        // At zero the example counts as misclassified, as in the algorithm (update when y <w, x> <= 0).
        vf margin = -(t * p);
        *slope = choose(margin >= 0.0f, -t, zero);
        return choose(margin < 0.0f, zero, margin);
    }
    case ck_binary_cross_entropy: {
        vf q = choose(p != p, p, at_least(at_most(p, splat(1.0f - CK_PROBABILITY_EDGE)), splat(CK_PROBABILITY_EDGE)));
        *slope = (q - t) / (q * (one - q));
        return -(t * v_log(q) + (one - t) * v_log(one - q));
    }
    case ck_categorical_cross_entropy: {
        vf q = choose(p != p, p, at_least(p, splat(CK_PROBABILITY_EDGE)));
        *slope = -t / q;
        return -(t * v_log(q));
    }
    case ck_huber: {
        vf e = p - t, size = absolute(e);
        vi inside = size <= delta;
        *slope = choose(inside, e, with_sign_of(splat(delta), e));
        return choose(inside, 0.5f * e * e, delta * (size - 0.5f * delta));
    }
    case ck_squared_hinge: {
        vf margin = one - t * p;
        margin = choose(margin < 0.0f, zero, margin);
        *slope = -2.0f * t * margin;
        return margin * margin;
    }
    case ck_percentage_error: {
        vf e = p - t, factor = 100.0f / at_least(absolute(t), splat(CK_PROBABILITY_EDGE));
        *slope = choose(e > 0.0f, factor, choose(e < 0.0f, -factor, zero));
        return absolute(e) * factor;
    }
    case ck_squared_log_error: {
        vf edge = splat(CK_PROBABILITY_EDGE);
        vf e = v_log1p(at_least(p, edge)) - v_log1p(at_least(t, edge));
        *slope = choose(p < edge, zero, 2.0f * e / (one + p));
        return e * e;
    }
    case ck_log_cosh: {
        // |e| + ln(1 + e^-2|e|) - ln 2 loses its digits near 0, where ln cosh e = e^2/2 - e^4/12 + e^6/45.
        vf e = p - t, size = absolute(e), square = e * e;
        vf small = square * (0.5f - square * (1.0f / 12.0f - square * (1.0f / 45.0f)));
        *slope = v_tanh(e);
        return choose(size < 0.1f, small, v_softplus(-2.0f * size) + (size - 0.693147180559945309f));
    }
    case ck_poisson: {
        vf shifted = p + CK_PROBABILITY_EDGE;
        *slope = one - t / shifted;
        return p - t * v_log(shifted);
    }
    }
    *slope = zero;
    return zero;
}

static double k_element_loss(
    float *gradient, const float *prediction, const float *target, ck_loss kind, float delta, float scale, ptrdiff_t n) {
    double result = 0;
    for (ptrdiff_t start = 0; start < n; start += CK_PIECE) {
        const float *p = prediction + start, *t = target + start;
        float *g = gradient + start;
        ptrdiff_t piece = n - start < CK_PIECE ? n - start : CK_PIECE;
        vf sums = splat(0);
#define CK_RUN(kind) \
    case kind: \
        CK_EACH(piece, { \
            vf slope, term = loss_term(load_some(p + i, count), load_some(t + i, count), kind, delta, &slope); \
            sums += within(term, count); \
            store_some(g + i, slope * scale, count); \
        }); \
        break;
        switch (kind) {
            CK_RUN(ck_squared_error)
            CK_RUN(ck_absolute_error)
            CK_RUN(ck_hinge)
            CK_RUN(ck_perceptron)
            CK_RUN(ck_binary_cross_entropy)
            CK_RUN(ck_categorical_cross_entropy)
            CK_RUN(ck_huber)
            CK_RUN(ck_squared_hinge)
            CK_RUN(ck_percentage_error)
            CK_RUN(ck_squared_log_error)
            CK_RUN(ck_log_cosh)
            CK_RUN(ck_poisson)
        }
#undef CK_RUN
        result += (double)total(sums);
    }
    return result;
}

// Term: softplus(z) - t z, gradient: sigmoid(z) - t.
static double k_sigmoid_cross_entropy(
    float *gradient, float *probability, const float *logits, const float *target, float scale, ptrdiff_t n) {
    double result = 0;
    for (ptrdiff_t start = 0; start < n; start += CK_PIECE) {
        ptrdiff_t piece = n - start < CK_PIECE ? n - start : CK_PIECE;
        vf sums = splat(0);
        CK_EACH(piece, {
            vf z = load_some(logits + start + i, count);
            vf t = load_some(target + start + i, count);
            // One exponential serves both: e = exp(-|z|), sigmoid = 1/(1+e) or e/(1+e), softplus = max(z,0) + ln(1+e).
            vf e = v_exp(-absolute(z));
            vf whole = 1.0f + e;
            vf s = choose(z < 0.0f, e, splat(1)) / whole;
            vf tail = choose(e < 1e-3f, e - 0.5f * e * e, v_log(whole));
            vf term = choose(z < 0.0f, splat(0), z) + tail - t * z;
            sums += within(choose(z != z, z, term), count);
            s = choose(z != z, z, s);
            store_some(probability + start + i, s, count);
            store_some(gradient + start + i, (s - t) * scale, count);
        });
        result += (double)total(sums);
    }
    return result;
}
