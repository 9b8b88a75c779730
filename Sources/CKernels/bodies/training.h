// Losses of rows and metrics.
static void k_class_rows(float *out, const float *classes, float on, float off, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t row = 0; row < rows; row++) {
        float *to = out + row * columns;
        for (ptrdiff_t c = 0; c < columns; c++) to[c] = off;
        to[(ptrdiff_t)classes[row]] = on;
    }
}

static void k_linear(float *out, const float *a, float factor, float shift, ptrdiff_t n) {
    CK_EACH(n, { store_some(out + i, load_some(a + i, count) * factor + shift, count); });
}

// The targets of columns i … i + count of a row.
CK_INLINE vf targets_at(const ck_row_targets *targets, ptrdiff_t row, ptrdiff_t columns, ptrdiff_t i, ptrdiff_t count) {
    if (!targets->are_classes)
        return load_some(targets->values + row * columns + i, count) * (targets->on - targets->off) + targets->off;
    vf column;
    for (int k = 0; k < CK_WIDTH; k++) column[k] = (float)(i + k);
    return choose(column == targets->values[row], splat(targets->on), splat(targets->off));
}

#define CK_TARGETS(i, count) targets_at(&targets, row, columns, i, count)

static double k_row_loss(
    float *gradient, const float *prediction, ck_row_targets targets, ck_row_loss_kind kind, float scale, ptrdiff_t rows,
    ptrdiff_t columns) {
    const vf edge = splat(CK_PROBABILITY_EDGE), one = splat(1), zero = splat(0);
    double result = 0;
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *p = prediction + row * columns;
        float *g = gradient + row * columns;
        vf sums = zero, others = zero, squares = zero;
        switch (kind) {
        case ck_row_cross_entropy:
            CK_EACH(columns, {
                vf y = load_some(p + i, count), t = CK_TARGETS(i, count);
                vf q = choose(y != y, y, at_least(y, edge));
                sums += within(-(t * v_log(q)), count);
                store_some(g + i, scale * (-t / q), count);
            });
            result += (double)total(sums);
            break;
        case ck_row_hinge: {
            // The wrong class with the largest output; 0 is the right one's own term.
            float worst = 0;
            ptrdiff_t place = -1;
            for (ptrdiff_t c = 0; c < columns; c++) {
                float t = targets.are_classes ? ((float)c == targets.values[row] ? targets.on : targets.off)
                                              : targets.values[row * columns + c];
                float rival = (1.0f - t) * p[c];
                if (c == 0 || rival > worst) (worst = rival, place = c);
                g[c] = t;
            }
            CK_EACH(columns, { sums += within(load_some(p + i, count) * load_some(g + i, count), count); });
            float margin = 1.0f + worst - total(sums), slope = margin > 0.0f ? scale : 0.0f;
            result += margin < 0.0f ? 0.0 : (double)margin;
            float rival = slope * (1.0f - g[place]);
            for (ptrdiff_t c = 0; c < columns; c++) g[c] *= -slope;
            g[place] += rival;
            break;
        }
        case ck_row_divergence:
            CK_EACH(columns, {
                vf y = load_some(p + i, count);
                vf q = choose(y != y, y, at_most(at_least(y, edge), one));
                vf t = at_most(at_least(CK_TARGETS(i, count), edge), one);
                sums += within(t * (v_log(t) - v_log(q)), count);
                // Outside of [edge, 1] the clipped prediction stands still.
                store_some(g + i, scale * choose((y < edge) | (y > one), zero, -t / q), count);
            });
            result += (double)total(sums);
            break;
        case ck_row_cosine: {
            CK_EACH(columns, {
                vf y = load_some(p + i, count), t = within(CK_TARGETS(i, count), count);
                sums += y * t;
                others += t * t;
                squares += y * y;
            });
            // A row of zeros has no direction: its cosine is 0, and so is its gradient.
            float a = total(squares), b = total(others);
            a = a > 1e-12f ? a : 1e-12f, b = b > 1e-12f ? b : 1e-12f;
            float norms = 1.0f / __builtin_sqrtf(a * b), cosine = total(sums) * norms;
            result -= (double)cosine;
            CK_EACH(columns, {
                vf y = load_some(p + i, count), t = CK_TARGETS(i, count);
                store_some(g + i, scale * (y * (cosine / a) - t * norms), count);
            });
            break;
        }
        }
    }
    return result;
}

static double k_focal_loss(
    float *gradient, const float *prediction, const float *target, float gamma, float alpha, int logits, float scale,
    ptrdiff_t n) {
    const vf one = splat(1), low = splat(CK_PROBABILITY_EDGE), high = splat(1.0f - CK_PROBABILITY_EDGE);
    double result = 0;
    for (ptrdiff_t start = 0; start < n; start += CK_PIECE) {
        ptrdiff_t piece = n - start < CK_PIECE ? n - start : CK_PIECE;
        vf sums = splat(0);
        CK_EACH(piece, {
            vf x = load_some(prediction + start + i, count), t = load_some(target + start + i, count);
            // The probability and what is left of 1: of logits each by itself, since a difference from 1 has lost the digits
            // that its logarithm is made of.
            vf q = logits ? v_sigmoid(x) : choose(x != x, x, at_least(at_most(x, high), low));
            vf rest = logits ? v_sigmoid(-x) : one - q;
            vf wrong = t * rest + (one - t) * q;
            vf entropy = logits ? t * v_softplus(-x) + (one - t) * v_softplus(x)
                                : -(t * v_log(q) + (one - t) * v_log(rest));
            vf weight = alpha < 0.0f ? one : t * alpha + (one - t) * (1.0f - alpha);
            // Kept off 0, whose logarithm would make NaN of the power and of the slope.
            wrong = choose(wrong < 1e-30f, splat(1e-30f), wrong);
            vf power = v_exp(gamma * v_log(wrong));
            if (gamma == 0.0f) power = one;
            // The slope along the logit; along the probability it is divided by q (1 - q).
            vf slope = power * ((one - t) * q - t * rest)
                - gamma * power / wrong * (2.0f * t - one) * entropy * (q * rest);
            if (!logits) slope /= q * rest;
            sums += within(weight * power * entropy, count);
            store_some(gradient + start + i, scale * weight * slope, count);
        });
        result += (double)total(sums);
    }
    return result;
}

// The class of a row: its number, the largest column, or for one column whether it is above one half.
CK_INLINE ptrdiff_t class_of(const ck_row_targets *targets, ptrdiff_t row, ptrdiff_t columns) {
    if (targets->are_classes) return (ptrdiff_t)targets->values[row];
    return columns == 1 ? targets->values[row] > targets->off : largest_column(targets->values + row * columns, columns);
}

static ptrdiff_t k_class_matches(
    const float *prediction, ck_row_targets targets, ptrdiff_t rows, ptrdiff_t columns) {
    ptrdiff_t matches = 0;
    for (ptrdiff_t row = 0; row < rows; row++)
        matches += largest_column(prediction + row * columns, columns) == class_of(&targets, row, columns);
    return matches;
}

static ptrdiff_t k_top_matches(
    const float *prediction, ck_row_targets targets, ptrdiff_t k, ptrdiff_t rows, ptrdiff_t columns) {
    ptrdiff_t matches = 0;
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *p = prediction + row * columns;
        float own = p[class_of(&targets, row, columns)];
        ptrdiff_t larger = 0;
        for (ptrdiff_t c = 0; c < columns; c++) larger += p[c] > own;
        matches += own == own && larger < k;
    }
    return matches;
}

// One column: two classes, told apart at `on` for predictions and at `off` for targets.
static void k_count_classes(
    double *counts, const float *prediction, ck_row_targets targets, ptrdiff_t rows, ptrdiff_t columns) {
    ptrdiff_t classes = columns == 1 ? 2 : columns;
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *p = prediction + row * columns;
        ptrdiff_t predicted = columns == 1 ? *p > targets.on : largest_column(p, columns);
        counts[class_of(&targets, row, columns) * classes + predicted] += 1;
    }
}

static void k_variation(
    double *sums, const float *prediction, const float *target, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t row = 0; row < rows; row++) {
        for (ptrdiff_t c = 0; c < columns; c++) {
            double t = (double)target[row * columns + c], e = (double)prediction[row * columns + c] - t;
            sums[3 * c] += e * e;
            sums[3 * c + 1] += t;
            sums[3 * c + 2] += t * t;
        }
    }
}
