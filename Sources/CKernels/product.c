// Cuts matrix products into parts for several threads.
#include "include/CKernels.h"

enum {
    // Multiplications and additions of a part: about 40 microseconds, so that sharing it out does not show.
    part_work = 2 << 20,
    part_rows = 48,
    part_columns = 64,
    parts_each = 2,
};

typedef struct {
    const ck_matrix_product *product;
    ptrdiff_t rows, columns, across;
} sharing;

static ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

static void multiply_piece(void *context, ptrdiff_t piece) {
    const sharing *work = context;
    const ck_matrix_product *product = work->product;
    ptrdiff_t row = piece / work->across * work->rows, column = piece % work->across * work->columns;
    ptrdiff_t last_row = smaller(row + work->rows, product->rows);
    ck_active->multiply_part(product, row, last_row, column, smaller(column + work->columns, product->columns));
}

/// Lengths of equal parts, multiples of `unit` but for the last.
static ptrdiff_t part_length(ptrdiff_t length, ptrdiff_t parts, ptrdiff_t unit) {
    ptrdiff_t each = (length + parts - 1) / parts;
    return (each + unit - 1) / unit * unit;
}

void ck_matrix_multiply(const ck_matrix_product *product) {
    ptrdiff_t rows = product->rows, columns = product->columns;
    if (rows <= 0 || columns <= 0) return;
    double work = (double)rows * (double)columns * (double)(product->inner + 1);
    // The number of parts may depend on that of the threads, for each sum runs in one order in any part. Several each,
    // since a thread may be held up; not many, since a part packs its panels of B itself.
    int32_t threads = ck_thread_count();
    ptrdiff_t parts = work < 2.0 * part_work ? 1 : smaller((ptrdiff_t)(work / part_work), parts_each * threads);
    if (parts == 1 || threads == 1) {
        ck_active->multiply_part(product, 0, rows, 0, columns);
        return;
    }
    // Columns first: a part packs its panels of B itself.
    ptrdiff_t across = smaller(parts, (columns + part_columns - 1) / part_columns);
    ptrdiff_t down = smaller((parts + across - 1) / across, (rows + part_rows - 1) / part_rows);
    sharing share = {product, part_length(rows, down, 12), part_length(columns, across, 32), 0};
    share.across = (columns + share.columns - 1) / share.columns;
    down = (rows + share.rows - 1) / share.rows;
    ck_parallel(multiply_piece, &share, share.across * down);
}
