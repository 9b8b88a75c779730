// Convolutions of each channel by itself: vectors run over the channels, and weights lie as the kernel has them,
// [place][channel].
CK_INLINE int conv_is_depthwise(const ck_convolution *c) {
    return c->groups > 1 && c->groups == c->in_channels && c->groups == c->out_channels;
}

// out (+)= sum over the places of weights * in (+ bias), for some channels of a grid; each run is one place.
static void conv_depthwise_grid(
    const conv_grid *g, const float *weights, ptrdiff_t apart, const float *bias, ptrdiff_t channels, int accumulate) {
    for (ptrdiff_t row = 0; row < g->rows; row++)
        for (ptrdiff_t column = 0; column < g->columns; column++) {
            const float *in = g->in + row * g->in_row + column * g->in_column;
            float *out = g->out + row * g->out_row + column * g->out_column;
            CK_EACH(channels, {
                vf sum = accumulate ? load_some(out + i, count) : bias ? load_some(bias + i, count) : splat(0);
                for (ptrdiff_t r = 0; r < g->run_count; r++) {
                    vf factor = load_some(weights + r * apart + i, count);
                    sum = load_some(in + g->runs[r].offset + i, count) * factor + sum;
                }
                store_some(out + i, sum, count);
            });
        }
}

#define CONV_DEPTHWISE_PLACES 6

// sums[place][channel] += x * d over a grid of positions, for up to CONV_DEPTHWISE_PLACES places.
CK_INLINE void conv_depthwise_places(
    const int places, float *sums, ptrdiff_t apart, const float *x, const ptrdiff_t *offsets, ptrdiff_t x_row,
    ptrdiff_t x_column, const float *d, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels) {
    CK_EACH(channels, {
        vf sum[CONV_DEPTHWISE_PLACES];
        for (int p = 0; p < places; p++) sum[p] = load_some(sums + p * apart + i, count);
        const float *slope = d + i;
        for (ptrdiff_t row = 0; row < rows; row++)
            for (ptrdiff_t column = 0; column < columns; column++, slope += apart) {
                const float *at = x + row * x_row + column * x_column + i;
                vf line = load_some(slope, count);
                for (int p = 0; p < places; p++) sum[p] = load_some(at + offsets[p], count) * line + sum[p];
            }
        for (int p = 0; p < places; p++) store_some(sums + p * apart + i, sum[p], count);
    });
}

// As the others: all places of some channels, `apart` of which lie between two positions of d.
static void conv_depthwise_weights(
    float *sums, ptrdiff_t apart, const float *x, const ptrdiff_t *offsets, ptrdiff_t places, ptrdiff_t x_row,
    ptrdiff_t x_column, const float *d, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t channels) {
    ptrdiff_t place = 0;
#define CONV_PLACES_AT_ONCE(n) \
    for (; place + n <= places; place += n) \
        conv_depthwise_places( \
            n, sums + place * apart, apart, x, offsets + place, x_row, x_column, d, rows, columns, channels);
    CONV_PLACES_AT_ONCE(6)
    CONV_PLACES_AT_ONCE(3)
    CONV_PLACES_AT_ONCE(1)
#undef CONV_PLACES_AT_ONCE
}
