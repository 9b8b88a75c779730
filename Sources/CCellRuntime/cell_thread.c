// The thread that runs cells, commands and the main actor's jobs.
//
// An asynchronous cell's entry point creates its root task, runs the first part of it on this thread and then drains
// the main queue, never to return: the drain jumps back into the loop here, which goes on with the main actor's jobs.

#include "internal.h"
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Atomic int64_t runningCell;
Thread *_Atomic cellThread;
void *_Atomic rootTask;

/// What the control thread wants done. Its memory is the control thread's before, during and after: what a cell's
/// thread frees it also gets back from `malloc`, and then a cell that smashes its heap smashes ours.
typedef struct {
    int64_t cell;
    char *library, *entryPoint, *variables, *conformances;
    CRCommand command;
    uint8_t *json;
    intptr_t count;
} Request;

static pthread_cond_t wakeup;
static _Atomic uintptr_t entryLow, entryHigh;
static Request request;
/// True while nobody has taken the request; with jobsLock held.
static bool isWaiting;

void cellThreadPrepare(void) {
    conditionPrepare(&wakeup);
}

void cellThreadWake(void) {
    pthread_cond_broadcast(&wakeup);
}

static void submit(Request new) {
    free(request.library);
    free(request.entryPoint);
    free(request.variables);
    free(request.conformances);
    free(request.json);
    pthread_mutex_lock(&jobsLock);
    request = new;
    setDead(new.cell, false);
    isWaiting = true;
    interruptFlag = 0;
    atomic_store(&rootTask, NULL);
    atomic_store(&runningCell, request.cell);
    cellThreadWake();
    pthread_mutex_unlock(&jobsLock);
    housekeepingWake();
}

void CRRunCell(
    int64_t cell, const char *library, const char *entryPoint, const char *variables, const char *conformances) {
    threadsTrim();
    submit((Request){.cell = cell,
                     .library = strdup(library),
                     .entryPoint = strdup(entryPoint),
                     .variables = strdup(variables),
                     .conformances = strdup(conformances)});
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

void requestDrop(int64_t cell) {
    if (request.cell == cell) isWaiting = false;
}

/// Posts from outside the cell's course: from here on the thread is not to be stopped any more.
static void finish(Thread *thread, CREventKind kind, const char *message) {
    CREvent event = eventMake(kind);
    event.message = eventText(message);
    // Tasks of the cell may print on, so this text comes out before the cell's end is told.
    fflush(stdout);
    atomic_store(&thread->activity, Idle);
    atomic_store(&thread->cell, 0);
    eventPost(&event);
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
static void runCell(Thread *thread) {
    void *handle = librariesLoad(request.library);
    int (*entry)(int, char **) = handle ? (int (*)(int, char **))dlsym(handle, request.entryPoint) : NULL;
    if (!entry) {
        finish(thread, CREventUnloadable, dlerror() ?: "the entry point is missing");
        return;
    }
    rangesRefresh(request.library, request.cell);
    symbolsNote(handle, request.variables, request.conformances);
    noteEntryPoint((void *)entry);
    static char name[] = "cell";
    static char *arguments[] = {name, NULL};
    entry(1, arguments);
    finish(thread, CREventCompleted, NULL);
}

static void runRequest(Thread *thread) {
    thread->base = (uintptr_t)__builtin_frame_address(0);
    if (!request.command) {
        runCell(thread);
        return;
    }
    char *message = request.command(request.json, request.count);
    finish(thread, CREventCommandEnded, message);
    free(message);
}

static void *cellThreadBody(void *value) {
    Thread *thread = value;
    sigsetjmp(thread->drain, 0);
    atomic_store(&thread->activity, Idle);
    atomic_store(&thread->cell, 0);
    for (;;) {
        pthread_mutex_lock(&jobsLock);
        while (!mainQueue.first && !isWaiting) pthread_cond_wait(&wakeup, &jobsLock);
        void *job = takeJob(thread, &mainQueue);
        if (!job) {
            isWaiting = false;
            // Before the lock is gone: an interrupt either takes the request back or finds the thread at work.
            atomic_store(&thread->cell, request.cell);
            atomic_store(&thread->activity, InCell);
        }
        pthread_mutex_unlock(&jobsLock);
        if (job) runJob(thread, true);
        else runRequest(thread);
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
