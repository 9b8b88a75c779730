// Aligned memory.
#define _GNU_SOURCE
#include "include/CKernels.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    // What stands in front of the floats: where the memory really begins, and its length when it came from mmap.
    front = 64,
    // A large page, and from where on they are asked for.
    large_page = 2 << 20,
    large = 4 << 20,
};

typedef struct {
    char *begin;
    size_t mapped;
} block;

static float *floats_behind(char *place, block about) {
    memcpy(place, &about, sizeof about);
    return (float *)(void *)(place + front);
}

// Large blocks that were given back, for the next ones who ask: trainings follow each other, and the system clears
// fresh pages at a few gigabytes a second. It may take these back whenever it needs them. There is no lock that a thread
// which is stopped for good could hold: who looks at a block has taken it out.
enum { kept_blocks = 4 };
static char *kept[kept_blocks];
static uint32_t next_kept;

static block about_floats(const char *place) {
    block about;
    memcpy(&about, place, sizeof about);
    return about;
}

static size_t room_behind(const char *place, block about) {
    return about.mapped - (size_t)(place + front - about.begin);
}

static void unmap_floats(char *place) {
    if (!place) return;
    block about = about_floats(place);
    munmap(about.begin, about.mapped);
}

static float *reuse_floats(size_t bytes) {
    for (int i = 0; i < kept_blocks; i++) {
        char *place = __atomic_exchange_n(&kept[i], NULL, __ATOMIC_ACQ_REL);
        if (!place) continue;
        size_t room = room_behind(place, about_floats(place));
        if (room >= bytes && room / 2 <= bytes) {
            memset(place + front, 0, bytes);
            return (float *)(void *)(place + front);
        }
        unmap_floats(__atomic_exchange_n(&kept[i], place, __ATOMIC_ACQ_REL));
    }
    return NULL;
}

static void keep_floats(char *place, block about) {
#if defined(MADV_FREE)
    // What lies behind the front begins with a page; the front says what the block is.
    (void)madvise(place + front, room_behind(place, about), MADV_FREE);
    for (int i = 0; i < kept_blocks; i++) {
        char *none = NULL;
        if (__atomic_compare_exchange_n(&kept[i], &none, place, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)) return;
    }
    uint32_t oldest = __atomic_fetch_add(&next_kept, 1, __ATOMIC_RELAXED) % kept_blocks;
    place = __atomic_exchange_n(&kept[oldest], place, __ATOMIC_ACQ_REL);
#else
    (void)about;
#endif
    unmap_floats(place);
}

// Fresh pages are zeros already. Large ones cost a five-hundredth of the faults, and the processor knows where much more
// memory lies: a workspace is used for a few steps only when a network is trained for few epochs.
static float *map_floats(size_t bytes) {
    if (bytes > SIZE_MAX - 2 * (size_t)large_page) return NULL;
    float *used = reuse_floats(bytes);
    if (used) return used;
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
    char *place = (char *)memory - front;
    block about = about_floats(place);
    if (about.mapped) keep_floats(place, about);
    else free(about.begin);
}
