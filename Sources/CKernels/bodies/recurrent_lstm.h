// Long short-term memory (Hochreiter and Schmidhuber 1997; with the forget gate of Gers et al. 2000):
// c = f * c + i * g, h = o * act(c), with i, f, o = recurrent_activation(.) and g = act(.); parts i, f, g, o.
CK_INLINE void lstm_forward_as(
    const int usual, const ck_recurrent *layer, const recurrent_shape *shape,
    const forward_step *step, ptrdiff_t panel) {
    const ptrdiff_t unit = panel * CK_WIDTH, left = layer->units - unit, count = left < CK_WIDTH ? left : CK_WIDTH;
    for (ptrdiff_t row = 0; row < step->rows; row++) {
        float *parts = step->gates + (panel * step->rows + row) * shape->panel_row;
        const ptrdiff_t state = row * shape->padded_units + unit;
        vf cell = load(step->states_before + state), hidden;
        if (skips_row(layer, step->first_row, row, step->time)) {
            hidden = load(step->hidden + state);
        } else {
            vf input = load(parts), forget = load(parts + CK_WIDTH);
            vf candidate = load(parts + 2 * CK_WIDTH), output = load(parts + 3 * CK_WIDTH);
            if (step->sums) {
                float *sums = step->sums + (panel * step->rows + row) * shape->panel_row;
                store(sums, input);
                store(sums + CK_WIDTH, forget);
                store(sums + 2 * CK_WIDTH, candidate);
                store(sums + 3 * CK_WIDTH, output);
            }
            input = gate_value(usual, input, layer);
            forget = gate_value(usual, forget, layer);
            candidate = cell_value(usual, candidate, layer);
            output = gate_value(usual, output, layer);
            cell = forget * cell + input * candidate;
            hidden = output * cell_value(usual, cell, layer);
            store(parts, input);
            store(parts + CK_WIDTH, forget);
            store(parts + 2 * CK_WIDTH, candidate);
            store(parts + 3 * CK_WIDTH, output);
        }
        store(step->states_after + state, cell);
        put_hidden(layer, shape, step, row, unit, count, hidden);
    }
}

static void lstm_forward(
    const ck_recurrent *layer, const recurrent_shape *shape, const forward_step *step, ptrdiff_t panel) {
    if (is_usual(layer)) lstm_forward_as(1, layer, shape, step, panel);
    else lstm_forward_as(0, layer, shape, step, panel);
}

// The parts become the gradients of their sums.
CK_INLINE void lstm_backward_as(
    const int usual, const ck_recurrent *layer, const recurrent_shape *shape,
    const backward_step *step, ptrdiff_t panel) {
    const ptrdiff_t unit = panel * CK_WIDTH, left = layer->units - unit, count = left < CK_WIDTH ? left : CK_WIDTH;
    for (ptrdiff_t row = 0; row < step->rows; row++) {
        const ptrdiff_t place = (panel * step->rows + row) * shape->panel_row, state = row * shape->padded_units + unit;
        float *parts = step->gates + place;
        vf gradient = hidden_gradient(layer, shape, step, row, unit, count);
        if (skips_row(layer, step->first_row, row, step->time)) {
            for (int v = 0; v < 4; v++) store(parts + v * CK_WIDTH, splat(0));
            store(step->carry + state, gradient);
            continue;
        }
        store(step->carry + state, splat(0));
        vf input = load(parts), forget = load(parts + CK_WIDTH);
        vf candidate = load(parts + 2 * CK_WIDTH), output = load(parts + 3 * CK_WIDTH);
        // Derivatives are computed from the values, or from the sums.
        const float *gate_values = layer->recurrent_from_sums ? step->sums + place : parts;
        const float *values = layer->from_sums ? step->sums + place : parts;
        vf input_slope = gate_slope(usual, load(gate_values), layer);
        vf forget_slope = gate_slope(usual, load(gate_values + CK_WIDTH), layer);
        vf candidate_slope = cell_slope(usual, load(values + 2 * CK_WIDTH), layer);
        vf output_slope = gate_slope(usual, load(gate_values + 3 * CK_WIDTH), layer);

        vf state_value = load(step->states_after + state), shown = cell_value(usual, state_value, layer);
        vf shown_slope = cell_slope(usual, layer->from_sums ? state_value : shown, layer);
        vf cell = load(step->cell + state) + gradient * output * shown_slope;
        store(parts, cell * candidate * input_slope);
        store(parts + CK_WIDTH, cell * load(step->states_before + state) * forget_slope);
        store(parts + 2 * CK_WIDTH, cell * input * candidate_slope);
        store(parts + 3 * CK_WIDTH, gradient * shown * output_slope);
        store(step->cell + state, cell * forget);
    }
}

static void lstm_backward(
    const ck_recurrent *layer, const recurrent_shape *shape, const backward_step *step, ptrdiff_t panel) {
    if (is_usual(layer)) lstm_backward_as(1, layer, shape, step, panel);
    else lstm_backward_as(0, layer, shape, step, panel);
}
