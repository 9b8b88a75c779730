// Matrix products for shapes beyond the smallest: panels of B lie ready in the first-level cache, and a tile of the
// result stays in registers while the inner axis is walked.
#if CK_WIDTH == 16
#define CK_MR 12
#elif CK_WIDTH == 8
#define CK_MR 6
#else
#define CK_MR 4
#endif
#define CK_NR (2 * CK_WIDTH)

enum {
    // With this many rows a panel of B, 16 KB with AVX2, takes half of the first-level cache.
    multiply_depth = 256,
    // Columns of B that are packed at a time.
    multiply_width = 4 * CK_NR,
    // Numbers of A that stay in the second-level cache meanwhile (192 KB).
    multiply_area = 48 << 10,
    // Row steps that are a multiple of this many floats (1 KB) put rows on top of each other in the caches.
    multiply_bad_step = 256,
};

CK_INLINE ptrdiff_t multiply_least(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

// Which part of a product one call computes, and where the inner axis stands.
typedef struct {
    const float *a, *b, *bias, *mask;
    float *out;
    ptrdiff_t a_row, a_inner, b_inner, out_row, inner;
    int starts_from_out, rectifies;
} multiply_part;

// How A lies: as the caller gave it, with its inner axis in one piece or not, or copied tile by tile.
enum { a_far, a_near, a_copied };

// `rows` x `vectors` vectors of the result; the last vector has `lanes` lanes unless `whole`. These three and A's layout
// are constants of the caller.
CK_INLINE void multiply_tile(
    const int rows, const int vectors, const int whole, const int layout, const multiply_part *part, ptrdiff_t row,
    ptrdiff_t column, const float *b, ptrdiff_t b_inner, ptrdiff_t lanes) {
    const float *a = part->a + (layout == a_copied ? row * part->inner : row * part->a_row);
    const ptrdiff_t a_row = layout == a_copied ? 1 : part->a_row;
    const ptrdiff_t a_inner = layout == a_copied ? rows : layout == a_near ? 1 : part->a_inner;
    float *out = part->out + row * part->out_row + column;
    vf sums[CK_MR][4];
#define CK_TILE_EACH(body) \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < rows; r++) \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < vectors; v++) { \
            const ptrdiff_t count = whole || v < vectors - 1 ? CK_WIDTH : lanes; \
            body \
        }
    if (part->starts_from_out) {
        CK_TILE_EACH({ sums[r][v] = load_some(out + r * part->out_row + v * CK_WIDTH, count); })
    } else if (part->bias) {
        CK_TILE_EACH({ sums[r][v] = load_some(part->bias + column + v * CK_WIDTH, count); })
    } else {
        CK_TILE_EACH({ sums[r][v] = splat(0); (void)count; })
    }
#define CK_TILE_STEP() \
    vf line[4]; \
    _Pragma("clang loop unroll(full)") for (int v = 0; v < vectors; v++) \
        line[v] = load_some(b + v * CK_WIDTH, whole || v < vectors - 1 ? CK_WIDTH : lanes); \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < rows; r++) { \
        vf factor = splat(a[r * a_row]); \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < vectors; v++) \
            sums[r][v] = factor * line[v] + sums[r][v]; \
    } \
    a += a_inner; \
    b += b_inner;
    if (layout == a_near) {
        // The rows of the next tile are fetched meanwhile, a line of the cache each.
        ptrdiff_t k = 0;
        for (; k + 16 <= part->inner; k += 16) {
            _Pragma("clang loop unroll(full)") for (int r = 0; r < rows; r++)
                __builtin_prefetch(a + (rows + r) * a_row);
            for (int i = 0; i < 16; i++) { CK_TILE_STEP() }
        }
        for (; k < part->inner; k++) { CK_TILE_STEP() }
    } else {
        for (ptrdiff_t k = 0; k < part->inner; k++) {
            __builtin_prefetch(a + (layout == a_copied ? 32 * rows : 16));
            CK_TILE_STEP()
        }
    }
#undef CK_TILE_STEP
    if (part->rectifies) {
        CK_TILE_EACH({ sums[r][v] = at_least(sums[r][v], splat(0)); (void)count; })
    }
    if (part->mask) {
        const float *mask = part->mask + row * part->out_row + column;
        CK_TILE_EACH({
            vf value = load_some(mask + r * part->out_row + v * CK_WIDTH, count);
            sums[r][v] = choose(value > splat(0), sums[r][v], splat(0));
        })
    }
    CK_TILE_EACH({ store_some(out + r * part->out_row + v * CK_WIDTH, sums[r][v], count); })
#undef CK_TILE_EACH
}

// The heights of the tiles that `rows` rows are cut into.
#if CK_MR == 12
#define CK_HEIGHTS(X) X(12) X(6) X(4) X(2) X(1)
#elif CK_MR == 6
#define CK_HEIGHTS(X) X(6) X(4) X(2) X(1)
#else
#define CK_HEIGHTS(X) X(4) X(2) X(1)
#endif

// All rows of one strip of columns.
CK_INLINE void multiply_strip(
    const int vectors, const int whole, const int layout, const multiply_part *part, ptrdiff_t rows, ptrdiff_t column,
    const float *b, ptrdiff_t b_inner, ptrdiff_t lanes) {
    ptrdiff_t row = 0;
#define CK_ROWS(height) \
    for (; row + height <= rows; row += height) \
        multiply_tile(height, vectors, whole, layout, part, row, column, b, b_inner, lanes);
    CK_HEIGHTS(CK_ROWS)
#undef CK_ROWS
}

// Copies B[0 ..< inner][0 ..< columns] into panels of CK_NR columns, the last one filled up with zeros.
static void multiply_pack(
    float *panels, const float *b, ptrdiff_t b_inner, ptrdiff_t b_column, ptrdiff_t inner, ptrdiff_t columns) {
    if (b_column == 1) {
        // Row by row through all panels: pieces of a row that lie side by side are read together.
        for (ptrdiff_t k = 0; k < inner; k++) {
            const float *from = b + k * b_inner;
            for (ptrdiff_t c = 0; c < columns; c += CK_NR) {
                __builtin_prefetch(from + 12 * b_inner + c);
                __builtin_prefetch(from + 12 * b_inner + c + 16);
                float *to = panels + c * inner + k * CK_NR;
                ptrdiff_t count = columns - c;
                store(to, load_some(from + c, count));
                vf second = count > CK_WIDTH ? load_some(from + c + CK_WIDTH, count - CK_WIDTH) : splat(0);
                store(to + CK_WIDTH, second);
            }
        }
        return;
    }
    for (ptrdiff_t c = 0; c < columns; c += 4) {
        float *to = panels + c / CK_NR * CK_NR * inner + c % CK_NR;
        const float *from = b + c * b_column;
        ptrdiff_t k = 0;
        if (c + 4 <= columns) {
            for (; k + 4 <= inner; k += 4) transpose_four(to + k * CK_NR, CK_NR, from + k, b_column);
        }
        for (; k < inner; k++)
            for (int i = 0; i < 4; i++) to[k * CK_NR + i] = c + i < columns ? from[i * b_column + k] : 0;
    }
    for (ptrdiff_t c = (columns + 3) / 4 * 4; c % CK_NR; c++) {
        float *to = panels + c / CK_NR * CK_NR * inner + c % CK_NR;
        for (ptrdiff_t k = 0; k < inner; k++) to[k * CK_NR] = 0;
    }
}

// Two rows, turned: pairs of numbers, one pair a column.
CK_INLINE void multiply_turn_two(float *out, ptrdiff_t out_step, const float *a, ptrdiff_t a_row) {
    ck_v4 r0, r1;
    memcpy(&r0, a, 16);
    memcpy(&r1, a + a_row, 16);
    ck_v4 low = __builtin_shufflevector(r0, r1, 0, 4, 1, 5), high = __builtin_shufflevector(r0, r1, 2, 6, 3, 7);
    memcpy(out, &low, 8);
    memcpy(out + out_step, (float *)&low + 2, 8);
    memcpy(out + 2 * out_step, &high, 8);
    memcpy(out + 3 * out_step, (float *)&high + 2, 8);
}

// Copies the `rows` rows of a tile, so that the numbers of one k lie side by side; may write CK_WIDTH floats too many.
CK_INLINE void multiply_copy_tile(
    const int rows, float *copy, const float *a, ptrdiff_t a_row, ptrdiff_t a_inner, ptrdiff_t inner) {
    if (a_row == 1) {
        for (ptrdiff_t k = 0; k < inner; k++)
            for (int r = 0; r < rows; r += CK_WIDTH)
                store(copy + k * rows + r, load_some(a + k * a_inner + r, rows - r));
        return;
    }
    ptrdiff_t k = 0;
    for (; k + 4 <= inner; k += 4) {
        int r = 0;
        for (; r + 4 <= rows; r += 4) transpose_four(copy + k * rows + r, rows, a + r * a_row + k, a_row);
        for (; r + 2 <= rows; r += 2) multiply_turn_two(copy + k * rows + r, rows, a + r * a_row + k, a_row);
        for (; r < rows; r++)
            for (int i = 0; i < 4; i++) copy[(k + i) * rows + r] = a[r * a_row + k + i];
    }
    for (; k < inner; k++)
        for (int r = 0; r < rows; r++) copy[k * rows + r] = a[r * a_row + k];
}

static void multiply_copy_rows(
    float *copy, const float *a, ptrdiff_t a_row, ptrdiff_t a_inner, ptrdiff_t rows, ptrdiff_t inner) {
    ptrdiff_t row = 0;
#define CK_ROWS(height) \
    for (; row + height <= rows; row += height) \
        multiply_copy_tile(height, copy + row * inner, a + row * a_row, a_row, a_inner, inner);
    CK_HEIGHTS(CK_ROWS)
#undef CK_ROWS
}

// A strip of up to CK_NR columns, of B itself or of a panel.
static void multiply_columns(
    const multiply_part *part, int layout, ptrdiff_t rows, ptrdiff_t column, const float *b, ptrdiff_t b_inner,
    ptrdiff_t count) {
#define CK_STRIPS(layout) \
    if (count == CK_NR) multiply_strip(2, 1, layout, part, rows, column, b, b_inner, CK_WIDTH); \
    else if (count > CK_WIDTH) multiply_strip(2, 0, layout, part, rows, column, b, b_inner, count - CK_WIDTH); \
    else multiply_strip(1, 0, layout, part, rows, column, b, b_inner, count);
    if (layout == a_copied) {
        CK_STRIPS(a_copied)
    } else if (layout == a_near) {
        CK_STRIPS(a_near)
    } else {
        CK_STRIPS(a_far)
    }
#undef CK_STRIPS
}

// One or two rows: more columns at once, so that additions do not wait for each other.
static void multiply_few_rows(
    const multiply_part *part, ptrdiff_t rows, ptrdiff_t columns) {
    ptrdiff_t column = 0;
    for (; column + 4 * CK_WIDTH <= columns; column += 4 * CK_WIDTH) {
        if (rows == 2) multiply_tile(2, 4, 1, a_far, part, 0, column, part->b + column, part->b_inner, CK_WIDTH);
        else multiply_tile(1, 4, 1, a_far, part, 0, column, part->b + column, part->b_inner, CK_WIDTH);
    }
    for (; column < columns; column += CK_NR) {
        ptrdiff_t count = columns - column < CK_NR ? columns - column : CK_NR;
        multiply_columns(part, a_far, rows, column, part->b + column, part->b_inner, count);
    }
}

// One or two rows times a transposed matrix: each number of the result is a product of two rows that lie in one piece.
static void multiply_row_pairs(const ck_matrix_product *p, ptrdiff_t row, ptrdiff_t first, ptrdiff_t last) {
    const float *a = p->a + row * p->a_row;
    for (ptrdiff_t column = first; column < last; column += 4) {
        const int width = last - column < 4 ? (int)(last - column) : 4;
        const float *b = p->b + column * p->b_column;
        // Beyond the last column, the last one again: its sums are not used.
        const float *rows[4];
        for (int i = 0; i < 4; i++) rows[i] = b + (i < width ? i : width - 1) * p->b_column;
        vf sums[4] = {splat(0), splat(0), splat(0), splat(0)};
        CK_EACH(p->inner, {
            vf left = load_some(a + i, count);
            for (int c = 0; c < 4; c++) sums[c] = left * load_some(rows[c] + i, count) + sums[c];
        });
        for (int c = 0; c < width; c++) {
            float *place = p->out + row * p->out_row + column + c;
            float sum = total(sums[c]) + (p->accumulates ? *place : p->bias ? p->bias[column + c] : 0);
            if (p->rectifies && sum < 0) sum = 0;
            if (p->mask && !(p->mask[row * p->out_row + column + c] > 0)) sum = 0;
            *place = sum;
        }
    }
}

// The rows and columns of one block, through all of the inner axis.
static void multiply_block(
    const ck_matrix_product *p, ptrdiff_t row, ptrdiff_t rows, ptrdiff_t column, ptrdiff_t columns, float *copy) {
    float panels[multiply_depth * multiply_width] __attribute__((aligned(64)));
    // Once also when there is nothing to add up: the result is then what the sums start from.
    ptrdiff_t k = 0;
    do {
        ptrdiff_t depth = multiply_least(p->inner - k, multiply_depth);
        int isLast = k + depth == p->inner;
        multiply_part part = {
            .a = p->a + row * p->a_row + k * p->a_inner,
            .b = p->b + k * p->b_inner + column * p->b_column,
            .bias = p->bias ? p->bias + column : NULL,
            .mask = isLast && p->mask ? p->mask + row * p->out_row + column : NULL,
            .out = p->out + row * p->out_row + column,
            .a_row = p->a_row,
            .a_inner = p->a_inner,
            .b_inner = p->b_inner,
            .out_row = p->out_row,
            .inner = depth,
            .starts_from_out = p->accumulates || k > 0,
            .rectifies = isLast && p->rectifies,
        };
        if (copy) {
            multiply_copy_rows(copy, part.a, p->a_row, p->a_inner, rows, depth);
            part.a = copy;
        }
        int layout = copy ? a_copied : p->a_inner == 1 ? a_near : a_far;
        // Few rows use a panel too seldom to be worth making it, and a small B lies well as it is.
        int isDirect = p->b_column == 1 && (rows < 4 * CK_MR || (p->inner <= 64 && p->b_inner <= 64));
        if (isDirect && rows <= 2) {
            multiply_few_rows(&part, rows, columns);
            continue;
        }
        if (isDirect) {
            for (ptrdiff_t c = 0; c < columns; c += CK_NR)
                multiply_columns(&part, layout, rows, c, part.b + c, part.b_inner, multiply_least(columns - c, CK_NR));
            continue;
        }
        for (ptrdiff_t first = 0; first < columns; first += multiply_width) {
            ptrdiff_t width = multiply_least(columns - first, multiply_width);
            multiply_pack(panels, part.b + first * p->b_column, p->b_inner, p->b_column, depth, width);
            for (ptrdiff_t c = 0; c < width; c += CK_NR) {
                ptrdiff_t count = multiply_least(width - c, CK_NR);
                multiply_columns(&part, layout, rows, first + c, panels + c * depth, CK_NR, count);
            }
        }
    } while ((k += multiply_depth) < p->inner);
}

// The same with a copy of A's rows: apart, so that only who needs it has it on the stack.
static __attribute__((noinline)) void multiply_copied(
    const ck_matrix_product *p, ptrdiff_t row, ptrdiff_t rows, ptrdiff_t column, ptrdiff_t columns) {
    float copy[multiply_area + CK_WIDTH] __attribute__((aligned(64)));
    multiply_block(p, row, rows, column, columns, copy);
}

static void k_multiply_part(
    const ck_matrix_product *p, ptrdiff_t first_row, ptrdiff_t last_row, ptrdiff_t first_column,
    ptrdiff_t last_column) {
    if (p->b_column != 1 && p->rows <= 2 && p->a_inner == 1) {
        for (ptrdiff_t row = first_row; row < last_row; row++) multiply_row_pairs(p, row, first_column, last_column);
        return;
    }
    ptrdiff_t columns = last_column - first_column, rows = last_row - first_row;
    // Copying A pays where it is walked often, and either lies badly or is too large for the first-level cache.
    ptrdiff_t step = p->a_row == 1 ? p->a_inner : p->a_row;
    int copies = columns >= 4 * CK_NR && rows >= 4 * CK_MR
        && (rows * p->inner >= 16 << 10 || (step % multiply_bad_step == 0 && rows * p->inner >= 4 << 10));
    ptrdiff_t depth = multiply_least(p->inner > 0 ? p->inner : 1, multiply_depth);
    ptrdiff_t height = multiply_area / depth / CK_MR * CK_MR;
    for (ptrdiff_t row = first_row; row < last_row; row += height) {
        ptrdiff_t count = multiply_least(last_row - row, height);
        if (copies) multiply_copied(p, row, count, first_column, columns);
        else multiply_block(p, row, count, first_column, columns, NULL);
    }
}
