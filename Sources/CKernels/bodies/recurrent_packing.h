// Weights from the layers' layout (gates one behind the other) to panels, and their gradients back.

// A vector of gate columns: where it begins in a row of the weights, and how many of its lanes are units that exist.
typedef struct gate_columns {
    ptrdiff_t start, count;
} gate_columns;

CK_INLINE gate_columns columns_of(const ck_recurrent *layer, const recurrent_shape *shape, ptrdiff_t panel, int vector) {
    int is_simple = layer->cell == ck_cell_simple;
    ptrdiff_t unit = panel * shape->panel_units + (is_simple ? vector * CK_WIDTH : 0), left = layer->units - unit;
    return (gate_columns){
        .start = is_simple ? unit : vector * layer->units + unit,
        .count = left < 0 ? 0 : left < CK_WIDTH ? left : CK_WIDTH,
    };
}

CK_INLINE vf load_lanes(const float *p, ptrdiff_t count) { return count > 0 ? load_some(p, count) : splat(0); }

// packed[panel][k][vector]: k runs over the features, then over the units.
static void pack_weights(float *packed, const ck_recurrent *layer, const recurrent_shape *shape) {
    const ptrdiff_t columns = ck_recurrent_gates(layer) * layer->units;
    const int vectors = shape->gate_vectors;
    for (ptrdiff_t panel = 0; panel < shape->panel_count; panel++) {
        for (int v = 0; v < vectors; v++) {
            gate_columns from = columns_of(layer, shape, panel, v);
            float *to = packed + panel * shape->inner * vectors * CK_WIDTH + v * CK_WIDTH;
            for (ptrdiff_t k = 0; k < layer->features; k++, to += vectors * CK_WIDTH)
                store(to, load_lanes(layer->kernel + k * columns + from.start, from.count));
            for (ptrdiff_t k = 0; k < layer->units; k++, to += vectors * CK_WIDTH)
                store(to, load_lanes(layer->recurrent_kernel + k * columns + from.start, from.count));
        }
    }
}

// packed[panel][part]: what the sums begin with.
static void pack_bias(float *packed, const ck_recurrent *layer, const recurrent_shape *shape) {
    const float *recurrent = layer->bias && layer->cell == ck_cell_gru ? layer->bias + 3 * layer->units : NULL;
    for (ptrdiff_t panel = 0; panel < shape->panel_count; panel++) {
        for (int v = 0; v < shape->parts; v++, packed += CK_WIDTH) {
            int is_apart = layer->cell == ck_cell_gru && v == 3;
            gate_columns from = columns_of(layer, shape, panel, is_apart ? 2 : v);
            vf value = splat(0);
            if (layer->bias) value = load_lanes((is_apart ? recurrent : layer->bias) + from.start, from.count);
            if (recurrent && v < 2) value += load_lanes(recurrent + from.start, from.count);
            store(packed, value);
        }
    }
}

// `lanes` columns of `rows` rows, turned: out[lane][row], rows of `out_row` floats of which those behind `rows` become zero.
CK_INLINE void turn_block(
    float *out, ptrdiff_t out_row, const float *a, ptrdiff_t a_row, ptrdiff_t rows, ptrdiff_t lanes) {
    if (rows < out_row || lanes < CK_WIDTH) memset(out, 0, (size_t)(out_row * CK_WIDTH) * sizeof(float));
    ptrdiff_t row = 0;
    for (; row + 4 <= rows; row += 4) {
        ptrdiff_t lane = 0;
        for (; lane + 4 <= lanes; lane += 4) transpose_four(out + lane * out_row + row, out_row, a + row * a_row + lane, a_row);
        for (; lane < lanes; lane++)
            for (int i = 0; i < 4; i++) out[lane * out_row + row + i] = a[(row + i) * a_row + lane];
    }
    for (; row < rows; row++)
        for (ptrdiff_t lane = 0; lane < lanes; lane++) out[lane * out_row + row] = a[row * a_row + lane];
}

// packed[target][panel][vector][lane][column]: the transposed weights of `rows` rows, for gradients of these rows' inputs.
static void pack_turned_weights(
    float *packed, const ck_recurrent *layer, const recurrent_shape *shape, const float *weights, ptrdiff_t rows,
    panels targets) {
    const ptrdiff_t columns = ck_recurrent_gates(layer) * layer->units, width = targets.vectors * CK_WIDTH;
    for (ptrdiff_t target = 0; target < targets.count; target++) {
        ptrdiff_t first = target * width, count = rows - first < width ? rows - first : width;
        for (ptrdiff_t panel = 0; panel < shape->panel_count; panel++) {
            for (int v = 0; v < shape->gate_vectors; v++, packed += CK_WIDTH * width) {
                gate_columns from = columns_of(layer, shape, panel, v);
                turn_block(packed, width, weights + first * columns + from.start, columns, count, from.count);
            }
        }
    }
}

// From the row of a panel's gradients to a row of the layers' layout. `third` is the part that the third gate's lies in.
CK_INLINE void unpack_row(
    float *out, const float *row, const ck_recurrent *layer, const recurrent_shape *shape, ptrdiff_t panel, int third,
    int adds) {
    for (int v = 0; v < shape->gate_vectors; v++) {
        gate_columns to = columns_of(layer, shape, panel, v);
        if (to.count <= 0) continue;
        vf value = load(row + (v == 2 ? third : v) * CK_WIDTH);
        if (adds) value += load_some(out + to.start, to.count);
        store_some(out + to.start, value, to.count);
    }
}
