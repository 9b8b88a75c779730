// The thread that runs cells, commands and the main actor's jobs.
//
// An asynchronous cell's entry point creates its root task, runs the first part of it on this thread and then drains the
// main queue, never to return: the drain jumps back into the loop here, which goes on with the main actor's jobs.

#include "internal.h"
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Atomic int64_t runningCell;
Thread *_Atomic cellThread;
void *_Atomic rootTask;

typedef struct {
    int64_t cell;
    char *library, *entryPoint;
    CRCommand command;
    uint8_t *json;
    intptr_t count;
} Request;

static pthread_cond_t wakeup;
static _Atomic uintptr_t entryLow, entryHigh;
/// What runs next; with jobsLock held. NULL: nothing.
static Request *next;

void cellThreadPrepare(void) {
    conditionPrepare(&wakeup);
}

void cellThreadWake(void) {
    pthread_cond_broadcast(&wakeup);
}

static void submit(Request request) {
    Request *copy = malloc(sizeof *copy);
    *copy = request;
    pthread_mutex_lock(&jobsLock);
    interruptFlag = 0;
    atomic_store(&rootTask, NULL);
    atomic_store(&runningCell, request.cell);
    next = copy;
    cellThreadWake();
    pthread_mutex_unlock(&jobsLock);
    housekeepingWake();
}

void CRRunCell(int64_t cell, const char *library, const char *entryPoint) {
    threadsTrim();
    submit((Request){.cell = cell, .library = strdup(library), .entryPoint = strdup(entryPoint)});
}

void CRRunCommand(int64_t cell, CRCommand command, const uint8_t *json, intptr_t count) {
    uint8_t *copy = malloc((size_t)count + 1);
    memcpy(copy, json, (size_t)count);
    copy[count] = 0;
    submit((Request){.cell = cell, .command = command, .json = copy, .count = count});
}

int64_t CRCurrentCell(void) {
    return threadCell(currentThread);
}

void CRCellFinished(void) {
    atomic_store(&runningCell, 0);
    atomic_store(&rootTask, NULL);
}

static void discard(Request *request) {
    free(request->library);
    free(request->entryPoint);
    free(request->json);
    free(request);
}

void requestDrop(int64_t cell) {
    if (!next || next->cell != cell) return;
    discard(next);
    next = NULL;
}

/// Posts from outside the cell's course: from here on the thread is not to be stopped any more.
static void finish(Thread *thread, CREventKind kind, char *message) {
    CREvent event = eventMake(kind);
    event.message = message;
    // Tasks of the cell may print on, so this text comes out before the cell's end is told.
    fflush(stdout);
    atomic_store(&thread->activity, Idle);
    atomic_store(&thread->cell, 0);
    eventPost(&event);
}

/// Modules of the toolchain that few cells import are loaded when a cell needs one of their symbols.
static void *load(const char *library) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL);
    static bool isComplete;
    if (handle || isComplete) return handle;
    static const char *const more[] = {
        "libswiftObservation.so",   "libswiftRegexBuilder.so",   "libswift_Differentiation.so",
        "libswiftDistributed.so",   "libFoundationXML.so",       "libFoundationNetworking.so",
        "libswiftSynchronization.so", "libswift_Volatile.so",    "libswiftRuntime.so",
    };
    // The message of the first attempt is the one that counts, if this is not what was missing.
    const char *reason = dlerror();
    if (!reason || !strstr(reason, "undefined symbol")) {
        handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL);
        return handle;
    }
    isComplete = true;
    for (size_t index = 0; index < sizeof more / sizeof *more; index++) dlopen(more[index], RTLD_NOW | RTLD_GLOBAL);
    return dlopen(library, RTLD_NOW | RTLD_GLOBAL);
}

bool isEntryPoint(uintptr_t address) {
    return address >= atomic_load(&entryLow) && address < atomic_load(&entryHigh);
}

static void noteEntryPoint(void *entry) {
    Dl_info info;
    ElfW(Sym) *symbol = NULL;
    bool isKnown = dladdr1(entry, &info, (void **)&symbol, RTLD_DL_SYMENT) && symbol;
    atomic_store(&entryLow, (uintptr_t)entry);
    atomic_store(&entryHigh, (uintptr_t)entry + (isKnown ? symbol->st_size : 0));
}

/// On the cell thread, since a library's initialisers are the cell's code, and the loader may wait for a lock.
static void runCell(Thread *thread, Request *request) {
    void *handle = load(request->library);
    int (*entry)(int, char **) = handle ? (int (*)(int, char **))dlsym(handle, request->entryPoint) : NULL;
    if (!entry) {
        char *reason = strdup(dlerror() ?: "the entry point is missing");
        discard(request);
        finish(thread, CREventUnloadable, reason);
        return;
    }
    rangesRefresh(request->library);
    noteEntryPoint((void *)entry);
    discard(request);
    static char name[] = "cell";
    static char *arguments[] = {name, NULL};
    entry(1, arguments);
    finish(thread, CREventCompleted, NULL);
}

static void runRequest(Thread *thread, Request *request) {
    thread->base = (uintptr_t)__builtin_frame_address(0);
    if (!request->command) {
        runCell(thread, request);
        return;
    }
    char *message = request->command(request->json, request->count);
    discard(request);
    finish(thread, CREventCommandEnded, message);
}

static void *cellThreadBody(void *value) {
    Thread *thread = value;
    sigsetjmp(thread->drain, 0);
    atomic_store(&thread->activity, Idle);
    atomic_store(&thread->cell, 0);
    for (;;) {
        pthread_mutex_lock(&jobsLock);
        while (!mainQueue.first && !next) pthread_cond_wait(&wakeup, &jobsLock);
        int64_t cell = 0;
        void *job = queueTake(&mainQueue, &cell);
        Request *request = NULL;
        if (!job) {
            request = next;
            next = NULL;
            // Before the lock is gone: an interrupt either takes the request back or finds the thread at work.
            atomic_store(&thread->cell, request->cell);
            atomic_store(&thread->activity, InCell);
        }
        pthread_mutex_unlock(&jobsLock);
        if (job) runJob(thread, job, cell, true);
        else runRequest(thread, request);
    }
}

void CRStartCellThread(void) {
    Thread *thread = threadNew(CRRoleCell);
    atomic_store(&cellThread, thread);
    threadStart(thread, cellThreadBody);
}

bool CRIsCellThread(void) {
    return currentThread && currentThread == atomic_load(&cellThread);
}

void CRDrainMain(void) {
    if (CRIsCellThread()) siglongjmp(currentThread->drain, 1);
    park();
}
