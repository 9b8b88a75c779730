// Kernels: embedding, layer normalisation and attention. See CKFunctions.h.
#ifndef CKATTENTIONFUNCTIONS_H
#define CKATTENTIONFUNCTIONS_H

#include <stddef.h>
#include <stdint.h>

/// Scaled dot-product attention of a batch: softmax(scale · Q Kᵀ) V for each head, and what its backward pass needs.
///
/// Query i of a sample's head h begins at query + i * query_stride + h * key_width, and so on: the three may lie in one
/// array, side by side. The arrays of a batch's samples follow one another.
typedef struct ck_attention {
    ptrdiff_t batch, heads;
    /// Steps of the queries, and of keys and values.
    ptrdiff_t queries, keys;
    /// Numbers of one head in a query or key, and in a value.
    ptrdiff_t key_width, value_width;
    /// Floats from one step to the next.
    ptrdiff_t query_stride, key_stride, value_stride;
    float scale;
    /// Whether query i sees keys 0 ... i only.
    int32_t causal;
    /// Dropout of the weights (none when the threshold is 0): draws from the key of the step and a stream of its own.
    uint32_t drop_threshold;
    float drop_factor;
    const uint64_t *_Nullable step_key;
    uint64_t stream;

    const float *_Nullable query, *_Nullable key, *_Nullable value;
    /// [batch, keys], 0 for a key that nobody sees; null when all are seen.
    const float *_Nullable mask;
    /// [batch, queries, heads * value_width]
    float *_Nullable output;
    /// [batch, heads, queries, 2]: the largest score, and 1 / sum of e^(score - largest).
    float *_Nullable statistics;
    /// [batch, heads, queries, keys], or null when nobody wants to see the weights.
    float *_Nullable weights;

    /// The backward pass: the output's gradient, and where those of the inputs go (added where accumulate is not 0).
    const float *_Nullable gradient;
    float *_Nullable query_gradient, *_Nullable key_gradient, *_Nullable value_gradient;
    int32_t query_accumulate, key_accumulate, value_accumulate;

    /// Memory of ck_attention_scratch floats.
    float *_Nullable scratch;
} ck_attention;

/// Rows of queries whose scores are held at a time: by the forward pass, and by the backward pass.
#define CK_ATTENTION_ROWS 6
#define CK_ATTENTION_BLOCK 36

static inline ptrdiff_t ck_attention_padded(ptrdiff_t n) { return (n + 15) & ~(ptrdiff_t)15; }

/// In how many pieces the heads of all samples are worked on: each is worth the waking of a thread.
static inline ptrdiff_t ck_attention_pieces(const ck_attention *_Nonnull task) {
    ptrdiff_t heads = task->batch * task->heads;
    double operations = 2.0 * (double)heads * (double)task->queries * (double)task->keys
        * (double)(task->key_width + task->value_width);
    ptrdiff_t pieces = operations > 32e6 ? 16 : (ptrdiff_t)(operations / 2e6);
    return pieces < 1 ? 1 : pieces < heads ? pieces : heads;
}

/// Floats of scratch memory for one piece: turned keys, values and the scores of some rows, and their gradients. It grows
/// with the length of the sequence, not with its square.
static inline ptrdiff_t ck_attention_piece_scratch(const ck_attention *_Nonnull task, int backward) {
    ptrdiff_t keys = ck_attention_padded(task->keys);
    ptrdiff_t k = ck_attention_padded(task->key_width), v = ck_attention_padded(task->value_width);
    if (backward) return keys * (3 * k + 2 * v) + CK_ATTENTION_BLOCK * (2 * keys + 2 * k + v);
    return keys * (k + v) + CK_ATTENTION_ROWS * (keys + v);
}

static inline ptrdiff_t ck_attention_scratch(const ck_attention *_Nonnull task, int backward) {
    return ck_attention_pieces(task) * ck_attention_piece_scratch(task, backward);
}

/// Most pieces that the rows of a normalisation are worked on in; its gradients need 2 * columns floats for each.
#define CK_NORMALIZATION_PIECES 16

#define CK_FUNCTIONS_ATTENTION(X) \
    /* out[r] = table[indices[r]] (+ positions[r % time]); a row of NaN for an index that is no whole number < words */ \
    X(void, embed, \
        (float *out, const float *indices, const float *table, const float *_Nullable positions, ptrdiff_t rows, \
            ptrdiff_t time, ptrdiff_t words, ptrdiff_t columns), \
        (out, indices, table, positions, rows, time, words, columns)) \
    /* table[indices[r]] += gradient[r], in the order of r; without accumulate the table begins at zero */ \
    X(void, embed_backward, \
        (float *table, const float *indices, const float *gradient, ptrdiff_t rows, ptrdiff_t words, \
            ptrdiff_t columns, int accumulate), \
        (table, indices, gradient, rows, words, columns, accumulate)) \
    /* out = 1 where an index is not 0, 0 where it is */ \
    X(void, nonzero, (float *out, const float *a, ptrdiff_t n), (out, a, n)) \
    /* out[b][i] = a[b][i] + table[i], the same table of n numbers for each of the batch; and the table's gradient */ \
    X(void, add_to_each, (float *out, const float *a, const float *table, ptrdiff_t batch, ptrdiff_t n), \
        (out, a, table, batch, n)) \
    X(void, add_to_each_backward, \
        (float *table, const float *gradient, ptrdiff_t batch, ptrdiff_t n, int accumulate), \
        (table, gradient, batch, n, accumulate)) \
    /* out[t][2i] = sin(t / wavelength^(2i / columns)), out[t][2i + 1] = cos of the same */ \
    X(void, sinusoids, (float *out, double wavelength, ptrdiff_t time, ptrdiff_t columns), \
        (out, wavelength, time, columns)) \
    /* out[r] = (a[r] - mean) / sqrt(variance + epsilon) * gamma + beta; with centered 0, */ \
    /* a[r] / sqrt(mean square + epsilon) * gamma + beta. statistics[r] = {mean or 0, 1 / root}; gamma, beta may be null */ \
    X(void, normalize_rows, \
        (float *out, float *statistics, const float *a, const float *_Nullable gamma, const float *_Nullable beta, \
            float epsilon, int centered, ptrdiff_t rows, ptrdiff_t columns), \
        (out, statistics, a, gamma, beta, epsilon, centered, rows, columns)) \
    /* Its backward pass; scratch holds 2 * columns floats for each of CK_NORMALIZATION_PIECES. accumulate is a sum: 1 */ \
    /* adds to out, 2 to gamma_gradient, 4 to beta_gradient */ \
    X(void, normalize_rows_backward, \
        (float *_Nullable out, float *_Nullable gamma_gradient, float *_Nullable beta_gradient, const float *gradient, \
            const float *a, const float *statistics, const float *_Nullable gamma, float *scratch, int centered, \
            int accumulate, ptrdiff_t rows, ptrdiff_t columns), \
        (out, gamma_gradient, beta_gradient, gradient, a, statistics, gamma, scratch, centered, accumulate, rows, \
            columns)) \
    /* The same over groups of columns and all positions of a sample: a is [batch, positions, columns] */ \
    X(void, normalize_groups, \
        (float *out, float *statistics, const float *a, const float *_Nullable gamma, const float *_Nullable beta, \
            float epsilon, ptrdiff_t batch, ptrdiff_t positions, ptrdiff_t columns, ptrdiff_t groups), \
        (out, statistics, a, gamma, beta, epsilon, batch, positions, columns, groups)) \
    X(void, normalize_groups_backward, \
        (float *_Nullable out, float *_Nullable gamma_gradient, float *_Nullable beta_gradient, const float *gradient, \
            const float *a, const float *statistics, const float *_Nullable gamma, int accumulate, ptrdiff_t batch, \
            ptrdiff_t positions, ptrdiff_t columns, ptrdiff_t groups), \
        (out, gamma_gradient, beta_gradient, gradient, a, statistics, gamma, accumulate, batch, positions, columns, \
            groups)) \
    /* out[r] = a[r] + row */ \
    X(void, add_row, (float *out, const float *a, const float *row, ptrdiff_t rows, ptrdiff_t columns), \
        (out, a, row, rows, columns)) \
    X(void, attention_forward, (const ck_attention *task), (task)) \
    X(void, attention_backward, (const ck_attention *task), (task))

#endif
