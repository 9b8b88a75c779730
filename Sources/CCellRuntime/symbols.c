// What the kernel knows of a cell's symbols: where its variables lie, and which conformances it writes again.

#include "internal.h"
#include <dlfcn.h>
#include <link.h>
#include <string.h>

/// One line of two texts with a tab between them; false at the end.
static bool nextPair(const char **text, char *first, char *second, size_t capacity) {
    const char *tab = strchr(*text, '\t'), *end = tab ? strchr(tab, '\n') : NULL;
    if (!end) return false;
    size_t lengths[] = {(size_t)(tab - *text), (size_t)(end - tab - 1)};
    bool fits = lengths[0] < capacity && lengths[1] < capacity;
    memcpy(first, *text, fits ? lengths[0] : 0);
    memcpy(second, tab + 1, fits ? lengths[1] : 0);
    first[fits ? lengths[0] : 0] = second[fits ? lengths[1] : 0] = 0;
    *text = end + 1;
    return true;
}

// Longer symbols than any that people's types give.
enum { symbolCapacity = 8192 };

void *CRSymbolAddress(const char *symbol) {
    return *symbol ? dlsym(RTLD_DEFAULT, symbol) : NULL;
}

size_t CRSymbolSize(const void *address) {
    Dl_info info;
    ElfW(Sym) *symbol = NULL;
    bool isKnown = dladdr1(address, &info, (void **)&symbol, RTLD_DL_SYMENT) != 0 && symbol && info.dli_saddr == address;
    return isKnown ? symbol->st_size : 0;
}

void *CRVariableAddress(const char *name) {
    char first[symbolCapacity], second[symbolCapacity];
    // A cell's course may leave its lane's thread for a while.
    const Lane *lane = laneOf(threadCell(currentThread));
    if (!lane || !lane->library) return NULL;
    for (const char *text = lane->variables; nextPair(&text, first, second, symbolCapacity);) {
        if (*second && strcmp(first, name) == 0) return dlsym(lane->library, second);
    }
    return NULL;
}

void symbolsNote(Lane *lane, void *handle) {
    char first[symbolCapacity], second[symbolCapacity];
    lane->library = handle;
    lane->variables = lane->request.variables;
    const char *conformances = lane->request.conformances;
    while (nextPair(&conformances, first, second, symbolCapacity)) {
        witnessesReplace(CRSymbolAddress(first), dlsym(handle, second));
    }
}
