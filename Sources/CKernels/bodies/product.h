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

// Few columns and rows of `a` that lie in one piece: a dot product for each element of the result.
CK_INLINE void product_dots(
    float *out, const float *a, ptrdiff_t a_row, const float *b, const float *bias, ptrdiff_t rows, ptrdiff_t columns,
    ptrdiff_t inner, int accumulate) {
    float turned[4][CK_PIECE];
    for (ptrdiff_t k = 0; k < inner; k++)
        for (ptrdiff_t c = 0; c < columns; c++) turned[c][k] = b[k * columns + c];
    for (ptrdiff_t r = 0; r < rows; r++) {
        for (ptrdiff_t c = 0; c < columns; c++) {
            vf sums = splat(0);
            CK_EACH(inner, { sums = load_some(a + r * a_row + i, count) * load_some(turned[c] + i, count) + sums; });
            float start = accumulate ? out[r * columns + c] : bias ? bias[c] : 0;
            out[r * columns + c] = start + total(sums);
        }
    }
}

// Few columns and columns of `a` that lie in one piece (a transposed matrix): lanes are rows of the result.
CK_INLINE void product_turned(
    float *out, const float *a, ptrdiff_t a_inner, const float *b, const float *bias, ptrdiff_t rows, ptrdiff_t columns,
    ptrdiff_t inner, int accumulate) {
    for (ptrdiff_t c = 0; c < columns; c++) {
        CK_EACH(rows, {
            vf sums = splat(bias && !accumulate ? bias[c] : 0);
            for (ptrdiff_t k = 0; k < inner; k++)
                sums = load_some(a + k * a_inner + i, count) * splat(b[k * columns + c]) + sums;
            for (ptrdiff_t lane = 0; lane < count; lane++) {
                float *place = out + (i + lane) * columns + c;
                *place = accumulate ? *place + sums[lane] : sums[lane];
            }
        });
    }
}

static void k_product(
    float *out, const float *a, ptrdiff_t a_row, ptrdiff_t a_inner, const float *b, const float *bias, ptrdiff_t rows,
    ptrdiff_t columns, ptrdiff_t inner, int accumulate) {
    if (columns <= 4 && a_inner == 1 && inner >= 8 && inner <= CK_PIECE)
        return product_dots(out, a, a_row, b, bias, rows, columns, inner, accumulate);
    if (columns <= 4 && a_row == 1 && rows >= 8)
        return product_turned(out, a, a_inner, b, bias, rows, columns, inner, accumulate);
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
