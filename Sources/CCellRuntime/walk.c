// Walks the stack from inside a signal handler.
//
// libgcc's unwinder finds its tables without a lock (`_dl_find_object`, glibc 2.35 and later), and follows C frames
// that keep no frame pointer. It trusts the stack, though: a smashed one makes it fault, and then the walk ends where
// it was.

#include "internal.h"
#include <unwind.h>

enum {
    /// Of a stack that is longer than the room for it, so many frames are the outermost.
    outerCapacity = 32,
    /// More frames than the largest stack holds.
    frameLimit = 4 << 20,
};

typedef struct {
    Frame *frames;
    volatile int count;
    int capacity;
    /// Whether the outermost frames are wanted, which a recursion without end has at some distance.
    bool isWhole;
    /// Frames beyond the room; the last ones lie in a ring.
    volatile int beyond;
    Frame outer[outerCapacity];
    /// The interrupted place; frames before it are the handler's. 0: our own code stands there instead.
    uintptr_t start;
    bool hasStarted;
    uintptr_t limit;
} Walk;

#if defined(__x86_64__)
/// Keeps the context of the innermost asynchronous function, for `traceFill`.
///
/// Such a function marks the frame pointer that it saves by bit 60, and keeps its context below it (swift/docs/ABI). One
/// that needs no frame still has the context in the register in which it came; whether it is one, is seen later.
static void noteTask(struct _Unwind_Context *context, bool isExact) {
    Thread *thread = currentThread;
    if (!thread || thread->task) return;
    if (isExact) thread->likelyTask = _Unwind_GetGR(context, 14);
    uintptr_t base = _Unwind_GetGR(context, 6);
    bool isInStack = base >= thread->guardLow + sizeof base && base < thread->stackHigh - sizeof base;
    if (!isInStack || base % sizeof base || *(uintptr_t *)base >> 60 != 1) return;
    thread->task = *(uintptr_t *)(base - sizeof base);
}
#else
static void noteTask(struct _Unwind_Context *context, bool isExact) {
    (void)context, (void)isExact;
}
#endif

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
    noteTask(context, isExact);
    Frame frame = {pc, isExact ? 0 : below - sizeof(uintptr_t)};
    if (walk->count < walk->capacity) walk->frames[walk->count++] = frame;
    else walk->outer[walk->beyond++ % outerCapacity] = frame;
    bool hasRoom = walk->count < walk->capacity || (walk->isWhole && walk->beyond < frameLimit);
    return hasRoom ? _URC_NO_REASON : _URC_END_OF_STACK;
}

/// The outermost frames take the place of as many in the middle.
static void joinOuter(Walk *walk) {
    int count = walk->beyond < outerCapacity ? walk->beyond : outerCapacity;
    if (count > walk->count) return;
    for (int index = 0; index < count; index++) {
        walk->frames[walk->count - count + index] = walk->outer[(walk->beyond - count + index) % outerCapacity];
    }
}

static void run(Walk *walk) {
    Thread *thread = currentThread;
    if (!thread) {
        _Unwind_Backtrace(visit, walk);
        return;
    }
    walk->limit = thread->base;
    thread->task = thread->likelyTask = 0;
    if (sigsetjmp(thread->walkEnd, 1) == 0) {
        thread->isWalking = 1;
        _Unwind_Backtrace(visit, walk);
    }
    thread->isWalking = 0;
    joinOuter(walk);
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

/// Where a place that no file holds was called from, as by a wild function pointer.
static uintptr_t callerOf(const ucontext_t *context) {
#if defined(__x86_64__)
    uintptr_t stack = (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
    const Thread *thread = currentThread;
    if (!thread || stack < thread->stackLow || stack + sizeof(uintptr_t) > thread->stackHigh) return 0;
    return *(uintptr_t *)stack;
#else
    return (uintptr_t)context->uc_mcontext.regs[30];
#endif
}

/// A walk that begins as if the wild call had returned, for nothing is known of the place that it led to. A context of a
/// fault stays so.
static int walkFromCaller(ucontext_t *context, uintptr_t caller, Walk *walk) {
    walk->frames[walk->count++] = (Frame){walk->start, 0};
    ucontext_t before = *context;
#if defined(__x86_64__)
    context->uc_mcontext.gregs[REG_RIP] = (greg_t)caller;
    context->uc_mcontext.gregs[REG_RSP] += (greg_t)sizeof caller;
#else
    context->uc_mcontext.pc = caller;
#endif
    walk->start = caller;
    run(walk);
    // After a fault it never goes on there, and later walks find their way as well.
    if (!walk->isWhole) context->uc_mcontext = before.uc_mcontext;
    if (walk->count == 1) walk->frames[walk->count++] = (Frame){caller, 0};
    // Not the place that it would have gone on at, but the call.
    walk->frames[1].pc = caller - 1;
    return walk->count;
}

int walkFrom(ucontext_t *context, Frame *frames, int capacity, bool isWhole) {
    Walk walk = {.frames = frames, .capacity = capacity, .isWhole = isWhole, .start = pcOf(context)};
    uintptr_t caller = rangeKind(walk.start) == RangeUnknown ? callerOf(context) : 0;
    if (rangeKind(caller) != RangeUnknown) return walkFromCaller(context, caller, &walk);
    run(&walk);
    if (!walk.count) frames[walk.count++] = (Frame){walk.start, 0};
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

/// Where the callers of an asynchronous function go on, innermost first: they have no frames, but the contexts that lead
/// from one to the next (`AsyncContext` in swift/ABI/Task.h: the caller's context, and its address to go on at).
///
/// - Returns: How many were found.
static int callersOf(uintptr_t task, uint64_t *addresses, int capacity) {
    enum { callerLimit = 64 };
    volatile int count = 0;
    Thread *thread = currentThread;
    if (sigsetjmp(thread->walkEnd, 1) == 0) {
        thread->isWalking = 1;
        for (int depth = 0; task && depth < callerLimit && count < capacity; depth++) {
            const uintptr_t *context = (const uintptr_t *)task;
            RangeKind kind = rangeKind(context[1]);
            if (kind == RangeUnknown) break;
            if (kind == RangeCell) addresses[count++] = context[1];
            task = context[0];
        }
    }
    thread->isWalking = 0;
    return count;
}

static bool runsTask(void) {
    if (!currentThread) return false;
    int activity = atomic_load(&currentThread->activity);
    return activity == InJob || (activity == InCell && currentThread->lane && atomic_load(&currentThread->lane->rootTask));
}

void traceFill(CREvent *event, const Frame *frames, int count) {
    // Our own calls of the cell say nothing.
    while (count && frameKind(frames[count - 1].pc) == RangeExecutable) count--;
    event->count = count < CRTraceLength ? count : CRTraceLength;
    for (int index = 0; index < event->count; index++) {
        bool isInner = index < CRTraceLength - outerCapacity;
        event->trace[index] = frames[isInner ? index : count - event->count + index].pc;
    }
    uintptr_t task = runsTask() ? currentThread->task ?: currentThread->likelyTask : 0;
    if (task) event->count += callersOf(task, &event->trace[event->count], CRTraceLength - event->count);
    bool isWorker = event->role == CRRoleOwn && !(currentThread && atomic_load(&currentThread->cell));
    int64_t cell = isWorker ? framesCell(frames, count) : 0;
    if (cell) event->cell = cell;
}
