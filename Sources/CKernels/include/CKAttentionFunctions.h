// Kernels: embedding, layer normalisation and attention. See CKFunctions.h.
#ifndef CKATTENTIONFUNCTIONS_H
#define CKATTENTIONFUNCTIONS_H

#define CK_FUNCTIONS_ATTENTION(X)

#endif
