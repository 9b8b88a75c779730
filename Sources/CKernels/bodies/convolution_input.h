// The transpose of a convolution: the gradient of its input, and the transposed convolution itself.
//
// With strides, the positions of the input fall into stride_height * stride_width phases; those of one phase see the
// same places of the kernel, and so each phase is a convolution of d without strides.

typedef struct {
    conv_pieces pieces;
    // Of the rows and columns of d that a band of input comes from.
    ptrdiff_t first_column, columns, copied, group_panels, places, weights, phases, own, each, total;
} conv_input_layout;

typedef struct {
    const ck_convolution *c;
    conv_input_layout at;
    conv_source source;
    const float *kernel, *bias;
    float *target, *scratch;
    int accumulate;
} conv_input;

// The runs of one phase, and its weights, behind each other as the phases are.
typedef struct {
    ptrdiff_t run_count, place;
} conv_phase;

// Rows of d that rows [first, last] of the input come from.
CK_INLINE ptrdiff_t conv_source_first(
    ptrdiff_t first, ptrdiff_t pad, ptrdiff_t kernel, ptrdiff_t dilation, ptrdiff_t stride) {
    return conv_ceiling(first + pad - (kernel - 1) * dilation, stride);
}
CK_INLINE ptrdiff_t conv_source_last(ptrdiff_t last, ptrdiff_t pad, ptrdiff_t stride) {
    return conv_floor(last + pad, stride);
}

// Runs and phases in front of the weights.
CK_INLINE conv_phase *conv_phases(const conv_input *call) { return (conv_phase *)call->scratch; }
CK_INLINE conv_run *conv_phase_runs(const conv_input *call, ptrdiff_t phase) {
    return (conv_run *)(call->scratch + call->at.phases) + phase * conv_taps(call->c);
}

static conv_input_layout conv_input_plan(const ck_convolution *c) {
    conv_input_layout at;
    const ptrdiff_t phases = c->stride_height * c->stride_width;
    at.first_column = conv_source_first(0, c->pad_left, c->kernel_width, c->dilation_width, c->stride_width);
    at.columns = conv_source_last(c->in_width - 1, c->pad_left, c->stride_width) - at.first_column + 1;
    at.columns = conv_most(at.columns, c->out_width - at.first_column);
    const ptrdiff_t one_row = c->in_width * c->in_channels + at.columns * c->out_channels / c->stride_height;
    // Bands start at the same phase.
    const ptrdiff_t strides = conv_most(1, CONV_BAND / one_row / c->stride_height);
    at.group_panels = conv_parts(conv_group_in(c), CONV_PANEL);
    at.places = conv_taps(c) * conv_group_out(c);
    at.pieces = conv_cut(
        c->batch, c->in_height, strides * c->stride_height, c->groups * at.group_panels, CONV_PIECES);
    // A band's rows, wherever it starts.
    const ptrdiff_t rows =
        conv_parts(at.pieces.band + (c->kernel_height - 1) * c->dilation_height, c->stride_height) + 2;
    at.copied = conv_line(rows * at.columns * c->out_channels);
    at.each = at.copied + conv_gradient_scratch(c);
    const ptrdiff_t word = (ptrdiff_t)(sizeof(conv_run) / sizeof(float));
    at.phases = conv_line(phases * word);
    at.weights = at.phases + conv_line(phases * conv_taps(c) * word);
    at.own = at.weights + at.pieces.panels * at.places * CONV_PANEL;
    at.total = at.own + at.pieces.unit_pieces * at.pieces.panel_pieces * at.each;
    return at;
}

// Whether place i of the kernel reaches inputs of a phase; and the rows of d by which it lies behind the phase's
// position.
CK_INLINE int conv_reaches(ptrdiff_t phase, ptrdiff_t pad, ptrdiff_t i, ptrdiff_t dilation, ptrdiff_t stride) {
    ptrdiff_t distance = (phase + pad - i * dilation) % stride;
    return distance == 0;
}
CK_INLINE ptrdiff_t conv_lag(ptrdiff_t phase, ptrdiff_t pad, ptrdiff_t i, ptrdiff_t dilation, ptrdiff_t stride) {
    return (phase + pad - i * dilation) / stride;
}

// Calls the body for each place (i, j) of the kernel that reaches the phase, later places first: their d comes earlier.
#define CONV_REACHING(c, phase, ...) \
    do { \
        const ptrdiff_t down = (phase) / (c)->stride_width; \
        const ptrdiff_t across = (phase) % (c)->stride_width; \
        for (ptrdiff_t i = (c)->kernel_height - 1; i >= 0; i--) { \
            if (!conv_reaches(down, (c)->pad_top, i, (c)->dilation_height, (c)->stride_height)) continue; \
            const ptrdiff_t row_lag = conv_lag(down, (c)->pad_top, i, (c)->dilation_height, (c)->stride_height); \
            for (ptrdiff_t j = (c)->kernel_width - 1; j >= 0; j--) { \
                if (!conv_reaches(across, (c)->pad_left, j, (c)->dilation_width, (c)->stride_width)) continue; \
                const ptrdiff_t column_lag = \
                    conv_lag(across, (c)->pad_left, j, (c)->dilation_width, (c)->stride_width); \
                __VA_ARGS__ \
            } \
        } \
    } while (0)

// The kernel's places in the order of the phases.
static void conv_order_places(const conv_input *call) {
    const ck_convolution *c = call->c;
    float *to = call->scratch + call->at.weights;
    for (ptrdiff_t phase = 0; phase < c->stride_height * c->stride_width; phase++)
        CONV_REACHING(c, phase, {
            (void)row_lag;
            (void)column_lag;
            memcpy(
                to, call->kernel + (i * c->kernel_width + j) * c->in_channels, (size_t)c->in_channels * sizeof(float));
            to += c->in_channels;
        });
}

// One panel's weights for all phases, as [place of the kernel][channel of d][channel of the input].
static void conv_pack_input(void *context, ptrdiff_t panel) {
    const conv_input *call = context;
    const ck_convolution *c = call->c;
    const ptrdiff_t group = panel / call->at.group_panels, within = panel % call->at.group_panels * CONV_PANEL;
    const ptrdiff_t in_group = conv_group_in(c), out_group = conv_group_out(c);
    const ptrdiff_t lanes = conv_least(CONV_PANEL, in_group - within), width = conv_panel_width(lanes);
    float *to = call->scratch + call->at.weights + panel * call->at.places * CONV_PANEL;
    for (ptrdiff_t phase = 0; phase < c->stride_height * c->stride_width; phase++)
        CONV_REACHING(c, phase, {
            (void)row_lag;
            (void)column_lag;
            const float *from =
                call->kernel + ((i * c->kernel_width + j) * in_group + within) * c->out_channels + group * out_group;
            for (ptrdiff_t k = 0; k < out_group; k++, to += width)
                for (ptrdiff_t lane = 0; lane < width; lane++)
                    to[lane] = lane < lanes ? from[lane * c->out_channels + k] : 0;
        });
}

static void conv_input_piece(void *context, ptrdiff_t piece) {
    const conv_input *call = context;
    const ck_convolution *c = call->c;
    const conv_input_layout *at = &call->at;
    const conv_pieces *pieces = &at->pieces;
    const ptrdiff_t part = piece % pieces->panel_pieces, range = piece / pieces->panel_pieces;
    const ptrdiff_t first_panel = conv_first(part, pieces->panel_pieces, pieces->panels);
    const ptrdiff_t last_panel = conv_first(part + 1, pieces->panel_pieces, pieces->panels);
    const ptrdiff_t first_unit = conv_first(range, pieces->unit_pieces, pieces->units);
    const ptrdiff_t last_unit = conv_first(range + 1, pieces->unit_pieces, pieces->units);
    float *copy = call->scratch + at->own + piece * at->each, *windows = copy + at->copied;
    const ptrdiff_t in = c->in_channels, out = c->out_channels, line = at->columns * out;
    const ptrdiff_t before = -at->first_column, after = at->columns - before - c->out_width;
    for (ptrdiff_t unit = first_unit; unit < last_unit; unit++) {
        const ptrdiff_t sample = unit / pieces->bands, row = unit % pieces->bands * pieces->band;
        const ptrdiff_t height = conv_least(pieces->band, c->in_height - row);
        const ptrdiff_t first =
            conv_source_first(row, c->pad_top, c->kernel_height, c->dilation_height, c->stride_height);
        const ptrdiff_t last = conv_source_last(row + height - 1, c->pad_top, c->stride_height);
        // d with zeros around it. (No padding is wider than the kernel, so `before` is not negative.)
        conv_gradient_rows(
            c, &call->source, copy + before * out, line, sample, first, last - first + 1, NULL, windows);
        for (ptrdiff_t i = 0; i <= last - first; i++) {
            memset(copy + i * line, 0, (size_t)(before * out) * sizeof(float));
            memset(copy + i * line + (before + c->out_width) * out, 0, (size_t)(after * out) * sizeof(float));
        }
        float *target = call->target + (sample * c->in_height + row) * c->in_width * in;
        const int is_depthwise = conv_is_depthwise(c);
        // Without panels, all channels of this piece at once.
        for (ptrdiff_t panel = first_panel; panel < last_panel; panel = is_depthwise ? last_panel : panel + 1) {
            const ptrdiff_t group = panel / at->group_panels, within = panel % at->group_panels * CONV_PANEL;
            const ptrdiff_t channel = group * conv_group_in(c) + within;
            const ptrdiff_t lanes = conv_least(CONV_PANEL, conv_group_in(c) - within);
            const ptrdiff_t width = conv_panel_width(lanes);
            const float *weights = call->scratch + at->weights + panel * at->places * CONV_PANEL;
            for (ptrdiff_t phase = 0; phase < c->stride_height * c->stride_width; phase++) {
                const ptrdiff_t down = phase / c->stride_width, across = phase % c->stride_width;
                const conv_phase *own = conv_phases(call) + phase;
                if (down >= height || across >= c->in_width) continue;
                // The band starts at a multiple of the stride, which is this row of d for a lag of 0.
                const ptrdiff_t base = row / c->stride_height - first;
                conv_grid grid = {
                    .in = copy + base * line + before * out + group * conv_group_out(c), .in_row = line,
                    .in_column = out, .out = target + (down * c->in_width + across) * in + channel,
                    .out_row = c->stride_height * c->in_width * in, .out_column = c->stride_width * in,
                    .rows = conv_parts(height - down, c->stride_height),
                    .columns = conv_parts(c->in_width - across, c->stride_width),
                    .runs = conv_phase_runs(call, phase), .run_count = own->run_count};
                const float *bias = call->bias ? call->bias + channel : NULL;
                if (is_depthwise)
                    conv_depthwise_grid(
                        &grid, call->scratch + at->weights + own->place * in + channel, in, bias,
                        last_panel - first_panel, call->accumulate);
                else
                    conv_run_panel(
                        &grid, weights + own->place * conv_group_out(c) * width, bias, lanes, call->accumulate);
            }
        }
    }
}

static void k_convolve_input(
    const ck_convolution *c, float *target, int accumulate, const float *gradient, const float *value,
    const uint8_t *choice, ck_activation f, float slope, const float *kernel, const float *bias, float *scratch) {
    conv_input call = {
        .c = c, .at = conv_input_plan(c), .kernel = kernel, .bias = bias, .target = target, .scratch = scratch,
        .accumulate = accumulate,
        .source = {.gradient = gradient, .value = value, .choice = choice, .f = f, .slope = slope}};
    const ptrdiff_t line = call.at.columns * c->out_channels;
    ptrdiff_t places = 0;
    for (ptrdiff_t phase = 0; phase < c->stride_height * c->stride_width; phase++) {
        conv_phase *own = conv_phases(&call) + phase;
        own->run_count = 0;
        own->place = places;
        CONV_REACHING(c, phase, {
            places++;
            own->run_count = conv_join(
                conv_phase_runs(&call, phase), own->run_count, row_lag * line + column_lag * c->out_channels,
                conv_group_out(c));
        });
    }
    if (conv_is_depthwise(c)) conv_order_places(&call);
    else
        conv_pieces_run(
            conv_pack_input, &call, call.at.pieces.panels, call.at.pieces.panels * call.at.places * CONV_PANEL);
    conv_pieces_run(
        conv_input_piece, &call, call.at.pieces.unit_pieces * call.at.pieces.panel_pieces, conv_work(c));
}

static ptrdiff_t k_convolve_scratch(const ck_convolution *c, ck_convolution_pass pass) {
    switch (pass) {
    case ck_pass_forward: return conv_forward_plan(c).total;
    case ck_pass_weights: return conv_weights_plan(c).total;
    case ck_pass_input: return conv_input_plan(c).total;
    }
    return 0;
}
