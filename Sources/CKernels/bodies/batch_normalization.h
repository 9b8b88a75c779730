// Batch normalisation over rows of channels. Sums over rows are made in pieces that are added in their order.
#define NORM_PIECES 64
#define NORM_ROWS 128

typedef struct {
    float *out, *parts;
    const float *x, *mean, *deviation, *scale, *shift, *gradient, *first, *second;
    ptrdiff_t rows, channels, pieces;
    float share;
    int accumulate;
} conv_norm;

CK_INLINE ptrdiff_t norm_pieces(ptrdiff_t rows) {
    return conv_most(1, conv_least(NORM_PIECES, rows / NORM_ROWS));
}

static ptrdiff_t k_normalization_scratch(ptrdiff_t rows, ptrdiff_t channels) {
    return 2 * (norm_pieces(rows) + 1) * conv_line(channels);
}

// parts[0] = sum of x over the piece's rows; or, with a mean, of (x - mean) squared.
static void norm_sum_piece(void *context, ptrdiff_t piece) {
    const conv_norm *n = context;
    const ptrdiff_t first = conv_first(piece, n->pieces, n->rows), last = conv_first(piece + 1, n->pieces, n->rows);
    float *to = n->parts + piece * conv_line(n->channels);
    CK_EACH(n->channels, {
        vf sum[2] = {splat(0), splat(0)};
        vf mean = n->mean ? load_some(n->mean + i, count) : splat(0);
        for (ptrdiff_t row = first; row < last; row++) {
            vf away = load_some(n->x + row * n->channels + i, count) - mean;
            sum[row & 1] += n->mean ? away * away : away;
        }
        store_some(to + i, sum[0] + sum[1], count);
    });
}

// Sums of the gradient, and of the gradient times the normalised x.
static void norm_slope_piece(void *context, ptrdiff_t piece) {
    const conv_norm *n = context;
    const ptrdiff_t first = conv_first(piece, n->pieces, n->rows), last = conv_first(piece + 1, n->pieces, n->rows);
    const ptrdiff_t line = conv_line(n->channels);
    float *shifts = n->parts + piece * line, *scales = n->parts + (n->pieces + 1 + piece) * line;
    CK_EACH(n->channels, {
        vf shift = splat(0);
        vf scale = splat(0);
        vf mean = load_some(n->mean + i, count);
        vf inverse = 1.0f / load_some(n->deviation + i, count);
        for (ptrdiff_t row = first; row < last; row++) {
            const ptrdiff_t at = row * n->channels + i;
            vf slope = load_some(n->gradient + at, count);
            shift += slope;
            scale = slope * ((load_some(n->x + at, count) - mean) * inverse) + scale;
        }
        store_some(shifts + i, shift, count);
        store_some(scales + i, scale, count);
    });
}

// out = the parts' sum times a factor.
static void norm_join(const conv_norm *n, const float *parts, float *out, float factor, int accumulate) {
    const ptrdiff_t line = conv_line(n->channels);
    CK_EACH(n->channels, {
        vf sum = load_some(parts + i, count);
        for (ptrdiff_t piece = 1; piece < n->pieces; piece++) sum += load_some(parts + piece * line + i, count);
        sum *= factor;
        store_some(out + i, accumulate ? load_some(out + i, count) + sum : sum, count);
    });
}

static void k_batch_moments(
    float *mean, float *deviation, float *moving_mean, float *moving_variance, const float *x, float momentum,
    float epsilon, ptrdiff_t rows, ptrdiff_t channels, float *scratch) {
    conv_norm n = {.parts = scratch, .x = x, .rows = rows, .channels = channels, .pieces = norm_pieces(rows)};
    conv_pieces_run(norm_sum_piece, &n, n.pieces, 8 * rows * channels);
    norm_join(&n, scratch, mean, 1.0f / (float)rows, 0);
    n.mean = mean;
    conv_pieces_run(norm_sum_piece, &n, n.pieces, 8 * rows * channels);
    norm_join(&n, scratch, deviation, 1.0f / (float)rows, 0);
    CK_EACH(channels, {
        vf centre = load_some(mean + i, count);
        vf variance = load_some(deviation + i, count);
        store_some(
            moving_mean + i, load_some(moving_mean + i, count) * momentum + centre * (1 - momentum), count);
        store_some(
            moving_variance + i, load_some(moving_variance + i, count) * momentum + variance * (1 - momentum), count);
        store_some(deviation + i, __builtin_elementwise_sqrt(variance + epsilon), count);
    });
}

static void k_deviations(float *out, const float *variance, float epsilon, ptrdiff_t n) {
    CK_EACH(n, { store_some(out + i, __builtin_elementwise_sqrt(load_some(variance + i, count) + epsilon), count); });
}

static void norm_apply_piece(void *context, ptrdiff_t piece) {
    const conv_norm *n = context;
    const ptrdiff_t first = conv_first(piece, n->pieces, n->rows), last = conv_first(piece + 1, n->pieces, n->rows);
    CK_EACH(n->channels, {
        vf mean = load_some(n->mean + i, count);
        vf factor = (n->scale ? load_some(n->scale + i, count) : splat(1)) / load_some(n->deviation + i, count);
        vf shift = n->shift ? load_some(n->shift + i, count) : splat(0);
        for (ptrdiff_t row = first; row < last; row++) {
            const ptrdiff_t at = row * n->channels + i;
            store_some(n->out + at, (load_some(n->x + at, count) - mean) * factor + shift, count);
        }
    });
}

static void k_batch_normalize(
    float *out, const float *x, const float *mean, const float *deviation, const float *scale, const float *shift,
    ptrdiff_t rows, ptrdiff_t channels) {
    conv_norm n = {
        .out = out, .x = x, .mean = mean, .deviation = deviation, .scale = scale, .shift = shift, .rows = rows,
        .channels = channels, .pieces = norm_pieces(rows)};
    conv_pieces_run(norm_apply_piece, &n, n.pieces, 8 * rows * channels);
}

static void norm_back_piece(void *context, ptrdiff_t piece) {
    const conv_norm *n = context;
    const ptrdiff_t first = conv_first(piece, n->pieces, n->rows), last = conv_first(piece + 1, n->pieces, n->rows);
    CK_EACH(n->channels, {
        vf mean = load_some(n->mean + i, count);
        vf inverse = 1.0f / load_some(n->deviation + i, count);
        vf factor = (n->scale ? load_some(n->scale + i, count) : splat(1)) * inverse;
        // With moving statistics the numbers do not depend on the batch, and the two means are absent.
        vf shifts = n->first ? load_some(n->first + i, count) * n->share : splat(0);
        vf scales = n->second ? load_some(n->second + i, count) * n->share * inverse : splat(0);
        for (ptrdiff_t row = first; row < last; row++) {
            const ptrdiff_t at = row * n->channels + i;
            vf away = load_some(n->x + at, count) - mean;
            vf slope = (load_some(n->gradient + at, count) - shifts - away * scales) * factor;
            store_some(n->out + at, n->accumulate ? load_some(n->out + at, count) + slope : slope, count);
        }
    });
}

static void k_batch_normalize_backward(
    float *x_gradient, int accumulate, float *scale_gradient, int scale_accumulate, float *shift_gradient,
    int shift_accumulate, const float *gradient, const float *x, const float *mean, const float *deviation,
    const float *scale, int depends_on_batch, ptrdiff_t rows, ptrdiff_t channels, float *scratch) {
    const ptrdiff_t pieces = norm_pieces(rows), line = conv_line(channels);
    conv_norm n = {
        .out = x_gradient, .parts = scratch, .x = x, .mean = mean, .deviation = deviation, .scale = scale,
        .gradient = gradient, .rows = rows, .channels = channels, .pieces = pieces, .share = 1.0f / (float)rows,
        .accumulate = accumulate};
    float *shifts = scratch + pieces * line, *scales = scratch + (2 * pieces + 1) * line;
    conv_pieces_run(norm_slope_piece, &n, pieces, 8 * rows * channels);
    norm_join(&n, scratch, shifts, 1, 0);
    norm_join(&n, scratch + (pieces + 1) * line, scales, 1, 0);
    n.pieces = 1;
    if (shift_gradient) norm_join(&n, shifts, shift_gradient, 1, shift_accumulate);
    if (scale_gradient) norm_join(&n, scales, scale_gradient, 1, scale_accumulate);
    if (!x_gradient) return;
    n.pieces = pieces;
    if (depends_on_batch) {
        n.first = shifts;
        n.second = scales;
    }
    conv_pieces_run(norm_back_piece, &n, pieces, 8 * rows * channels);
}
