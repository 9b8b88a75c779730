// Attention, backward: the weights are computed again from queries, keys and the forward pass's statistics, a block of
// queries at a time (Dao et al. 2022, algorithm 4).

// The parts of a piece's scratch memory, all padded.
struct attention_block {
    /// Keys (times scale) and values, turned: [key_width][keys], [value_width][keys].
    float *turned_keys, *turned_values;
    /// [keys][key_width], [keys][value_width]
    float *keys, *key_gradient, *value_gradient;
    /// [CK_ATTENTION_BLOCK][keys]
    float *weights, *score_gradient;
    /// [CK_ATTENTION_BLOCK][key_width]
    float *queries, *query_gradient;
    /// [CK_ATTENTION_BLOCK][value_width]
    float *gradient;
    ptrdiff_t key_row, value_row, row;
};

CK_INLINE struct attention_block attention_block_in(const ck_attention *t, float *scratch) {
    struct attention_block b;
    b.row = ck_attention_padded(t->keys);
    b.key_row = ck_attention_padded(t->key_width);
    b.value_row = ck_attention_padded(t->value_width);
    b.turned_keys = scratch;
    b.turned_values = b.turned_keys + b.key_row * b.row;
    b.keys = b.turned_values + b.value_row * b.row;
    b.key_gradient = b.keys + b.row * b.key_row;
    b.value_gradient = b.key_gradient + b.row * b.key_row;
    b.weights = b.value_gradient + b.row * b.value_row;
    b.score_gradient = b.weights + CK_ATTENTION_BLOCK * b.row;
    b.queries = b.score_gradient + CK_ATTENTION_BLOCK * b.row;
    b.query_gradient = b.queries + CK_ATTENTION_BLOCK * b.key_row;
    b.gradient = b.query_gradient + CK_ATTENTION_BLOCK * b.key_row;
    return b;
}

// As fetch_head, for what else the backward pass reads and writes.
CK_INLINE void fetch_head_gradients(const ck_attention *t, ptrdiff_t index, ptrdiff_t first, ptrdiff_t rows) {
    if (index >= t->batch * t->heads) return;
    const ptrdiff_t sample = index / t->heads, head = index % t->heads, out_stride = t->heads * t->value_width;
    const ptrdiff_t out_at = sample * t->queries * out_stride + head * t->value_width;
    fetch_rows(t->gradient + out_at, out_stride, first, rows, t->value_width);
    fetch_rows(t->output + out_at, out_stride, first, rows, t->value_width);
    if (t->query_gradient)
        fetch_rows(
            t->query_gradient + sample * t->queries * t->query_stride + head * t->key_width, t->query_stride, first,
            rows, t->key_width);
    if (first + rows > t->keys) return;
    if (t->key_gradient)
        fetch_rows(
            t->key_gradient + sample * t->keys * t->key_stride + head * t->key_width, t->key_stride, first, rows,
            t->key_width);
    if (t->value_gradient)
        fetch_rows(
            t->value_gradient + sample * t->keys * t->value_stride + head * t->value_width, t->value_stride, first,
            rows, t->value_width);
}

// One row: scores to weights (with dropout), and the weights' gradients to those of the scores (times scale):
// scale * weight * (gradient - sum over keys of weight * gradient), where the sum is that of output * its gradient.
CK_INLINE void attention_row_backward(
    const ck_attention *t, float *weights, float *gradient, ptrdiff_t vectors, const float *statistics, float mean,
    uint64_t key, uint32_t place) {
    const float largest = statistics[0], inverse = statistics[1], scale = t->scale;
    for (ptrdiff_t i = 0; i < vectors * CK_WIDTH; i += CK_WIDTH) {
        vf weight = weight_exp(load(weights + i) - largest) * inverse;
        vf slope = load(gradient + i);
        vf kept = weight;
        if (t->drop_threshold) {
            kept = kept_weights(weight, t, key, place + (uint32_t)i);
            slope = kept_weights(slope, t, key, place + (uint32_t)i);
        }
        store(weights + i, kept);
        store(gradient + i, scale * weight * (slope - mean));
    }
}

// The block of queries from `first` on: weights and gradients of the scores; the queries' gradients.
CK_INLINE void attention_block_scores(
    const ck_attention *t, const struct attention_block *b, ptrdiff_t index, ptrdiff_t first, ptrdiff_t count) {
    const ptrdiff_t sample = index / t->heads, head = index % t->heads, out_stride = t->heads * t->value_width;
    const float *output = t->output + (sample * t->queries + first) * out_stride + head * t->value_width;
    const float *mask = t->mask ? t->mask + sample * t->keys : NULL;
    const uint64_t key = attention_key(t);
    for (ptrdiff_t start = 0; start < count; start += CK_ATTENTION_ROWS) {
        const ptrdiff_t rows = count - start < CK_ATTENTION_ROWS ? count - start : CK_ATTENTION_ROWS;
        const ptrdiff_t from = first + start, seen = seen_keys(t, from + rows - 1), vectors = vectors_of(seen);
        const float *gradient = b->gradient + start * b->value_row;
        fetch_head(t, index + 1, from, rows);
        fetch_head_gradients(t, index + 1, from, rows);
        float *weights = b->weights + start * b->row, *slopes = b->score_gradient + start * b->row;
        padded_product(
            weights, b->row, b->queries + start * b->key_row, b->key_row, 1, b->turned_keys, b->row, rows, vectors,
            t->key_width, 0);
        padded_product(
            slopes, b->row, gradient, b->value_row, 1, b->turned_values, b->row, rows, vectors, t->value_width, 0);
        for (ptrdiff_t r = 0; r < rows; r++) {
            const float *g = gradient + r * b->value_row, *o = output + (start + r) * out_stride;
            vf products = splat(0);
            CK_EACH(t->value_width, { products += load_some(g + i, count) * load_some(o + i, count); });
            hide_scores(weights + r * b->row, mask, seen_keys(t, from + r), vectors);
            attention_row_backward(
                t, weights + r * b->row, slopes + r * b->row, vectors,
                t->statistics + 2 * (index * t->queries + from + r), total(products), key,
                attention_place(t, index, from + r));
        }
        padded_product(
            b->query_gradient + start * b->key_row, b->key_row, slopes, b->row, 1, b->keys, b->key_row, rows,
            vectors_of(t->key_width), seen, 0);
    }
}

// What a block of queries adds to the gradients of keys and values.
CK_INLINE void attention_block_keys(
    const ck_attention *t, const struct attention_block *b, ptrdiff_t first, ptrdiff_t count) {
    const ptrdiff_t seen = seen_keys(t, first + count - 1);
    for (ptrdiff_t key = 0; key < seen; key += CK_ATTENTION_ROWS) {
        const ptrdiff_t rows = seen - key < CK_ATTENTION_ROWS ? seen - key : CK_ATTENTION_ROWS;
        // Causal: earlier queries of the block see none of these keys, and their weights were not even computed.
        // Blocks, and groups of rows in them, begin at multiples of CK_ATTENTION_ROWS, as these groups of keys do.
        const ptrdiff_t skip = t->causal && key > first ? key - first : 0;
        padded_product(
            b->key_gradient + key * b->key_row, b->key_row, b->score_gradient + skip * b->row + key, 1, b->row,
            b->queries + skip * b->key_row, b->key_row, rows, vectors_of(t->key_width), count - skip, 1);
        padded_product(
            b->value_gradient + key * b->value_row, b->value_row, b->weights + skip * b->row + key, 1, b->row,
            b->gradient + skip * b->value_row, b->value_row, rows, vectors_of(t->value_width), count - skip, 1);
    }
}

// out[r] (+)= a[r], from padded rows.
CK_INLINE void unpack_rows(
    float *out, ptrdiff_t out_row, const float *a, ptrdiff_t a_row, ptrdiff_t rows, ptrdiff_t columns, int accumulate) {
    for (ptrdiff_t r = 0; r < rows; r++) {
        float *to = out + r * out_row;
        const float *from = a + r * a_row;
        CK_EACH(columns, {
            vf value = load_some(from + i, count);
            if (accumulate) value += load_some(to + i, count);
            store_some(to + i, value, count);
        });
    }
}

static void attention_backward_head(const ck_attention *t, ptrdiff_t index, float *scratch) {
    const struct attention_block b = attention_block_in(t, scratch);
    const ptrdiff_t sample = index / t->heads, head = index % t->heads, out_stride = t->heads * t->value_width;
    const ptrdiff_t key_at = sample * t->keys * t->key_stride + head * t->key_width;
    const ptrdiff_t value_at = sample * t->keys * t->value_stride + head * t->value_width;
    pack_turned(b.turned_keys, b.row, t->key + key_at, t->key_stride, t->keys, t->key_width, t->scale);
    pack_turned(b.turned_values, b.row, t->value + value_at, t->value_stride, t->keys, t->value_width, 1);
    pack_rows(b.keys, b.key_row, t->key + key_at, t->key_stride, t->keys, t->key_width, 1);
    memset(b.key_gradient, 0, (size_t)(t->keys * b.key_row) * sizeof(float));
    memset(b.value_gradient, 0, (size_t)(t->keys * b.value_row) * sizeof(float));
    for (ptrdiff_t first = 0; first < t->queries; first += CK_ATTENTION_BLOCK) {
        const ptrdiff_t count = t->queries - first < CK_ATTENTION_BLOCK ? t->queries - first : CK_ATTENTION_BLOCK;
        const ptrdiff_t query_at = (sample * t->queries + first) * t->query_stride + head * t->key_width;
        const ptrdiff_t out_at = (sample * t->queries + first) * out_stride + head * t->value_width;
        pack_rows(b.queries, b.key_row, t->query + query_at, t->query_stride, count, t->key_width, 1);
        pack_rows(b.gradient, b.value_row, t->gradient + out_at, out_stride, count, t->value_width, 1);
        attention_block_scores(t, &b, index, first, count);
        attention_block_keys(t, &b, first, count);
        if (t->query_gradient)
            unpack_rows(
                t->query_gradient + query_at, t->query_stride, b.query_gradient, b.key_row, count, t->key_width,
                t->query_accumulate);
    }
    if (t->key_gradient)
        unpack_rows(
            t->key_gradient + key_at, t->key_stride, b.key_gradient, b.key_row, t->keys, t->key_width,
            t->key_accumulate);
    if (t->value_gradient)
        unpack_rows(
            t->value_gradient + value_at, t->value_stride, b.value_gradient, b.value_row, t->keys, t->value_width,
            t->value_accumulate);
}

static void attention_backward_piece(void *context, ptrdiff_t piece) {
    const ck_attention *task = context;
    const ptrdiff_t heads = task->batch * task->heads, pieces = ck_attention_pieces(task);
    float *scratch = task->scratch + piece * ck_attention_piece_scratch(task, 1);
    const ptrdiff_t last = (piece + 1) * heads / pieces;
    for (ptrdiff_t index = piece * heads / pieces; index < last; index++) attention_backward_head(task, index, scratch);
}

static void k_attention_backward(const ck_attention *task) {
    ck_attention context = *task;
    ck_parallel(attention_backward_piece, &context, ck_attention_pieces(task));
}
