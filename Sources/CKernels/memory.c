// Aligned memory, and what the machine has of it.
#define _GNU_SOURCE
#include "include/CKernels.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    // What stands in front of the floats: where the memory really begins, and its length when it came from mmap.
    front = 64,
    // A large page, and from where on they are asked for.
    large_page = 2 << 20,
    large = 4 << 20,
};

typedef struct {
    void *begin;
    size_t mapped;
} block;

static float *floats_behind(char *place, block about) {
    memcpy(place, &about, sizeof about);
    return (float *)(void *)(place + front);
}

// Fresh pages are zeros already. Large ones cost a five-hundredth of the faults, and the processor knows many more of them:
// a workspace is used for a few steps only when a network is trained for few epochs.
static float *map_floats(size_t bytes) {
    if (bytes > SIZE_MAX - 2 * (size_t)large_page) return NULL;
    size_t length = (bytes + front + large_page - 1) / large_page * large_page + large_page;
    char *begin = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (begin == MAP_FAILED) return NULL;
#if defined(MADV_HUGEPAGE)
    // Only a wish: where it is not granted, small pages serve as well.
    (void)madvise(begin, length, MADV_HUGEPAGE);
#endif
    // The front lies in the last line before a large page, so that the floats begin with it.
    uintptr_t aligned = ((uintptr_t)begin + front + large_page - 1) / large_page * large_page;
    return floats_behind((char *)aligned - front, (block){begin, length});
}

float *ck_allocate(ptrdiff_t count) {
    if (count < 0 || (size_t)count > (SIZE_MAX - 2 * front) / sizeof(float)) return NULL;
    size_t bytes = ((size_t)count * sizeof(float) + 63) & ~(size_t)63;
    if (bytes >= large) return map_floats(bytes);
    void *memory = NULL;
    if (posix_memalign(&memory, 64, bytes + front) != 0) return NULL;
    memset((char *)memory + front, 0, bytes);
    return floats_behind(memory, (block){memory, 0});
}

void ck_free(float *memory) {
    if (!memory) return;
    block about;
    memcpy(&about, (char *)memory - front, sizeof about);
    if (about.mapped) munmap(about.begin, about.mapped);
    else free(about.begin);
}

uint64_t ck_physical_memory(void) {
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    return pages > 0 && size > 0 ? (uint64_t)pages * (uint64_t)size : 0;
}
