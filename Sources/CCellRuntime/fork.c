// A cell that forks: the child is not the worker, and must not speak for it.

#include "internal.h"
#include <unistd.h>

_Atomic int isForkedChild;

static void inChild(void) {
    atomic_store(&isForkedChild, 1);
    // The child's end of the socket would keep it open after the worker's death.
    for (int index = 0; index < CROwnDescriptors; index++) close(CRFirstDescriptor + index);
}

void forkPrepare(void) {
    pthread_atfork(NULL, NULL, inChild);
}
