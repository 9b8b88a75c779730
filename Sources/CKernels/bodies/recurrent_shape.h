// Sizes that follow from a layer and the vector's width, and where its arrays lie.

// Floats of weights that a block of a product reads: they should stay in the first-level cache while the rows go by.
#define CK_BLOCK_FLOATS 5120
// Rows of the batch in one piece: enough to use each panel that comes from the second-level cache often.
#define CK_PIECE_ROWS 16
// Below this many multiplications, waking another thread costs more than it gives.
#define CK_WORTH_THREADS 1000000

// Columns of a matrix as panels of equal widths.
typedef struct panels {
    ptrdiff_t count;
    int vectors;
} panels;

static panels panels_of(ptrdiff_t columns) {
    ptrdiff_t vectors = (columns + CK_WIDTH - 1) / CK_WIDTH, count = (vectors + 3) / 4;
    return (panels){.count = count, .vectors = count ? (int)((vectors + count - 1) / count) : 0};
}

typedef struct recurrent_shape {
    ptrdiff_t inner;      // features + units
    ptrdiff_t joined_row; // floats of a row of `joined`
    // Panels of the gates: `parts` vectors a row of `gates`, `gate_vectors` of them in a row of packed weights.
    ptrdiff_t panel_count;
    int parts, gate_vectors;
    // Units that a panel holds, and all panels together.
    ptrdiff_t panel_units, padded_units;
    // Floats: of a panel's row, of a batch row in `gates`, from one step to the next.
    ptrdiff_t panel_row, gates_row, gates_step, joined_step, states_step;
    ptrdiff_t pieces;
    int keeps_sums;
} recurrent_shape;

static recurrent_shape shape_of(const ck_recurrent *layer) {
    recurrent_shape shape;
    shape.inner = layer->features + layer->units;
    shape.joined_row = ck_recurrent_joined_row(layer);
    if (layer->cell == ck_cell_simple) {
        panels units = panels_of(layer->units);
        shape.panel_count = units.count;
        shape.parts = shape.gate_vectors = units.vectors;
        shape.panel_units = units.vectors * CK_WIDTH;
    } else {
        shape.panel_count = (layer->units + CK_WIDTH - 1) / CK_WIDTH;
        shape.parts = 4;
        shape.gate_vectors = layer->cell == ck_cell_gru ? 3 : 4;
        shape.panel_units = CK_WIDTH;
    }
    shape.padded_units = shape.panel_count * shape.panel_units;
    shape.panel_row = shape.parts * CK_WIDTH;
    shape.gates_row = shape.panel_count * shape.panel_row;
    shape.gates_step = layer->keeps_steps ? layer->batch * shape.gates_row : 0;
    shape.joined_step = layer->batch * shape.joined_row;
    shape.states_step = layer->batch * shape.padded_units;
    shape.pieces = (layer->batch + CK_PIECE_ROWS - 1) / CK_PIECE_ROWS;
    shape.keeps_sums = layer->sums != NULL;
    return shape;
}

// A piece of the batch.
typedef struct piece_rows {
    ptrdiff_t start, count;
} piece_rows;

static piece_rows rows_of_piece(const ck_recurrent *layer, const recurrent_shape *shape, ptrdiff_t piece) {
    ptrdiff_t start = piece * layer->batch / shape->pieces;
    return (piece_rows){.start = start, .count = (piece + 1) * layer->batch / shape->pieces - start};
}

// The step of the sequence that is walked as number s.
CK_INLINE ptrdiff_t time_of(const ck_recurrent *layer, ptrdiff_t s) { return layer->backwards ? layer->time - 1 - s : s; }

// Where the output of step s lies within a sample's output.
CK_INLINE ptrdiff_t output_offset(const ck_recurrent *layer, ptrdiff_t s) {
    if (!layer->sequence) return 0;
    return (layer->restores_order ? time_of(layer, s) : s) * layer->units;
}

// Steps are kept for the backward pass; otherwise two places take turns.
CK_INLINE ptrdiff_t slot_of(const ck_recurrent *layer, ptrdiff_t s) { return layer->keeps_steps ? s : s & 1; }

// A part of the scratch memory that begins at a cache line.
CK_INLINE float *take_floats(float **place, ptrdiff_t count) {
    float *taken = *place;
    *place += (count + 15) & ~(ptrdiff_t)15;
    return taken;
}

static void in_pieces(ck_piece body, void *context, ptrdiff_t pieces, ptrdiff_t multiplications) {
    if (pieces > 1 && multiplications >= CK_WORTH_THREADS) {
        ck_parallel(body, context, pieces);
    } else {
        for (ptrdiff_t piece = 0; piece < pieces; piece++) body(context, piece);
    }
}
