// Which columns of each row of scores are the largest, and how far rows are from vectors.
enum {
    nearest_rows = 128,
    // Fewer numbers than these are not worth a second thread.
    nearest_shared = 1 << 15,
};

struct largest_two {
    ptrdiff_t *first, *second;
    const float *scores;
    ptrdiff_t rows, columns, piece_rows;
};

// Two numbers in order, with their columns: the larger first, of equals the one further left.
struct ranking {
    float values[2];
    int32_t places[2];
};

CK_INLINE void rank(struct ranking *r, float value, int32_t place) {
    if (value > r->values[0] || (value == r->values[0] && place < r->places[0])) {
        r->values[1] = r->values[0];
        r->places[1] = r->places[0];
        r->values[0] = value;
        r->places[0] = place;
    } else if (value > r->values[1] || (value == r->values[1] && place < r->places[1])) {
        r->values[1] = value;
        r->places[1] = place;
    }
}

// Of few columns, one by one.
CK_INLINE struct ranking rank_row(const float *scores, ptrdiff_t columns) {
    struct ranking r = {{-INFINITY, -INFINITY}, {0, 0}};
    for (ptrdiff_t i = 0; i < columns; i++) {
        if (scores[i] > r.values[0]) {
            r.values[1] = r.values[0];
            r.places[1] = r.places[0];
            r.values[0] = scores[i];
            r.places[0] = (int32_t)i;
        } else if (scores[i] > r.values[1]) {
            r.values[1] = scores[i];
            r.places[1] = (int32_t)i;
        }
    }
    return r;
}

CK_INLINE vi choose_places(vi mask, vi yes, vi no) { return (yes & mask) | (no & ~mask); }

static void largest_two_piece(void *context, ptrdiff_t piece) {
    const struct largest_two *c = context;
    const vf least = splat(-INFINITY);
    vi lanes;
    for (int i = 0; i < CK_WIDTH; i++) lanes[i] = i;
    ptrdiff_t row = piece * c->piece_rows, end = row + c->piece_rows < c->rows ? row + c->piece_rows : c->rows;
    for (; row < end; row++) {
        const float *scores = c->scores + row * c->columns;
        if (c->columns < 4 * CK_WIDTH) {
            struct ranking few = rank_row(scores, c->columns);
            c->first[row] = few.places[0];
            if (c->second) c->second[row] = few.places[1];
            continue;
        }
        // Each lane ranks its own columns.
        vf best = least, next = least;
        vi best_at = (vi)0, next_at = (vi)0;
        CK_EACH(c->columns, {
            vf score = load_some(scores + i, count);
            if (count < CK_WIDTH) score = choose(lanes < (int32_t)count, score, least);
            vi at = lanes + (int32_t)i, above = score > best, between = score > next;
            next = choose(above, best, choose(between, score, next));
            next_at = choose_places(above, best_at, choose_places(between, at, next_at));
            best = choose(above, score, best);
            best_at = choose_places(above, at, best_at);
        });
        struct ranking ranking = {{-INFINITY, -INFINITY}, {0, 0}};
        for (int i = 0; i < CK_WIDTH; i++) rank(&ranking, best[i], best_at[i]);
        c->first[row] = ranking.places[0];
        if (!c->second) continue;
        // A number that is second in its lane is second of all, or none of the two is.
        for (int i = 0; i < CK_WIDTH; i++) rank(&ranking, next[i], next_at[i]);
        c->second[row] = ranking.places[1];
    }
}

static void k_largest_two(
    ptrdiff_t *first, ptrdiff_t *second, const float *scores, ptrdiff_t rows, ptrdiff_t columns) {
    struct largest_two context = {first, second, scores, rows, columns, rows};
    if (rows * columns >= nearest_shared) context.piece_rows = nearest_rows;
    if (rows > 0) ck_parallel(largest_two_piece, &context, (rows + context.piece_rows - 1) / context.piece_rows);
}

typedef double ck_d8 __attribute__((ext_vector_type(8)));

struct row_distances {
    double *out;
    const float *a, *b;
    const ptrdiff_t *which;
    ptrdiff_t rows, width, piece_rows;
};

static void row_distances_piece(void *context, ptrdiff_t piece) {
    const struct row_distances *c = context;
    ptrdiff_t row = piece * c->piece_rows, end = row + c->piece_rows < c->rows ? row + c->piece_rows : c->rows;
    for (; row < end; row++) {
        const float *a = c->a + row * c->width, *b = c->b + c->which[row] * c->width;
        ck_d8 sums = (ck_d8)0.0;
        ptrdiff_t i = 0;
        for (; i + 8 <= c->width; i += 8) {
            ck_v8 x, y;
            memcpy(&x, a + i, sizeof x);
            memcpy(&y, b + i, sizeof y);
            ck_d8 difference = __builtin_convertvector(x, ck_d8) - __builtin_convertvector(y, ck_d8);
            sums += difference * difference;
        }
        double sum = 0;
        for (int lane = 0; lane < 8; lane++) sum += sums[lane];
        for (; i < c->width; i++) {
            double difference = (double)a[i] - (double)b[i];
            sum += difference * difference;
        }
        c->out[row] = sum;
    }
}

static void k_row_distances(
    double *out, const float *a, const float *b, const ptrdiff_t *which, ptrdiff_t rows, ptrdiff_t width) {
    struct row_distances context = {out, a, b, which, rows, width, rows};
    if (rows * width >= nearest_shared) context.piece_rows = nearest_rows;
    if (rows > 0) ck_parallel(row_distances_piece, &context, (rows + context.piece_rows - 1) / context.piece_rows);
}
