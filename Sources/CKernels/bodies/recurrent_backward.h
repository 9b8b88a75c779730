// The backward pass: pieces of the batch go back through all steps, then the weights' gradients follow in one product.

typedef struct backward_pass {
    const ck_recurrent *layer;
    recurrent_shape shape;
    // Panels of the units and of the features, and the transposed weights in them.
    panels units, features;
    const float *unit_weights, *feature_weights;
    // For each row: gradients in panels, the gradient that goes past the product, and the cell's.
    float *products, *carry, *cell;
    ptrdiff_t products_row;
} backward_pass;

// out[target][row] = gates · weights, where gru's third gate is part `third`.
static void product_back(
    const backward_pass *pass, float *out, panels targets, const float *weights, const float *gates, ptrdiff_t rows,
    int third) {
    const recurrent_shape *shape = &pass->shape;
    const int is_gru = pass->layer->cell == ck_cell_gru;
    const ptrdiff_t width = targets.vectors * CK_WIDTH, inner = shape->gate_vectors * CK_WIDTH, count = shape->panel_count;
    const ptrdiff_t blocks = (count * inner * width + CK_BLOCK_FLOATS - 1) / CK_BLOCK_FLOATS;
    const ptrdiff_t used_blocks = blocks < count ? blocks : count;
    panel_product job = {
        .out_row = width, .out_last = width - CK_WIDTH, .a_row = shape->panel_row, .a_step = 1,
        .a_segment = rows * shape->panel_row, .b_step = width, .b_last = width - CK_WIDTH, .b_segment = inner * width,
    };
    for (ptrdiff_t target = 0; target < targets.count; target++) {
        job.out = out + target * rows * width;
        job.adds = 0;
        for (ptrdiff_t block = 0; block < used_blocks; block++) {
            const ptrdiff_t first = block * count / used_blocks, end = (block + 1) * count / used_blocks;
            job.a = gates + first * job.a_segment;
            job.b = weights + (target * count + first) * job.b_segment;
            job.segments = end - first;
            job.inner = is_gru ? 2 * CK_WIDTH : inner;
            run_panel(&job, rows, targets.vectors);
            job.adds = 1;
            if (!is_gru) continue;
            job.a += third * CK_WIDTH;
            job.b += 2 * CK_WIDTH * width;
            job.inner = CK_WIDTH;
            run_panel(&job, rows, targets.vectors);
        }
    }
}

// From panels to rows, times a factor where there is one.
CK_INLINE void put_gradients(
    float *out, const float *products, panels targets, ptrdiff_t rows, ptrdiff_t row, ptrdiff_t columns, const float *factor,
    int adds) {
    const ptrdiff_t width = targets.vectors * CK_WIDTH;
    CK_EACH(columns, {
        vf value = load(products + (i / width * rows + row) * width + i % width);
        if (factor) value *= load_some(factor + i, count);
        if (adds) value += load_some(out + i, count);
        store_some(out + i, value, count);
    });
}

static void initial_gradients(const backward_pass *pass, piece_rows piece, const float *products) {
    const ck_recurrent *layer = pass->layer;
    const ptrdiff_t units = layer->units;
    for (ptrdiff_t row = 0; row < piece.count; row++) {
        const ptrdiff_t place = piece.start + row;
        if (layer->initial_hidden_gradient) {
            float *out = layer->initial_hidden_gradient + place * layer->initial_row;
            const float *factor = layer->recurrent_factor ? layer->recurrent_factor + place * units : NULL;
            const float *carry = pass->carry + place * pass->shape.padded_units;
            put_gradients(out, products, pass->units, piece.count, row, units, factor, layer->adds_initial_hidden);
            CK_EACH(units, { store_some(out + i, load_some(out + i, count) + load_some(carry + i, count), count); });
        }
        if (layer->initial_cell_gradient) {
            float *out = layer->initial_cell_gradient + place * layer->initial_row;
            const float *cell = pass->cell + place * pass->shape.padded_units;
            CK_EACH(units, {
                vf value = load_some(cell + i, count);
                if (layer->adds_initial_cell) value += load_some(out + i, count);
                store_some(out + i, value, count);
            });
        }
    }
}

static void begin_backward(const backward_pass *pass, piece_rows piece, float *products) {
    const ck_recurrent *layer = pass->layer;
    const ptrdiff_t padded = pass->shape.padded_units, units = layer->units;
    memset(products, 0, (size_t)(piece.count * pass->products_row) * sizeof(float));
    memset(pass->carry + piece.start * padded, 0, (size_t)(piece.count * padded) * sizeof(float));
    memset(pass->cell + piece.start * padded, 0, (size_t)(piece.count * padded) * sizeof(float));
    if (!layer->final_cell_gradient) return;
    for (ptrdiff_t row = piece.start; row < piece.start + piece.count; row++)
        memcpy(
            pass->cell + row * padded, layer->final_cell_gradient + row * layer->output_row, (size_t)units * sizeof(float));
}

static void backward_piece(void *context, ptrdiff_t number) {
    const backward_pass *pass = context;
    const ck_recurrent *layer = pass->layer;
    const recurrent_shape *shape = &pass->shape;
    const piece_rows piece = rows_of_piece(layer, shape, number);
    const ptrdiff_t first = piece.start, state = first * shape->padded_units, has_states = layer->cell != ck_cell_simple;
    float *products = pass->products + first * pass->products_row;
    float *feature_products = products + pass->units.count * pass->units.vectors * CK_WIDTH * piece.count;
    begin_backward(pass, piece, products);
    for (ptrdiff_t s = layer->time - 1; s >= 0; s--) {
        const float *gradient = layer->sequence || s == layer->time - 1 ? layer->output_gradient : NULL;
        const backward_step step = {
            .first_row = first, .rows = piece.count, .time = time_of(layer, s),
            .gates = layer->gates + s * shape->gates_step + first * shape->gates_row,
            .sums = layer->sums ? layer->sums + s * shape->gates_step + first * shape->gates_row : NULL,
            .states_before = has_states ? layer->states + s * shape->states_step + state : NULL,
            .states_after = has_states ? layer->states + (s + 1) * shape->states_step + state : NULL,
            .product = products, .targets = pass->units, .carry = pass->carry + state, .cell = pass->cell + state,
            .output = gradient ? gradient + first * layer->output_row + output_offset(layer, s) : NULL,
        };
        for (ptrdiff_t panel = 0; panel < shape->panel_count; panel++) {
            switch (layer->cell) {
            case ck_cell_simple: simple_backward(layer, shape, &step, panel); break;
            case ck_cell_lstm: lstm_backward(layer, shape, &step, panel); break;
            case ck_cell_gru: gru_backward(layer, shape, &step, panel); break;
            }
        }
        if (s > 0 || layer->initial_hidden_gradient)
            product_back(pass, products, pass->units, pass->unit_weights, step.gates, piece.count, 3);
        if (!layer->input_gradient) continue;
        product_back(pass, feature_products, pass->features, pass->feature_weights, step.gates, piece.count, 2);
        for (ptrdiff_t row = 0; row < piece.count; row++)
            put_gradients(
                layer->input_gradient + ((first + row) * layer->time + step.time) * layer->features, feature_products,
                pass->features, piece.count, row, layer->features,
                layer->input_factor ? layer->input_factor + (first + row) * layer->features : NULL, layer->adds_input);
    }
    initial_gradients(pass, piece, products);
}

static void k_recurrent_backward(const ck_recurrent *layer) {
    backward_pass pass = {.layer = layer, .shape = shape_of(layer), .units = panels_of(layer->units)};
    const recurrent_shape *shape = &pass.shape;
    if (layer->input_gradient) pass.features = panels_of(layer->features);
    const ptrdiff_t gates = shape->panel_count * shape->gate_vectors * CK_WIDTH;
    const ptrdiff_t unit_columns = pass.units.count * pass.units.vectors * CK_WIDTH;
    const ptrdiff_t feature_columns = pass.features.count * pass.features.vectors * CK_WIDTH;
    pass.products_row = unit_columns + feature_columns;
    float *place = layer->scratch;
    float *unit_weights = take_floats(&place, gates * unit_columns);
    float *feature_weights = take_floats(&place, gates * feature_columns);
    pass.products = take_floats(&place, layer->batch * pass.products_row);
    pass.carry = take_floats(&place, layer->batch * shape->padded_units);
    pass.cell = take_floats(&place, layer->batch * shape->padded_units);
    pack_turned_weights(unit_weights, layer, shape, layer->recurrent_kernel, layer->units, pass.units);
    if (layer->input_gradient) pack_turned_weights(feature_weights, layer, shape, layer->kernel, layer->features, pass.features);
    pass.unit_weights = unit_weights;
    pass.feature_weights = feature_weights;
    in_pieces(backward_piece, &pass, shape->pieces, layer->time * layer->batch * gates * pass.products_row);
    if (layer->kernel_gradient) weight_gradients(layer, shape, place);
}
