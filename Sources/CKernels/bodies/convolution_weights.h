// The gradient of a convolution's weights: sums over all pictures and positions, by pieces whose partial sums are added
// in their order.

typedef struct {
    conv_pieces pieces;
    ptrdiff_t group_panels, places, copied, made, partial, totals, own, each, total;
} conv_weights_layout;

typedef struct {
    const ck_convolution *c;
    conv_weights_layout at;
    conv_source source;
    const float *x;
    float *scratch, *kernel_gradient;
    int accumulate;
    int has_totals;
} conv_weights;

// Rows of the tile: places of the kernel.
#define CONV_PLACES CONV_PIXELS
#define CONV_PLACES_NARROW CONV_PIXELS_NARROW

static conv_weights_layout conv_weights_plan(const ck_convolution *c) {
    conv_weights_layout at;
    const ptrdiff_t columns = conv_is_inside(c) ? 0 : conv_seen_columns(c) * c->in_channels;
    const ptrdiff_t one_row = c->out_width * c->out_channels + c->stride_height * c->in_width * c->in_channels;
    const ptrdiff_t windows = conv_most(1, CONV_BAND / one_row / c->pool_height);
    at.group_panels = conv_parts(conv_group_out(c), CONV_PANEL);
    at.places = conv_taps(c) * conv_group_in(c);
    const ptrdiff_t panels = c->groups * at.group_panels;
    at.partial = panels * at.places * CONV_PANEL;
    at.pieces = conv_cut(
        c->batch, c->out_height, windows * c->pool_height, panels, conv_most(1, CONV_PARTIALS / at.partial));
    at.copied = conv_line(conv_seen_rows(c, at.pieces.band) * columns);
    // Vectors are read beyond the last channel.
    at.made = conv_line(at.pieces.band * c->out_width * c->out_channels + CONV_PANEL);
    at.totals = conv_line(at.places * (ptrdiff_t)(sizeof(ptrdiff_t) / sizeof(float)));
    at.own = at.totals + at.pieces.unit_pieces * (at.partial + conv_line(c->out_channels));
    at.each = at.copied + at.made + conv_gradient_scratch(c);
    at.total = at.own + at.pieces.unit_pieces * at.pieces.panel_pieces * at.each;
    return at;
}

// Adds to `sums`, for some places of the kernel and a panel of channels, the products of input and d over a grid of
// positions.
CK_INLINE void conv_weights_tile(
    const int places, const int vectors, float *sums, const float *x, const ptrdiff_t *offsets, ptrdiff_t x_row,
    ptrdiff_t x_column, const float *d, ptrdiff_t d_column, ptrdiff_t rows, ptrdiff_t columns) {
    vf sum[CONV_PLACES_NARROW][2];
    const float *at[CONV_PLACES_NARROW];
#pragma clang loop unroll(full)
    for (int p = 0; p < places; p++) {
        at[p] = x + offsets[p];
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) sum[p][v] = load(sums + (p * vectors + v) * CK_WIDTH);
    }
    for (ptrdiff_t row = 0; row < rows; row++) {
        const ptrdiff_t end = row * x_row + columns * x_column;
        for (ptrdiff_t i = row * x_row; i < end; i += x_column, d += d_column) {
            vf line[2];
#pragma clang loop unroll(full)
            for (int v = 0; v < vectors; v++) line[v] = load(d + v * CK_WIDTH);
#pragma clang loop unroll(full)
            for (int p = 0; p < places; p++) {
                vf factor = splat(at[p][i]);
#pragma clang loop unroll(full)
                for (int v = 0; v < vectors; v++) sum[p][v] = factor * line[v] + sum[p][v];
            }
        }
    }
#pragma clang loop unroll(full)
    for (int p = 0; p < places; p++)
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) store(sums + (p * vectors + v) * CK_WIDTH, sum[p][v]);
}

// All places of one panel, in tiles of about the same height.
CK_INLINE void conv_weights_panel(
    const int vectors, float *sums, const float *x, const ptrdiff_t *offsets, ptrdiff_t places, ptrdiff_t x_row,
    ptrdiff_t x_column, const float *d, ptrdiff_t d_column, ptrdiff_t rows, ptrdiff_t columns) {
    const ptrdiff_t tiles = conv_parts(places, vectors == 2 ? CONV_PLACES : CONV_PLACES_NARROW);
    for (ptrdiff_t tile = 0; tile < tiles; tile++) {
        const ptrdiff_t first = tile * places / tiles, count = (tile + 1) * places / tiles - first;
#define CONV_TILE(height) \
    case height: \
        conv_weights_tile( \
            height, vectors, sums + first * vectors * CK_WIDTH, x, offsets + first, x_row, x_column, d, d_column, \
            rows, columns); \
        break;
        switch (count) {
            CONV_TILE(1)
            CONV_TILE(2)
            CONV_TILE(3)
            CONV_TILE(4)
            CONV_TILE(5)
            CONV_TILE(6)
            CONV_TILE(7)
            CONV_TILE(8)
        }
#undef CONV_TILE
    }
}

static void conv_weights_piece(void *context, ptrdiff_t piece) {
    const conv_weights *call = context;
    const ck_convolution *c = call->c;
    const conv_weights_layout *at = &call->at;
    const conv_pieces *pieces = &at->pieces;
    const ptrdiff_t part = piece % pieces->panel_pieces, range = piece / pieces->panel_pieces;
    const ptrdiff_t first_panel = conv_first(part, pieces->panel_pieces, pieces->panels);
    const ptrdiff_t last_panel = conv_first(part + 1, pieces->panel_pieces, pieces->panels);
    const ptrdiff_t first_unit = conv_first(range, pieces->unit_pieces, pieces->units);
    const ptrdiff_t last_unit = conv_first(range + 1, pieces->unit_pieces, pieces->units);
    const ptrdiff_t *offsets = (const ptrdiff_t *)call->scratch;
    float *partial = call->scratch + at->totals + range * (at->partial + conv_line(c->out_channels));
    float *copy = call->scratch + at->own + piece * at->each, *made = copy + at->copied, *windows = made + at->made;
    // One part of the panels adds up the bias's gradient.
    float *totals = call->has_totals && part == 0 ? partial + at->partial : NULL;
    if (totals) memset(totals, 0, (size_t)c->out_channels * sizeof(float));
    const ptrdiff_t weights = at->places * CONV_PANEL;
    if (conv_is_depthwise(c)) {
        // A panel is a channel, and the sums lie as the kernel does.
        for (ptrdiff_t place = 0; place < at->places; place++)
            memset(
                partial + place * c->out_channels + first_panel, 0, (size_t)(last_panel - first_panel) * sizeof(float));
    } else {
        memset(
            partial + first_panel * weights, 0, (size_t)((last_panel - first_panel) * weights) * sizeof(float));
    }
    const int inside = conv_is_inside(c);
    const ptrdiff_t in = c->in_channels, picture = c->in_height * c->in_width * in, out = c->out_channels;
    const ptrdiff_t columns = conv_seen_columns(c), line = inside ? c->in_width * in : columns * in;
    for (ptrdiff_t unit = first_unit; unit < last_unit; unit++) {
        const ptrdiff_t sample = unit / pieces->bands, row = unit % pieces->bands * pieces->band;
        const ptrdiff_t height = conv_least(pieces->band, c->out_height - row);
        const float *source = call->x + sample * picture + row * c->stride_height * line;
        if (!inside) {
            conv_copy(
                copy, call->x + sample * picture, c->in_height, c->in_width, in, row * c->stride_height - c->pad_top,
                conv_seen_rows(c, height), -c->pad_left, columns);
            source = copy;
        }
        conv_gradient_rows(c, &call->source, made, c->out_width * out, sample, row, height, totals, windows);
        if (conv_is_depthwise(c)) {
            conv_depthwise_weights(
                partial + first_panel, out, source + first_panel, offsets, at->places, c->stride_height * line,
                c->stride_width * in, made + first_panel, height, c->out_width, last_panel - first_panel);
            continue;
        }
        for (ptrdiff_t panel = first_panel; panel < last_panel; panel++) {
            const ptrdiff_t group = panel / at->group_panels, within = panel % at->group_panels * CONV_PANEL;
            const float *d = made + group * conv_group_out(c) + within;
            const float *x = source + group * conv_group_in(c);
            float *sums = partial + panel * weights;
            if (conv_group_out(c) - within > CK_WIDTH)
                conv_weights_panel(
                    2, sums, x, offsets, at->places, c->stride_height * line, c->stride_width * in, d, out, height,
                    c->out_width);
            else
                conv_weights_panel(
                    1, sums, x, offsets, at->places, c->stride_height * line, c->stride_width * in, d, out, height,
                    c->out_width);
        }
    }
}

// Adds the partial sums of one panel and puts them where the kernel has them.
static void conv_weights_join(void *context, ptrdiff_t panel) {
    const conv_weights *call = context;
    const ck_convolution *c = call->c;
    const conv_weights_layout *at = &call->at;
    const int is_depthwise = conv_is_depthwise(c);
    const ptrdiff_t within = panel % at->group_panels * CONV_PANEL, out_group = conv_group_out(c);
    const ptrdiff_t lanes = conv_least(CONV_PANEL, out_group - within);
    const ptrdiff_t width = is_depthwise ? c->out_channels : conv_panel_width(lanes);
    const ptrdiff_t apart = at->partial + conv_line(c->out_channels);
    const float *partial = call->scratch + at->totals + panel * (is_depthwise ? 1 : at->places * CONV_PANEL);
    float *to = call->kernel_gradient + panel / at->group_panels * out_group + within;
    for (ptrdiff_t place = 0; place < at->places; place++, to += c->out_channels, partial += width)
        CK_EACH(lanes, {
            vf sum = load_some(partial + i, count);
            for (ptrdiff_t range = 1; range < at->pieces.unit_pieces; range++)
                sum += load_some(partial + range * apart + i, count);
            store_some(to + i, call->accumulate ? load_some(to + i, count) + sum : sum, count);
        });
}

static void k_convolve_weights(
    const ck_convolution *c, float *kernel_gradient, int accumulate, float *bias_gradient, int bias_accumulate,
    const float *x, const float *gradient, const float *value, const uint8_t *choice, ck_activation f, float slope,
    float *scratch) {
    conv_weights call = {
        .c = c, .at = conv_weights_plan(c), .x = x, .scratch = scratch, .kernel_gradient = kernel_gradient,
        .accumulate = accumulate, .has_totals = bias_gradient != NULL,
        .source = {.gradient = gradient, .value = value, .choice = choice, .f = f, .slope = slope}};
    const ptrdiff_t line = (conv_is_inside(c) ? c->in_width : conv_seen_columns(c)) * c->in_channels;
    ptrdiff_t *offsets = (ptrdiff_t *)scratch;
    for (ptrdiff_t i = 0; i < c->kernel_height; i++)
        for (ptrdiff_t j = 0; j < c->kernel_width; j++)
            for (ptrdiff_t k = 0; k < conv_group_in(c); k++)
                *offsets++ = i * c->dilation_height * line + j * c->dilation_width * c->in_channels + k;
    const conv_pieces *pieces = &call.at.pieces;
    conv_pieces_run(conv_weights_piece, &call, pieces->unit_pieces * pieces->panel_pieces, conv_work(c));
    conv_pieces_run(conv_weights_join, &call, pieces->panels, call.at.partial * pieces->unit_pieces);
    if (!bias_gradient) return;
    const ptrdiff_t apart = call.at.partial + conv_line(c->out_channels);
    if (!bias_accumulate) memset(bias_gradient, 0, (size_t)c->out_channels * sizeof(float));
    for (ptrdiff_t range = 0; range < pieces->unit_pieces; range++)
        k_add(
            bias_gradient, bias_gradient, scratch + call.at.totals + call.at.partial + range * apart, c->out_channels);
}
