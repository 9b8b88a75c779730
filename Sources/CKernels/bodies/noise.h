// Normal draws that follow from the key of the step and the place alone, as dropout's do: the backward pass draws again.

// cos(2 pi u) for u in [0, 1): the angle is folded to a quarter turn, where the series in its square converges fast; error
// below 1e-6.
CK_INLINE vf cosine_of_turns(vf u) {
    // cos is even around a half: distance from it, and then to the nearest quarter.
    vf x = absolute(u - 0.5f);                            // 0 ... 1/2, and cos(2 pi u) = -cos(2 pi x)
    vi is_far = x > 0.25f;
    vf near = choose(is_far, 0.5f - x, x) * 6.2831853f;   // 0 ... pi/2
    vf square = near * near;
    vf p = splat(-2.7557319e-7f);
    p = p * square + 2.4801587e-5f;
    p = p * square - 1.3888889e-3f;
    p = p * square + 4.1666667e-2f;
    p = p * square - 0.5f;
    vf cosine = p * square + 1.0f;
    return choose(is_far, cosine, -cosine);
}

CK_INLINE vf square_root(vf x) { return __builtin_elementwise_sqrt(x); }

// Box and Muller's transform of two hashes of the place.
CK_INLINE vf normal_draw(uint64_t key, ptrdiff_t first) {
    vu lane;
    for (int k = 0; k < CK_WIDTH; k++) lane[k] = (uint32_t)k;
    vu place = lane + (vu)((uint32_t)first);
    vu one = mixed(mixed(place ^ (vu)((uint32_t)key)) + (vu)((uint32_t)(key >> 32)));
    vu two = mixed(one + 0x9e3779b9u);
    // 23 bits: all of them exact in float; the first number lies in (0, 1).
    vf radius = (__builtin_convertvector((vi)(one >> 9), vf) + 0.5f) * 0x1p-23f;
    vf angle = __builtin_convertvector((vi)(two >> 9), vf) * 0x1p-23f;
    return square_root(-2.0f * v_log(radius)) * cosine_of_turns(angle);
}

static void k_add_noise(float *out, const float *a, float deviation, uint64_t key, ptrdiff_t n) {
    CK_EACH(n, { store_some(out + i, load_some(a + i, count) + deviation * normal_draw(key, i), count); });
}

static void k_multiply_noise(float *out, const float *a, float deviation, uint64_t key, ptrdiff_t n) {
    CK_EACH(n, { store_some(out + i, load_some(a + i, count) * (1.0f + deviation * normal_draw(key, i)), count); });
}
