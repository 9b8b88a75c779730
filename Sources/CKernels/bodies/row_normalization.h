// Layer normalisation and its kin without the mean: each row on its own, one walk over the rows in each direction.

// In how many pieces rows are worked on, by the sizes alone.
CK_INLINE ptrdiff_t normalization_pieces(ptrdiff_t rows, ptrdiff_t columns) {
    ptrdiff_t pieces = rows * columns >> 15;
    if (pieces > CK_NORMALIZATION_PIECES) pieces = CK_NORMALIZATION_PIECES;
    return pieces > rows ? rows : pieces < 1 ? 1 : pieces;
}

struct normalize_rows {
    float *out, *statistics;
    const float *a, *gamma, *beta;
    float epsilon;
    int centered;
    ptrdiff_t rows, columns, pieces;
};

CK_INLINE void normalize_row(const struct normalize_rows *c, ptrdiff_t row) {
    const ptrdiff_t columns = c->columns;
    const float *a = c->a + row * columns;
    float *out = c->out + row * columns;
    const float share = 1.0f / (float)columns;
    float mean = 0;
    if (c->centered) {
        vf sums = splat(0);
        CK_EACH(columns, { sums += load_some(a + i, count); });
        mean = total(sums) * share;
    }
    vf squares = splat(0);
    ptrdiff_t k = 0;
    for (; k + CK_WIDTH <= columns; k += CK_WIDTH) {
        vf x = load(a + k) - mean;
        squares += x * x;
    }
    float square = total(squares);
    for (; k < columns; k++) square += (a[k] - mean) * (a[k] - mean);
    const float scale = 1.0f / __builtin_sqrtf(square * share + c->epsilon);
    c->statistics[2 * row] = mean;
    c->statistics[2 * row + 1] = scale;
    CK_EACH(columns, {
        vf x = (load_some(a + i, count) - mean) * scale;
        if (c->gamma) x *= load_some(c->gamma + i, count);
        if (c->beta) x += load_some(c->beta + i, count);
        store_some(out + i, x, count);
    });
}

static void normalize_rows_piece(void *context, ptrdiff_t piece) {
    const struct normalize_rows *c = context;
    ptrdiff_t last = (piece + 1) * c->rows / c->pieces;
    for (ptrdiff_t row = piece * c->rows / c->pieces; row < last; row++) normalize_row(c, row);
}

static void k_normalize_rows(
    float *out, float *statistics, const float *a, const float *gamma, const float *beta, float epsilon, int centered,
    ptrdiff_t rows, ptrdiff_t columns) {
    struct normalize_rows context = {
        out, statistics, a, gamma, beta, epsilon, centered, rows, columns, normalization_pieces(rows, columns)};
    ck_parallel(normalize_rows_piece, &context, context.pieces);
}

struct normalize_rows_backward {
    float *out;
    const float *gradient, *a, *statistics, *gamma;
    float *sums;
    int centered, accumulate;
    ptrdiff_t rows, columns, pieces;
};

// With x the normalised row and g = gradient * gamma: (g - mean(g) - x mean(g x)) / root, the first mean only where the
// row was centered. Each piece adds gamma's and beta's gradients up for itself.
static void normalize_rows_backward_piece(void *context, ptrdiff_t piece) {
    const struct normalize_rows_backward *c = context;
    const ptrdiff_t columns = c->columns;
    float *to_gamma = c->sums + 2 * piece * columns, *to_beta = to_gamma + columns;
    memset(to_gamma, 0, 2 * (size_t)columns * sizeof(float));
    const float share = 1.0f / (float)columns;
    ptrdiff_t last = (piece + 1) * c->rows / c->pieces;
    for (ptrdiff_t row = piece * c->rows / c->pieces; row < last; row++) {
        const float *a = c->a + row * columns, *gradient = c->gradient + row * columns;
        const float mean = c->statistics[2 * row], scale = c->statistics[2 * row + 1];
        vf plain = splat(0), tilted = splat(0);
        CK_EACH(columns, {
            vf dy = load_some(gradient + i, count);
            vf x = (load_some(a + i, count) - mean) * scale;
            vf product = dy * x;
            store_some(to_gamma + i, load_some(to_gamma + i, count) + product, count);
            store_some(to_beta + i, load_some(to_beta + i, count) + dy, count);
            vf gamma = c->gamma ? load_some(c->gamma + i, count) : splat(1);
            plain += dy * gamma;
            tilted += product * gamma;
        });
        if (!c->out) continue;
        const float first = c->centered ? total(plain) * share : 0, second = total(tilted) * share;
        float *out = c->out + row * columns;
        CK_EACH(columns, {
            vf g = load_some(gradient + i, count);
            if (c->gamma) g *= load_some(c->gamma + i, count);
            vf x = (load_some(a + i, count) - mean) * scale;
            vf result = (g - first - x * second) * scale;
            if (c->accumulate) result += load_some(out + i, count);
            store_some(out + i, result, count);
        });
    }
}

// out (+)= the sums of all pieces, in their order.
static void join_pieces(
    float *out, const float *sums, ptrdiff_t pieces, ptrdiff_t stride, ptrdiff_t n, int accumulate) {
    if (!out) return;
    CK_EACH(n, {
        vf sum = accumulate ? load_some(out + i, count) : splat(0);
        for (ptrdiff_t piece = 0; piece < pieces; piece++) sum += load_some(sums + piece * stride + i, count);
        store_some(out + i, sum, count);
    });
}

static void k_normalize_rows_backward(
    float *out, float *gamma_gradient, float *beta_gradient, const float *gradient, const float *a,
    const float *statistics, const float *gamma, float *scratch, int centered, int accumulate, ptrdiff_t rows,
    ptrdiff_t columns) {
    struct normalize_rows_backward context = {
        out,      gradient,       a,    statistics, gamma, scratch,
        centered, accumulate & 1, rows, columns,    normalization_pieces(rows, columns)};
    ck_parallel(normalize_rows_backward_piece, &context, context.pieces);
    join_pieces(gamma_gradient, scratch, context.pieces, 2 * columns, columns, accumulate & 2);
    join_pieces(beta_gradient, scratch + columns, context.pieces, 2 * columns, columns, accumulate & 4);
}

static void k_add_row(float *out, const float *a, const float *row, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t r = 0; r < rows; r++) k_add(out + r * columns, a + r * columns, row, columns);
}
