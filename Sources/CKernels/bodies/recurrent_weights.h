// Gradients of weights and bias: one product over all steps and rows, divided by panels.

typedef struct weights_pass {
    const ck_recurrent *layer;
    const recurrent_shape *shape;
    // [panel][features + units + 1][parts], the last row for the bias.
    float *gradients;
    ptrdiff_t groups;
} weights_pass;

// Adds a block of steps of one piece of the batch to a panel's gradients.
static void add_block(
    const weights_pass *pass, ptrdiff_t panel, piece_rows piece, ptrdiff_t s, ptrdiff_t steps, int adds) {
    const ck_recurrent *layer = pass->layer;
    const recurrent_shape *shape = pass->shape;
    const ptrdiff_t row = shape->panel_row, last = (shape->gate_vectors - 1) * CK_WIDTH;
    const int is_gru = layer->cell == ck_cell_gru;
    float *out = pass->gradients + panel * (shape->inner + 1) * row;
    panel_product job = {
        .out = out, .out_row = row, .out_last = last,
        .a = layer->joined + s * shape->joined_step + piece.start * shape->joined_row,
        .a_row = 1, .a_step = shape->joined_row, .a_segment = shape->joined_step,
        .b = layer->gates + s * shape->gates_step + piece.start * shape->gates_row + panel * piece.count * row,
        .b_step = row, .b_last = last, .b_segment = shape->gates_step,
        .inner = piece.count, .segments = steps, .adds = adds,
    };
    run_panel(&job, is_gru ? layer->features : shape->inner, shape->gate_vectors);
    if (is_gru) {
        job.a += layer->features;
        job.out += layer->features * row;
        job.out_last = job.b_last = 3 * CK_WIDTH;
        run_panel(&job, layer->units, shape->gate_vectors);
    }
    if (!layer->bias_gradient) return;
    float *bias = out + shape->inner * row;
    for (int v = 0; v < shape->parts; v++) {
        vf sum = adds ? load(bias + v * CK_WIDTH) : splat(0);
        for (ptrdiff_t segment = 0; segment < steps; segment++) {
            vf part = splat(0);
            for (ptrdiff_t k = 0; k < piece.count; k++)
                part += load(job.b + segment * shape->gates_step + k * row + v * CK_WIDTH);
            sum += part;
        }
        store(bias + v * CK_WIDTH, sum);
    }
}

static void unpack_panel(const weights_pass *pass, ptrdiff_t panel) {
    const ck_recurrent *layer = pass->layer;
    const recurrent_shape *shape = pass->shape;
    const ptrdiff_t columns = ck_recurrent_gates(layer) * layer->units;
    const int third = layer->cell == ck_cell_gru ? 3 : 2;
    const float *from = pass->gradients + panel * (shape->inner + 1) * shape->panel_row;
    for (ptrdiff_t k = 0; k < layer->features; k++, from += shape->panel_row)
        unpack_row(layer->kernel_gradient + k * columns, from, layer, shape, panel, 2, layer->adds_kernel);
    for (ptrdiff_t k = 0; k < layer->units; k++, from += shape->panel_row)
        unpack_row(
            layer->recurrent_kernel_gradient + k * columns, from, layer, shape, panel, third, layer->adds_recurrent_kernel);
    if (!layer->bias_gradient) return;
    unpack_row(layer->bias_gradient, from, layer, shape, panel, 2, layer->adds_bias);
    if (layer->cell == ck_cell_gru)
        unpack_row(layer->bias_gradient + columns, from, layer, shape, panel, 3, layer->adds_bias);
}

static void weights_group(void *context, ptrdiff_t group) {
    const weights_pass *pass = context;
    const ck_recurrent *layer = pass->layer;
    const recurrent_shape *shape = pass->shape;
    const ptrdiff_t first = group * shape->panel_count / pass->groups;
    const ptrdiff_t end = (group + 1) * shape->panel_count / pass->groups;
    int adds = 0;
    for (ptrdiff_t number = 0; number < shape->pieces; number++) {
        const piece_rows piece = rows_of_piece(layer, shape, number);
        ptrdiff_t most = CK_BLOCK_FLOATS / (piece.count * shape->panel_row);
        if (most < 1) most = 1;
        for (ptrdiff_t s = 0; s < layer->time; s += most) {
            ptrdiff_t steps = layer->time - s < most ? layer->time - s : most;
            for (ptrdiff_t panel = first; panel < end; panel++) add_block(pass, panel, piece, s, steps, adds);
            adds = 1;
        }
    }
    for (ptrdiff_t panel = first; panel < end; panel++) unpack_panel(pass, panel);
}

static void weight_gradients(const ck_recurrent *layer, const recurrent_shape *shape, float *scratch) {
    weights_pass pass = {.layer = layer, .shape = shape, .gradients = scratch};
    pass.groups = shape->panel_count < 8 ? shape->panel_count : 8;
    in_pieces(weights_group, &pass, pass.groups, layer->time * layer->batch * shape->inner * shape->gates_row);
}
