// The ways out of the process, which end the cell instead.

#include "internal.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { frameCapacity = CRTraceLength };

void CREndProcess(int status) {
    for (;;) syscall(SYS_exit_group, status);
}

void CREndGroup(void) {
    // A worker that somebody runs by hand may lead no group.
    if (getpgrp() == getpid()) kill(0, SIGKILL);
    CREndProcess(0);
}

/// The end of an asynchronous cell looks like `exit(0)`, called by the root task's own code; no other function of a
/// cell stands between that and the run time.
static bool isEndOfRoot(const CREvent *event, const Frame *frames, int count) {
    const Lane *lane = laneOf(event->cell);
    return event->isMainCourse && lane && atomic_load(&lane->rootTask) && event->code == 0 && count > 0
        && rangeCell(frames[0].pc) == event->cell && (count == 1 || rangeKind(frames[1].pc) != RangeCell);
}

/// A request to stop would change the stack that is about to be walked (returning.c), and this thread ends anyway.
static void holdRequests(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, stopSignal);
    real.pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static _Noreturn void leave(const CREvent *event) {
    unlockStreams();
    fflush(stdout);
    holdRequests();
    Frame frames[frameCapacity];
    BlockReturn place;
    bool isBlock = blockFind(frames, walkHere(frames, frameCapacity), &place);
    eventPost(event);
    if (isBlock) blockLeave(&place);
    // Dispatch looks after its workers and stops for good when one is gone.
    if (currentThread->isWorker) park();
    retire();
}

/// - call: How the cell said it.
static _Noreturn void leaveByExit(int code, const char *call) {
    Frame frames[frameCapacity];
    int count = walkHere(frames, frameCapacity);
    CREvent event = eventMake(CREventExited);
    event.code = code;
    event.endsThread = true;
    event.message = eventText(call);
    traceFill(&event, frames, count);
    if (strcmp(call, "exit") == 0 && isEndOfRoot(&event, frames, count)) event.kind = CREventCompleted;
    leave(&event);
}

static _Noreturn void exitRequested(int code, const char *call) {
    if (atomic_load(&isForkedChild)) fflush(NULL);
    Thread *thread = currentThread;
    if (!thread || thread->role == CRRoleService || atomic_load(&isForkedChild)) CREndProcess(code);
    leaveByExit(code, call);
}

/// Interposed.
INTERPOSED void exit(int code) {
    exitRequested(code, "exit");
}

/// Interposed.
INTERPOSED void _exit(int code) {
    if (atomic_load(&isForkedChild)) CREndProcess(code);
    exitRequested(code, "_exit");
}

/// Interposed.
INTERPOSED void _Exit(int code) {
    if (atomic_load(&isForkedChild)) CREndProcess(code);
    exitRequested(code, "_Exit");
}

/// Interposed.
INTERPOSED void quick_exit(int code) {
    if (atomic_load(&isForkedChild)) CREndProcess(code);
    exitRequested(code, "quick_exit");
}

/// Interposed: a trap like the others, without the signal.
INTERPOSED void abort(void) {
    Frame frames[frameCapacity];
    int count = walkHere(frames, frameCapacity);
    CREvent event = eventMake(CREventTrapped);
    event.signal = SIGABRT;
    traceFill(&event, frames, count);
    if (atomic_load(&isForkedChild) || event.role == CRRoleService) CREndProcess(128 + SIGABRT);
    unlockStreams();
    holdRequests();
    BlockReturn place;
    bool isBlock = blockFind(frames, count, &place);
    eventPost(&event);
    if (isBlock) blockLeave(&place);
    park();
}

/// Interposed: on a thread of ours it ends the cell, as on the main thread of a program.
INTERPOSED void pthread_exit(void *value) {
    realFind();
    Thread *thread = currentThread;
    bool isOurs = thread && (thread->role == CRRoleCell || thread->role == CRRolePool);
    bool isCellsCall = thread && thread->isWorker && rangeKind((uintptr_t)__builtin_return_address(0)) != RangeDispatch;
    if (isOurs || isCellsCall) leaveByExit(0, "pthread_exit");
    real.pthread_exit(value);
    for (;;) pause();
}

void CRErrorLeftCell(const void *box, const char *type, const char *message) {
    CREvent event = eventMake(CREventThrew);
    event.code = 1;
    event.endsThread = true;
    event.type = eventText(type);
    event.message = eventText(message);
    thrownFill(&event, box);
    leave(&event);
}
