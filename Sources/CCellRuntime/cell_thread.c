// The threads that run cells, commands and the main actor's jobs: one for each lane that was ever used.
//
// An asynchronous cell's entry point creates its root task, runs the first part of it on this thread and then drains
// the main queue, never to return: the drain jumps back into the loop here, which goes on with the main actor's jobs.

#include "internal.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void submit(int index, Request new) {
    Lane *lane = &lanes[index];
    if (!atomic_load(&lane->thread)) CRStartCellThread(index);
    free(lane->request.library);
    free(lane->request.entryPoint);
    free(lane->request.variables);
    free(lane->request.conformances);
    free(lane->request.json);
    pthread_mutex_lock(&jobsLock);
    lane->request = new;
    setDead(new.cell, false);
    lane->isWaiting = true;
    atomic_store(&lane->rootTask, NULL);
    atomic_store(&lane->cell, new.cell);
    pthread_cond_broadcast(&lane->wakeup);
    pthread_mutex_unlock(&jobsLock);
    housekeepingWake();
}

void CRRunCell(
    int lane, int64_t cell, const char *library, const char *entryPoint, const char *variables,
    const char *conformances) {
    threadsTrim();
    submit(
        lane,
        (Request){.cell = cell,
                  .library = strdup(library),
                  .entryPoint = strdup(entryPoint),
                  .variables = strdup(variables),
                  .conformances = strdup(conformances)});
}

void CRRunCommand(int lane, int64_t cell, CRCommand command, const uint8_t *json, intptr_t count) {
    uint8_t *copy = malloc((size_t)count + 1);
    memcpy(copy, json, (size_t)count);
    copy[count] = 0;
    submit(lane, (Request){.cell = cell, .command = command, .json = copy, .count = count});
}

int64_t CRCurrentCell(void) {
    return threadCell(currentThread);
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

static void noteEntryPoint(Lane *lane, void *entry) {
    atomic_store(&lane->entryLow, (uintptr_t)entry);
    atomic_store(&lane->entryHigh, (uintptr_t)entry + CRSymbolSize(entry));
}

/// On the lane's thread, since a library's initialisers are the cell's code, and the loader may wait for a lock.
static void runCell(Thread *thread) {
    Lane *lane = thread->lane;
    const Request *request = &lane->request;
    void *handle = librariesLoad(request->library);
    int (*entry)(int, char **) = handle ? (int (*)(int, char **))dlsym(handle, request->entryPoint) : NULL;
    if (!entry) {
        finish(thread, CREventUnloadable, dlerror() ?: "the entry point is missing");
        return;
    }
    rangesRefresh(request->library, request->cell);
    symbolsNote(lane, handle);
    noteEntryPoint(lane, (void *)entry);
    static char name[] = "cell";
    static char *arguments[] = {name, NULL};
    entry(1, arguments);
    finish(thread, CREventCompleted, NULL);
}

static void runRequest(Thread *thread) {
    const Request *request = &thread->lane->request;
    thread->base = (uintptr_t)__builtin_frame_address(0);
    if (!request->command) {
        runCell(thread);
        return;
    }
    char *message = request->command(request->json, request->count);
    finish(thread, CREventCommandEnded, message);
    free(message);
}

static void *cellThreadBody(void *value) {
    Thread *thread = value;
    sigsetjmp(thread->drain, 0);
    Lane *lane = thread->lane;
    atomic_store(&thread->activity, Idle);
    atomic_store(&thread->cell, 0);
    for (;;) {
        pthread_mutex_lock(&jobsLock);
        while (!lane->queue.first && !lane->isWaiting) pthread_cond_wait(&lane->wakeup, &jobsLock);
        void *job = takeJob(thread, &lane->queue);
        if (!job) {
            lane->isWaiting = false;
            // Before the lock is gone: an interrupt either takes the request back or finds the thread at work.
            atomic_store(&thread->cell, lane->request.cell);
            atomic_store(&thread->activity, InCell);
        }
        pthread_mutex_unlock(&jobsLock);
        if (job) runJob(thread, true);
        else runRequest(thread);
    }
}

void CRStartCellThread(int lane) {
    Thread *thread = threadNew(CRRoleCell);
    thread->lane = &lanes[lane];
    atomic_store(&lanes[lane].thread, thread);
    threadStart(thread, cellThreadBody);
}

bool CRIsCellThread(void) {
    return currentThread && currentThread->lane;
}

void CRDrainMain(void) {
    if (CRIsCellThread()) siglongjmp(currentThread->drain, 1);
    park();
}
