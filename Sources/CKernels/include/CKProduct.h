// A matrix product of any shape, on as many threads as it is worth.
#ifndef CKPRODUCT_H
#define CKPRODUCT_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// out = end(start + A B), all row by row: out and mask are [rows][columns] with out_row floats from row to row.
typedef struct ck_matrix_product {
    ptrdiff_t rows, columns, inner;
    /// A[r][k] = a[r * a_row + k * a_inner]; one of the two steps is 1.
    const float *a;
    ptrdiff_t a_row, a_inner;
    /// B[k][c] = b[k * b_inner + c * b_column]; one of the two steps is 1.
    const float *b;
    ptrdiff_t b_inner, b_column;
    float *out;
    ptrdiff_t out_row;
    /// What the sums start from: the numbers in out when it accumulates, else the bias of each column, else 0.
    const float *_Nullable bias;
    int32_t accumulates;
    /// Negative numbers become 0 in the end.
    int32_t rectifies;
    /// Numbers become 0 in the end where the mask is not positive: the derivative of relu, from its output.
    const float *_Nullable mask;
} ck_matrix_product;

/// Computes a product. Each number's sum runs over the inner axis in one order, whatever the number of threads.
void ck_matrix_multiply(const ck_matrix_product *product);

#pragma clang assume_nonnull end
#endif
