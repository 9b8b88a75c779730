// The kernels for x86-64 processors with AVX2 and FMA.
#if defined(__x86_64__)
#define CK_WIDTH 8
#define CK_TABLE ck_table_avx2
#define CK_TARGET "avx,avx2,fma"
#include "bodies/all.h"
#endif
