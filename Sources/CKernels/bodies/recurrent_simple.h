// h = f(x W + h U + b)
CK_INLINE void simple_forward_as(
    const int usual, const ck_recurrent *layer, const recurrent_shape *shape, const forward_step *step,
    ptrdiff_t panel) {
    for (ptrdiff_t row = 0; row < step->rows; row++) {
        ptrdiff_t place = (panel * step->rows + row) * shape->panel_row;
        for (int v = 0; v < shape->parts; v++) {
            ptrdiff_t unit = panel * shape->panel_units + v * CK_WIDTH, left = layer->units - unit;
            if (left <= 0) break;
            vf sum = load(step->gates + place + v * CK_WIDTH), value = cell_value(usual, sum, layer);
            if (skips_row(layer, step->first_row, row, step->time))
                value = load(step->hidden + row * shape->padded_units + unit);
            if (step->sums) store(step->sums + place + v * CK_WIDTH, sum);
            store(step->gates + place + v * CK_WIDTH, value);
            put_hidden(layer, shape, step, row, unit, left < CK_WIDTH ? left : CK_WIDTH, value);
        }
    }
}

static void simple_forward(
    const ck_recurrent *layer, const recurrent_shape *shape, const forward_step *step, ptrdiff_t panel) {
    if (is_usual(layer)) simple_forward_as(1, layer, shape, step, panel);
    else simple_forward_as(0, layer, shape, step, panel);
}

CK_INLINE void simple_backward_as(
    const int usual, const ck_recurrent *layer, const recurrent_shape *shape, const backward_step *step, ptrdiff_t panel) {
    for (ptrdiff_t row = 0; row < step->rows; row++) {
        ptrdiff_t place = (panel * step->rows + row) * shape->panel_row;
        for (int v = 0; v < shape->parts; v++) {
            ptrdiff_t unit = panel * shape->panel_units + v * CK_WIDTH, left = layer->units - unit;
            float *gates = step->gates + place + v * CK_WIDTH;
            if (left <= 0) {
                store(gates, splat(0));
                continue;
            }
            float *carry = step->carry + row * shape->padded_units + unit;
            vf gradient = hidden_gradient(layer, shape, step, row, unit, left < CK_WIDTH ? left : CK_WIDTH);
            if (skips_row(layer, step->first_row, row, step->time)) {
                store(gates, splat(0));
                store(carry, gradient);
            } else {
                const float *value = layer->from_sums ? step->sums + place + v * CK_WIDTH : gates;
                store(gates, gradient * cell_slope(usual, load(value), layer));
                store(carry, splat(0));
            }
        }
    }
}

static void simple_backward(
    const ck_recurrent *layer, const recurrent_shape *shape, const backward_step *step, ptrdiff_t panel) {
    if (is_usual(layer)) simple_backward_as(1, layer, shape, step, panel);
    else simple_backward_as(0, layer, shape, step, panel);
}
