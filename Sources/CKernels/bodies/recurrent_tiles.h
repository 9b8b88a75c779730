// Products of rows with a panel of weights: out[r][v] (+)= sum over segments s and k of a[s][r][k] * b[s][k][v], where v are
// up to four vectors. A tile of a few rows stays in registers while k runs.

typedef struct panel_product {
    float *out;
    // From one row to the next; and from the row's start to its last vector, which may have a gap before it.
    ptrdiff_t out_row, out_last;
    const float *a;
    ptrdiff_t a_row, a_step, a_segment;
    const float *b;
    ptrdiff_t b_step, b_last, b_segment;
    ptrdiff_t inner, segments;
    // One row that the sums begin with; otherwise they begin with out, or with zero.
    const float *start;
    int adds;
} panel_product;

CK_INLINE void panel_tile(const int rows, const int vectors, const panel_product *job, const float *a, float *out) {
    vf sum[8][4];
    const ptrdiff_t out_row = job->out_row, out_last = job->out_last;
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) {
            ptrdiff_t place = v == vectors - 1 ? out_last : v * CK_WIDTH;
            sum[r][v] = job->start ? load(job->start + place) : job->adds ? load(out + r * out_row + place) : splat(0);
        }
    }
    const ptrdiff_t a_row = job->a_row, a_step = job->a_step, b_step = job->b_step, b_last = job->b_last;
    const float *b = job->b;
    for (ptrdiff_t segment = 0; segment < job->segments; segment++) {
        const float *left = a + segment * job->a_segment, *right = b + segment * job->b_segment;
        for (ptrdiff_t k = job->inner; k > 0; k--) {
            vf factor[8];
#pragma clang loop unroll(full)
            for (int r = 0; r < rows; r++) factor[r] = splat(left[r * a_row]);
#pragma clang loop unroll(full)
            for (int v = 0; v < vectors; v++) {
                vf line = load(right + (v == vectors - 1 ? b_last : v * CK_WIDTH));
#pragma clang loop unroll(full)
                for (int r = 0; r < rows; r++) sum[r][v] = factor[r] * line + sum[r][v];
            }
            left += a_step;
            right += b_step;
        }
    }
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++)
            store(out + r * out_row + (v == vectors - 1 ? out_last : v * CK_WIDTH), sum[r][v]);
    }
}

typedef void (*panel_function)(const panel_product *job, const float *a, float *out);

// One function for each height and width, so that the registers are used as well as each allows.
#define CK_PANEL(rows, vectors) \
    static void panel_##rows##x##vectors(const panel_product *job, const float *a, float *out) { \
        panel_tile(rows, vectors, job, a, out); \
    }
#define CK_PANELS(rows) CK_PANEL(rows, 1) CK_PANEL(rows, 2) CK_PANEL(rows, 3) CK_PANEL(rows, 4)
#define CK_PANEL_ROW(rows) {panel_##rows##x1, panel_##rows##x2, panel_##rows##x3, panel_##rows##x4}
CK_PANELS(1)
CK_PANELS(2)
CK_PANELS(3)
CK_PANEL(4, 1)
CK_PANEL(4, 2)
CK_PANEL(4, 3)
CK_PANEL(5, 1)
CK_PANEL(5, 2)
CK_PANEL(6, 1)
CK_PANEL(6, 2)
CK_PANEL(7, 1)
CK_PANEL(8, 1)
#if CK_WIDTH == 16
// Thirty-two registers.
CK_PANEL(4, 4)
CK_PANEL(5, 3)
CK_PANEL(5, 4)
CK_PANEL(6, 3)
CK_PANEL(6, 4)
CK_PANEL(7, 2)
CK_PANEL(7, 3)
CK_PANEL(8, 2)
CK_PANEL(8, 3)
static const panel_function panel_functions[8][4] = {
    CK_PANEL_ROW(1), CK_PANEL_ROW(2), CK_PANEL_ROW(3), CK_PANEL_ROW(4), CK_PANEL_ROW(5), CK_PANEL_ROW(6),
    {panel_7x1, panel_7x2, panel_7x3, NULL}, {panel_8x1, panel_8x2, panel_8x3, NULL},
};
static const int panel_heights[4] = {8, 8, 8, 6};
#else
static const panel_function panel_functions[8][4] = {
    CK_PANEL_ROW(1), CK_PANEL_ROW(2), CK_PANEL_ROW(3), {panel_4x1, panel_4x2, panel_4x3, NULL},
    {panel_5x1, panel_5x2, NULL, NULL}, {panel_6x1, panel_6x2, NULL, NULL}, {panel_7x1, NULL, NULL, NULL},
    {panel_8x1, NULL, NULL, NULL},
};
static const int panel_heights[4] = {8, 6, 4, 3};
#endif
#undef CK_PANELS
#undef CK_PANEL
#undef CK_PANEL_ROW

// All rows, in tiles of nearly equal heights: a last tile of one row would leave most of the processor waiting.
CK_INLINE void run_panel(const panel_product *job, ptrdiff_t rows, int vectors) {
    ptrdiff_t height = panel_heights[vectors - 1], tiles = (rows + height - 1) / height;
    const float *a = job->a;
    float *out = job->out;
    for (ptrdiff_t tile = 0; tile < tiles; tile++) {
        ptrdiff_t count = rows / tiles + (tile < rows % tiles);
        panel_functions[count - 1][vectors - 1](job, a, out);
        a += count * job->a_row;
        out += count * job->out_row;
    }
}
