// Parking a thread when it comes back from a library.
//
// Inside a library a thread may hold locks that everybody needs, the allocator's above all. So the return address of
// the innermost cell frame is made to lead here: the library finishes what it began, gives back its locks, and returns
// into the parking place instead of the cell.

#include "internal.h"

static __attribute__((noreturn, used)) void leftLibraries(void) {
    Thread *thread = currentThread;
    unlockStreams();
    eventPost(thread->pending);
    if (!thread->block.pc) park();
    blockLeave(&thread->block);
}

#if defined(__x86_64__)
/// Where a hijacked return leads. The stack pointer has any alignment here. A walk looks up return addresses less one,
/// hence the first byte.
__attribute__((naked, used)) static void arrival(void) {
    __asm__ volatile("nop\n\tandq $-16, %rsp\n\tcall leftLibraries\n\tud2");
}

bool isArrival(uintptr_t pc) {
    return pc == (uintptr_t)arrival;
}

bool deferToReturn(Thread *thread, const Frame *frames, int count, const CREvent *event) {
    static _Thread_local CREvent kept __attribute__((tls_model("initial-exec")));
    if (thread->pending) return false;
    int index = 1;
    while (index < count && rangeKind(frames[index].pc) != RangeCell) index++;
    if (index >= count || !frames[index].slot) return false;
    uintptr_t *slot = (uintptr_t *)frames[index].slot;
    if (frames[index].slot < thread->stackLow || frames[index].slot >= thread->stackHigh) return false;
    // It must hold what the walk read from it, or it is not what we think.
    if (*slot != frames[index].pc + 1) return false;
    blockFind(frames, count, &thread->block);
    kept = *event;
    thread->pending = &kept;
    *slot = (uintptr_t)arrival + 1;
    return true;
}
#else
bool isArrival(uintptr_t pc) {
    (void)pc;
    return false;
}

bool deferToReturn(Thread *thread, const Frame *frames, int count, const CREvent *event) {
    // The return address lies in a register, or in a record that the tables do not lead to.
    (void)thread, (void)frames, (void)count, (void)event;
    return false;
}
#endif
