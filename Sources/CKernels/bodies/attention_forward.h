// Attention, forward: a few queries' scores at a time are made, turned into weights and used up, so that the matrix of
// all weights is never in memory (Dao et al. 2022, "FlashAttention", without its running maximum: a row is whole here).

// scores becomes e^(score - largest); returns the sum, and the largest.
CK_INLINE float weigh_scores(float *scores, ptrdiff_t vectors, float *largest) {
    vf running = load(scores);
    for (ptrdiff_t v = 1; v < vectors; v++) running = larger(load(scores + v * CK_WIDTH), running);
    float m = most(running);
    // A query that sees no key at all has weights of zero.
    *largest = m = m == -__builtin_inff() ? 0 : m;
    vf sums = splat(0);
    for (ptrdiff_t v = 0; v < vectors; v++) {
        vf e = weight_exp(load(scores + v * CK_WIDTH) - m);
        store(scores + v * CK_WIDTH, e);
        sums += e;
    }
    return total(sums);
}

static void attention_forward_head(const ck_attention *t, ptrdiff_t index, float *scratch) {
    const ptrdiff_t sample = index / t->heads, head = index % t->heads;
    const ptrdiff_t keys = ck_attention_padded(t->keys), width = ck_attention_padded(t->value_width);
    float *turned = scratch, *values = turned + t->key_width * keys, *scores = values + t->keys * width;
    float *sums = scores + CK_ATTENTION_ROWS * keys;
    const float *query = t->query + sample * t->queries * t->query_stride + head * t->key_width;
    const float *mask = t->mask ? t->mask + sample * t->keys : NULL;
    const ptrdiff_t out_stride = t->heads * t->value_width;
    float *output = t->output + sample * t->queries * out_stride + head * t->value_width;
    const uint64_t key = attention_key(t);

    pack_turned(
        turned, keys, t->key + sample * t->keys * t->key_stride + head * t->key_width, t->key_stride, t->keys,
        t->key_width, t->scale);
    pack_rows(
        values, width, t->value + sample * t->keys * t->value_stride + head * t->value_width, t->value_stride, t->keys,
        t->value_width, 1);
    for (ptrdiff_t first = 0; first < t->queries; first += CK_ATTENTION_ROWS) {
        const ptrdiff_t rows = t->queries - first < CK_ATTENTION_ROWS ? t->queries - first : CK_ATTENTION_ROWS;
        const ptrdiff_t seen = seen_keys(t, first + rows - 1), vectors = vectors_of(seen);
        float inverse[CK_ATTENTION_ROWS];
        fetch_head(t, index + 1, first, rows);
        padded_product(
            scores, keys, query + first * t->query_stride, t->query_stride, 1, turned, keys, rows, vectors,
            t->key_width, 0);
        for (ptrdiff_t r = 0; r < rows; r++) {
            const ptrdiff_t row = first + r;
            float *line = scores + r * keys, *statistics = t->statistics + 2 * (index * t->queries + row);
            hide_scores(line, mask, seen_keys(t, row), vectors);
            float sum = weigh_scores(line, vectors, statistics);
            // Not a number stays visible.
            statistics[1] = inverse[r] = sum == 0 ? 0 : 1.0f / sum;
            if (t->weights) {
                float *to = t->weights + (index * t->queries + row) * t->keys;
                CK_EACH(t->keys, {
                    store_some(to + i, i < seen ? inverse[r] * load_some(line + i, count) : splat(0), count);
                });
            }
            if (t->drop_threshold) {
                const uint32_t place = attention_place(t, index, row);
                for (ptrdiff_t i = 0; i < vectors * CK_WIDTH; i += CK_WIDTH)
                    store(line + i, kept_weights(load(line + i), t, key, place + (uint32_t)i));
            }
        }
        padded_product(sums, width, scores, keys, 1, values, width, rows, vectors_of(t->value_width), seen, 0);
        for (ptrdiff_t r = 0; r < rows; r++) {
            float *to = output + (first + r) * out_stride;
            const float *from = sums + r * width;
            CK_EACH(t->value_width, { store_some(to + i, inverse[r] * load_some(from + i, count), count); });
        }
    }
}

static void attention_forward_piece(void *context, ptrdiff_t piece) {
    const ck_attention *task = context;
    const ptrdiff_t heads = task->batch * task->heads, pieces = ck_attention_pieces(task);
    float *scratch = task->scratch + piece * ck_attention_piece_scratch(task, 0);
    const ptrdiff_t last = (piece + 1) * heads / pieces;
    for (ptrdiff_t index = piece * heads / pieces; index < last; index++) attention_forward_head(task, index, scratch);
}

static void k_attention_forward(const ck_attention *task) {
    ck_attention context = *task;
    ck_parallel(attention_forward_piece, &context, ck_attention_pieces(task));
}
