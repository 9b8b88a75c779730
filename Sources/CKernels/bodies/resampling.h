// Pictures made larger or smaller without weights: padding, cropping, upsampling.

typedef struct {
    float *out;
    const float *x;
    ptrdiff_t in_height, in_width, out_height, out_width, channels, top, left, factor_height, factor_width;
    int bilinear, accumulate;
} conv_resampling;

static void conv_shift_piece(void *context, ptrdiff_t piece) {
    const conv_resampling *s = context;
    const float *x = s->x + piece * s->in_height * s->in_width * s->channels;
    float *out = s->out + piece * s->out_height * s->out_width * s->channels;
    if (!s->accumulate) {
        conv_copy(out, x, s->in_height, s->in_width, s->channels, -s->top, s->out_height, -s->left, s->out_width);
        return;
    }
    const ptrdiff_t first = conv_most(0, s->left), last = conv_least(s->out_width, s->in_width + s->left);
    for (ptrdiff_t row = 0; row < s->out_height; row++) {
        const ptrdiff_t from = row - s->top;
        if (from < 0 || from >= s->in_height || last <= first) continue;
        float *to = out + (row * s->out_width + first) * s->channels;
        k_add(to, to, x + (from * s->in_width + first - s->left) * s->channels, (last - first) * s->channels);
    }
}

static void k_shift_pictures(
    float *out, ptrdiff_t out_height, ptrdiff_t out_width, const float *x, ptrdiff_t in_height, ptrdiff_t in_width,
    ptrdiff_t channels, ptrdiff_t batch, ptrdiff_t top, ptrdiff_t left, int accumulate) {
    conv_resampling s = {
        .out = out, .x = x, .in_height = in_height, .in_width = in_width, .out_height = out_height,
        .out_width = out_width, .channels = channels, .top = top, .left = left, .accumulate = accumulate};
    conv_pieces_run(conv_shift_piece, &s, batch, 8 * batch * s.out_height * s.out_width * channels);
}

// Where position i of an axis made `factor` times as long comes from: between `low` and `high`, `share` of the way.
typedef struct {
    ptrdiff_t low, high;
    float share;
} conv_origin;

CK_INLINE conv_origin conv_origin_of(ptrdiff_t i, ptrdiff_t factor, ptrdiff_t length, int bilinear) {
    conv_origin o = {.low = i / factor, .high = i / factor, .share = 0};
    if (bilinear) {
        // Centres of the small positions lie half a position in; the edge goes on outside.
        float place = ((float)i + 0.5f) / (float)factor - 0.5f;
        if (place < 0) place = 0;
        o.low = conv_least((ptrdiff_t)place, length - 1);
        o.high = conv_least(o.low + 1, length - 1);
        o.share = place - (float)o.low;
    }
    return o;
}

static void conv_upsample_piece(void *context, ptrdiff_t piece) {
    const conv_resampling *s = context;
    const ptrdiff_t channels = s->channels;
    const float *x = s->x + piece * s->in_height * s->in_width * channels;
    float *out = s->out + piece * s->out_height * s->out_width * channels;
    for (ptrdiff_t row = 0; row < s->out_height; row++) {
        const conv_origin r = conv_origin_of(row, s->factor_height, s->in_height, s->bilinear);
        const float *low = x + r.low * s->in_width * channels, *high = x + r.high * s->in_width * channels;
        for (ptrdiff_t column = 0; column < s->out_width; column++, out += channels) {
            const conv_origin k = conv_origin_of(column, s->factor_width, s->in_width, s->bilinear);
            const ptrdiff_t a = k.low * channels, b = k.high * channels;
            if (!s->bilinear) {
                memcpy(out, low + a, (size_t)channels * sizeof(float));
                continue;
            }
            CK_EACH(channels, {
                vf upper = load_some(low + a + i, count) * (1 - k.share) + load_some(low + b + i, count) * k.share;
                vf lower = load_some(high + a + i, count) * (1 - k.share) + load_some(high + b + i, count) * k.share;
                store_some(out + i, upper * (1 - r.share) + lower * r.share, count);
            });
        }
    }
}

static void conv_add_share(float *to, const float *from, float share, ptrdiff_t n) {
    CK_EACH(n, { store_some(to + i, load_some(to + i, count) + share * load_some(from + i, count), count); });
}

static void conv_upsample_back_piece(void *context, ptrdiff_t piece) {
    const conv_resampling *s = context;
    const ptrdiff_t channels = s->channels, size = s->in_height * s->in_width * channels;
    const float *gradient = s->x + piece * s->out_height * s->out_width * channels;
    float *out = s->out + piece * size;
    if (!s->accumulate) memset(out, 0, (size_t)size * sizeof(float));
    for (ptrdiff_t row = 0; row < s->out_height; row++) {
        const conv_origin r = conv_origin_of(row, s->factor_height, s->in_height, s->bilinear);
        float *low = out + r.low * s->in_width * channels, *high = out + r.high * s->in_width * channels;
        for (ptrdiff_t column = 0; column < s->out_width; column++, gradient += channels) {
            const conv_origin k = conv_origin_of(column, s->factor_width, s->in_width, s->bilinear);
            const ptrdiff_t a = k.low * channels, b = k.high * channels;
            conv_add_share(low + a, gradient, (1 - r.share) * (1 - k.share), channels);
            if (k.share > 0) conv_add_share(low + b, gradient, (1 - r.share) * k.share, channels);
            if (r.share > 0) conv_add_share(high + a, gradient, r.share * (1 - k.share), channels);
            if (r.share > 0 && k.share > 0) conv_add_share(high + b, gradient, r.share * k.share, channels);
        }
    }
}

static void k_upsample(
    float *out, const float *x, ptrdiff_t batch, ptrdiff_t height, ptrdiff_t width, ptrdiff_t channels,
    ptrdiff_t factor_height, ptrdiff_t factor_width, int bilinear) {
    conv_resampling s = {
        .out = out, .x = x, .in_height = height, .in_width = width, .out_height = height * factor_height,
        .out_width = width * factor_width, .channels = channels, .factor_height = factor_height,
        .factor_width = factor_width, .bilinear = bilinear};
    conv_pieces_run(conv_upsample_piece, &s, batch, 8 * batch * s.out_height * s.out_width * channels);
}

static void k_upsample_backward(
    float *out, int accumulate, const float *gradient, ptrdiff_t batch, ptrdiff_t height, ptrdiff_t width,
    ptrdiff_t channels, ptrdiff_t factor_height, ptrdiff_t factor_width, int bilinear) {
    conv_resampling s = {
        .out = out, .x = gradient, .in_height = height, .in_width = width, .out_height = height * factor_height,
        .out_width = width * factor_width, .channels = channels, .factor_height = factor_height,
        .factor_width = factor_width, .bilinear = bilinear, .accumulate = accumulate};
    conv_pieces_run(conv_upsample_back_piece, &s, batch, 8 * batch * s.out_height * s.out_width * channels);
}
