// The forward pass: pieces of the batch go through all steps.

typedef struct forward_pass {
    const ck_recurrent *layer;
    recurrent_shape shape;
    const float *weights, *bias;
    float *hidden;
} forward_pass;

// x_t into `joined`, and before the first step the initial state.
static void begin_step(
    const ck_recurrent *layer, const recurrent_shape *shape, float *joined, piece_rows piece, ptrdiff_t time) {
    for (ptrdiff_t row = piece.start; row < piece.start + piece.count; row++) {
        const float *from = layer->input + (row * layer->time + time) * layer->features;
        float *to = joined + row * shape->joined_row;
        if (layer->input_factor) {
            const float *factor = layer->input_factor + row * layer->features;
            CK_EACH(layer->features, {
                store_some(to + i, load_some(from + i, count) * load_some(factor + i, count), count);
            });
        } else {
            CK_EACH(layer->features, { store_some(to + i, load_some(from + i, count), count); });
        }
    }
}

static void begin_sequence(const forward_pass *pass, piece_rows piece) {
    const ck_recurrent *layer = pass->layer;
    const recurrent_shape *shape = &pass->shape;
    const ptrdiff_t units = layer->units, padded = shape->padded_units;
    for (ptrdiff_t row = piece.start; row < piece.start + piece.count; row++) {
        float *hidden = pass->hidden + row * padded, *joined = layer->joined + row * shape->joined_row + layer->features;
        memset(hidden, 0, (size_t)padded * sizeof(float));
        if (layer->initial_hidden)
            memcpy(hidden, layer->initial_hidden + row * layer->initial_row, (size_t)units * sizeof(float));
        CK_EACH(units, {
            vf value = load_some(hidden + i, count);
            if (layer->recurrent_factor) value *= load_some(layer->recurrent_factor + row * units + i, count);
            store_some(joined + i, value, count);
        });
        if (layer->cell == ck_cell_simple) continue;
        float *state = layer->states + row * padded;
        const float *initial = layer->cell == ck_cell_gru ? layer->initial_hidden : layer->initial_cell;
        memset(state, 0, (size_t)padded * sizeof(float));
        if (initial) memcpy(state, initial + row * layer->initial_row, (size_t)units * sizeof(float));
    }
}

// The sums of a panel's gates: bias + x W + h U, in blocks of weights that fit the first-level cache.
CK_INLINE void panel_sums(
    const forward_pass *pass, float *gates, const float *joined, ptrdiff_t rows, ptrdiff_t panel) {
    const recurrent_shape *shape = &pass->shape;
    const ptrdiff_t features = pass->layer->features, step = shape->gate_vectors * CK_WIDTH;
    const int is_gru = pass->layer->cell == ck_cell_gru;
    panel_product job = {
        .out = gates, .out_row = shape->panel_row, .out_last = (shape->gate_vectors - 1) * CK_WIDTH,
        .a_row = shape->joined_row, .a_step = 1, .b_step = step, .b_last = (shape->gate_vectors - 1) * CK_WIDTH,
        .segments = 1, .start = pass->bias + panel * shape->panel_row,
    };
    if (is_gru) {
        // Its first product leaves out the fourth part, its second the third.
        for (ptrdiff_t row = 0; row < rows; row++) memcpy(gates + row * shape->panel_row, job.start, 4 * sizeof(vf));
        job.start = NULL;
        job.adds = 1;
    }
    const ptrdiff_t ends[2] = {is_gru ? features : shape->inner, shape->inner};
    ptrdiff_t begin = 0;
    for (int phase = 0; phase < 2; phase++) {
        const ptrdiff_t all = ends[phase] - begin, blocks = (all * step + CK_BLOCK_FLOATS - 1) / CK_BLOCK_FLOATS;
        if (phase == 1) job.out_last = 3 * CK_WIDTH;
        const ptrdiff_t origin = begin;
        for (ptrdiff_t block = 0; block < blocks; block++) {
            const ptrdiff_t end = origin + all * (block + 1) / blocks;
            job.a = joined + begin;
            job.b = pass->weights + (panel * shape->inner + begin) * step;
            job.inner = end - begin;
            run_panel(&job, rows, shape->gate_vectors);
            job.start = NULL;
            job.adds = 1;
            begin = end;
        }
    }
}

static void forward_piece(void *context, ptrdiff_t number) {
    const forward_pass *pass = context;
    const ck_recurrent *layer = pass->layer;
    const recurrent_shape *shape = &pass->shape;
    const piece_rows piece = rows_of_piece(layer, shape, number);
    const ptrdiff_t first = piece.start, state = first * shape->padded_units;
    begin_sequence(pass, piece);
    for (ptrdiff_t s = 0; s < layer->time; s++) {
        float *joined = layer->joined + slot_of(layer, s) * shape->joined_step;
        float *next = layer->joined + slot_of(layer, s + 1) * shape->joined_step;
        float *before = layer->states, *after = layer->states;
        if (layer->cell != ck_cell_simple) {
            before += slot_of(layer, s) * shape->states_step + state;
            after += slot_of(layer, s + 1) * shape->states_step + state;
        }
        const int shows = layer->sequence || s == layer->time - 1;
        const forward_step step = {
            .first_row = first, .rows = piece.count, .time = time_of(layer, s),
            .gates = layer->gates + s * shape->gates_step + first * shape->gates_row,
            .sums = layer->sums ? layer->sums + s * shape->gates_step + first * shape->gates_row : NULL,
            .states_before = before, .states_after = after, .hidden = pass->hidden + state,
            .next = s + 1 < layer->time ? next + first * shape->joined_row + layer->features : NULL,
            .output = shows ? layer->output + first * layer->output_row + output_offset(layer, s) : NULL,
        };
        begin_step(layer, shape, joined, piece, step.time);
        for (ptrdiff_t panel = 0; panel < shape->panel_count; panel++) {
            panel_sums(
                pass, step.gates + panel * piece.count * shape->panel_row, joined + first * shape->joined_row, piece.count,
                panel);
            switch (layer->cell) {
            case ck_cell_simple: simple_forward(layer, shape, &step, panel); break;
            case ck_cell_lstm: lstm_forward(layer, shape, &step, panel); break;
            case ck_cell_gru: gru_forward(layer, shape, &step, panel); break;
            }
        }
    }
    if (!layer->final_cell) return;
    const float *last = layer->states + slot_of(layer, layer->time) * shape->states_step;
    for (ptrdiff_t row = first; row < first + piece.count; row++)
        memcpy(
            layer->final_cell + row * layer->output_row, last + row * shape->padded_units,
            (size_t)layer->units * sizeof(float));
}

static void k_recurrent_forward(const ck_recurrent *layer) {
    forward_pass pass = {.layer = layer, .shape = shape_of(layer)};
    const ptrdiff_t gates = pass.shape.gate_vectors * CK_WIDTH * pass.shape.panel_count;
    const ptrdiff_t weights = pass.shape.inner * gates, bias = pass.shape.panel_count * pass.shape.panel_row;
    float *place = layer->scratch, *packed = take_floats(&place, weights), *packed_bias = take_floats(&place, bias);
    pack_weights(packed, layer, &pass.shape);
    pack_bias(packed_bias, layer, &pass.shape);
    pass.weights = packed;
    pass.bias = packed_bias;
    pass.hidden = place;
    in_pieces(forward_piece, &pass, pass.shape.pieces, layer->time * layer->batch * weights);
}
