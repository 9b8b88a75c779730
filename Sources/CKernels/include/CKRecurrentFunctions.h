// Kernels: recurrent layers. See CKFunctions.h.
#ifndef CKRECURRENTFUNCTIONS_H
#define CKRECURRENTFUNCTIONS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The kinds of recurrent cells. Columns of the weights are gates one behind the other, `units` columns each.
typedef enum ck_cell {
    /// h = f(x W + h U + b)
    ck_cell_simple,
    /// Gates i, f, c, o.
    ck_cell_lstm,
    /// Gates z, r, h, with the reset gate applied behind the product (reset_after).
    ck_cell_gru,
} ck_cell;

/// A recurrent layer for one batch: sizes and addresses. All arrays are row-major.
typedef struct ck_recurrent {
    ck_cell cell;
    /// ck_activation: of the candidate and the output, and of the gates.
    int32_t activation, recurrent_activation;
    float slope, recurrent_slope;
    /// Whether their derivatives are computed from the sums, not from the values.
    int32_t from_sums, recurrent_from_sums;
    ptrdiff_t batch, time, features, units;
    /// Whether it walks from the last step to the first.
    int32_t backwards;
    /// Whether the output has one row for each step; else only the last state's.
    int32_t sequence;
    /// Whether the output's steps lie in the order of the input's even if walked backwards.
    int32_t restores_order;
    /// Whether the output of a skipped step is zero, in place of the state as it was.
    int32_t zeroes_skipped;
    /// Whether a backward pass follows, for which every step's numbers are kept.
    int32_t keeps_steps;

    /// [batch, time, features]
    const float *_Nullable input;
    /// [features, gates * units], [units, gates * units]
    const float *_Nullable kernel, *_Nullable recurrent_kernel;
    /// [gates * units]; for gru [2, gates * units]: with x W, and with h U
    const float *_Nullable bias;
    /// [batch, time]: 0 for a step to skip
    const float *_Nullable mask;
    /// [batch, features] and [batch, units], factors that are the same for each step: dropout
    const float *_Nullable input_factor, *_Nullable recurrent_factor;
    /// [batch, units] in rows of `initial_row` floats; zeros when null. The cell's for lstm alone.
    const float *_Nullable initial_hidden, *_Nullable initial_cell;
    ptrdiff_t initial_row;
    /// [batch, (time,) units] in rows of `output_row` floats and steps of `units`
    float *_Nullable output;
    ptrdiff_t output_row;
    /// lstm: [batch, units] in rows of `output_row` floats, the cell's last state
    float *_Nullable final_cell;

    /// Kept from the forward to the backward pass; ck_recurrent_..._count floats each.
    float *_Nullable joined, *_Nullable gates, *_Nullable states;
    /// As gates: sums before the activation, where a derivative is computed from those.
    float *_Nullable sums;
    float *_Nullable scratch;

    /// Backward pass. Gradients of outputs, laid out as these.
    const float *_Nullable output_gradient, *_Nullable final_cell_gradient;
    /// Written, or added to when the flag beside it is not 0; null when not needed.
    float *_Nullable input_gradient;
    float *_Nullable initial_hidden_gradient, *_Nullable initial_cell_gradient;
    float *_Nullable kernel_gradient, *_Nullable recurrent_kernel_gradient, *_Nullable bias_gradient;
    int32_t adds_input, adds_initial_hidden, adds_initial_cell, adds_kernel, adds_recurrent_kernel, adds_bias;
} ck_recurrent;

/// An upper limit of `units` rounded up to whole panels, at any level.
static inline ptrdiff_t ck_recurrent_padded(ptrdiff_t units) {
    return ((units + 15) & ~(ptrdiff_t)15) + 16 * ((units + 63) / 64);
}

/// Floats from one row of `joined` to the next: an odd number of cache lines, so that rows do not fall on each other in the cache.
static inline ptrdiff_t ck_recurrent_joined_row(const ck_recurrent *layer) {
    return (((layer->features + layer->units + 15) >> 4) | 1) << 4;
}

/// Parts of a unit's row in `gates`: gru keeps h U of its third gate apart from x W.
static inline ptrdiff_t ck_recurrent_parts(const ck_recurrent *layer) { return layer->cell == ck_cell_simple ? 1 : 4; }
static inline ptrdiff_t ck_recurrent_gates(const ck_recurrent *layer) {
    return layer->cell == ck_cell_simple ? 1 : layer->cell == ck_cell_gru ? 3 : 4;
}

/// Floats in `joined`, `gates`, `states` (and `sums`, as gates).
static inline ptrdiff_t ck_recurrent_joined_count(const ck_recurrent *layer) {
    return (layer->keeps_steps ? layer->time : 2) * layer->batch * ck_recurrent_joined_row(layer);
}
static inline ptrdiff_t ck_recurrent_gates_count(const ck_recurrent *layer) {
    return (layer->keeps_steps ? layer->time : 1) * layer->batch * ck_recurrent_parts(layer)
        * ck_recurrent_padded(layer->units);
}
static inline ptrdiff_t ck_recurrent_states_count(const ck_recurrent *layer) {
    if (layer->cell == ck_cell_simple) return 1;
    return (layer->keeps_steps ? layer->time + 1 : 2) * layer->batch * ck_recurrent_padded(layer->units);
}

/// Floats in `scratch`, for the forward pass and for the backward pass.
static inline ptrdiff_t ck_recurrent_forward_scratch(const ck_recurrent *layer) {
    ptrdiff_t units = ck_recurrent_padded(layer->units);
    return (layer->features + layer->units) * ck_recurrent_gates(layer) * units + 4 * units + layer->batch * units;
}
static inline ptrdiff_t ck_recurrent_backward_scratch(const ck_recurrent *layer) {
    ptrdiff_t units = ck_recurrent_padded(layer->units), both = units + ck_recurrent_padded(layer->features);
    ptrdiff_t weights = ck_recurrent_gates(layer) * units * both;
    ptrdiff_t rows = layer->batch * (both + 2 * units);
    ptrdiff_t gradients = (layer->features + layer->units + 1) * ck_recurrent_parts(layer) * units;
    return weights + rows + gradients;
}

#pragma clang assume_nonnull end

#define CK_FUNCTIONS_RECURRENT(X) \
    /* All steps of a recurrent layer, and the way back through them */ \
    X(void, recurrent_forward, (const ck_recurrent *layer), (layer)) \
    X(void, recurrent_backward, (const ck_recurrent *layer), (layer)) \
    /* out = a + deviation * draw, and out = a * (1 + deviation * draw), with draws of the normal distribution */ \
    X(void, add_noise, (float *out, const float *a, float deviation, uint64_t key, ptrdiff_t n), \
        (out, a, deviation, key, n)) \
    X(void, multiply_noise, (float *out, const float *a, float deviation, uint64_t key, ptrdiff_t n), \
        (out, a, deviation, key, n))

#endif
