// Aligned memory, and what the machine has of it.
#include "include/CKernels.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

float *ck_allocate(ptrdiff_t count) {
    if (count < 0 || (size_t)count > (SIZE_MAX - 64) / sizeof(float)) return NULL;
    size_t bytes = ((size_t)count * sizeof(float) + 63) & ~(size_t)63;
    void *memory = NULL;
    if (posix_memalign(&memory, 64, bytes ? bytes : 64) != 0) return NULL;
    memset(memory, 0, bytes);
    return memory;
}

void ck_free(float *memory) { free(memory); }

uint64_t ck_physical_memory(void) {
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    return pages > 0 && size > 0 ? (uint64_t)pages * (uint64_t)size : 0;
}
