// One pass over all parameters of a network.
static void k_sgd(float *w, const float *g, float rate, ptrdiff_t n) {
    CK_EACH(n, { store_some(w + i, load_some(w + i, count) - rate * load_some(g + i, count), count); });
}

static void k_momentum(float *w, float *v, const float *g, float rate, float momentum, int nesterov, ptrdiff_t n) {
    CK_EACH(n, {
        vf step = rate * load_some(g + i, count);
        vf speed = momentum * load_some(v + i, count) - step;
        store_some(v + i, speed, count);
        vf change = nesterov ? momentum * speed - step : speed;
        store_some(w + i, load_some(w + i, count) + change, count);
    });
}

static void k_adam(
    float *w, float *m, float *v, const float *g, float rate, float b1, float b2, float root, float epsilon, ptrdiff_t n) {
    CK_EACH(n, {
        vf slope = load_some(g + i, count);
        vf mean = load_some(m + i, count);
        mean += (1.0f - b1) * (slope - mean);
        vf square = b2 * load_some(v + i, count) + (1.0f - b2) * (slope * slope);
        store_some(m + i, mean, count);
        store_some(v + i, square, count);
        vf divisor = __builtin_elementwise_sqrt(square) * root + epsilon;
        store_some(w + i, load_some(w + i, count) - rate * mean / divisor, count);
    });
}
