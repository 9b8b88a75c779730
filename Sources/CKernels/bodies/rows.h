// Kernels that know of rows and columns.
struct column_sums {
    float *out;
    const float *a;
    ptrdiff_t rows, columns, width;
    int accumulate;
};

// Columns from `first` on, a few whole lines of the cache at a time: so each line of a large matrix is read once, and the
// sums do not wait for each other.
static void column_sums_piece(void *context, ptrdiff_t piece) {
    const struct column_sums *c = context;
    enum { strip = 8 };
    ptrdiff_t first = piece * c->width, last = first + c->width < c->columns ? first + c->width : c->columns;
    for (; first + strip * CK_WIDTH <= last; first += strip * CK_WIDTH) {
        vf sums[strip];
        for (int v = 0; v < strip; v++) sums[v] = c->accumulate ? load(c->out + first + v * CK_WIDTH) : splat(0);
        for (ptrdiff_t row = 0; row < c->rows; row++) {
            const float *from = c->a + row * c->columns + first;
            for (int v = 0; v < strip; v++) sums[v] += load(from + v * CK_WIDTH);
        }
        for (int v = 0; v < strip; v++) store(c->out + first + v * CK_WIDTH, sums[v]);
    }
    for (; first < last; first += CK_WIDTH) {
        ptrdiff_t count = last - first;
        vf sums = c->accumulate ? load_some(c->out + first, count) : splat(0);
        for (ptrdiff_t row = 0; row < c->rows; row++) sums += load_some(c->a + row * c->columns + first, count);
        store_some(c->out + first, sums, count);
    }
}

static void k_column_sums(float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns, int accumulate) {
    struct column_sums context = {out, a, rows, columns, columns, accumulate};
    // Worth a second thread from about 20 microseconds a piece on.
    if (rows * columns >= 1 << 18 && columns >= 256) context.width = 128;
    else if (rows * columns >= 1 << 18 && columns >= 128) context.width = 64;
    ck_parallel(column_sums_piece, &context, (columns + context.width - 1) / context.width);
}

static void k_gather_rows(float *out, const float *a, const ptrdiff_t *order, ptrdiff_t rows, ptrdiff_t width) {
    // Rows of one or two floats are common in a first course, and a call of memcpy costs more than they do.
    if (width == 1) {
        for (ptrdiff_t row = 0; row < rows; row++) out[row] = a[order[row]];
    } else if (width == 2) {
        for (ptrdiff_t row = 0; row < rows; row++) memcpy(out + 2 * row, a + 2 * order[row], 2 * sizeof(float));
    } else if (width < 2 * CK_WIDTH) {
        for (ptrdiff_t row = 0; row < rows; row++) {
            const float *from = a + order[row] * width;
            float *to = out + row * width;
            CK_EACH(width, { store_some(to + i, load_some(from + i, count), count); });
        }
    } else {
        // Rows lie anywhere in memory: the next ones are fetched while one is copied.
        enum { ahead = 2 };
        for (ptrdiff_t row = 0; row < rows; row++) {
            const float *next = a + order[row + ahead < rows ? row + ahead : row] * width;
            const float *from = a + order[row] * width;
            float *to = out + row * width;
            ptrdiff_t i = 0;
            for (; i + 2 * CK_WIDTH <= width; i += 2 * CK_WIDTH) {
                __builtin_prefetch(next + i);
                vf first = load(from + i), second = load(from + i + CK_WIDTH);
                store(to + i, first);
                store(to + i + CK_WIDTH, second);
            }
            if (i < width) memcpy(to + i, from + i, (size_t)(width - i) * sizeof(float));
        }
    }
}

// Four rows of four: two rounds of pairwise exchange.
CK_INLINE void transpose_four(float *out, ptrdiff_t out_stride, const float *a, ptrdiff_t stride) {
    ck_v4 r0, r1, r2, r3;
    memcpy(&r0, a, 16);
    memcpy(&r1, a + stride, 16);
    memcpy(&r2, a + 2 * stride, 16);
    memcpy(&r3, a + 3 * stride, 16);
    ck_v4 s0 = __builtin_shufflevector(r0, r1, 0, 4, 1, 5), s1 = __builtin_shufflevector(r0, r1, 2, 6, 3, 7);
    ck_v4 s2 = __builtin_shufflevector(r2, r3, 0, 4, 1, 5), s3 = __builtin_shufflevector(r2, r3, 2, 6, 3, 7);
    r0 = __builtin_shufflevector(s0, s2, 0, 1, 4, 5);
    r1 = __builtin_shufflevector(s0, s2, 2, 3, 6, 7);
    r2 = __builtin_shufflevector(s1, s3, 0, 1, 4, 5);
    r3 = __builtin_shufflevector(s1, s3, 2, 3, 6, 7);
    memcpy(out, &r0, 16);
    memcpy(out + out_stride, &r1, 16);
    memcpy(out + 2 * out_stride, &r2, 16);
    memcpy(out + 3 * out_stride, &r3, 16);
}

static void k_transpose(float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns) {
    ptrdiff_t row = 0;
    for (; row + 4 <= rows; row += 4) {
        ptrdiff_t column = 0;
        for (; column + 4 <= columns; column += 4)
            transpose_four(out + column * rows + row, rows, a + row * columns + column, columns);
        for (; column < columns; column++)
            for (int k = 0; k < 4; k++) out[column * rows + row + k] = a[(row + k) * columns + column];
    }
    for (; row < rows; row++)
        for (ptrdiff_t column = 0; column < columns; column++) out[column * rows + row] = a[row * columns + column];
}

CK_INLINE ptrdiff_t largest_column(const float *row, ptrdiff_t columns) {
    ptrdiff_t best = 0;
    for (ptrdiff_t column = 1; column < columns; column++)
        if (row[column] > row[best]) best = column;
    return best;
}

static ptrdiff_t k_matches(
    const float *prediction, const float *target, ck_match kind, ptrdiff_t rows, ptrdiff_t columns) {
    ptrdiff_t matches = 0, n = rows * columns;
    switch (kind) {
    case ck_match_largest:
        for (ptrdiff_t row = 0; row < rows; row++)
            matches += largest_column(prediction + row * columns, columns) == largest_column(target + row * columns, columns);
        break;
    case ck_match_half:
        for (ptrdiff_t i = 0; i < n; i++) matches += (prediction[i] > 0.5f) == (target[i] > 0.5f);
        break;
    case ck_match_sign:
        for (ptrdiff_t i = 0; i < n; i++) matches += (prediction[i] >= 0) == (target[i] >= 0);
        break;
    case ck_match_logit:
        for (ptrdiff_t i = 0; i < n; i++) matches += (prediction[i] > 0) == (target[i] > 0.5f);
        break;
    case ck_match_half_sign:
        for (ptrdiff_t i = 0; i < n; i++) matches += (prediction[i] > 0.5f) == (target[i] > 0);
        break;
    }
    return matches;
}
