// Dropout without a stored mask: whether an element is kept follows from the key of the step and its place, so the backward
// pass asks again, and neither vector width nor threads change the result.

// A mixing function of 32 bits (C. Wellons, "Prospecting for Hash Functions", lowbias32).
CK_INLINE vu mixed(vu x) {
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    return x ^ (x >> 16);
}

static void k_dropout(float *out, const float *a, uint32_t threshold, float factor, uint64_t key, ptrdiff_t n) {
    vu lane;
    for (int k = 0; k < CK_WIDTH; k++) lane[k] = (uint32_t)k;
    CK_EACH(n, {
        vu place = lane + (vu)((uint32_t)i);
        vu draw = mixed(mixed(place ^ (vu)((uint32_t)key)) + (vu)((uint32_t)(key >> 32)));
        vf kept = load_some(a + i, count) * factor;
        store_some(out + i, choose(draw < (vu)threshold, splat(0), kept), count);
    });
}

static void k_scale_channels(
    float *out, const float *a, const float *factors, ptrdiff_t batch, ptrdiff_t positions, ptrdiff_t channels) {
    for (ptrdiff_t row = 0; row < batch * positions; row++) {
        const float *factor = factors + row / positions * channels;
        const ptrdiff_t start = row * channels;
        CK_EACH(channels, {
            store_some(out + start + i, load_some(a + start + i, count) * load_some(factor + i, count), count);
        });
    }
}
