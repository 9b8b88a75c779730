// Group normalisation: mean and variance over a group of columns at all positions of a sample.

static void k_normalize_groups(
    float *out, float *statistics, const float *a, const float *gamma, const float *beta, float epsilon,
    ptrdiff_t batch, ptrdiff_t positions, ptrdiff_t columns, ptrdiff_t groups) {
    const ptrdiff_t width = columns / groups;
    const double share = 1.0 / (double)(positions * width);
    for (ptrdiff_t index = 0; index < batch * groups; index++) {
        const ptrdiff_t from = index % groups * width, start = index / groups * positions * columns + from;
        // Rows are added up in float, the rows' sums in double precision: there may be very many.
        double sum = 0, square = 0;
        for (ptrdiff_t p = 0; p < positions; p++) {
            vf sums = splat(0);
            CK_EACH(width, { sums += load_some(a + start + p * columns + i, count); });
            sum += (double)total(sums);
        }
        const float mean = (float)(sum * share);
        for (ptrdiff_t p = 0; p < positions; p++) {
            const float *row = a + start + p * columns;
            vf squares = splat(0);
            float rest = 0;
            ptrdiff_t k = 0;
            for (; k + CK_WIDTH <= width; k += CK_WIDTH) {
                vf x = load(row + k) - mean;
                squares += x * x;
            }
            for (; k < width; k++) rest += (row[k] - mean) * (row[k] - mean);
            square += (double)(total(squares) + rest);
        }
        const float scale = (float)(1.0 / sqrt(square * share + (double)epsilon));
        statistics[2 * index] = mean;
        statistics[2 * index + 1] = scale;
        for (ptrdiff_t p = 0; p < positions; p++) {
            const float *row = a + start + p * columns;
            float *to = out + start + p * columns;
            CK_EACH(width, {
                vf x = (load_some(row + i, count) - mean) * scale;
                if (gamma) x *= load_some(gamma + from + i, count);
                if (beta) x += load_some(beta + from + i, count);
                store_some(to + i, x, count);
            });
        }
    }
}

static void k_normalize_groups_backward(
    float *out, float *gamma_gradient, float *beta_gradient, const float *gradient, const float *a,
    const float *statistics, const float *gamma, int accumulate, ptrdiff_t batch, ptrdiff_t positions,
    ptrdiff_t columns, ptrdiff_t groups) {
    const ptrdiff_t width = columns / groups;
    const double share = 1.0 / (double)(positions * width);
    if (gamma_gradient && !(accumulate & 2)) memset(gamma_gradient, 0, (size_t)columns * sizeof(float));
    if (beta_gradient && !(accumulate & 4)) memset(beta_gradient, 0, (size_t)columns * sizeof(float));
    for (ptrdiff_t index = 0; index < batch * groups; index++) {
        const ptrdiff_t from = index % groups * width, start = index / groups * positions * columns + from;
        const float mean = statistics[2 * index], scale = statistics[2 * index + 1];
        double plain = 0, tilted = 0;
        for (ptrdiff_t p = 0; p < positions; p++) {
            const float *row = a + start + p * columns, *dy = gradient + start + p * columns;
            vf sums = splat(0), products = splat(0);
            CK_EACH(width, {
                vf g = load_some(dy + i, count);
                vf product = g * ((load_some(row + i, count) - mean) * scale);
                vf factor = gamma ? load_some(gamma + from + i, count) : splat(1);
                if (gamma_gradient) {
                    float *to = gamma_gradient + from + i;
                    store_some(to, load_some(to, count) + product, count);
                }
                if (beta_gradient) {
                    float *to = beta_gradient + from + i;
                    store_some(to, load_some(to, count) + g, count);
                }
                sums += g * factor;
                products += product * factor;
            });
            plain += (double)total(sums);
            tilted += (double)total(products);
        }
        if (!out) continue;
        const float first = (float)(plain * share), second = (float)(tilted * share);
        for (ptrdiff_t p = 0; p < positions; p++) {
            const float *row = a + start + p * columns, *dy = gradient + start + p * columns;
            float *to = out + start + p * columns;
            CK_EACH(width, {
                vf g = load_some(dy + i, count);
                if (gamma) g *= load_some(gamma + from + i, count);
                vf x = (load_some(row + i, count) - mean) * scale;
                vf result = (g - first - x * second) * scale;
                if (accumulate & 1) result += load_some(to + i, count);
                store_some(to + i, result, count);
            });
        }
    }
}
