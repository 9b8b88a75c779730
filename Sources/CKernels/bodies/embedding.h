// Rows of a table looked up by index, tables of positions, and sinusoids.

// The row that an index (a float, as all data) names; negative when it is no whole number from 0 to below `words`.
CK_INLINE ptrdiff_t word_of(float index, ptrdiff_t words) {
    if (!(index >= 0 && index < (float)words)) return -1;
    ptrdiff_t word = (ptrdiff_t)index;
    return (float)word == index && word < words ? word : -1;
}

static void k_embed(
    float *out, const float *indices, const float *table, const float *positions, ptrdiff_t rows, ptrdiff_t time,
    ptrdiff_t words, ptrdiff_t columns) {
    for (ptrdiff_t row = 0; row < rows; row++) {
        ptrdiff_t word = word_of(indices[row], words);
        float *to = out + row * columns;
        if (word < 0) {
            CK_EACH(columns, { store_some(to + i, splat(__builtin_nanf("")), count); });
            continue;
        }
        const float *from = table + word * columns;
        if (positions) {
            const float *place = positions + row % time * columns;
            CK_EACH(columns, { store_some(to + i, load_some(from + i, count) + load_some(place + i, count), count); });
        } else {
            memcpy(to, from, (size_t)columns * sizeof(float));
        }
    }
}

struct embed_backward {
    float *table;
    const float *indices, *gradient;
    ptrdiff_t rows, words, columns, width;
    int accumulate;
};

// A slice of the columns for all rows: the sums have the order of the rows on any number of threads.
static void embed_backward_piece(void *context, ptrdiff_t piece) {
    const struct embed_backward *c = context;
    ptrdiff_t from = piece * c->width, width = c->columns - from < c->width ? c->columns - from : c->width;
    if (!c->accumulate)
        for (ptrdiff_t word = 0; word < c->words; word++)
            memset(c->table + word * c->columns + from, 0, (size_t)width * sizeof(float));
    for (ptrdiff_t row = 0; row < c->rows; row++) {
        ptrdiff_t word = word_of(c->indices[row], c->words);
        if (word < 0) continue;
        float *to = c->table + word * c->columns + from;
        const float *g = c->gradient + row * c->columns + from;
        CK_EACH(width, { store_some(to + i, load_some(to + i, count) + load_some(g + i, count), count); });
    }
}

static void k_embed_backward(
    float *table, const float *indices, const float *gradient, ptrdiff_t rows, ptrdiff_t words, ptrdiff_t columns,
    int accumulate) {
    struct embed_backward context = {table, indices, gradient, rows, words, columns, 16, accumulate};
    while (context.width < columns && (rows + words) * context.width < 1 << 16) context.width *= 2;
    ck_parallel(embed_backward_piece, &context, (columns + context.width - 1) / context.width);
}

static void k_nonzero(float *out, const float *a, ptrdiff_t n) {
    CK_EACH(n, { store_some(out + i, choose(load_some(a + i, count) == 0.0f, splat(0), splat(1)), count); });
}

static void k_add_to_each(float *out, const float *a, const float *table, ptrdiff_t batch, ptrdiff_t n) {
    for (ptrdiff_t sample = 0; sample < batch; sample++) k_add(out + sample * n, a + sample * n, table, n);
}

struct each_backward {
    float *table;
    const float *gradient;
    ptrdiff_t batch, n, width;
    int accumulate;
};

static void each_backward_piece(void *context, ptrdiff_t piece) {
    const struct each_backward *c = context;
    ptrdiff_t from = piece * c->width, width = c->n - from < c->width ? c->n - from : c->width;
    float *to = c->table + from;
    for (ptrdiff_t sample = 0; sample < c->batch; sample++) {
        const float *g = c->gradient + sample * c->n + from;
        if (sample || c->accumulate) k_add(to, to, g, width);
        else memcpy(to, g, (size_t)width * sizeof(float));
    }
}

static void k_add_to_each_backward(float *table, const float *gradient, ptrdiff_t batch, ptrdiff_t n, int accumulate) {
    // 2,048 sums are 8 kB: they stay in the first-level cache while the batch goes by.
    struct each_backward context = {table, gradient, batch, n, 2048, accumulate};
    if (batch * n < 1 << 16) context.width = n;
    ck_parallel(each_backward_piece, &context, (n + context.width - 1) / context.width);
}

// Vaswani et al. 2017, section 3.5. From one step to the next each pair turns by its angle: two sines a pair in all; in
// double precision the error after t turns is about t * 1e-16.
static void k_sinusoids(float *out, double wavelength, ptrdiff_t time, ptrdiff_t columns) {
    for (ptrdiff_t c = 0; c < columns; c += 2) {
        double angle = pow(wavelength, -(double)c / (double)columns);
        double step_sine = sin(angle), step_cosine = cos(angle), sine = 0, cosine = 1;
        for (ptrdiff_t t = 0; t < time; t++) {
            out[t * columns + c] = (float)sine;
            if (c + 1 < columns) out[t * columns + c + 1] = (float)cosine;
            double next = sine * step_cosine + cosine * step_sine;
            cosine = cosine * step_cosine - sine * step_sine;
            sine = next;
        }
    }
}
