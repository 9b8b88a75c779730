// A thread that looks after what nobody waits for: unfinished lines of output, and a pool in which nothing moves.
// It sleeps while nothing goes on.

#include "internal.h"
#include <stdio.h>
#include <stdio_ext.h>
#include <unistd.h>

enum { roundMicroseconds = 20000 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wakeup = PTHREAD_COND_INITIALIZER;
static _Atomic int isAwake;

void housekeepingWake(void) {
    if (atomic_load(&isAwake)) return;
    pthread_mutex_lock(&lock);
    atomic_store(&isAwake, 1);
    pthread_cond_signal(&wakeup);
    pthread_mutex_unlock(&lock);
}

static void flush(void) {
    if (!__fpending(stdout) || ftrylockfile(stdout) != 0) return;
    fflush_unlocked(stdout);
    funlockfile(stdout);
}

/// Threads that cells started may print at any time.
static bool hasOwnThreads(void) {
    bool found = false;
    pthread_mutex_lock(&threadsLock);
    for (Thread *thread = allThreads; thread && !found; thread = thread->next) {
        found = thread->role == CRRoleOwn && atomic_load(&thread->state) == ThreadLive && atomic_load(&thread->cell);
    }
    pthread_mutex_unlock(&threadsLock);
    return found;
}

static bool isMoving(void) {
    pthread_mutex_lock(&jobsLock);
    bool hasJobs = globalQueue.first || lanesHold(0) || timersPending();
    pthread_mutex_unlock(&jobsLock);
    if (hasJobs || laneRunning()) return true;
    bool isBusy = false;
    pthread_mutex_lock(&threadsLock);
    for (Thread *thread = allThreads; thread && !isBusy; thread = thread->next) {
        isBusy = atomic_load(&thread->state) == ThreadLive && atomic_load(&thread->activity) != Idle;
    }
    pthread_mutex_unlock(&threadsLock);
    return isBusy;
}

static void body(void) {
    for (;;) {
        bool moves = isMoving();
        if (!moves && !hasOwnThreads()) {
            pthread_mutex_lock(&lock);
            atomic_store(&isAwake, 0);
            pthread_mutex_unlock(&lock);
            // What began between the two looks would not have woken us.
            moves = isMoving();
            flush();
            pthread_mutex_lock(&lock);
            while (!moves && !atomic_load(&isAwake)) pthread_cond_wait(&wakeup, &lock);
            atomic_store(&isAwake, 1);
            pthread_mutex_unlock(&lock);
            moves = true;
        }
        usleep(moves ? roundMicroseconds : 10 * roundMicroseconds);
        poolMonitor();
        flush();
    }
}

void housekeepingPrepare(void) {
    CRStartService(body);
}
