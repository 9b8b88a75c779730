// Stack overflow inside a library.
//
// A function that recurses for ever and allocates runs out of stack inside `malloc` more often than in its own code,
// and parking there would keep the allocator locked for everybody. So the thread gets its guard to use, and the return
// address of the innermost cell frame leads to a place that parks: the libraries finish what they began, give back
// their locks, and return into it.

#include "internal.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

bool isStackOverflow(const Thread *thread, uintptr_t address) {
    if (!thread || !thread->stackLow) return false;
    // A little above, for a push may straddle the boundary.
    return address >= thread->guardLow && address < thread->stackLow + 256;
}

static __attribute__((noreturn, used)) void leftLibraries(void) {
    unlockStreams();
    eventPost(currentThread->pending);
    park();
}

#if defined(__x86_64__)
/// Where the hijacked return leads: the stack pointer has any alignment here.
__attribute__((naked, used)) static void arrival(void) {
    __asm__ volatile("andq $-16, %rsp\n\tcall leftLibraries\n\tud2");
}

bool overflowDefer(Thread *thread, const Frame *frames, int count, const CREvent *event) {
    static _Thread_local CREvent kept __attribute__((tls_model("initial-exec")));
    if (thread->pending) return false;
    int index = 1;
    while (index < count && rangeKind(frames[index].pc) != RangeCell) index++;
    if (index >= count || !frames[index].slot) return false;
    // The slot must hold what the walk read from it, or it is not what we think.
    uintptr_t *slot = (uintptr_t *)frames[index].slot;
    if (*slot != frames[index].pc + 1) return false;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    uintptr_t low = thread->guardLow + page;
    if (low >= thread->stackLow) return false;
    if (mprotect((void *)low, thread->stackLow - low, PROT_READ | PROT_WRITE) != 0) return false;
    kept = *event;
    thread->pending = &kept;
    // From here on only the last page is guard.
    thread->stackLow = low;
    *slot = (uintptr_t)arrival;
    return true;
}
#else
bool overflowDefer(Thread *thread, const Frame *frames, int count, const CREvent *event) {
    // The return address lies in a register or in a record that the tables do not lead to.
    (void)thread, (void)frames, (void)count, (void)event;
    return false;
}
#endif
