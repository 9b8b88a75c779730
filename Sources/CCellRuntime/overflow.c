// Stack overflow inside a library.
//
// A function that recurses for ever and allocates runs out of stack inside `malloc` more often than in its own code.
// There the thread gets its guard to use, until it is back in the cell.

#include "internal.h"
#include <sys/mman.h>
#include <unistd.h>

bool isStackOverflow(const Thread *thread, uintptr_t address) {
    if (!thread || !thread->stackLow) return false;
    // A little above, for a push may straddle the boundary.
    return address >= thread->guardLow && address < thread->stackLow + 256;
}

bool overflowDefer(Thread *thread, const Frame *frames, int count, const CREvent *event) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    // The last page stays guard.
    uintptr_t low = thread->guardLow + page;
    if (low >= thread->stackLow) return false;
    if (mprotect((void *)low, thread->stackLow - low, PROT_READ | PROT_WRITE) != 0) return false;
    thread->stackLow = low;
    return deferToReturn(thread, frames, count, event);
}

void overflowUndo(Thread *thread) {
    if (thread->stackLow >= thread->usualLow) return;
    mprotect((void *)thread->stackLow, thread->usualLow - thread->stackLow, PROT_NONE);
    thread->stackLow = thread->usualLow;
    thread->wasOverflown = false;
}
