// The threads of the default executor.
//
// Swift's own pool has as many threads as there are processors and never replaces one: two parked threads stop every
// later task. This one replaces parked threads, and grows while nothing moves.

#include "internal.h"
#include <errno.h>
#include <unistd.h>

enum {
    /// Enough for tasks that all block at once, as beginners write them.
    largest = 64,
    /// Housekeeping rounds without progress before a thread is added.
    patience = 2,
};
static const double idleMilliseconds = 10000;

pthread_cond_t poolWakeup;
static int processors;
// With jobsLock held:
static int live, idle;
static uint64_t taken;

void poolPrepare(void) {
    conditionPrepare(&poolWakeup);
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    processors = count < 2 ? 2 : count > largest ? largest : (int)count;
}

void *takeJob(Thread *thread, Queue *queue) {
    int64_t cell = 0;
    void *job = queueTake(queue, &cell);
    if (!job) return NULL;
    atomic_store(&thread->cell, cell);
    atomic_store(&thread->job, job);
    atomic_store(&thread->activity, InJob);
    return job;
}

void runJob(Thread *thread, bool onMain) {
    void *job = atomic_load(&thread->job);
    thread->base = (uintptr_t)__builtin_frame_address(0);
    Executor executor = {NULL, NULL};
    if (onMain) executor = real.mainExecutor();
    real.jobRun(job, executor.identity, executor.implementation);
    atomic_store(&thread->activity, Idle);
    atomic_store(&thread->job, NULL);
    atomic_store(&thread->cell, 0);
}

static void *poolBody(void *value) {
    Thread *thread = value;
    pthread_mutex_lock(&jobsLock);
    for (;;) {
        double limit = milliseconds() + idleMilliseconds;
        idle++;
        while (!globalQueue.first && (live <= processors || milliseconds() < limit)) {
            if (live <= processors) pthread_cond_wait(&poolWakeup, &jobsLock);
            else conditionWait(&poolWakeup, &jobsLock, limit);
        }
        idle--;
        if (!takeJob(thread, &globalQueue)) break;
        taken++;
        pthread_mutex_unlock(&jobsLock);
        runJob(thread, false);
        pthread_mutex_lock(&jobsLock);
    }
    live--;
    pthread_mutex_unlock(&jobsLock);
    pthread_detach(pthread_self());
    return NULL;
}

void poolWake(void) {
    if (idle > 0) pthread_cond_signal(&poolWakeup);
    if (idle < globalQueue.length && live < processors) {
        live++;
        threadStart(threadNew(CRRolePool), poolBody);
    }
}

void poolMonitor(void) {
    static uint64_t lastTaken;
    static int rounds;
    pthread_mutex_lock(&jobsLock);
    bool isStuck = globalQueue.first && taken == lastTaken;
    rounds = isStuck ? rounds + 1 : 0;
    lastTaken = taken;
    if (rounds >= patience && live < largest) {
        rounds = 0;
        live++;
        threadStart(threadNew(CRRolePool), poolBody);
    }
    pthread_mutex_unlock(&jobsLock);
}

void poolReplace(void) {
    pthread_mutex_lock(&jobsLock);
    live--;
    if (globalQueue.first) poolWake();
    pthread_mutex_unlock(&jobsLock);
}
