// How a convolution is cut into pieces: bands of rows that stay in the cache, panels of channels that stay in
// registers.

// Channels that are computed at a time: two vectors, or one where no more are left.
#define CONV_PANEL (2 * CK_WIDTH)
// Floats of input and output that a band may hold: they share the second-level cache with the weights.
#define CONV_BAND 24576
// Pieces of a piece of work: more than there are threads, so that they end at about the same time.
#define CONV_PIECES 16
// Floats of all partial sums of a weight gradient.
#define CONV_PARTIALS ((ptrdiff_t)1 << 21)

CK_INLINE ptrdiff_t conv_least(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
CK_INLINE ptrdiff_t conv_most(ptrdiff_t a, ptrdiff_t b) { return a > b ? a : b; }
CK_INLINE ptrdiff_t conv_parts(ptrdiff_t n, ptrdiff_t size) { return (n + size - 1) / size; }
CK_INLINE ptrdiff_t conv_line(ptrdiff_t n) { return (n + 15) & ~(ptrdiff_t)15; }
// Rounded down and up, for any sign.
CK_INLINE ptrdiff_t conv_floor(ptrdiff_t a, ptrdiff_t b) { return a >= 0 ? a / b : -((b - 1 - a) / b); }
CK_INLINE ptrdiff_t conv_ceiling(ptrdiff_t a, ptrdiff_t b) { return conv_floor(a + b - 1, b); }

// Places of a kernel that lie one behind the other in the input: read as one run of floats.
typedef struct {
    ptrdiff_t offset, length;
} conv_run;

// The runs of a list of offsets, each the start of `length` floats.
CK_INLINE ptrdiff_t conv_join(conv_run *runs, ptrdiff_t count, ptrdiff_t offset, ptrdiff_t length) {
    if (count > 0 && runs[count - 1].offset + runs[count - 1].length == offset) {
        runs[count - 1].length += length;
        return count;
    }
    runs[count].offset = offset;
    runs[count].length = length;
    return count + 1;
}

// A call's pieces: ranges of units (bands of pictures) times groups of panels.
typedef struct {
    ptrdiff_t band, bands, units, unit_pieces, panels, panel_pieces;
} conv_pieces;

CK_INLINE conv_pieces conv_cut(
    ptrdiff_t batch, ptrdiff_t rows, ptrdiff_t band, ptrdiff_t panels, ptrdiff_t most_unit_pieces) {
    conv_pieces p;
    p.band = conv_most(1, conv_least(band, rows));
    p.bands = conv_parts(rows, p.band);
    p.units = batch * p.bands;
    p.unit_pieces = conv_most(1, conv_least(conv_least(p.units, CONV_PIECES), most_unit_pieces));
    p.panels = panels;
    p.panel_pieces = p.unit_pieces >= CONV_PIECES / 2 ? 1 : conv_least(panels, conv_parts(CONV_PIECES, p.unit_pieces));
    return p;
}

// Work of so many multiplications is worth several threads: about 20 microseconds on one.
#define CONV_WORTH_THREADS 500000

// All pieces, which are the same ones on one thread as on many.
static void conv_pieces_run(ck_piece body, void *context, ptrdiff_t pieces, ptrdiff_t multiplications) {
    if (multiplications >= CONV_WORTH_THREADS) {
        ck_parallel(body, context, pieces);
        return;
    }
    for (ptrdiff_t piece = 0; piece < pieces; piece++) body(context, piece);
}

CK_INLINE ptrdiff_t conv_first(ptrdiff_t piece, ptrdiff_t pieces, ptrdiff_t n) { return piece * n / pieces; }

// Channels of one group, and panels of them.
CK_INLINE ptrdiff_t conv_group_in(const ck_convolution *c) { return c->in_channels / c->groups; }
CK_INLINE ptrdiff_t conv_group_out(const ck_convolution *c) { return c->out_channels / c->groups; }
CK_INLINE ptrdiff_t conv_taps(const ck_convolution *c) { return c->kernel_height * c->kernel_width; }

// Rows and columns of input that `rows` rows of output see.
CK_INLINE ptrdiff_t conv_seen_rows(const ck_convolution *c, ptrdiff_t rows) {
    return (rows - 1) * c->stride_height + (c->kernel_height - 1) * c->dilation_height + 1;
}
CK_INLINE ptrdiff_t conv_seen_columns(const ck_convolution *c) {
    return (c->out_width - 1) * c->stride_width + (c->kernel_width - 1) * c->dilation_width + 1;
}

// Multiplications of one pass.
CK_INLINE ptrdiff_t conv_work(const ck_convolution *c) {
    return c->batch * c->out_height * c->out_width * c->out_channels * conv_taps(c) * conv_group_in(c);
}

// Whether every place that the kernel sees is in the picture, so that nothing has to be copied.
CK_INLINE int conv_is_inside(const ck_convolution *c) {
    return c->pad_top == 0 && c->pad_left == 0 && conv_seen_rows(c, c->out_height) <= c->in_height
        && conv_seen_columns(c) <= c->in_width;
}

// Rows [first, first + rows) and columns [left, left + columns) of a picture, zeros where it has none.
static void conv_copy(
    float *out, const float *picture, ptrdiff_t height, ptrdiff_t width, ptrdiff_t channels, ptrdiff_t first,
    ptrdiff_t rows, ptrdiff_t left, ptrdiff_t columns) {
    ptrdiff_t before = conv_least(columns, conv_most(0, -left));
    ptrdiff_t from = conv_most(0, left), kept = conv_most(0, conv_least(width - from, columns - before));
    ptrdiff_t after = columns - before - kept;
    for (ptrdiff_t row = first; row < first + rows; row++, out += columns * channels) {
        if (row < 0 || row >= height) {
            memset(out, 0, (size_t)(columns * channels) * sizeof(float));
            continue;
        }
        memset(out, 0, (size_t)(before * channels) * sizeof(float));
        memcpy(
            out + before * channels, picture + (row * width + from) * channels,
            (size_t)(kept * channels) * sizeof(float));
        memset(out + (before + kept) * channels, 0, (size_t)(after * channels) * sizeof(float));
    }
}
