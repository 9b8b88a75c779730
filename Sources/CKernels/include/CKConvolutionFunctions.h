// Kernels: convolution, pooling, upsampling and batch normalisation. See CKFunctions.h.
#ifndef CKCONVOLUTIONFUNCTIONS_H
#define CKCONVOLUTIONFUNCTIONS_H

#define CK_FUNCTIONS_CONVOLUTION(X)

#endif
