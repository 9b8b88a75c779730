// Which file an address lies in. Handlers read the table without a lock: entries are only ever added, and the count is
// raised when an entry is whole.

#include "internal.h"
#include <link.h>
#include <string.h>

typedef struct {
    uintptr_t low, high, load;
    RangeKind kind;
    char *path;
    _Atomic int64_t cell;
} Range;

// A chunk is never moved, for a handler may be reading it.
enum { chunkLength = 1024, chunkCount = 1024 };
static Range *chunks[chunkCount];
static _Atomic int rangeCount;
static pthread_mutex_t refreshLock = PTHREAD_MUTEX_INITIALIZER;
static uintptr_t engineAddress;

static Range *rangeAt(int index) {
    return &chunks[index / chunkLength][index % chunkLength];
}

/// The newest first: a library may have been unloaded and another put in its place.
static Range *rangeOf(uintptr_t address) {
    for (int index = atomic_load(&rangeCount) - 1; index >= 0; index--) {
        Range *range = rangeAt(index);
        if (address >= range->low && address < range->high) return range;
    }
    return NULL;
}

static bool startsWith(const char *name, const char *prefix) {
    return strncmp(name, prefix, strlen(prefix)) == 0;
}

static RangeKind kindOf(const char *path) {
    if (!*path) return RangeExecutable;
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    if (startsWith(name, "libswift_Concurrency.")) return RangeConcurrency;
    if (startsWith(name, "libswift") || startsWith(name, "libFoundation")) return RangeSwift;
    if (startsWith(name, "libc.so") || startsWith(name, "libstdc++") || startsWith(name, "libgcc_s")) {
        return RangeSystem;
    }
    if (startsWith(name, "ld-linux")) return RangeLoader;
    // Mathematics holds no locks either.
    if (startsWith(name, "libm.so") || startsWith(name, "libmvec.so")) return RangeSwift;
    if (startsWith(name, "libdispatch.")) return RangeDispatch;
    if (startsWith(name, "libopenblas") || startsWith(name, "libblas") || startsWith(name, "libcblas")) {
        return RangeBLAS;
    }
    return RangeLibrary;
}

typedef struct {
    const char *library;
    int64_t cell;
} Newcomer;

static void add(const struct dl_phdr_info *info, const ElfW(Phdr) *header, const Newcomer *newcomer) {
    uintptr_t low = info->dlpi_addr + header->p_vaddr, high = low + header->p_memsz;
    int count = atomic_load(&rangeCount);
    Range *known = rangeOf(low);
    bool isNewcomer = newcomer->library && strcmp(info->dlpi_name, newcomer->library) == 0;
    if (known && known->low == low && known->high == high && strcmp(known->path, info->dlpi_name) == 0) {
        if (isNewcomer) {
            atomic_store(&known->cell, newcomer->cell);
            // Another lane may have seen it first, between its loading and now.
            known->kind = RangeCell;
        }
        return;
    }
    if (count == chunkLength * chunkCount) return;
    Range **chunk = &chunks[count / chunkLength];
    if (!*chunk) *chunk = keep(chunkLength * sizeof(Range));
    RangeKind kind = isNewcomer ? RangeCell : kindOf(info->dlpi_name);
    if (engineAddress >= low && engineAddress < high) kind = RangeEngine;
    *rangeAt(count) = (Range){low, high, info->dlpi_addr, kind, keepText(info->dlpi_name), newcomer->cell};
    atomic_store(&rangeCount, count + 1);
}

static int visit(struct dl_phdr_info *info, size_t size, void *newcomer) {
    (void)size;
    for (int index = 0; index < info->dlpi_phnum; index++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[index];
        if (header->p_type == PT_LOAD && (header->p_flags & PF_X)) add(info, header, newcomer);
    }
    return 0;
}

void rangesRefresh(const char *cellLibrary, int64_t cell) {
    Newcomer newcomer = {cellLibrary, cell};
    pthread_mutex_lock(&refreshLock);
    dl_iterate_phdr(visit, &newcomer);
    pthread_mutex_unlock(&refreshLock);
}

void CRSetEngine(const void *address) {
    engineAddress = (uintptr_t)address;
    rangesRefresh(NULL, 0);
}

RangeKind rangeKind(uintptr_t address) {
    Range *range = rangeOf(address);
    return range ? range->kind : RangeUnknown;
}

RangeKind frameKind(uintptr_t pc) {
    return isArrival(pc) ? RangeCell : rangeKind(pc);
}

int64_t rangeCell(uintptr_t address) {
    Range *range = rangeOf(address);
    return range && range->kind == RangeCell ? atomic_load(&range->cell) : 0;
}

const char *CRLibraryOf(uint64_t address, uint64_t *offset) {
    Range *range = rangeOf((uintptr_t)address);
    if (!range || !*range->path) return NULL;
    *offset = address - range->load;
    return range->path;
}
