// Gated recurrent unit (Cho et al. 2014, with the reset gate behind the product): h = z * h + (1 - z) * n,
// n = act(x Wn + b + r * (h Un + b')), z and r = recurrent_activation(.); parts z, r, x Wn + b (then n), h Un + b'.
CK_INLINE void gru_forward_as(
    const int usual, const ck_recurrent *layer, const recurrent_shape *shape,
    const forward_step *step, ptrdiff_t panel) {
    const ptrdiff_t unit = panel * CK_WIDTH, left = layer->units - unit, count = left < CK_WIDTH ? left : CK_WIDTH;
    for (ptrdiff_t row = 0; row < step->rows; row++) {
        float *parts = step->gates + (panel * step->rows + row) * shape->panel_row;
        const ptrdiff_t state = row * shape->padded_units + unit;
        vf hidden = load(step->states_before + state);
        if (!skips_row(layer, step->first_row, row, step->time)) {
            vf update_sum = load(parts), reset_sum = load(parts + CK_WIDTH);
            vf update = gate_value(usual, update_sum, layer);
            vf reset = gate_value(usual, reset_sum, layer);
            vf sum = load(parts + 2 * CK_WIDTH) + reset * load(parts + 3 * CK_WIDTH);
            vf candidate = cell_value(usual, sum, layer);
            if (step->sums) {
                float *sums = step->sums + (panel * step->rows + row) * shape->panel_row;
                store(sums, update_sum);
                store(sums + CK_WIDTH, reset_sum);
                store(sums + 2 * CK_WIDTH, sum);
            }
            store(parts, update);
            store(parts + CK_WIDTH, reset);
            store(parts + 2 * CK_WIDTH, candidate);
            hidden = update * hidden + (1.0f - update) * candidate;
        }
        store(step->states_after + state, hidden);
        put_hidden(layer, shape, step, row, unit, count, hidden);
    }
}

static void gru_forward(
    const ck_recurrent *layer, const recurrent_shape *shape, const forward_step *step, ptrdiff_t panel) {
    if (is_usual(layer)) gru_forward_as(1, layer, shape, step, panel);
    else gru_forward_as(0, layer, shape, step, panel);
}

// The parts become the gradients of the four sums.
CK_INLINE void gru_backward_as(
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
        vf update = load(parts), reset = load(parts + CK_WIDTH), candidate = load(parts + 2 * CK_WIDTH);
        const float *gate_values = layer->recurrent_from_sums ? step->sums + place : parts;
        const float *values = layer->from_sums ? step->sums + place : parts;
        vf update_slope = gate_slope(usual, load(gate_values), layer);
        vf reset_slope = gate_slope(usual, load(gate_values + CK_WIDTH), layer);
        vf slope = cell_slope(usual, load(values + 2 * CK_WIDTH), layer);

        vf sum = gradient * (1.0f - update) * slope;
        store(step->carry + state, gradient * update);
        store(parts, gradient * (load(step->states_before + state) - candidate) * update_slope);
        store(parts + CK_WIDTH, sum * load(parts + 3 * CK_WIDTH) * reset_slope);
        store(parts + 2 * CK_WIDTH, sum);
        store(parts + 3 * CK_WIDTH, sum * reset);
    }
}

static void gru_backward(
    const ck_recurrent *layer, const recurrent_shape *shape, const backward_step *step, ptrdiff_t panel) {
    if (is_usual(layer)) gru_backward_as(1, layer, shape, step, panel);
    else gru_backward_as(0, layer, shape, step, panel);
}
