// What only the tape and tensors need: arithmetic on repeated axes, strided copies, reductions along any axis.

// Sine and cosine of r + quarter * pi / 2 for |r| <= pi / 4; near-minimax fits made for this file, errors below 4e-9.
CK_INLINE vf quarter_wave(vf r, vi quarter) {
    vf u = r * r;
    vf s = splat(0x1.6da906p-19f);
    s = s * u - 0x1.a01366p-13f;
    s = s * u + 0x1.11110ep-7f;
    s = s * u - 0x1.555556p-3f;
    s = s * u * r + r;
    vf c = splat(-0x1.251648p-22f);
    c = c * u + 0x1.a01598p-16f;
    c = c * u - 0x1.6c16c0p-10f;
    c = c * u + 0x1.555556p-5f;
    c = c * u * u + (1.0f - 0.5f * u);
    vf wave = choose((quarter & 1) == 0, s, c);
    return choose((quarter & 2) == 0, wave, -wave);
}

// sin(x + quarters * pi / 2). The reduction takes pi / 2 in four parts whose products with whole numbers up to 2^13 are
// exact; larger arguments are the C library's.
CK_INLINE vf v_wave(vf x, int quarters) {
    const vf rounder = splat(12582912.0f);
    vf whole = (x * 0x1.45f306p-1f + rounder) - rounder;
    vf r = x - whole * 0x1.92p+0f;
    r = r - whole * 0x1.fb4p-12f;
    r = r - whole * 0x1.444p-24f;
    r = r - whole * 0x1.68c234p-39f;
    vf small = choose(absolute(whole) < 8192.0f, whole, splat(0));
    vf near = quarter_wave(r, __builtin_convertvector(small, vi) + quarters);
    vi far = ~(absolute(x) < 12000.0f);
    int any = 0;
    for (int i = 0; i < CK_WIDTH; i++) any |= far[i];
    if (any) {
        for (int i = 0; i < CK_WIDTH; i++)
            if (far[i]) near[i] = quarters ? cosf(x[i]) : sinf(x[i]);
    }
    return near;
}

CK_INLINE vf truth(vi mask) { return choose(mask, splat(1), splat(0)); }

CK_INLINE vf combined(vf a, vf b, ck_combination kind) {
    switch (kind) {
    case ck_plus: return a + b;
    case ck_minus: return a - b;
    case ck_times: return a * b;
    case ck_over: return a / b;
    case ck_maximum: return choose((a > b) | (a != a), a, b);
    case ck_minimum: return choose((a < b) | (a != a), a, b);
    case ck_less: return truth(a < b);
    case ck_less_or_equal: return truth(a <= b);
    case ck_greater: return truth(a > b);
    case ck_greater_or_equal: return truth(a >= b);
    case ck_equal: return truth(a == b);
    case ck_unequal: return truth(a != b);
    case ck_to_power: {
        vf result;
        for (int i = 0; i < CK_WIDTH; i++) result[i] = powf(a[i], b[i]);
        return result;
    }
    }
    return a;
}

// Rows and columns; a step of 0 repeats one number along the columns.
CK_INLINE void combine_plane(
    float *out, const float *a, const float *b, const ck_combination kind, ptrdiff_t rows, ptrdiff_t columns,
    ptrdiff_t a_row, ptrdiff_t a_step, ptrdiff_t b_row, ptrdiff_t b_step) {
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *p = a + row * a_row, *q = b + row * b_row;
        float *to = out + row * columns;
        if (a_step && b_step) {
            CK_EACH(columns, {
                store_some(to + i, combined(load_some(p + i, count), load_some(q + i, count), kind), count);
            });
        } else if (a_step) {
            vf fixed = splat(q[0]);
            CK_EACH(columns, { store_some(to + i, combined(load_some(p + i, count), fixed, kind), count); });
        } else if (b_step) {
            vf fixed = splat(p[0]);
            CK_EACH(columns, { store_some(to + i, combined(fixed, load_some(q + i, count), kind), count); });
        } else {
            vf fixed = combined(splat(p[0]), splat(q[0]), kind);
            CK_EACH(columns, { store_some(to + i, fixed, count); });
        }
    }
}

// The next place of the axes in front of the last `kept` ones; 0 when there is none.
CK_INLINE int next_place(
    ptrdiff_t *place, ptrdiff_t *first, ptrdiff_t *second, ptrdiff_t rank, ptrdiff_t kept, const ptrdiff_t *shape,
    const ptrdiff_t *first_strides, const ptrdiff_t *second_strides) {
    for (ptrdiff_t axis = rank - kept - 1; axis >= 0; axis--) {
        *first += first_strides[axis];
        *second += second_strides[axis];
        if (++place[axis] < shape[axis]) return 1;
        *first -= place[axis] * first_strides[axis];
        *second -= place[axis] * second_strides[axis];
        place[axis] = 0;
    }
    return 0;
}

static void k_combine(
    float *out, const float *a, const float *b, ck_combination kind, ptrdiff_t rank, const ptrdiff_t *shape,
    const ptrdiff_t *a_strides, const ptrdiff_t *b_strides) {
    ptrdiff_t columns = rank > 0 ? shape[rank - 1] : 1, rows = rank > 1 ? shape[rank - 2] : 1;
    ptrdiff_t a_step = rank > 0 ? a_strides[rank - 1] : 0, b_step = rank > 0 ? b_strides[rank - 1] : 0;
    ptrdiff_t a_row = rank > 1 ? a_strides[rank - 2] : 0, b_row = rank > 1 ? b_strides[rank - 2] : 0;
    ptrdiff_t place[ck_largest_rank] = {0}, first = 0, second = 0;
    for (ptrdiff_t axis = 0; axis < rank; axis++)
        if (shape[axis] == 0) return;
    do {
#define CK_RUN(kind) \
    case kind: combine_plane(out, a + first, b + second, kind, rows, columns, a_row, a_step, b_row, b_step); break;
        switch (kind) {
            CK_RUN(ck_plus)
            CK_RUN(ck_minus)
            CK_RUN(ck_times)
            CK_RUN(ck_over)
            CK_RUN(ck_maximum)
            CK_RUN(ck_minimum)
            CK_RUN(ck_less)
            CK_RUN(ck_less_or_equal)
            CK_RUN(ck_greater)
            CK_RUN(ck_greater_or_equal)
            CK_RUN(ck_equal)
            CK_RUN(ck_unequal)
            CK_RUN(ck_to_power)
        }
#undef CK_RUN
        out += rows * columns;
    } while (rank > 2 && next_place(place, &first, &second, rank, 2, shape, a_strides, b_strides));
}

CK_INLINE vf mapped(vf x, ck_function function) {
    switch (function) {
    case ck_absolute: return absolute(x);
    case ck_square: return x * x;
    case ck_square_root: return __builtin_elementwise_sqrt(x);
    case ck_reciprocal: return 1.0f / x;
    case ck_sine: return v_wave(x, 0);
    case ck_cosine: return v_wave(x, 1);
    case ck_signum: return choose(x > 0.0f, splat(1), choose(x < 0.0f, splat(-1), choose(x != x, x, splat(0))));
    case ck_floor: return __builtin_elementwise_floor(x);
    case ck_ceiling: return __builtin_elementwise_ceil(x);
    }
    return x;
}

static void k_map(float *out, const float *a, ck_function function, ptrdiff_t n) {
#define CK_RUN(kind) \
    case kind: CK_EACH(n, { store_some(out + i, mapped(load_some(a + i, count), kind), count); }); break;
    switch (function) {
        CK_RUN(ck_absolute)
        CK_RUN(ck_square)
        CK_RUN(ck_square_root)
        CK_RUN(ck_reciprocal)
        CK_RUN(ck_sine)
        CK_RUN(ck_cosine)
        CK_RUN(ck_signum)
        CK_RUN(ck_floor)
        CK_RUN(ck_ceiling)
    }
#undef CK_RUN
}

static void k_power(float *out, const float *a, float exponent, ptrdiff_t n) {
    if (exponent == (float)(int)exponent && absolute(splat(exponent))[0] <= 64.0f) {
        int whole = exponent < 0 ? -(int)exponent : (int)exponent;
        CK_EACH(n, {
            vf base = load_some(a + i, count), result = splat(1);
            for (int bits = whole; bits; bits >>= 1) {
                if (bits & 1) result *= base;
                base *= base;
            }
            store_some(out + i, exponent < 0 ? 1.0f / result : result, count);
        });
        return;
    }
    for (ptrdiff_t i = 0; i < n; i++) out[i] = powf(a[i], exponent);
}

static void k_clip(float *out, const float *a, float low, float high, ptrdiff_t n) {
    CK_EACH(n, { store_some(out + i, at_most(at_least(load_some(a + i, count), splat(low)), splat(high)), count); });
}

static void k_select(float *out, const float *mask, const float *a, const float *b, ptrdiff_t n) {
    CK_EACH(n, {
        vi chosen = load_some(mask + i, count) != 0.0f;
        store_some(out + i, choose(chosen, load_some(a + i, count), load_some(b + i, count)), count);
    });
}

CK_INLINE void copy_line(float *out, ptrdiff_t out_step, const float *a, ptrdiff_t a_step, ptrdiff_t n) {
    if (out_step == 1 && a_step == 1) {
        if (n < 4 * CK_WIDTH) CK_EACH(n, { store_some(out + i, load_some(a + i, count), count); });
        else memcpy(out, a, (size_t)n * sizeof(float));
    } else if (out_step == 1 && a_step == 0) {
        vf value = splat(a[0]);
        CK_EACH(n, { store_some(out + i, value, count); });
    } else {
        for (ptrdiff_t i = 0; i < n; i++) out[i * out_step] = a[i * a_step];
    }
}

static void k_copy_strided(
    float *out, const ptrdiff_t *out_strides, const float *a, const ptrdiff_t *a_strides, ptrdiff_t rank,
    const ptrdiff_t *shape) {
    ptrdiff_t columns = rank > 0 ? shape[rank - 1] : 1, rows = rank > 1 ? shape[rank - 2] : 1;
    ptrdiff_t a_step = rank > 0 ? a_strides[rank - 1] : 1, out_step = rank > 0 ? out_strides[rank - 1] : 1;
    ptrdiff_t a_row = rank > 1 ? a_strides[rank - 2] : 0, out_row = rank > 1 ? out_strides[rank - 2] : 0;
    ptrdiff_t place[ck_largest_rank] = {0}, to = 0, from = 0;
    for (ptrdiff_t axis = 0; axis < rank; axis++)
        if (shape[axis] == 0) return;
    do {
        if (a_row == 1 && a_step == rows && out_step == 1 && out_row == columns) {
            k_transpose(out + to, a + from, columns, rows);
        } else {
            for (ptrdiff_t row = 0; row < rows; row++)
                copy_line(out + to + row * out_row, out_step, a + from + row * a_row, a_step, columns);
        }
    } while (rank > 2 && next_place(place, &to, &from, rank, 2, shape, out_strides, a_strides));
}

CK_INLINE vf joined(vf running, vf next, ck_reduction kind) {
    switch (kind) {
    case ck_total: return running + next;
    case ck_largest: return choose((next > running) | (next != next), next, running);
    case ck_smallest: return choose((next < running) | (next != next), next, running);
    }
    return running;
}

CK_INLINE float beginning(ck_reduction kind) {
    return kind == ck_total ? 0.0f : kind == ck_largest ? -__builtin_inff() : __builtin_inff();
}

// Lanes behind the last number take `rest`.
CK_INLINE vf load_or(const float *p, ptrdiff_t count, float rest) {
    if (count >= CK_WIDTH) return load(p);
    vf v = splat(rest);
    for (ptrdiff_t i = 0; i < count; i++) v[i] = p[i];
    return v;
}

typedef double vd __attribute__((ext_vector_type(CK_WIDTH)));
// A macro: a function's result of twice a vector's width would depend on the level.
#define doubled(v) __builtin_convertvector(v, vd)

CK_INLINE float reduce_line(const float *a, const ck_reduction kind, ptrdiff_t length) {
    if (kind == ck_total) {
        vd sums[2] = {doubled(splat(0)), doubled(splat(0))};
        ptrdiff_t whole = 0;
        for (; whole + 2 * CK_WIDTH <= length; whole += 2 * CK_WIDTH)
            for (int k = 0; k < 2; k++) sums[k] += doubled(load(a + whole + k * CK_WIDTH));
        CK_EACH(length - whole, { sums[0] += doubled(load_some(a + whole + i, count)); });
        sums[0] += sums[1];
        double sum = 0;
        for (int i = 0; i < CK_WIDTH; i++) sum += sums[0][i];
        return (float)sum;
    }
    vf running = splat(beginning(kind));
    CK_EACH(length, { running = joined(running, load_or(a + i, count, beginning(kind)), kind); });
    float result = running[0];
    for (int i = 1; i < CK_WIDTH; i++) result = joined(splat(result), splat(running[i]), kind)[0];
    return result;
}

// Rows of `inner` floats become one, in strips of columns so that sums stay in registers; a few rows are added up in
// float before they go to double precision.
CK_INLINE void reduce_strip(
    const int vectors, float *out, const float *a, const ck_reduction kind, ptrdiff_t length, ptrdiff_t inner,
    ptrdiff_t lanes) {
    const ptrdiff_t few = 8;
    vd sums[4];
    vf running[4];
    for (int v = 0; v < vectors; v++) sums[v] = doubled(running[v] = splat(beginning(kind)));
    for (ptrdiff_t start = 0; start < length; start += few) {
        ptrdiff_t end = start + few < length ? start + few : length;
        if (kind == ck_total)
            for (int v = 0; v < vectors; v++) running[v] = splat(0);
        for (ptrdiff_t row = start; row < end; row++)
            for (int v = 0; v < vectors; v++)
                running[v] = joined(running[v], load_some(a + row * inner + v * CK_WIDTH, lanes), kind);
        if (kind == ck_total)
            for (int v = 0; v < vectors; v++) sums[v] += doubled(running[v]);
    }
    for (int v = 0; v < vectors; v++)
        store_some(out + v * CK_WIDTH, kind == ck_total ? __builtin_convertvector(sums[v], vf) : running[v], lanes);
}

CK_INLINE void reduce_rows(float *out, const float *a, const ck_reduction kind, ptrdiff_t length, ptrdiff_t inner) {
    ptrdiff_t column = 0;
    for (; column + 4 * CK_WIDTH <= inner; column += 4 * CK_WIDTH)
        reduce_strip(4, out + column, a + column, kind, length, inner, CK_WIDTH);
    for (; column < inner; column += CK_WIDTH)
        reduce_strip(1, out + column, a + column, kind, length, inner, inner - column);
}

static void k_reduce(
    float *out, const float *a, ck_reduction kind, ptrdiff_t outer, ptrdiff_t length, ptrdiff_t inner) {
#define CK_RUN(kind) \
    case kind: \
        for (ptrdiff_t o = 0; o < outer; o++) { \
            if (inner == 1) out[o] = reduce_line(a + o * length, kind, length); \
            else reduce_rows(out + o * inner, a + o * length * inner, kind, length, inner); \
        } \
        break;
    switch (kind) {
        CK_RUN(ck_total)
        CK_RUN(ck_largest)
        CK_RUN(ck_smallest)
    }
#undef CK_RUN
}

static void k_place_of_extreme(
    ptrdiff_t *out, const float *a, int smallest, ptrdiff_t outer, ptrdiff_t length, ptrdiff_t inner) {
    for (ptrdiff_t o = 0; o < outer; o++) {
        for (ptrdiff_t i = 0; i < inner; i++) {
            const float *line = a + o * length * inner + i;
            ptrdiff_t best = 0;
            for (ptrdiff_t l = 1; l < length; l++) {
                float value = line[l * inner], champion = line[best * inner];
                if (champion != champion) break;
                if (value != value || (smallest ? value < champion : value > champion)) best = l;
            }
            out[o * inner + i] = best;
        }
    }
}

static void k_cumulative_sum(
    float *out, const float *a, ptrdiff_t outer, ptrdiff_t length, ptrdiff_t inner, int reverse) {
    for (ptrdiff_t o = 0; o < outer; o++) {
        const float *from = a + o * length * inner;
        float *to = out + o * length * inner;
        if (inner == 1) {
            double sum = 0;
            for (ptrdiff_t k = 0; k < length; k++) {
                ptrdiff_t l = reverse ? length - 1 - k : k;
                to[l] = (float)(sum += (double)from[l]);
            }
            continue;
        }
        for (ptrdiff_t k = 0; k < length; k++) {
            ptrdiff_t l = reverse ? length - 1 - k : k;
            const float *before = to + (reverse ? l + 1 : l - 1) * inner;
            CK_EACH(inner, {
                vf sum = load_some(from + l * inner + i, count);
                if (k > 0) sum += load_some(before + i, count);
                store_some(to + l * inner + i, sum, count);
            });
        }
    }
}

static void k_log_sum_exp(float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t row = 0; row < rows; row++) {
        const float *z = a + row * columns;
        float largest = reduce_line(z, ck_largest, columns);
        // Rows of -infinity, and such with infinity or NaN, are their own answer.
        if (!(largest > -__builtin_inff() && largest < __builtin_inff())) {
            out[row] = largest;
            continue;
        }
        vf sums = splat(0);
        CK_EACH(columns, { sums += v_exp(load_or(z + i, count, -__builtin_inff()) - largest); });
        out[row] = largest + v_log(splat(total(sums)))[0];
    }
}

static void k_add_rows(float *out, const float *a, const ptrdiff_t *order, ptrdiff_t rows, ptrdiff_t width) {
    for (ptrdiff_t row = 0; row < rows; row++) {
        float *to = out + order[row] * width;
        const float *from = a + row * width;
        CK_EACH(width, { store_some(to + i, load_some(to + i, count) + load_some(from + i, count), count); });
    }
}

static void k_add_scaled(float *out, const float *a, float value, ptrdiff_t n) {
    CK_EACH(n, { store_some(out + i, load_some(a + i, count) * value + load_some(out + i, count), count); });
}
