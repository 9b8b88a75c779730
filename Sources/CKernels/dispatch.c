// Which level's kernels are in use.
#include "include/CKernels.h"

extern const ck_functions ck_table_baseline;
#if defined(__x86_64__)
extern const ck_functions ck_table_avx2;
extern const ck_functions ck_table_avx512;
#endif

const ck_functions *ck_active = &ck_table_baseline;

const ck_functions *ck_functions_at(ck_level level) {
    switch (level) {
    case ck_level_baseline:
        return &ck_table_baseline;
#if defined(__x86_64__)
    case ck_level_avx2:
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return &ck_table_avx2;
        return NULL;
    case ck_level_avx512:
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
            && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
            return &ck_table_avx512;
        return NULL;
#endif
    default:
        return NULL;
    }
}

void ck_use_level(ck_level level) {
    const ck_functions *functions = ck_functions_at(level);
    if (functions) ck_active = functions;
}

ck_level ck_active_level(void) {
    for (int level = ck_level_avx512; level > ck_level_baseline; level--) {
        if (ck_active == ck_functions_at((ck_level)level)) return (ck_level)level;
    }
    return ck_level_baseline;
}

__attribute__((constructor)) static void choose_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
#endif
    for (int level = ck_level_avx512; level >= ck_level_baseline; level--) {
        const ck_functions *functions = ck_functions_at((ck_level)level);
        if (functions) {
            ck_active = functions;
            return;
        }
    }
}
