// What a cell's pass over the gates of one panel sees of a step.

// Arrays begin at the piece's first row.
typedef struct forward_step {
    ptrdiff_t first_row, rows, time;
    float *gates, *sums;
    const float *states_before;
    float *states_after;
    // The state, and its places in the next step's row of `joined` and in the output; null where there is none.
    float *hidden, *next, *output;
} forward_step;

typedef struct backward_step {
    ptrdiff_t first_row, rows, time;
    float *gates;
    const float *sums, *states_before, *states_after;
    // The gradient of the state behind this step: what came back through the next step's product, in panels, and past it.
    const float *product;
    panels targets;
    float *carry, *cell;
    const float *output;
} backward_step;

CK_INLINE int skips_row(const ck_recurrent *layer, ptrdiff_t first_row, ptrdiff_t row, ptrdiff_t time) {
    return layer->mask && layer->mask[(first_row + row) * layer->time + time] == 0;
}

// An activation that is known only when it runs: once in the program, not at each place that calls it.
static __attribute__((noinline)) vf any_activated(vf x, ck_activation f, float slope) { return activated(x, f, slope); }
static __attribute__((noinline)) vf any_derivative(vf value, ck_activation f, float slope) {
    return derivative(value, f, slope);
}

// The usual ones, tanh and the logistic function, are part of the loops over rows.
CK_INLINE vf cell_value(const int usual, vf x, const ck_recurrent *layer) {
    return usual ? v_tanh(x) : any_activated(x, (ck_activation)layer->activation, layer->slope);
}
CK_INLINE vf gate_value(const int usual, vf x, const ck_recurrent *layer) {
    return usual ? v_sigmoid(x) : any_activated(x, (ck_activation)layer->recurrent_activation, layer->recurrent_slope);
}
CK_INLINE vf cell_slope(const int usual, vf value, const ck_recurrent *layer) {
    return usual ? 1.0f - value * value : any_derivative(value, (ck_activation)layer->activation, layer->slope);
}
CK_INLINE vf gate_slope(const int usual, vf value, const ck_recurrent *layer) {
    if (usual) return value * (1.0f - value);
    return any_derivative(value, (ck_activation)layer->recurrent_activation, layer->recurrent_slope);
}
CK_INLINE int is_usual(const ck_recurrent *layer) {
    return layer->activation == ck_tanh && (layer->cell == ck_cell_simple || layer->recurrent_activation == ck_sigmoid);
}

// Stores a vector of the state wherever it is needed. `unit` is its first unit, `count` its lanes that exist.
CK_INLINE void put_hidden(
    const ck_recurrent *layer, const recurrent_shape *shape, const forward_step *step, ptrdiff_t row, ptrdiff_t unit,
    ptrdiff_t count, vf value) {
    store(step->hidden + row * shape->padded_units + unit, value);
    if (step->output) {
        int is_zero = layer->zeroes_skipped && skips_row(layer, step->first_row, row, step->time);
        store_some(step->output + row * layer->output_row + unit, is_zero ? splat(0) : value, count);
    }
    if (step->next) {
        if (layer->recurrent_factor)
            value *= load_some(layer->recurrent_factor + (step->first_row + row) * layer->units + unit, count);
        store_some(step->next + row * shape->joined_row + unit, value, count);
    }
}

// The gradient of a vector of the state.
CK_INLINE vf hidden_gradient(
    const ck_recurrent *layer, const recurrent_shape *shape, const backward_step *step, ptrdiff_t row, ptrdiff_t unit,
    ptrdiff_t count) {
    ptrdiff_t vector = unit / CK_WIDTH, target = vector / step->targets.vectors, lane = vector % step->targets.vectors;
    vf value = load(step->product + ((target * step->rows + row) * step->targets.vectors + lane) * CK_WIDTH);
    if (layer->recurrent_factor)
        value *= load_some(layer->recurrent_factor + (step->first_row + row) * layer->units + unit, count);
    value += load(step->carry + row * shape->padded_units + unit);
    if (step->output && !(layer->zeroes_skipped && skips_row(layer, step->first_row, row, step->time)))
        value += load_some(step->output + row * layer->output_row + unit, count);
    return value;
}
