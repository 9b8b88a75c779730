// Which file an address lies in. Handlers read the table without a lock: entries are only ever added, and the count is
// raised when an entry is whole.

#include "internal.h"
#include <link.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uintptr_t low, high, load;
    RangeKind kind;
    char *path;
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

static RangeKind kindOf(const char *path, const char *cellLibrary) {
    if (!*path) return RangeExecutable;
    if (cellLibrary && strcmp(path, cellLibrary) == 0) return RangeCell;
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    if (startsWith(name, "libswift_Concurrency.")) return RangeConcurrency;
    if (startsWith(name, "libswift") || startsWith(name, "libFoundation")) return RangeSwift;
    if (startsWith(name, "libc.so") || startsWith(name, "libstdc++") || startsWith(name, "libgcc_s")) {
        return RangeSystem;
    }
    if (startsWith(name, "ld-linux")) return RangeLoader;
    if (startsWith(name, "libdispatch.")) return RangeDispatch;
    if (startsWith(name, "libopenblas") || startsWith(name, "libblas") || startsWith(name, "libcblas")) {
        return RangeBLAS;
    }
    return RangeLibrary;
}

static void add(const struct dl_phdr_info *info, const ElfW(Phdr) *header, const char *cellLibrary) {
    uintptr_t low = info->dlpi_addr + header->p_vaddr, high = low + header->p_memsz;
    int count = atomic_load(&rangeCount);
    Range *known = rangeOf(low);
    if (known && known->low == low && known->high == high && strcmp(known->path, info->dlpi_name) == 0) return;
    if (count == chunkLength * chunkCount) return;
    Range **chunk = &chunks[count / chunkLength];
    if (!*chunk) *chunk = calloc(chunkLength, sizeof(Range));
    RangeKind kind = kindOf(info->dlpi_name, cellLibrary);
    if (engineAddress >= low && engineAddress < high) kind = RangeEngine;
    *rangeAt(count) = (Range){low, high, info->dlpi_addr, kind, strdup(info->dlpi_name)};
    atomic_store(&rangeCount, count + 1);
}

static int visit(struct dl_phdr_info *info, size_t size, void *cellLibrary) {
    (void)size;
    for (int index = 0; index < info->dlpi_phnum; index++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[index];
        if (header->p_type == PT_LOAD && (header->p_flags & PF_X)) add(info, header, cellLibrary);
    }
    return 0;
}

void rangesRefresh(const char *cellLibrary) {
    pthread_mutex_lock(&refreshLock);
    dl_iterate_phdr(visit, (void *)cellLibrary);
    pthread_mutex_unlock(&refreshLock);
}

void CRSetEngine(const void *address) {
    engineAddress = (uintptr_t)address;
    rangesRefresh(NULL);
}

RangeKind rangeKind(uintptr_t address) {
    Range *range = rangeOf(address);
    return range ? range->kind : RangeUnknown;
}

const char *CRLibraryOf(uint64_t address, uint64_t *offset) {
    Range *range = rangeOf((uintptr_t)address);
    if (!range || !*range->path) return NULL;
    *offset = address - range->load;
    return range->path;
}
