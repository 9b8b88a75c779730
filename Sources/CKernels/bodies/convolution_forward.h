// Convolution with bias, activation and pooling of the maximum: bands of rows, each in the cache from start to end.

// The places of the scratch memory of a call, as offsets in floats.
typedef struct {
    conv_pieces pieces;
    // Panels of a group; places that one channel sees; floats of a band of input and of sums.
    ptrdiff_t group_panels, places, copied, summed, weights, own, total;
} conv_forward_layout;

typedef struct {
    const ck_convolution *c;
    conv_forward_layout at;
    float *out, *sums, *scratch;
    uint8_t *choice;
    const float *x, *kernel, *bias;
    ck_activation f;
    float slope;
    ptrdiff_t run_count;
} conv_forward;

CK_INLINE int conv_is_pooled(const ck_convolution *c) { return c->pool_height * c->pool_width > 1; }

static conv_forward_layout conv_forward_plan(const ck_convolution *c) {
    conv_forward_layout at;
    const int pooled = conv_is_pooled(c);
    // Rows that no window takes in need not be computed.
    const ptrdiff_t rows = c->out_height / c->pool_height * c->pool_height;
    const ptrdiff_t columns = conv_is_inside(c) ? 0 : conv_seen_columns(c) * c->in_channels;
    const ptrdiff_t one_row = c->out_width * c->out_channels + c->stride_height * c->in_width * c->in_channels;
    const ptrdiff_t windows = conv_most(1, CONV_BAND / one_row / c->pool_height);
    at.group_panels = conv_parts(conv_group_out(c), CONV_PANEL);
    at.places = conv_taps(c) * conv_group_in(c);
    at.pieces = conv_cut(c->batch, rows, windows * c->pool_height, c->groups * at.group_panels, CONV_PIECES);
    at.copied = conv_line(conv_seen_rows(c, at.pieces.band) * columns);
    at.summed = pooled ? conv_line(at.pieces.band * c->out_width * c->out_channels) : 0;
    at.weights = conv_line(conv_taps(c) * (ptrdiff_t)(sizeof(conv_run) / sizeof(float)));
    at.own = at.weights + at.pieces.panels * at.places * CONV_PANEL;
    at.total = at.own + at.pieces.unit_pieces * at.pieces.panel_pieces * (at.copied + at.summed);
    return at;
}

// One panel's weights as [place][channel], zeros where there are no more channels.
static void conv_pack_forward(void *context, ptrdiff_t panel) {
    const conv_forward *call = context;
    const ck_convolution *c = call->c;
    const ptrdiff_t first = panel % call->at.group_panels * CONV_PANEL;
    const ptrdiff_t lanes = conv_least(CONV_PANEL, conv_group_out(c) - first), width = conv_panel_width(lanes);
    const float *from = call->kernel + panel / call->at.group_panels * conv_group_out(c) + first;
    float *to = call->scratch + call->at.weights + panel * call->at.places * CONV_PANEL;
    for (ptrdiff_t place = 0; place < call->at.places; place++, from += c->out_channels, to += width)
        for (ptrdiff_t lane = 0; lane < width; lane++) to[lane] = lane < lanes ? from[lane] : 0;
}

typedef uint8_t conv_bytes __attribute__((ext_vector_type(CK_WIDTH)));

// The largest of each window and its place, for channels [first, last) of some rows of windows. NaN goes through.
// Height and width are the windows'.
CK_INLINE void conv_pool_windows(
    const ptrdiff_t height, const ptrdiff_t width, const ck_convolution *c, float *out, uint8_t *choice,
    const float *sums, ptrdiff_t windows, ptrdiff_t first, ptrdiff_t last) {
    const ptrdiff_t channels = c->out_channels, line = c->out_width * channels;
    const ptrdiff_t across = c->out_width / width;
    for (ptrdiff_t row = 0; row < windows; row++) {
        for (ptrdiff_t column = 0; column < across; column++) {
            const float *window = sums + row * height * line + column * width * channels + first;
            const ptrdiff_t place = (row * across + column) * channels + first;
            CK_EACH(last - first, {
                vf best = load_some(window + i, count);
                vi which = (vi)(0);
                for (ptrdiff_t number = 1; number < height * width; number++) {
                    vf next = load_some(window + number / width * line + number % width * channels + i, count);
                    vi better = (next > best) | (next != next);
                    best = choose(better, next, best);
                    which = (which & ~better) | ((vi)((int32_t)number) & better);
                }
                store_some(out + place + i, best, count);
                if (choice) {
                    conv_bytes bytes = __builtin_convertvector(which, conv_bytes);
                    if (count == CK_WIDTH) memcpy(choice + place + i, &bytes, CK_WIDTH);
                    else memcpy(choice + place + i, &bytes, (size_t)count);
                }
            });
        }
    }
}

static void conv_pool_rows(
    const ck_convolution *c, float *out, uint8_t *choice, const float *sums, ptrdiff_t windows, ptrdiff_t first,
    ptrdiff_t last) {
    if (c->pool_height == 2 && c->pool_width == 2)
        conv_pool_windows(2, 2, c, out, choice, sums, windows, first, last);
    else conv_pool_windows(c->pool_height, c->pool_width, c, out, choice, sums, windows, first, last);
}

// Channels [first, last) of some positions through the activation.
static void conv_activate(
    float *out, const float *sums, ptrdiff_t positions, ptrdiff_t channels, ptrdiff_t first, ptrdiff_t last,
    ck_activation f, float slope) {
    if (last - first == channels) {
        k_activate(out, sums, f, slope, positions * channels);
        return;
    }
    for (ptrdiff_t i = 0; i < positions; i++)
        k_activate(out + i * channels + first, sums + i * channels + first, f, slope, last - first);
}

static void conv_forward_piece(void *context, ptrdiff_t piece) {
    const conv_forward *call = context;
    const ck_convolution *c = call->c;
    const conv_forward_layout *at = &call->at;
    const conv_pieces *pieces = &at->pieces;
    const ptrdiff_t part = piece % pieces->panel_pieces, range = piece / pieces->panel_pieces;
    const ptrdiff_t first_panel = conv_first(part, pieces->panel_pieces, pieces->panels);
    const ptrdiff_t last_panel = conv_first(part + 1, pieces->panel_pieces, pieces->panels);
    const ptrdiff_t first_unit = conv_first(range, pieces->unit_pieces, pieces->units);
    const ptrdiff_t last_unit = conv_first(range + 1, pieces->unit_pieces, pieces->units);
    float *copy = call->scratch + at->own + piece * (at->copied + at->summed), *summed = copy + at->copied;
    const int inside = conv_is_inside(c), pooled = conv_is_pooled(c);
    const ptrdiff_t in = c->in_channels, out = c->out_channels;
    const ptrdiff_t picture = c->in_height * c->in_width * in;
    const ptrdiff_t columns = conv_seen_columns(c), line = inside ? c->in_width * in : columns * in;
    const ptrdiff_t rows = c->out_height / c->pool_height * c->pool_height;
    const ptrdiff_t in_group = conv_group_in(c), out_group = conv_group_out(c);
    ptrdiff_t first_channel = 0, last_channel = 0;
    for (ptrdiff_t unit = first_unit; unit < last_unit; unit++) {
        const ptrdiff_t sample = unit / pieces->bands, row = unit % pieces->bands * pieces->band;
        const ptrdiff_t height = conv_least(pieces->band, rows - row);
        const float *source = call->x + sample * picture + row * c->stride_height * line;
        if (!inside) {
            conv_copy(
                copy, call->x + sample * picture, c->in_height, c->in_width, in, row * c->stride_height - c->pad_top,
                conv_seen_rows(c, height), -c->pad_left, columns);
            source = copy;
        }
        const ptrdiff_t position = (sample * c->out_height + row) * c->out_width;
        float *sums = pooled ? summed : (call->sums ? call->sums : call->out) + position * out;
        conv_grid grid = {
            .in_row = c->stride_height * line, .in_column = c->stride_width * in, .out_row = c->out_width * out,
            .out_column = out, .rows = height, .columns = c->out_width, .runs = (const conv_run *)call->scratch,
            .run_count = call->run_count};
        if (conv_is_depthwise(c)) {
            // A panel is a channel.
            first_channel = first_panel;
            last_channel = last_panel;
            grid.in = source + first_channel;
            grid.out = sums + first_channel;
            conv_depthwise_grid(
                &grid, call->kernel + first_channel, out, call->bias ? call->bias + first_channel : NULL,
                last_channel - first_channel, 0);
        }
        for (ptrdiff_t panel = first_panel; panel < last_panel && !conv_is_depthwise(c); panel++) {
            const ptrdiff_t group = panel / at->group_panels, within = panel % at->group_panels * CONV_PANEL;
            const ptrdiff_t channel = group * out_group + within, lanes = conv_least(CONV_PANEL, out_group - within);
            if (panel == first_panel) first_channel = channel;
            last_channel = channel + lanes;
            grid.in = source + group * in_group;
            grid.out = sums + channel;
            conv_run_panel(
                &grid, call->scratch + at->weights + panel * at->places * CONV_PANEL,
                call->bias ? call->bias + channel : NULL, lanes, 0);
        }
        if (pooled) {
            const ptrdiff_t windows = height / c->pool_height, across = c->out_width / c->pool_width;
            const ptrdiff_t place = (sample * (c->out_height / c->pool_height) + row / c->pool_height) * across * out;
            conv_pool_rows(
                c, call->out + place, call->choice ? call->choice + place : NULL, summed, windows, first_channel,
                last_channel);
            if (call->f != ck_identity)
                conv_activate(
                    call->out + place, call->out + place, windows * across, out, first_channel, last_channel, call->f,
                    call->slope);
        } else if (call->f != ck_identity || call->sums) {
            conv_activate(
                call->out + position * out, sums, height * c->out_width, out, first_channel, last_channel, call->f,
                call->slope);
        }
    }
}

static void k_convolve(
    const ck_convolution *c, float *out, float *sums, uint8_t *choice, const float *x, const float *kernel,
    const float *bias, ck_activation f, float slope, float *scratch) {
    conv_forward call = {
        .c = c, .at = conv_forward_plan(c), .out = out, .sums = sums, .scratch = scratch, .choice = choice, .x = x,
        .kernel = kernel, .bias = bias, .f = f, .slope = slope};
    const ptrdiff_t line = (conv_is_inside(c) ? c->in_width : conv_seen_columns(c)) * c->in_channels;
    for (ptrdiff_t i = 0; i < c->kernel_height; i++)
        for (ptrdiff_t j = 0; j < c->kernel_width; j++)
            call.run_count = conv_join(
                (conv_run *)scratch, call.run_count,
                i * c->dilation_height * line + j * c->dilation_width * c->in_channels, conv_group_in(c));
    if (!conv_is_depthwise(c))
        conv_pieces_run(
            conv_pack_forward, &call, call.at.pieces.panels, call.at.pieces.panels * call.at.places * CONV_PANEL);
    conv_pieces_run(
        conv_forward_piece, &call, call.at.pieces.unit_pieces * call.at.pieces.panel_pieces, conv_work(c));
}
