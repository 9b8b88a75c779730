// What a processor can do at most: multiplications and additions in registers, in units of 10^9 a second.
//
// Ten chains of additions that do not wait for each other keep both units of a core busy.
#include <stdio.h>
#include <time.h>

#if defined(__AVX512F__)
typedef float vector __attribute__((vector_size(64)));
#elif defined(__AVX__)
typedef float vector __attribute__((vector_size(32)));
#else
typedef float vector __attribute__((vector_size(16)));
#endif
enum { lanes = sizeof(vector) / sizeof(float), chains = 10, rounds = 20000000 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

int main(void) {
    double best = 0;
    for (int attempt = 0; attempt < 5; attempt++) {
        vector sums[chains], factor = {0}, term = {0};
        for (int i = 0; i < lanes; i++) factor[i] = 0.999999f, term[i] = 1e-6f;
        for (int i = 0; i < chains; i++) sums[i] = factor;
        double start = now();
        for (int round = 0; round < rounds; round++) {
#pragma clang loop unroll(full)
            for (int i = 0; i < chains; i++) {
                sums[i] = sums[i] * factor + term;
                // Each product and sum is wanted: the compiler may not join rounds.
                __asm__ volatile("" : "+x"(sums[i]));
            }
        }
        double rate = 2.0 * lanes * chains * rounds / (now() - start) * 1e-9;
        if (rate > best) best = rate;
    }
    printf("%.1f\n", best);
    return 0;
}
