// The gradient of a convolution's sums, d = gradient * f'(value), made row by row where it is used and stored nowhere.
typedef struct {
    const float *gradient, *value;
    const uint8_t *choice;
    ck_activation f;
    float slope;
} conv_source;

// Floats that conv_gradient_rows needs beside its result.
CK_INLINE ptrdiff_t conv_gradient_scratch(const ck_convolution *c) {
    return conv_is_pooled(c) ? conv_line(c->out_width / c->pool_width * c->out_channels) : 0;
}

// Adds the sums over positions to the sums of the channels.
static void conv_add_positions(float *sums, const float *a, ptrdiff_t positions, ptrdiff_t channels) {
    CK_EACH(channels, {
        vf part[4];
        for (int k = 0; k < 4; k++) part[k] = splat(0);
        ptrdiff_t p = 0;
        for (; p + 4 <= positions; p += 4)
            for (int k = 0; k < 4; k++) part[k] += load_some(a + (p + k) * channels + i, count);
        for (; p < positions; p++) part[0] += load_some(a + p * channels + i, count);
        store_some(sums + i, load_some(sums + i, count) + ((part[0] + part[1]) + (part[2] + part[3])), count);
    });
}

// Rows [from, to) of a row of windows of some width, `line` floats apart, whose gradients are `window`: each goes to
// the place that was chosen.
CK_INLINE void conv_spread_windows(
    const ptrdiff_t from, const ptrdiff_t to, const ptrdiff_t width, const ck_convolution *c, float *out,
    ptrdiff_t line, const float *window, const uint8_t *choice) {
    const ptrdiff_t channels = c->out_channels, across = c->out_width / width;
    for (ptrdiff_t column = 0; column < across; column++, window += channels, choice += channels) {
        float *corner = out + column * width * channels;
        CK_EACH(channels, {
            vf slope = load_some(window + i, count);
            conv_bytes bytes = (conv_bytes)(0);
            if (count == CK_WIDTH) memcpy(&bytes, choice + i, CK_WIDTH);
            else memcpy(&bytes, choice + i, (size_t)count);
            vi which = __builtin_convertvector(bytes, vi);
            for (ptrdiff_t number = from * width; number < to * width; number++)
                store_some(
                    corner + (number / width - from) * line + number % width * channels + i,
                    (vf)((which == (vi)((int32_t)number)) & (vi)slope), count);
        });
    }
    const ptrdiff_t done = across * width;
    for (ptrdiff_t row = 0; row < to - from; row++)
        memset(out + row * line + done * channels, 0, (size_t)((c->out_width - done) * channels) * sizeof(float));
}

// Rows [first, first + rows) of d of one picture, `line` floats apart; rows outside of the picture are zeros. Adds the
// sums over the positions to `totals` where given.
static void conv_gradient_rows(
    const ck_convolution *c, const conv_source *s, float *out, ptrdiff_t line, ptrdiff_t sample, ptrdiff_t first,
    ptrdiff_t rows, float *totals, float *scratch) {
    const ptrdiff_t channels = c->out_channels, width = c->out_width * channels;
    const ptrdiff_t down = c->out_height / c->pool_height, across = c->out_width / c->pool_width;
    for (ptrdiff_t row = first, end = first + rows, next; row < end; out += (next - row) * line, row = next) {
        const ptrdiff_t window = row / c->pool_height;
        next = row + 1;
        if (row < 0 || row >= c->out_height || window >= down) {
            memset(out, 0, (size_t)width * sizeof(float));
        } else if (!s->choice) {
            const ptrdiff_t place = (sample * c->out_height + row) * width;
            if (s->f == ck_identity) memcpy(out, s->gradient + place, (size_t)width * sizeof(float));
            else k_activate_backward(out, s->gradient + place, s->value + place, s->f, s->slope, width);
            if (totals) conv_add_positions(totals, out, c->out_width, channels);
        } else {
            // All rows of this row of windows that are wanted, at once.
            next = conv_least(end, (window + 1) * c->pool_height);
            const ptrdiff_t place = (sample * down + window) * across * channels;
            const ptrdiff_t from = row - window * c->pool_height, to = next - window * c->pool_height;
            k_activate_backward(scratch, s->gradient + place, s->value + place, s->f, s->slope, across * channels);
            if (totals) conv_add_positions(totals, scratch, across, channels);
            if (from == 0 && to == 2 && c->pool_width == 2)
                conv_spread_windows(0, 2, 2, c, out, line, scratch, s->choice + place);
            else conv_spread_windows(from, to, c->pool_width, c, out, line, scratch, s->choice + place);
        }
    }
}
