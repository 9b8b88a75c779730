// Stopping a cell's threads on request of the control thread.

#include "internal.h"
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool isBusyWith(const Thread *thread, int64_t cell) {
    return atomic_load(&thread->state) == ThreadLive && atomic_load(&thread->cell) == cell
        && atomic_load(&thread->activity) != Idle;
}

static void request(Thread *thread, CRStopLevel level) {
    atomic_store(&thread->stopLevel, (int)level);
    syscall(SYS_tgkill, getpid(), thread->tid, stopSignal);
}

CRStopState CRStopThreads(int64_t cell, CRStopLevel level) {
    CRStopState state = {0};
    pthread_mutex_lock(&threadsLock);
    for (Thread *thread = allThreads; thread; thread = thread->next) {
        if (!thread->tid || atomic_load(&thread->state) != ThreadLive) continue;
        if (thread->role == CRRoleCell || thread->role == CRRolePool) {
            if (!isBusyWith(thread, cell)) continue;
            if (thread->role == CRRolePool) state.othersBusy++;
            else {
                state.cellThreadIsBusy = true;
                state.isInEngine |= atomic_exchange(&thread->refusal, VerdictForeign) == VerdictEngine;
            }
            request(thread, level);
        } else if (thread->role == CRRoleOwn) {
            int64_t owner = atomic_load(&thread->cell);
            // Dispatch's workers belong to no cell; the handler looks for the cell's frames on their stacks.
            if (owner != cell && owner != 0) continue;
            state.othersBusy += owner == cell || atomic_exchange(&thread->refusal, VerdictForeign) != VerdictForeign;
            request(thread, level);
        }
    }
    pthread_mutex_unlock(&threadsLock);
    return state;
}

void stopIfRequested(void) {
    Thread *thread = currentThread;
    if (!thread || !isDead(atomic_load(&thread->cell))) return;
    Frame frames[CRTraceLength];
    int count = walkHere(frames, CRTraceLength);
    CREvent event = eventMake(CREventStopped);
    traceFill(&event, frames, count);
    unlockStreams();
    eventPost(&event);
    park();
}

static void *cancel(void *value) {
    Thread *thread = value;
    real.taskCancel(atomic_load(&thread->job));
    return NULL;
}

bool CRCancelRoot(int64_t cell) {
    const Lane *lane = laneOf(cell);
    void *root = lane ? atomic_load(&lane->rootTask) : NULL;
    if (!root) return false;
    // A handler may trap or wait for ever; the control thread must not.
    Thread *thread = threadNew(CRRoleOwn);
    atomic_store(&thread->cell, cell);
    atomic_store(&thread->job, root);
    threadStart(thread, cancel);
    return true;
}

/// True where the thread waits on a futex without a time limit, by the kernel's own word.
static bool waitsForEver(const Thread *thread) {
    char path[64], text[256];
    snprintf(path, sizeof path, "/proc/self/task/%d/syscall", (int)thread->tid);
    FILE *file = fopen(path, "re");
    if (!file) return false;
    char *line = fgets(text, sizeof text, file);
    fclose(file);
    long number = -1;
    unsigned long address, operation, value, limit;
    if (!line || sscanf(line, "%ld %lx %lx %lx %lx", &number, &address, &operation, &value, &limit) != 5) return false;
    return number == SYS_futex && limit == 0;
}

/// A cell that waits for ever is brought on only by a thread that does not.
static bool canGoOn(const Thread *thread, int64_t cell) {
    if (atomic_load(&thread->state) != ThreadLive || !thread->tid) return false;
    if (thread->role == CRRoleCell || thread->role == CRRolePool) {
        return isBusyWith(thread, cell) && !waitsForEver(thread);
    }
    if (thread->role != CRRoleOwn) return false;
    int64_t owner = atomic_load(&thread->cell);
    if (owner == cell) return !waitsForEver(thread);
    // One of Dispatch's workers: at work if the last look found a cell's frame on its stack.
    return owner == 0 && atomic_load(&thread->refusal) != VerdictForeign && !waitsForEver(thread);
}

bool CRCellIsActive(int64_t cell) {
    pthread_mutex_lock(&jobsLock);
    bool isActive = lanesHold(cell) || queueHolds(&globalQueue, cell) || timersHold(cell);
    pthread_mutex_unlock(&jobsLock);
    pthread_mutex_lock(&threadsLock);
    for (Thread *thread = allThreads; thread && !isActive; thread = thread->next) isActive = canGoOn(thread, cell);
    for (Thread *thread = allThreads; thread && !isActive; thread = thread->next) {
        bool isWorker = thread->role == CRRoleOwn && atomic_load(&thread->cell) == 0;
        if (isWorker && thread->tid && atomic_load(&thread->state) == ThreadLive) request(thread, CRStopProbe);
    }
    pthread_mutex_unlock(&threadsLock);
    return isActive;
}
