// The kernels for x86-64 processors with AVX-512.
#if defined(__x86_64__)
#define CK_WIDTH 16
#define CK_TABLE ck_table_avx512
#define CK_TARGET "avx,avx2,fma,avx512f,avx512vl,avx512dq,avx512bw"
#include "bodies/all.h"
#endif
