// The shape of a convolution, as its kernels see it.
#ifndef CKCONVOLUTION_H
#define CKCONVOLUTION_H

#include <stddef.h>

/// Pictures are [batch, height, width, channels], kernels [kernel height, kernel width, in channels / groups, out
/// channels]; one axis is a height of 1. Position (r, c) of the output sees the input at (r * stride_height + i *
/// dilation_height - pad_top, c * stride_width + j * dilation_width - pad_left), zeros outside.
typedef struct ck_convolution {
    ptrdiff_t batch;
    ptrdiff_t in_height, in_width, in_channels;
    ptrdiff_t out_height, out_width, out_channels;
    ptrdiff_t kernel_height, kernel_width;
    ptrdiff_t stride_height, stride_width;
    ptrdiff_t dilation_height, dilation_width;
    ptrdiff_t pad_top, pad_left;
    ptrdiff_t groups;
    /// Windows of the maximum taken of the output, without overlap; 1 and 1 for none.
    ptrdiff_t pool_height, pool_width;
} ck_convolution;

/// What scratch memory is for.
typedef enum ck_convolution_pass {
    ck_pass_forward,
    ck_pass_weights,
    ck_pass_input,
} ck_convolution_pass;

#endif
