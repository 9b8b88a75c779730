// The innermost loops of convolutions: sums of some positions times a panel of channels stay in registers.
#if CK_WIDTH == 16
#define CONV_PIXELS 8
#else
#define CONV_PIXELS 6
#endif
#define CONV_PIXELS_NARROW 8

// Positions of an input and an output, and what each sees.
typedef struct {
    const float *in;
    ptrdiff_t in_row, in_column;
    float *out;
    ptrdiff_t out_row, out_column;
    ptrdiff_t rows, columns;
    const conv_run *runs;
    ptrdiff_t run_count;
} conv_grid;

// out (+)= weights * in (+ bias) for all positions of a grid and one panel; weights lie as [place][vectors].
CK_INLINE void conv_panel(
    const int pixels, const int vectors, const conv_grid *g, const float *weights, const float *bias, ptrdiff_t lanes,
    int accumulate) {
    vf start[2];
    for (int v = 0; v < vectors; v++) {
        ptrdiff_t rest = conv_least(lanes - v * CK_WIDTH, CK_WIDTH);
        start[v] = bias && rest > 0 ? load_some(bias + v * CK_WIDTH, rest) : splat(0);
    }
    const ptrdiff_t total = g->rows * g->columns;
    const ptrdiff_t in_skip = g->in_row - g->columns * g->in_column, out_skip = g->out_row - g->columns * g->out_column;
    const float *in = g->in;
    float *out = g->out;
    ptrdiff_t column = 0;
    for (ptrdiff_t first = 0; first < total; first += pixels) {
        const float *at[CONV_PIXELS_NARROW];
        float *to[CONV_PIXELS_NARROW];
        const ptrdiff_t n = conv_least(pixels, total - first);
#pragma clang loop unroll(full)
        for (int p = 0; p < pixels; p++) {
            at[p] = in;
            to[p] = out;
            // Behind the last position, the last one is computed again and not stored.
            if (p < n - 1 || n == pixels) {
                in += g->in_column;
                out += g->out_column;
                if (++column == g->columns) {
                    column = 0;
                    in += in_skip;
                    out += out_skip;
                }
            }
        }
        vf sums[CONV_PIXELS_NARROW][2];
#pragma clang loop unroll(full)
        for (int p = 0; p < pixels; p++)
#pragma clang loop unroll(full)
            for (int v = 0; v < vectors; v++) sums[p][v] = start[v];
        const float *w = weights;
        for (ptrdiff_t r = 0; r < g->run_count; r++) {
            const ptrdiff_t end = g->runs[r].offset + g->runs[r].length;
            for (ptrdiff_t k = g->runs[r].offset; k < end; k++) {
                vf line[2];
#pragma clang loop unroll(full)
                for (int v = 0; v < vectors; v++) line[v] = load(w + v * CK_WIDTH);
                w += vectors * CK_WIDTH;
#pragma clang loop unroll(full)
                for (int p = 0; p < pixels; p++) {
                    vf factor = splat(at[p][k]);
#pragma clang loop unroll(full)
                    for (int v = 0; v < vectors; v++) sums[p][v] = factor * line[v] + sums[p][v];
                }
            }
        }
#pragma clang loop unroll(full)
        for (int p = 0; p < pixels; p++) {
            if (p >= n) break;
#pragma clang loop unroll(full)
            for (int v = 0; v < vectors; v++) {
                const ptrdiff_t count = lanes - v * CK_WIDTH;
                float *place = to[p] + v * CK_WIDTH;
                store_some(place, accumulate ? load_some(place, count) + sums[p][v] : sums[p][v], count);
            }
        }
    }
}

static void conv_panel_wide(
    const conv_grid *g, const float *weights, const float *bias, ptrdiff_t lanes, int accumulate) {
    conv_panel(CONV_PIXELS, 2, g, weights, bias, lanes, accumulate);
}

static void conv_panel_narrow(
    const conv_grid *g, const float *weights, const float *bias, ptrdiff_t lanes, int accumulate) {
    conv_panel(CONV_PIXELS_NARROW, 1, g, weights, bias, lanes, accumulate);
}

// A panel of `lanes` channels (at most CONV_PANEL).
CK_INLINE void conv_run_panel(
    const conv_grid *g, const float *weights, const float *bias, ptrdiff_t lanes, int accumulate) {
    if (lanes > CK_WIDTH) conv_panel_wide(g, weights, bias, lanes, accumulate);
    else conv_panel_narrow(g, weights, bias, lanes, accumulate);
}

// Floats a row of a panel's weights has.
CK_INLINE ptrdiff_t conv_panel_width(ptrdiff_t lanes) { return lanes > CK_WIDTH ? CONV_PANEL : CK_WIDTH; }
