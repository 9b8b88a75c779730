// A block of Dispatch that ends before its end.
//
// Dispatch waits for ever for a worker that is parked: a serial queue, above all the main queue, never takes another
// block, and the pool is smaller by a thread. So a thread that would be parked in a block that was handed over by
// `async` goes back to Dispatch instead, as if the block had returned. The frames between are given up: what they hold
// is not released.
//
// Not so in blocks that somebody waits for (`sync`, `concurrentPerform`): he would go on without what they had to do.

#include "internal.h"
#include <string.h>
#include <unwind.h>

/// Where blocks return to that were handed over by `async` and its relatives; 0: not known yet.
static _Atomic uintptr_t asyncReturns[16];
enum { asyncReturnCount = sizeof asyncReturns / sizeof *asyncReturns };

void CRNoteAsyncBlock(void) {
    Frame frames[1];
    if (walkHere(frames, 1) != 1 || rangeKind(frames[0].pc) != RangeDispatch) return;
    uintptr_t address = frames[0].pc + 1;
    for (int index = 0; index < asyncReturnCount; index++) {
        uintptr_t known = 0;
        if (atomic_compare_exchange_strong(&asyncReturns[index], &known, address) || known == address) return;
    }
}

#if defined(__x86_64__)
static bool isAsyncReturn(uintptr_t address) {
    for (int index = 0; index < asyncReturnCount; index++) {
        if (address && atomic_load(&asyncReturns[index]) == address) return true;
    }
    return false;
}

typedef struct {
    uintptr_t slot;
    BlockReturn *place;
} Search;

static _Unwind_Reason_Code visit(struct _Unwind_Context *context, void *value) {
    Search *search = value;
    uintptr_t stack = _Unwind_GetCFA(context);
    // No order of addresses tells that it was passed: a handler's frames lie on a stack of their own.
    bool isPlace = stack - sizeof stack == search->slot && isAsyncReturn(_Unwind_GetIP(context));
    if (!isPlace) return _URC_NO_REASON;
    *search->place = (BlockReturn){
        .pc = _Unwind_GetIP(context),
        .stack = stack,
        .rbx = _Unwind_GetGR(context, 3),
        .rbp = _Unwind_GetGR(context, 6),
        .r12 = _Unwind_GetGR(context, 12),
        .r13 = _Unwind_GetGR(context, 13),
        .r14 = _Unwind_GetGR(context, 14),
        .r15 = _Unwind_GetGR(context, 15),
    };
    return _URC_END_OF_STACK;
}

bool blockFind(const Frame *frames, int count, BlockReturn *place) {
    Thread *thread = currentThread;
    place->pc = 0;
    if (!thread || !thread->isWorker) return false;
    int index = count - 1;
    while (index >= 0 && rangeKind(frames[index].pc) != RangeCell) index--;
    if (index < 0 || index + 1 >= count || !isAsyncReturn(frames[index + 1].pc + 1)) return false;
    Search search = {frames[index + 1].slot, place};
    if (sigsetjmp(thread->walkEnd, 1) == 0) {
        thread->isWalking = 1;
        _Unwind_Backtrace(visit, &search);
    }
    thread->isWalking = 0;
    return place->pc != 0;
}

static void resume(const BlockReturn *place, ucontext_t *context) {
    greg_t *registers = context->uc_mcontext.gregs;
    registers[REG_RIP] = (greg_t)place->pc;
    registers[REG_RSP] = (greg_t)place->stack;
    registers[REG_RBX] = (greg_t)place->rbx;
    registers[REG_RBP] = (greg_t)place->rbp;
    registers[REG_R12] = (greg_t)place->r12;
    registers[REG_R13] = (greg_t)place->r13;
    registers[REG_R14] = (greg_t)place->r14;
    registers[REG_R15] = (greg_t)place->r15;
    // The direction flag is clear at every call.
    registers[REG_EFL] &= ~(greg_t)0x400;
}

/// Faults on purpose: registers and signal mask change in one step when a handler returns, and no request to stop can
/// come in between.
__attribute__((naked, used)) static void leavingPlace(void) {
    __asm__ volatile("ud2");
}

bool blockIsLeft(const ucontext_t *context) {
    return (uintptr_t)context->uc_mcontext.gregs[REG_RIP] == (uintptr_t)leavingPlace;
}

void blockLeave(const BlockReturn *place) {
    currentThread->block = *place;
    leavingPlace();
    __builtin_unreachable();
}
#else
bool blockFind(const Frame *frames, int count, BlockReturn *place) {
    (void)frames, (void)count;
    place->pc = 0;
    return false;
}

static void resume(const BlockReturn *place, ucontext_t *context) {
    (void)place, (void)context;
}

bool blockIsLeft(const ucontext_t *context) {
    (void)context;
    return false;
}

void blockLeave(const BlockReturn *place) {
    (void)place;
    park();
}
#endif

void blockResume(const BlockReturn *place, ucontext_t *context) {
    Thread *thread = currentThread;
    thread->pending = NULL;
    overflowUndo(thread);
    // It lives on, and would be waited for.
    onceForget(thread);
    // Held back on its way (interpose_exits.c).
    sigdelset(&context->uc_sigmask, stopSignal);
    resume(place, context);
}
