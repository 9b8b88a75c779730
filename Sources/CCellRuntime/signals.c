// The handlers: a fault is told and its thread parked; a request to stop is granted where the rule allows it.

#include "internal.h"
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int stopSignal;

static const int faults[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS};
enum { faultCount = sizeof faults / sizeof *faults, frameCapacity = 256 };

bool isReservedSignal(int number) {
    for (int index = 0; index < faultCount; index++) {
        if (faults[index] == number) return true;
    }
    return number == stopSignal;
}

/// A fault of our own is not survived: the process ends as it would have without us.
static void giveUp(int number) {
    struct sigaction standard;
    memset(&standard, 0, sizeof standard);
    standard.sa_handler = SIG_DFL;
    real.sigaction(number, &standard, NULL);
    raise(number);
}

/// A signal that was sent to the process arrives at any thread; it is meant for the cell.
static bool passOn(int number, const siginfo_t *info) {
    const Lane *lane = laneRunning();
    Thread *target = lane ? atomic_load(&lane->thread) : NULL;
    if (info->si_code != SI_USER || !target || (currentThread && currentThread->lane)) return false;
    return syscall(SYS_tgkill, getpid(), target->tid, number) == 0;
}

/// Parks the thread, or lets it leave the block of Dispatch that it runs when the handler returns.
static void parkOrLeave(const Frame *frames, int count, ucontext_t *context) {
    BlockReturn place;
    if (!blockFind(frames, count, &place)) park();
    blockResume(&place, context);
}

static void faulted(int number, siginfo_t *info, void *value) {
    ucontext_t *context = value;
    Thread *thread = currentThread;
    if (blockIsLeft(context)) {
        blockResume(&thread->block, context);
        return;
    }
    walkEndIfFaulted();
    if (passOn(number, info)) return;
    if (atomic_load(&isForkedChild) || (thread && thread->role == CRRoleService)) {
        giveUp(number);
        return;
    }
    Frame frames[frameCapacity];
    int count = walkFrom(context, frames, frameCapacity, true);
    CREvent event = eventMake(CREventTrapped);
    event.signal = number;
    event.code = info->si_code;
    // Signals that were sent carry the sender where others carry the address.
    bool hasAddress = info->si_code > 0 && (number == SIGSEGV || number == SIGBUS);
    event.address = hasAddress ? (uint64_t)info->si_addr : 0;
    event.isStackOverflow = number == SIGSEGV && isStackOverflow(thread, (uintptr_t)info->si_addr);
    traceFill(&event, frames, count);
    if (event.isStackOverflow) thread->wasOverflown = true;
    if (event.isStackOverflow && ruleVerdict(NULL, frames, count, CRStopGentle) != VerdictPark
        && overflowDefer(thread, frames, count, &event)) {
        return;
    }
    unlockStreams();
    // The end of the guard, or a fault on the way out: the first cause is what counts.
    eventPost(thread && thread->pending ? thread->pending : &event);
    parkOrLeave(frames, count, context);
}

/// Between the request and its arrival a thread may have turned to another cell, so its cell is asked for here.
static bool isMeant(const Thread *thread, const Frame *frames, int count, CRStopLevel level) {
    if (thread->pending) return true;
    int64_t cell = atomic_load(&thread->cell);
    if (cell == 0 && thread->role == CRRoleOwn) cell = framesCell(frames, count);
    return isDead(cell) || level == CRStopProbe;
}

static void stopRequested(int number, siginfo_t *info, void *value) {
    (void)number, (void)info;
    ucontext_t *context = value;
    Thread *thread = currentThread;
    if (!thread || thread->role == CRRoleService) return;
    // One that overflowed is on its way.
    if (thread->pending && thread->pending->kind == CREventTrapped) return;
    int savedError = errno;
    CRStopLevel level = (CRStopLevel)atomic_load(&thread->stopLevel);
    Frame frames[frameCapacity];
    int count = walkFrom(context, frames, frameCapacity, false);
    bool isConcerned = isMeant(thread, frames, count, level);
    Verdict verdict = isConcerned ? ruleVerdict(context, frames, count, level) : VerdictForeign;
    atomic_store(&thread->refusal, verdict);
    if (level != CRStopProbe && (verdict == VerdictPark || verdict == VerdictRefuse)) {
        CREvent event = eventMake(CREventStopped);
        traceFill(&event, frames, count);
        if (verdict == VerdictPark) {
            unlockStreams();
            eventPost(thread->pending ? thread->pending : &event);
            parkOrLeave(frames, count, context);
        } else {
            deferToReturn(thread, frames, count, &event);
        }
    }
    errno = savedError;
}

void signalsInstall(void) {
    stopSignal = SIGRTMAX - 2;
    // Who started us may have blocked everything, as Dispatch does on its threads.
    sigset_t none;
    sigemptyset(&none);
    real.pthread_sigmask(SIG_SETMASK, &none, NULL);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    // Everything is held back but the faults that a walk over a broken stack may cause.
    sigfillset(&action.sa_mask);
    sigdelset(&action.sa_mask, SIGSEGV);
    sigdelset(&action.sa_mask, SIGBUS);
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART | SA_NODEFER;
    action.sa_sigaction = faulted;
    for (int index = 0; index < faultCount; index++) real.sigaction(faults[index], &action, NULL);
    action.sa_sigaction = stopRequested;
    action.sa_flags &= ~SA_NODEFER;
    real.sigaction(stopSignal, &action, NULL);
    // A reader that is gone is told by the socket.
    action.sa_handler = SIG_IGN;
    action.sa_flags = 0;
    real.sigaction(SIGPIPE, &action, NULL);
}
