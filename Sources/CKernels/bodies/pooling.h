// Pooling: each channel by itself. Windows are those of a convolution's kernel, and what lies outside of the picture
// does not take part.

typedef struct {
    const ck_convolution *c;
    float *out;
    const float *x, *y, *gradient;
    int accumulate;
} conv_pooling;

// Calls the body for each window of sample `piece`: rows [top, bottom), columns [left, right), output position `place`.
#define CK_WINDOWS(c, ...) \
    for (ptrdiff_t row = 0; row < (c)->out_height; row++) { \
        const ptrdiff_t above = row * (c)->stride_height - (c)->pad_top; \
        const ptrdiff_t top = conv_most(0, above), bottom = conv_least((c)->in_height, above + (c)->kernel_height); \
        for (ptrdiff_t column = 0; column < (c)->out_width; column++) { \
            const ptrdiff_t before = column * (c)->stride_width - (c)->pad_left; \
            const ptrdiff_t left = conv_most(0, before); \
            const ptrdiff_t right = conv_least((c)->in_width, before + (c)->kernel_width); \
            const ptrdiff_t place = ((piece * (c)->out_height + row) * (c)->out_width + column) * (c)->in_channels; \
            __VA_ARGS__ \
        } \
    }

// Calls the body for each position of a window; `at` is the position's first float in the picture.
#define CK_WINDOW(c, ...) \
    for (ptrdiff_t r = top; r < bottom; r++) \
        for (ptrdiff_t k = left; k < right; k++) { \
            const ptrdiff_t at = ((piece * (c)->in_height + r) * (c)->in_width + k) * (c)->in_channels; \
            __VA_ARGS__ \
        }

static void conv_max_pool_piece(void *context, ptrdiff_t piece) {
    const conv_pooling *call = context;
    CK_WINDOWS(call->c, {
        CK_EACH(call->c->in_channels, {
            vf best = splat(-INFINITY);
            CK_WINDOW(call->c, {
                vf next = load_some(call->x + at + i, count);
                best = choose((next > best) | (next != next), next, best);
            })
            store_some(call->out + place + i, best, count);
        });
    })
}

static void conv_average_pool_piece(void *context, ptrdiff_t piece) {
    const conv_pooling *call = context;
    CK_WINDOWS(call->c, {
        const float share = 1.0f / (float)((bottom - top) * (right - left));
        CK_EACH(call->c->in_channels, {
            vf sum = splat(0);
            CK_WINDOW(call->c, { sum += load_some(call->x + at + i, count); })
            store_some(call->out + place + i, sum * share, count);
        });
    })
}

static void conv_clear(const conv_pooling *call, ptrdiff_t piece) {
    const ptrdiff_t size = call->c->in_height * call->c->in_width * call->c->in_channels;
    if (!call->accumulate) memset(call->out + piece * size, 0, (size_t)size * sizeof(float));
}

// The first of several equal ones gets the gradient.
static void conv_max_pool_back_piece(void *context, ptrdiff_t piece) {
    const conv_pooling *call = context;
    conv_clear(call, piece);
    CK_WINDOWS(call->c, {
        CK_EACH(call->c->in_channels, {
            vf best = load_some(call->y + place + i, count);
            vf slope = load_some(call->gradient + place + i, count);
            CK_WINDOW(call->c, {
                vi found = load_some(call->x + at + i, count) == best;
                store_some(
                    call->out + at + i, load_some(call->out + at + i, count) + choose(found, slope, splat(0)), count);
                slope = choose(found, splat(0), slope);
            })
        });
    })
}

static void conv_average_pool_back_piece(void *context, ptrdiff_t piece) {
    const conv_pooling *call = context;
    conv_clear(call, piece);
    CK_WINDOWS(call->c, {
        const float share = 1.0f / (float)((bottom - top) * (right - left));
        CK_EACH(call->c->in_channels, {
            vf slope = load_some(call->gradient + place + i, count) * share;
            CK_WINDOW(call->c, {
                store_some(call->out + at + i, load_some(call->out + at + i, count) + slope, count);
            })
        });
    })
}

// Numbers looked at, each worth several multiplications.
CK_INLINE ptrdiff_t conv_pooling_work(const ck_convolution *c) {
    return 4 * c->batch * c->out_height * c->out_width * c->in_channels * conv_taps(c);
}

static void k_max_pool(const ck_convolution *c, float *out, const float *x) {
    conv_pooling call = {.c = c, .out = out, .x = x};
    conv_pieces_run(conv_max_pool_piece, &call, c->batch, conv_pooling_work(c));
}

static void k_average_pool(const ck_convolution *c, float *out, const float *x) {
    conv_pooling call = {.c = c, .out = out, .x = x};
    conv_pieces_run(conv_average_pool_piece, &call, c->batch, conv_pooling_work(c));
}

static void k_max_pool_backward(
    const ck_convolution *c, float *out, int accumulate, const float *gradient, const float *y, const float *x) {
    conv_pooling call = {.c = c, .out = out, .accumulate = accumulate, .gradient = gradient, .y = y, .x = x};
    conv_pieces_run(conv_max_pool_back_piece, &call, c->batch, conv_pooling_work(c));
}

static void k_average_pool_backward(const ck_convolution *c, float *out, int accumulate, const float *gradient) {
    conv_pooling call = {.c = c, .out = out, .accumulate = accumulate, .gradient = gradient};
    conv_pieces_run(conv_average_pool_back_piece, &call, c->batch, conv_pooling_work(c));
}

// The mean over the steps that a mask keeps; the divisor is at least 1, so that a sequence without any gives zeros.
CK_INLINE float masked_share(const float *mask, ptrdiff_t steps) {
    float kept = 0;
    for (ptrdiff_t step = 0; step < steps; step++) kept += mask[step];
    return 1.0f / (kept > 1 ? kept : 1);
}

static void k_masked_mean(
    float *out, const float *x, const float *mask, ptrdiff_t batch, ptrdiff_t steps, ptrdiff_t channels) {
    for (ptrdiff_t sample = 0; sample < batch; sample++, mask += steps, x += steps * channels, out += channels) {
        const float share = masked_share(mask, steps);
        CK_EACH(channels, {
            vf sum = splat(0);
            // What a mask leaves out may be anything, NaN included.
            for (ptrdiff_t step = 0; step < steps; step++)
                if (mask[step] != 0) sum += mask[step] * load_some(x + step * channels + i, count);
            store_some(out + i, sum * share, count);
        });
    }
}

static void k_masked_mean_backward(
    float *out, int accumulate, const float *gradient, const float *mask, ptrdiff_t batch, ptrdiff_t steps,
    ptrdiff_t channels) {
    for (ptrdiff_t sample = 0; sample < batch; sample++, mask += steps, out += steps * channels, gradient += channels) {
        const float share = masked_share(mask, steps);
        for (ptrdiff_t step = 0; step < steps; step++) {
            float *to = out + step * channels;
            CK_EACH(channels, {
                vf slope = load_some(gradient + i, count) * (share * mask[step]);
                store_some(to + i, accumulate ? load_some(to + i, count) + slope : slope, count);
            });
        }
    }
}
