// Kernels: losses, metrics and optimizers beyond the first ones. See CKFunctions.h.
#ifndef CKTRAININGFUNCTIONS_H
#define CKTRAININGFUNCTIONS_H

#define CK_FUNCTIONS_TRAINING(X)

#endif
