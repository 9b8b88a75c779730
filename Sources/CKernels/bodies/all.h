// The bodies of all kernels for one level. The including file defines CK_WIDTH (floats a vector), CK_TABLE and CK_TARGET.
#include <math.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "../include/CKernels.h"

#if defined(CK_TARGET)
#pragma clang attribute push(__attribute__((target(CK_TARGET))), apply_to = function)
#endif

#include "vector.h"
#include "mathematics.h"
#include "elementwise.h"
#include "rows.h"
#include "activations.h"
#include "softmax.h"
#include "losses.h"
#include "optimizers.h"
#include "dropout.h"
#include "product.h"
#include "multiply.h"
#include "convolution.h"
#include "recurrent.h"
#include "attention.h"
#include "tape.h"
#include "training.h"
#include "nearest.h"

#if defined(CK_TARGET)
#pragma clang attribute pop
#endif

#define CK_ENTRY(result, name, parameters, arguments) .name = k_##name,
extern const ck_functions CK_TABLE;
const ck_functions CK_TABLE = {CK_FUNCTIONS(CK_ENTRY)};
