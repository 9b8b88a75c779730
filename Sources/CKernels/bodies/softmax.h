// Softmax over the rows of a matrix, alone and with its cross entropy. Rows of up to CK_NARROW columns are worked on
// CK_WIDTH rows at a time, one a lane: a row of two or ten classes would leave most lanes empty otherwise.
#define CK_NARROW 32

// column[c] gets element c of `count` rows, one a lane; the lanes behind them get zeros.
CK_INLINE void load_columns(vf *column, const float *a, ptrdiff_t count, ptrdiff_t columns) {
    float lanes[CK_NARROW][CK_WIDTH] __attribute__((aligned(64)));
    for (ptrdiff_t c = 0; c < columns; c++) {
        for (ptrdiff_t r = 0; r < count; r++) lanes[c][r] = a[r * columns + c];
        for (ptrdiff_t r = count; r < CK_WIDTH; r++) lanes[c][r] = 0;
    }
    for (ptrdiff_t c = 0; c < columns; c++) column[c] = load(lanes[c]);
}

CK_INLINE void store_columns(float *out, const vf *column, ptrdiff_t count, ptrdiff_t columns) {
    for (ptrdiff_t c = 0; c < columns; c++)
        for (ptrdiff_t r = 0; r < count; r++) out[r * columns + c] = column[c][r];
}

CK_INLINE vf narrow_softmax(vf *z, vf *largest, ptrdiff_t columns) {
    vf m = z[0];
    for (ptrdiff_t c = 1; c < columns; c++) m = larger(z[c], m);
    vf sum = splat(0);
    for (ptrdiff_t c = 0; c < columns; c++) sum += z[c] = v_exp(z[c] - m);
    vf inverse = 1.0f / sum;
    for (ptrdiff_t c = 0; c < columns; c++) z[c] *= inverse;
    *largest = m;
    return sum;
}

CK_INLINE float wide_softmax(float *out, const float *a, float *largest, ptrdiff_t columns) {
    vf running = splat(a[0]);
    CK_EACH(columns, {
        vf z = count == CK_WIDTH ? load(a + i) : splat(a[0]);
        if (count < CK_WIDTH)
            for (ptrdiff_t k = 0; k < count; k++) z[k] = a[i + k];
        running = larger(z, running);
    });
    float m = most(running);
    // Element by element what lies behind the last whole vector stays out of the sum.
    float sum = 0;
    vf sums = splat(0);
    ptrdiff_t i = 0;
    for (; i + CK_WIDTH <= columns; i += CK_WIDTH) {
        vf e = v_exp(load(a + i) - m);
        store(out + i, e);
        sums += e;
    }
    if (i < columns) {
        vf e = v_exp(load_part(a + i, columns - i) - m);
        store_part(out + i, e, columns - i);
        for (ptrdiff_t k = i; k < columns; k++) sum += out[k];
    }
    sum += total(sums);
    k_scale(out, out, 1.0f / sum, columns);
    *largest = m;
    return sum;
}

static void k_softmax(float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns) {
    if (columns <= CK_NARROW) {
        vf z[CK_NARROW], largest;
        for (ptrdiff_t row = 0; row < rows; row += CK_WIDTH) {
            ptrdiff_t count = rows - row < CK_WIDTH ? rows - row : CK_WIDTH;
            load_columns(z, a + row * columns, count, columns);
            narrow_softmax(z, &largest, columns);
            store_columns(out + row * columns, z, count, columns);
        }
        return;
    }
    for (ptrdiff_t row = 0; row < rows; row++) {
        float largest;
        wide_softmax(out + row * columns, a + row * columns, &largest, columns);
    }
}

static void k_softmax_backward(
    float *out, const float *gradient, const float *y, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *g = gradient + row * columns, *p = y + row * columns;
        float *to = out + row * columns;
        vf sums = splat(0);
        CK_EACH(columns, { sums += load_some(g + i, count) * load_some(p + i, count); });
        float mean = total(sums);
        CK_EACH(columns, {
            store_some(to + i, load_some(p + i, count) * (load_some(g + i, count) - mean), count);
        });
    }
}

CK_INLINE float row_sum(const float *a, ptrdiff_t columns) {
    vf sums = splat(0);
    CK_EACH(columns, { sums += load_some(a + i, count); });
    return total(sums);
}

CK_INLINE float row_largest(const float *a, ptrdiff_t columns) {
    float largest = a[0];
    for (ptrdiff_t c = 1; c < columns; c++) largest = a[c] > largest ? a[c] : largest;
    return largest;
}

static void k_log_softmax(float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *z = a + row * columns;
        float *y = out + row * columns;
        float largest = row_largest(z, columns);
        vf sums = splat(0);
        CK_EACH(columns, { sums += within(v_exp(load_some(z + i, count) - largest), count); });
        float shift = v_log(splat(total(sums)))[0];
        // Twice, since largest and shift may differ so much in size that their sum would round.
        CK_EACH(columns, { store_some(y + i, (load_some(z + i, count) - largest) - shift, count); });
    }
}

static void k_log_softmax_backward(
    float *out, const float *gradient, const float *y, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *g = gradient + row * columns, *logs = y + row * columns;
        float *to = out + row * columns;
        float sum = row_sum(g, columns);
        CK_EACH(columns, {
            store_some(to + i, load_some(g + i, count) - v_exp(load_some(logs + i, count)) * sum, count);
        });
    }
}

// y = max(z - t, 0) with t such that the row adds up to 1: the mean of those above t, less 1 over their count. Dropping those
// at or below the present t raises it until none is dropped (Michelot 1986), without sorting.
static void k_sparsemax(float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *z = a + row * columns;
        float *y = out + row * columns;
        // Sums of differences from the largest keep their digits for rows far from zero.
        float largest = row_largest(z, columns), threshold = -__builtin_inff();
        ptrdiff_t active = columns + 1, found = columns;
        while (found < active) {
            active = found;
            double sum = 0;
            ptrdiff_t kept = 0;
            for (ptrdiff_t c = 0; c < columns; c++) {
                float distance = z[c] - largest;
                if (!(distance <= threshold)) {
                    sum += (double)distance;
                    kept++;
                }
            }
            threshold = (float)((sum - 1.0) / (double)kept);
            found = 0;
            for (ptrdiff_t c = 0; c < columns; c++) found += !(z[c] - largest <= threshold);
        }
        CK_EACH(columns, {
            vf rest = (load_some(z + i, count) - largest) - threshold;
            store_some(y + i, choose(rest < 0.0f, splat(0), rest), count);
        });
    }
}

static void k_sparsemax_backward(
    float *out, const float *gradient, const float *y, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *g = gradient + row * columns, *p = y + row * columns;
        float *to = out + row * columns;
        vf sums = splat(0), counts = splat(0);
        CK_EACH(columns, {
            vi used = load_some(p + i, count) > 0.0f;
            sums += choose(used, load_some(g + i, count), splat(0));
            counts += choose(used, splat(1), splat(0));
        });
        float mean = total(sums) / total(counts);
        CK_EACH(columns, {
            vf rest = load_some(g + i, count) - mean;
            store_some(to + i, choose(load_some(p + i, count) > 0.0f, rest, splat(0)), count);
        });
    }
}

// Row loss: sum over c of t_c (ln sum_j e^(z_j - m) - (z_c - m)); gradient: scale (p_c sum_j t_j - t_c).
CK_INLINE vf narrow_cross_entropy(vf *z, vf *t, float scale, ptrdiff_t columns) {
    vf largest, linear = splat(0), mass = splat(0);
    vf first = z[0];
    for (ptrdiff_t c = 1; c < columns; c++) first = larger(z[c], first);
    for (ptrdiff_t c = 0; c < columns; c++) {
        linear += t[c] * (z[c] - first);
        mass += t[c];
    }
    vf sum = narrow_softmax(z, &largest, columns);
    for (ptrdiff_t c = 0; c < columns; c++) t[c] = scale * (z[c] * mass - t[c]);
    return mass * v_log(sum) - linear;
}

static double k_softmax_cross_entropy(
    float *gradient, float *probability, const float *logits, const float *target, float scale, ptrdiff_t rows,
    ptrdiff_t columns) {
    double result = 0;
    if (columns <= CK_NARROW) {
        vf z[CK_NARROW], t[CK_NARROW];
        for (ptrdiff_t row = 0; row < rows; row += CK_WIDTH) {
            ptrdiff_t count = rows - row < CK_WIDTH ? rows - row : CK_WIDTH;
            load_columns(z, logits + row * columns, count, columns);
            load_columns(t, target + row * columns, count, columns);
            // Lanes without a row have targets of zero and so add nothing.
            result += (double)total(narrow_cross_entropy(z, t, scale, columns));
            store_columns(probability + row * columns, z, count, columns);
            store_columns(gradient + row * columns, t, count, columns);
        }
        return result;
    }
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *z = logits + row * columns, *t = target + row * columns;
        float *p = probability + row * columns, *g = gradient + row * columns;
        float first = z[0], largest;
        for (ptrdiff_t c = 1; c < columns; c++) first = z[c] > first ? z[c] : first;
        vf linear = splat(0), mass = splat(0);
        CK_EACH(columns, {
            vf share = load_some(t + i, count);
            linear += share * (load_some(z + i, count) - first);
            mass += share;
        });
        float all = total(mass), line = total(linear);
        float sum = wide_softmax(p, z, &largest, columns);
        result += (double)all * (double)v_log(splat(sum))[0] - (double)line;
        CK_EACH(columns, {
            store_some(g + i, scale * (load_some(p + i, count) * all - load_some(t + i, count)), count);
        });
    }
    return result;
}

// As k_softmax_cross_entropy, with the targets made of classes on the way: the same arithmetic in the same order.
static double k_class_cross_entropy(
    float *gradient, float *probability, const float *logits, const float *classes, float on, float off, float scale,
    ptrdiff_t rows, ptrdiff_t columns) {
    double result = 0;
    if (columns <= CK_NARROW) {
        vf z[CK_NARROW], t[CK_NARROW];
        for (ptrdiff_t row = 0; row < rows; row += CK_WIDTH) {
            ptrdiff_t count = rows - row < CK_WIDTH ? rows - row : CK_WIDTH;
            vf label = load_some(classes + row, count);
            load_columns(z, logits + row * columns, count, columns);
            for (ptrdiff_t c = 0; c < columns; c++) t[c] = choose(label == (float)c, splat(on), splat(off));
            // Lanes without a row must add nothing.
            if (count < CK_WIDTH) for (ptrdiff_t c = 0; c < columns; c++) t[c] = within(t[c], count);
            result += (double)total(narrow_cross_entropy(z, t, scale, columns));
            store_columns(probability + row * columns, z, count, columns);
            store_columns(gradient + row * columns, t, count, columns);
        }
        return result;
    }
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *z = logits + row * columns;
        float *p = probability + row * columns, *g = gradient + row * columns;
        ptrdiff_t label = (ptrdiff_t)classes[row];
        float first = row_largest(z, columns), largest;
        float line = (on - off) * (z[label] - first), all = 1;
        if (off != 0.0f) {
            vf sums = splat(0);
            CK_EACH(columns, { sums += within(load_some(z + i, count) - first, count); });
            line += off * total(sums);
            all = (on - off) + off * (float)columns;
        }
        float sum = wide_softmax(p, z, &largest, columns);
        result += (double)all * (double)v_log(splat(sum))[0] - (double)line;
        CK_EACH(columns, { store_some(g + i, scale * (load_some(p + i, count) * all - off), count); });
        g[label] = scale * (p[label] * all - on);
    }
    return result;
}
