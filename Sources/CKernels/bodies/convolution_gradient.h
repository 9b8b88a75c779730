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

// One row of the output of a picture whose windows' gradients are `window`: each goes to the place that was chosen.
static void conv_spread_windows(
    const ck_convolution *c, float *out, const float *window, const uint8_t *choice, ptrdiff_t row_in_window) {
    const ptrdiff_t channels = c->out_channels, across = c->out_width / c->pool_width;
    for (ptrdiff_t column = 0; column < across; column++) {
        CK_EACH(channels, {
            vf slope = load_some(window + column * channels + i, count);
            conv_bytes bytes = (conv_bytes)(0);
            memcpy(&bytes, choice + column * channels + i, (size_t)count);
            vi which = __builtin_convertvector(bytes, vi);
            for (ptrdiff_t k = 0; k < c->pool_width; k++) {
                vi number = (vi)((int32_t)(row_in_window * c->pool_width + k));
                store_some(
                    out + (column * c->pool_width + k) * channels + i, choose(which == number, slope, splat(0)), count);
            }
        });
    }
    const ptrdiff_t done = across * c->pool_width;
    memset(out + done * channels, 0, (size_t)((c->out_width - done) * channels) * sizeof(float));
}

// Rows [first, first + rows) of d of one picture, `line` floats apart; rows outside of the picture are zeros. Adds the
// sums over the positions to `totals` where given.
static void conv_gradient_rows(
    const ck_convolution *c, const conv_source *s, float *out, ptrdiff_t line, ptrdiff_t sample, ptrdiff_t first,
    ptrdiff_t rows, float *totals, float *scratch) {
    const ptrdiff_t channels = c->out_channels, width = c->out_width * channels;
    const ptrdiff_t down = c->out_height / c->pool_height, across = c->out_width / c->pool_width;
    ptrdiff_t ready = -1;
    for (ptrdiff_t row = first; row < first + rows; row++, out += line) {
        const ptrdiff_t window = row / c->pool_height;
        if (row < 0 || row >= c->out_height || window >= down) {
            memset(out, 0, (size_t)width * sizeof(float));
        } else if (!s->choice) {
            const ptrdiff_t place = (sample * c->out_height + row) * width;
            if (s->f == ck_identity) memcpy(out, s->gradient + place, (size_t)width * sizeof(float));
            else k_activate_backward(out, s->gradient + place, s->value + place, s->f, s->slope, width);
            if (totals) conv_add_positions(totals, out, c->out_width, channels);
        } else {
            const ptrdiff_t place = (sample * down + window) * across * channels;
            if (ready != window) {
                k_activate_backward(scratch, s->gradient + place, s->value + place, s->f, s->slope, across * channels);
                if (totals) conv_add_positions(totals, scratch, across, channels);
                ready = window;
            }
            conv_spread_windows(c, out, scratch, s->choice + place, row % c->pool_height);
        }
    }
}
