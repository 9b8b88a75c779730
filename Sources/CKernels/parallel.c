// The threads that share a piece of work.
#include "include/CKParallel.h"

static int32_t threads = 1;

void ck_parallel(ck_piece body, void *context, ptrdiff_t pieces) {
    for (ptrdiff_t piece = 0; piece < pieces; piece++) body(context, piece);
}

int32_t ck_thread_count(void) { return threads; }

void ck_set_thread_count(int32_t count) { threads = count < 1 ? 1 : count; }
