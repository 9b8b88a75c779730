// Memory for our own tables.
//
// A cell that writes beyond its allocations hits its neighbours in the heap; our tables must not be among them.

#include "internal.h"
#include <string.h>
#include <sys/mman.h>

enum { chunkSize = 64 << 10 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *chunk;
static size_t used = chunkSize;

void *keep(size_t size) {
    size = (size + 15) & ~(size_t)15;
    pthread_mutex_lock(&lock);
    if (size > chunkSize - used) {
        size_t length = size > chunkSize ? size : chunkSize;
        chunk = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (chunk == MAP_FAILED) CREndProcess(70);
        used = 0;
    }
    void *memory = chunk + used;
    used = size > chunkSize ? chunkSize : used + size;
    pthread_mutex_unlock(&lock);
    return memory;
}

char *keepText(const char *text) {
    size_t size = strlen(text) + 1;
    return memcpy(keep(size), text, size);
}
