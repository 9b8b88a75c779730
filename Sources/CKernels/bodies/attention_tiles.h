// The parts of attention: small matrix products on padded arrays, packing, and the weights of a row of scores. Padded
// arrays have rows of a multiple of 16 floats, so that the products work on whole vectors.

// A tile of the result, `rows` x (`vectors` vectors), in registers; see product_tile.
CK_INLINE void padded_tile(
    const int rows, const int vectors, float *out, ptrdiff_t out_row, const float *a, ptrdiff_t a_row,
    ptrdiff_t a_inner, const float *b, ptrdiff_t b_row, ptrdiff_t inner, int accumulate) {
    vf sum[CK_ATTENTION_ROWS][2];
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) sum[r][v] = accumulate ? load(out + r * out_row + v * CK_WIDTH) : splat(0);
    }
    for (ptrdiff_t k = 0; k < inner; k++) {
        vf line[2];
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) line[v] = load(b + k * b_row + v * CK_WIDTH);
#pragma clang loop unroll(full)
        for (int r = 0; r < rows; r++) {
            vf factor = splat(a[r * a_row + k * a_inner]);
#pragma clang loop unroll(full)
            for (int v = 0; v < vectors; v++) sum[r][v] = factor * line[v] + sum[r][v];
        }
    }
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) store(out + r * out_row + v * CK_WIDTH, sum[r][v]);
    }
}

// All columns (a whole number of vectors) of `rows` rows, which is a constant of the caller.
CK_INLINE void padded_rows(
    const int rows, float *out, ptrdiff_t out_row, const float *a, ptrdiff_t a_row, ptrdiff_t a_inner, const float *b,
    ptrdiff_t b_row, ptrdiff_t vectors, ptrdiff_t inner, int accumulate) {
    ptrdiff_t v = 0;
    for (; v + 2 <= vectors; v += 2)
        padded_tile(
            rows, 2, out + v * CK_WIDTH, out_row, a, a_row, a_inner, b + v * CK_WIDTH, b_row, inner, accumulate);
    if (v < vectors)
        padded_tile(
            rows, 1, out + v * CK_WIDTH, out_row, a, a_row, a_inner, b + v * CK_WIDTH, b_row, inner, accumulate);
}

// out[r][c] (+)= sum over k of a[r * a_row + k * a_inner] * b[k * b_row + c], for 1 to CK_ATTENTION_ROWS rows.
static void padded_product(
    float *out, ptrdiff_t out_row, const float *a, ptrdiff_t a_row, ptrdiff_t a_inner, const float *b, ptrdiff_t b_row,
    ptrdiff_t rows, ptrdiff_t vectors, ptrdiff_t inner, int accumulate) {
#define CK_ROWS(height) \
    case height: padded_rows(height, out, out_row, a, a_row, a_inner, b, b_row, vectors, inner, accumulate); break;
    switch (rows) {
        CK_ROWS(1)
        CK_ROWS(2)
        CK_ROWS(3)
        CK_ROWS(4)
        CK_ROWS(5)
    default:
        CK_ROWS(6)
    }
#undef CK_ROWS
}

CK_INLINE ptrdiff_t vectors_of(ptrdiff_t n) { return (n + CK_WIDTH - 1) / CK_WIDTH; }

// out[r] = factor * a[r], padded with zeros.
CK_INLINE void pack_rows(
    float *out, ptrdiff_t out_row, const float *a, ptrdiff_t a_row, ptrdiff_t rows, ptrdiff_t columns, float factor) {
    for (ptrdiff_t r = 0; r < rows; r++) {
        float *to = out + r * out_row;
        const float *from = a + r * a_row;
        CK_EACH(columns, { store_some(to + i, factor * load_some(from + i, count), count); });
        for (ptrdiff_t i = columns; i < out_row; i++) to[i] = 0;
    }
}

// out[c][r] = factor * a[r][c], the rows of the result padded with zeros.
CK_INLINE void pack_turned(
    float *out, ptrdiff_t out_row, const float *a, ptrdiff_t a_row, ptrdiff_t rows, ptrdiff_t columns, float factor) {
    ptrdiff_t r = 0;
    for (; r + 4 <= rows; r += 4) {
        ptrdiff_t c = 0;
        for (; c + 4 <= columns; c += 4) transpose_four(out + c * out_row + r, out_row, a + r * a_row + c, a_row);
        for (; c < columns; c++)
            for (int k = 0; k < 4; k++) out[c * out_row + r + k] = a[(r + k) * a_row + c];
    }
    for (; r < rows; r++)
        for (ptrdiff_t c = 0; c < columns; c++) out[c * out_row + r] = a[r * a_row + c];
    for (ptrdiff_t c = 0; c < columns; c++) {
        float *to = out + c * out_row;
        for (ptrdiff_t i = rows; i < out_row; i++) to[i] = 0;
        if (factor != 1) k_scale(to, to, factor, rows);
    }
}

// Asks for rows that will be needed soon: a head's parts of its rows lie too far apart for the processor to foresee.
CK_INLINE void fetch_rows(const float *a, ptrdiff_t a_row, ptrdiff_t first, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t r = first; r < first + rows; r++)
        for (ptrdiff_t c = 0; c < columns; c += 16) __builtin_prefetch(a + r * a_row + c, 0, 2);
}

// The rows of all of a head's inputs from `first` on, where there are so many.
CK_INLINE void fetch_head(const ck_attention *t, ptrdiff_t index, ptrdiff_t first, ptrdiff_t rows) {
    if (index >= t->batch * t->heads) return;
    const ptrdiff_t sample = index / t->heads, head = index % t->heads;
    if (first + rows <= t->queries)
        fetch_rows(
            t->query + sample * t->queries * t->query_stride + head * t->key_width, t->query_stride, first, rows,
            t->key_width);
    if (first + rows <= t->keys) {
        fetch_rows(
            t->key + sample * t->keys * t->key_stride + head * t->key_width, t->key_stride, first, rows, t->key_width);
        fetch_rows(
            t->value + sample * t->keys * t->value_stride + head * t->value_width, t->value_stride, first, rows,
            t->value_width);
    }
}

CK_INLINE vi lane_numbers(void) {
    vi lane;
    for (int k = 0; k < CK_WIDTH; k++) lane[k] = k;
    return lane;
}

// Scores of keys that are not seen become -infinity: those from `seen` on (to the end of `vectors`), and masked ones.
CK_INLINE void hide_scores(float *scores, const float *mask, ptrdiff_t seen, ptrdiff_t vectors) {
    const vf hidden = splat(-__builtin_inff());
    if (mask) {
        CK_EACH(seen, {
            vf s = choose(load_some(mask + i, count) == 0.0f, hidden, load_some(scores + i, count));
            store_some(scores + i, s, count);
        });
    }
    for (ptrdiff_t v = seen / CK_WIDTH; v < vectors; v++) {
        vi lane = lane_numbers() + (vi)((int32_t)(v * CK_WIDTH));
        store(scores + v * CK_WIDTH, choose(lane >= (vi)((int32_t)seen), hidden, load(scores + v * CK_WIDTH)));
    }
}

// e^x for x <= 0, where 2^k never leaves float's range; below e^-87, exactly 0.
CK_INLINE vf weight_exp(vf x) {
    vi k;
    vf r = reduced_expm1(at_least(x, splat(-87.0f)), &k);
    return choose(x < -87.0f, splat(0), (r + 1.0f) * power_of_two(k));
}

// Which weights of a row dropout keeps: like k_dropout's, a function of the step's key and of the place alone.
CK_INLINE vf kept_weights(vf weight, const ck_attention *task, uint64_t key, uint32_t place) {
    vu draw = mixed(mixed(((vu)lane_numbers() + (vu)place) ^ (vu)((uint32_t)key)) + (vu)((uint32_t)(key >> 32)));
    return choose(draw < (vu)task->drop_threshold, splat(0), weight * task->drop_factor);
}

CK_INLINE uint64_t attention_key(const ck_attention *task) {
    return task->drop_threshold ? *task->step_key + task->stream * 0x9E3779B97F4A7C15u : 0;
}

// The place of a row's first weight among all weights of the batch.
CK_INLINE uint32_t attention_place(const ck_attention *task, ptrdiff_t index, ptrdiff_t row) {
    return (uint32_t)((index * task->queries + row) * task->keys);
}

// How many keys the queries up to `row` see.
CK_INLINE ptrdiff_t seen_keys(const ck_attention *task, ptrdiff_t row) {
    return task->causal && row + 1 < task->keys ? row + 1 : task->keys;
}
