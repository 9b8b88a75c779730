// Matrix products for shapes so small or so narrow that calling OpenBLAS costs more than the arithmetic.
#define CK_TILE_ROWS 8

// A tile of `rows` x (`vectors` vectors) of the result stays in registers while the inner axis is walked.
CK_INLINE void product_tile(
    const int rows, const int vectors, float *out, ptrdiff_t columns, const float *a, ptrdiff_t a_row, ptrdiff_t a_inner,
    const float *b, const float *bias, ptrdiff_t inner, ptrdiff_t lanes, int accumulate) {
    vf sum[CK_TILE_ROWS][2];
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) {
            ptrdiff_t count = v == vectors - 1 ? lanes : CK_WIDTH;
            sum[r][v] = accumulate ? load_some(out + r * columns + v * CK_WIDTH, count)
                : bias           ? load_some(bias + v * CK_WIDTH, count)
                                 : splat(0);
        }
    }
    for (ptrdiff_t k = 0; k < inner; k++) {
        vf line[2];
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++)
            line[v] = load_some(b + k * columns + v * CK_WIDTH, v == vectors - 1 ? lanes : CK_WIDTH);
#pragma clang loop unroll(full)
        for (int r = 0; r < rows; r++) {
            vf factor = splat(a[r * a_row + k * a_inner]);
#pragma clang loop unroll(full)
            for (int v = 0; v < vectors; v++) sum[r][v] = factor * line[v] + sum[r][v];
        }
    }
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++)
            store_some(out + r * columns + v * CK_WIDTH, sum[r][v], v == vectors - 1 ? lanes : CK_WIDTH);
    }
}

// One strip of columns, all rows. `vectors` and `whole` (all lanes in use) are constants of the caller.
CK_INLINE void product_strip(
    const int vectors, const int whole, float *out, const float *a, ptrdiff_t a_row, ptrdiff_t a_inner, const float *b,
    const float *bias, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t inner, ptrdiff_t lanes, int accumulate) {
    ptrdiff_t row = 0;
#define CK_TILE(height) \
    for (; row + height <= rows; row += height) \
        product_tile( \
            height, vectors, out + row * columns, columns, a + row * a_row, a_row, a_inner, b, bias, inner, \
            whole ? CK_WIDTH : lanes, accumulate);
#if CK_WIDTH == 16
    CK_TILE(8)
#endif
    CK_TILE(4)
    CK_TILE(1)
#undef CK_TILE
}

// Few columns, and rows of `a` that lie in one piece: each element of the result is a dot product, four rows at a time so
// that the sums do not wait for each other. `width` is a constant of the caller.
CK_INLINE void product_dots(
    const int width, float *out, const float *a, ptrdiff_t a_row, const float *b, const float *bias, ptrdiff_t rows,
    ptrdiff_t inner, int accumulate) {
    float turned[4][CK_PIECE] __attribute__((aligned(64)));
    for (ptrdiff_t k = 0; k < inner; k++)
        for (int c = 0; c < width; c++) turned[c][k] = b[k * width + c];
    ptrdiff_t r = 0;
#define CK_DOTS(height) \
    for (; r + height <= rows; r += height) { \
        vf sums[height][4]; \
        _Pragma("clang loop unroll(full)") for (int i = 0; i < height; i++) \
            _Pragma("clang loop unroll(full)") for (int c = 0; c < width; c++) sums[i][c] = splat(0); \
        CK_EACH(inner, { \
            vf line[4]; \
            _Pragma("clang loop unroll(full)") for (int c = 0; c < width; c++) line[c] = load_some(turned[c] + i, count); \
            _Pragma("clang loop unroll(full)") for (int row = 0; row < height; row++) { \
                vf left = load_some(a + (r + row) * a_row + i, count); \
                _Pragma("clang loop unroll(full)") for (int c = 0; c < width; c++) \
                    sums[row][c] = left * line[c] + sums[row][c]; \
            } \
        }); \
        _Pragma("clang loop unroll(full)") for (int row = 0; row < height; row++) \
            _Pragma("clang loop unroll(full)") for (int c = 0; c < width; c++) { \
                float *place = out + (r + row) * width + c; \
                *place = (accumulate ? *place : bias ? bias[c] : 0) + total(sums[row][c]); \
            } \
    }
    CK_DOTS(4)
    CK_DOTS(1)
#undef CK_DOTS
}

// Few columns, and columns of `a` that lie in one piece (a transposed matrix): lanes are rows of the result.
CK_INLINE void product_turned(
    const int width, float *out, const float *a, ptrdiff_t a_inner, const float *b, const float *bias, ptrdiff_t rows,
    ptrdiff_t inner, int accumulate) {
    CK_EACH(rows, {
        // Two sums each, so that an addition does not wait for the one before it.
        vf sums[4][2];
        for (int c = 0; c < width; c++) {
            sums[c][0] = splat(bias && !accumulate ? bias[c] : 0);
            sums[c][1] = splat(0);
        }
        ptrdiff_t k = 0;
        for (; k + 2 <= inner; k += 2) {
            vf even = load_some(a + k * a_inner + i, count);
            vf odd = load_some(a + (k + 1) * a_inner + i, count);
            _Pragma("clang loop unroll(full)") for (int c = 0; c < width; c++) {
                sums[c][0] = even * splat(b[k * width + c]) + sums[c][0];
                sums[c][1] = odd * splat(b[(k + 1) * width + c]) + sums[c][1];
            }
        }
        if (k < inner) {
            vf even = load_some(a + k * a_inner + i, count);
            for (int c = 0; c < width; c++) sums[c][0] = even * splat(b[k * width + c]) + sums[c][0];
        }
        float lanes[4][CK_WIDTH] __attribute__((aligned(64)));
        for (int c = 0; c < width; c++) store(lanes[c], sums[c][0] + sums[c][1]);
        for (ptrdiff_t lane = 0; lane < count; lane++) {
            for (int c = 0; c < width; c++) {
                float *place = out + (i + lane) * width + c;
                *place = accumulate ? *place + lanes[c][lane] : lanes[c][lane];
            }
        }
    });
}

#define CK_FOR_WIDTH(F, width, ...) \
    switch (width) { \
    case 1: F(1, __VA_ARGS__); break; \
    case 2: F(2, __VA_ARGS__); break; \
    case 3: F(3, __VA_ARGS__); break; \
    default: F(4, __VA_ARGS__); break; \
    }

static void k_product(
    float *out, const float *a, ptrdiff_t a_row, ptrdiff_t a_inner, const float *b, const float *bias, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t inner, int accumulate) {
    if (columns <= 4 && a_inner == 1 && inner >= 8 && inner <= CK_PIECE) {
        CK_FOR_WIDTH(product_dots, columns, out, a, a_row, b, bias, rows, inner, accumulate)
        return;
    }
    if (columns <= 4 && a_row == 1 && rows >= 8) {
        CK_FOR_WIDTH(product_turned, columns, out, a, a_inner, b, bias, rows, inner, accumulate)
        return;
    }
    ptrdiff_t column = 0;
#define CK_STRIP(vectors, whole, lanes) \
    product_strip( \
        vectors, whole, out + column, a, a_row, a_inner, b + column, bias ? bias + column : NULL, rows, columns, inner, \
        lanes, accumulate)
    for (; column + 2 * CK_WIDTH <= columns; column += 2 * CK_WIDTH) CK_STRIP(2, 1, CK_WIDTH);
    if (column + CK_WIDTH <= columns) {
        CK_STRIP(1, 1, CK_WIDTH);
        column += CK_WIDTH;
    }
    if (column < columns) CK_STRIP(1, 0, columns - column);
#undef CK_STRIP
}
