// exp, expm1, ln, tanh and the logistic function of a vector. The polynomials are near-minimax fits (Chebyshev interpolation
// in double precision) made for this file; their own errors are below 3e-8 relative.

// 2^k for k from -126 to 127.
CK_INLINE vf power_of_two(vi k) { return (vf)((k + 127) << 23); }

// x = k ln 2 + r with |r| <= ln 2 / 2; returns e^r - 1. The caller keeps x within +-104.
CK_INLINE vf reduced_expm1(vf x, vi *k) {
    // Adding and taking away 1.5 * 2^23 rounds to a whole number.
    const vf rounder = splat(12582912.0f);
    vf whole = (x * 1.44269504f + rounder) - rounder;
    *k = __builtin_convertvector(whole, vi);
    // ln 2 in two parts: the product with the first is exact.
    vf r = x - whole * 0.693359375f;
    r = r - whole * -2.12194440e-4f;
    vf p = splat(0x1.6d117cp-10f);
    p = p * r + 0x1.120be2p-7f;
    p = p * r + 0x1.555518p-5f;
    p = p * r + 0x1.5554dcp-3f;
    p = p * r + 0.5f;
    return p * (r * r) + r;
}

// Infinity above 88.72, zero below -103.97, NaN for NaN.
CK_INLINE vf v_exp(vf x) {
    vi k;
    vf r = reduced_expm1(at_most(at_least(x, splat(-104.0f)), splat(89.0f)), &k);
    // In two factors, since 2^k itself may lie outside float's range.
    vi half = k >> 1;
    return (r + 1.0f) * power_of_two(half) * power_of_two(k - half);
}

// e^x - 1 without cancellation near 0, for |x| <= 60.
CK_INLINE vf v_expm1_within(vf x) {
    vi k;
    vf r = reduced_expm1(x, &k);
    vf scale = power_of_two(k);
    return r * scale + (scale - 1.0f);
}

// ln x for positive normal numbers; -infinity for 0 and denormals, NaN for negative ones and NaN, infinity for infinity.
CK_INLINE vf v_log(vf x) {
    vi bits = (vi)x;
    // The mantissa goes to [sqrt(1/2), sqrt(2)), so that numbers near 1 keep k = 0 and lose nothing.
    vi k = (bits - 0x3f3504f3) >> 23;
    vf f = (vf)(bits - (k << 23)) - 1.0f;
    vf n = __builtin_convertvector(k, vf);
    vf p = splat(-0.0790274366736412f);
    p = p * f + 0.12622319161891937f;
    p = p * f - 0.12998183071613312f;
    p = p * f + 0.14214496314525604f;
    p = p * f - 0.166412815451622f;
    p = p * f + 0.20001044869422913f;
    p = p * f - 0.25000306963920593f;
    p = p * f + 0.3333333134651184f;
    vf square = f * f;
    vf result = f + (square * f * p + (n * -2.12194440e-4f - 0.5f * square));
    result = result + n * 0.693359375f;
    result = choose(x < 1.17549435e-38f, splat(-__builtin_inff()), result);
    result = choose(x < 0.0f, splat(__builtin_nanf("")), result);
    return choose((x > 3.40282347e38f) | (x != x), x, result);
}

// ln(1 + x) for x > -1: the rounding of 1 + x is made good by the part of x that it lost.
CK_INLINE vf v_log1p(vf x) {
    vf whole = 1.0f + x;
    vf lost = x - (whole - 1.0f);
    return choose(absolute(x) < 1e-3f, x - x * x * (0.5f - x * (1.0f / 3.0f)), v_log(whole) + lost / whole);
}

// tanh x = (e^2x - 1) / (e^2x + 1), exact near 0 because of expm1; 1 to float's precision beyond 9.02.
CK_INLINE vf v_tanh(vf x) {
    vf e = v_expm1_within(2.0f * at_most(absolute(x), splat(9.02f)));
    vf result = with_sign_of(e / (e + 2.0f), x);
    return choose(x != x, x, result);
}

CK_INLINE vf v_sigmoid(vf x) { return 1.0f / (1.0f + v_exp(-x)); }

// ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|)
CK_INLINE vf v_softplus(vf x) {
    vf e = v_exp(-absolute(x));
    // ln(1 + e) for e in [0, 1]: where 1 + e loses digits, e - e^2/2 has them.
    vf small = e - 0.5f * e * e;
    vf tail = choose(e < 1e-3f, small, v_log(1.0f + e));
    return choose(x != x, x, at_least(x, splat(0)) + tail);
}

// e^(x^2) erfc(x) for x >= 0, as t P(t) with t = 1 / (1 + x/2): 2e-7 relative up to 10, beyond which erfc itself vanishes.
CK_INLINE vf v_scaled_erfc(vf x) {
    vf t = 1.0f / (1.0f + 0.5f * at_most(x, splat(10.0f)));
    vf p = splat(-0x1.e3e4dep-5f);
    p = p * t + 0x1.2367cap-2f;
    p = p * t - 0x1.f2e4dcp-2f;
    p = p * t + 0x1.1cbep-2f;
    p = p * t - 0x1.b43ff0p-6f;
    p = p * t + 0x1.9f1a7cp-3f;
    p = p * t + 0x1.f1e058p-3f;
    p = p * t + 0x1.2126fep-2f;
    p = p * t + 0x1.20db44p-2f;
    return p * t;
}

// The part of the normal distribution below x, and e^(-x^2/2) on the way.
CK_INLINE vf v_normal_part(vf x, vf *bell) {
    vf e = v_exp(-0.5f * x * x);
    vf tail = 0.5f * e * v_scaled_erfc(absolute(x) * 0.707106781186547524f);
    *bell = e;
    return choose(x < 0.0f, tail, 1.0f - tail);
}

// x - tanh x; a polynomial below 1, where the two are nearly equal.
CK_INLINE vf v_tanh_shrink(vf x) {
    vf u = x * x;
    vf p = splat(0x1.b93948p-12f);
    p = p * u - 0x1.4915fap-9f;
    p = p * u + 0x1.0d53dap-7f;
    p = p * u - 0x1.62e1c6p-6f;
    p = p * u + 0x1.b9d588p-5f;
    p = p * u - 0x1.110ffep-3f;
    p = p * u + 0x1.555554p-2f;
    return choose(u < 1.0f, x * u * p, x - v_tanh(x));
}
