// Kernels: what only the tape and tensors need. See CKFunctions.h.
#ifndef CKTAPEFUNCTIONS_H
#define CKTAPEFUNCTIONS_H

#define CK_FUNCTIONS_TAPE(X)

#endif
