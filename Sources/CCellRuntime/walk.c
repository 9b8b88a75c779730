// Walks the stack from inside a signal handler.
//
// libgcc's unwinder finds its tables without a lock (`_dl_find_object`, glibc 2.35 and later), and follows C frames
// that keep no frame pointer. It trusts the stack, though: a smashed one makes it fault, and then the walk ends where
// it was.

#include "internal.h"
#include <unwind.h>

typedef struct {
    Frame *frames;
    volatile int count;
    int capacity;
    /// The interrupted place; frames before it are the handler's. 0: our own code stands there instead.
    uintptr_t start;
    bool hasStarted;
    uintptr_t limit;
} Walk;

static _Unwind_Reason_Code visit(struct _Unwind_Context *context, void *value) {
    Walk *walk = value;
    int isExact = 0;
    uintptr_t ip = _Unwind_GetIPInfo(context, &isExact);
    if (!ip) return _URC_END_OF_STACK;
    uintptr_t pc = isExact ? ip : ip - 1;
    if (!walk->hasStarted) {
        walk->hasStarted = walk->start ? ip == walk->start : rangeKind(pc) != RangeExecutable;
        if (!walk->hasStarted) return _URC_NO_REASON;
    }
    uintptr_t below = _Unwind_GetCFA(context);
    if (walk->limit && below >= walk->limit && walk->count) return _URC_END_OF_STACK;
    Frame *frame = &walk->frames[walk->count];
    frame->pc = pc;
    frame->slot = isExact ? 0 : below - sizeof(uintptr_t);
    walk->count++;
    return walk->count < walk->capacity ? _URC_NO_REASON : _URC_END_OF_STACK;
}

static void run(Walk *walk) {
    Thread *thread = currentThread;
    if (!thread) {
        _Unwind_Backtrace(visit, walk);
        return;
    }
    walk->limit = thread->base;
    if (sigsetjmp(thread->walkEnd, 1) == 0) {
        thread->isWalking = 1;
        _Unwind_Backtrace(visit, walk);
    }
    thread->isWalking = 0;
}

bool walkEndIfFaulted(void) {
    if (!currentThread || !currentThread->isWalking) return false;
    siglongjmp(currentThread->walkEnd, 1);
}

static uintptr_t pcOf(const ucontext_t *context) {
#if defined(__x86_64__)
    return (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
#else
    return (uintptr_t)context->uc_mcontext.pc;
#endif
}

/// The caller of a place that no file holds, as after a call of a wild function pointer.
static uintptr_t callerOf(const ucontext_t *context) {
#if defined(__x86_64__)
    uintptr_t stack = (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
    const Thread *thread = currentThread;
    if (!thread || stack < thread->stackLow || stack + sizeof(uintptr_t) > thread->stackHigh) return 0;
    return *(uintptr_t *)stack - 1;
#else
    return (uintptr_t)context->uc_mcontext.regs[30] - 1;
#endif
}

int walkFrom(const ucontext_t *context, Frame *frames, int capacity) {
    Walk walk = {.frames = frames, .capacity = capacity, .start = pcOf(context)};
    run(&walk);
    if (!walk.count) {
        frames[walk.count++] = (Frame){walk.start, 0};
        uintptr_t caller = rangeKind(walk.start) == RangeUnknown ? callerOf(context) : 0;
        if (caller && capacity > 1) frames[walk.count++] = (Frame){caller, 0};
    }
    return walk.count;
}

int walkHere(Frame *frames, int capacity) {
    Walk walk = {.frames = frames, .capacity = capacity};
    run(&walk);
    return walk.count;
}

/// The first walk of a process resolves symbols and fills caches, which a handler must not do.
void walkWarmUp(void) {
    Frame frames[8];
    walkHere(frames, 8);
}

int64_t framesCell(const Frame *frames, int count) {
    for (int index = count - 1; index >= 0; index--) {
        int64_t cell = rangeCell(frames[index].pc);
        if (cell) return cell;
    }
    return 0;
}

void traceFill(CREvent *event, const Frame *frames, int count) {
    // Our own calls of the cell say nothing.
    while (count && frameKind(frames[count - 1].pc) == RangeExecutable) count--;
    event->count = count < CRTraceLength ? count : CRTraceLength;
    for (int index = 0; index < event->count; index++) event->trace[index] = frames[index].pc;
    bool isWorker = event->role == CRRoleOwn && !(currentThread && atomic_load(&currentThread->cell));
    int64_t cell = isWorker ? framesCell(frames, count) : 0;
    if (cell) event->cell = cell;
}
