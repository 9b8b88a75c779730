// A conformance that was written again.
//
// The compiler takes the newest one. The run time, asked by `print` or `as?`, takes the first that was loaded, and keeps
// it in a cache; and values of the protocol's type point at its table. So the first table gets the new witnesses.

#include "internal.h"
#include <sys/mman.h>
#include <unistd.h>

// The run time's records (swift/ABI/Metadata.h). A relative pointer counts from its own place; its lowest bit may say
// that it leads to a pointer.

typedef struct {
    int32_t flags, parent, name, requirementsInSignature, requirements;
} Protocol;

typedef struct {
    uint32_t flags;
    int32_t parent, name, access;
} Type;

typedef struct {
    int32_t protocol, type, pattern;
    uint32_t flags;
} Conformance;

enum { isGeneric = 0x80, typeKindShift = 3, typeKindMask = 7, directType = 0, indirectType = 1 };

/// The run time's: the one table of a conformance for a type.
extern void **swift_getWitnessTable(const Conformance *conformance, const void *type, const void *const *arguments);

static const void *follow(const int32_t *pointer, bool isIndirect) {
    const char *place = (const char *)pointer + (*pointer & ~1);
    return isIndirect ? *(const void *const *)place : place;
}

static const Protocol *protocolOf(const Conformance *conformance) {
    return follow(&conformance->protocol, conformance->protocol & 1);
}

/// The metadata of the conforming type; NULL for a generic one, which has many.
static const void *metadata(const Conformance *conformance) {
    uint32_t kind = conformance->flags >> typeKindShift & typeKindMask;
    if (kind != directType && kind != indirectType) return NULL;
    const Type *type = follow(&conformance->type, kind == indirectType);
    if (type->flags & isGeneric || !type->access) return NULL;
    const void *(*access)(intptr_t) = (const void *(*)(intptr_t))(uintptr_t)follow(&type->access, false);
    return access(0);
}

void witnessesReplace(const void *old, const void *new) {
    const Conformance *first = old, *second = new;
    if (!first || !second || protocolOf(first) != protocolOf(second)) return;
    const void *type = metadata(first);
    if (!type || type != metadata(second)) return;
    void **table = swift_getWitnessTable(first, type, NULL), **source = swift_getWitnessTable(second, type, NULL);
    if (!table || !source || table == source) return;
    // The first word is the conformance that the table belongs to, and stays.
    size_t count = (size_t)protocolOf(first)->requirements;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), low = (uintptr_t)(table + 1) & -page;
    size_t length = (uintptr_t)(table + 1 + count) - low;
    // In a library the loader has made the page read-only. It may be a page of the heap as well: it stays writable.
    if (mprotect((void *)low, length, PROT_READ | PROT_WRITE) != 0) return;
    for (size_t index = 1; index <= count; index++) table[index] = source[index];
}
