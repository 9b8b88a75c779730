// Kernels: recurrent layers. See CKFunctions.h.
#ifndef CKRECURRENTFUNCTIONS_H
#define CKRECURRENTFUNCTIONS_H

#define CK_FUNCTIONS_RECURRENT(X)

#endif
