// The ways out of the process, which end the cell instead.

#include "internal.h"
#include <stdio.h>
#include <stdlib.h>
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
    return event->isMainCourse && atomic_load(&rootTask) && event->code == 0 && count > 0
        && rangeKind(frames[0].pc) == RangeCell && (count == 1 || rangeKind(frames[1].pc) != RangeCell);
}

static _Noreturn void leave(CREventKind kind, int code, char *type, char *message) {
    Frame frames[frameCapacity];
    int count = walkHere(frames, frameCapacity);
    CREvent event = eventMake(kind);
    event.code = code;
    event.endsThread = true;
    event.type = type;
    event.message = message;
    traceFill(&event, frames, count);
    if (kind == CREventExited && isEndOfRoot(&event, frames, count)) event.kind = CREventCompleted;
    unlockStreams();
    fflush(stdout);
    eventPost(&event);
    retire();
}

static _Noreturn void exitRequested(int code) {
    if (atomic_load(&isForkedChild)) fflush(NULL);
    Thread *thread = currentThread;
    if (!thread || thread->role == CRRoleService || atomic_load(&isForkedChild)) CREndProcess(code);
    leave(CREventExited, code, NULL, NULL);
}

/// Interposed.
INTERPOSED void exit(int code) {
    exitRequested(code);
}

/// Interposed.
INTERPOSED void _exit(int code) {
    if (atomic_load(&isForkedChild)) CREndProcess(code);
    exitRequested(code);
}

/// Interposed.
INTERPOSED void _Exit(int code) {
    _exit(code);
}

/// Interposed.
INTERPOSED void quick_exit(int code) {
    _exit(code);
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
    eventPost(&event);
    park();
}

/// Interposed: on a thread of ours it ends the cell, as on the main thread of a program.
INTERPOSED void pthread_exit(void *value) {
    realFind();
    Thread *thread = currentThread;
    if (thread && (thread->role == CRRoleCell || thread->role == CRRolePool)) leave(CREventExited, 0, NULL, NULL);
    real.pthread_exit(value);
    for (;;) pause();
}

void CRErrorLeftCell(const char *type, const char *message) {
    leave(CREventThrew, 1, eventText(type), eventText(message));
}
