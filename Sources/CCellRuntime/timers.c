// Jobs that wait for their time: a heap, and a thread that moves what is due into the global queue.

#include "internal.h"
#include <stdlib.h>

typedef struct {
    double due;
    /// Those of the same time keep their order.
    uint64_t order;
    void *job;
    int64_t cell;
} Timer;

// With jobsLock held:
static Timer *timers;
static size_t count, capacity;
static uint64_t nextOrder;
static bool isStarted;
static pthread_cond_t changed;

void timersPrepare(void) {
    conditionPrepare(&changed);
}

static bool isEarlier(const Timer *left, const Timer *right) {
    return left->due != right->due ? left->due < right->due : left->order < right->order;
}

static void siftUp(size_t index) {
    while (index && isEarlier(&timers[index], &timers[(index - 1) / 2])) {
        Timer moved = timers[index];
        timers[index] = timers[(index - 1) / 2];
        timers[(index - 1) / 2] = moved;
        index = (index - 1) / 2;
    }
}

static void siftDown(size_t index) {
    for (;;) {
        size_t least = index;
        for (size_t child = 2 * index + 1; child <= 2 * index + 2 && child < count; child++) {
            if (isEarlier(&timers[child], &timers[least])) least = child;
        }
        if (least == index) return;
        Timer moved = timers[index];
        timers[index] = timers[least];
        timers[least] = moved;
        index = least;
    }
}

static void timerBody(void) {
    pthread_mutex_lock(&jobsLock);
    for (;;) {
        if (!count) {
            pthread_cond_wait(&changed, &jobsLock);
        } else if (timers[0].due > milliseconds()) {
            conditionWait(&changed, &jobsLock, timers[0].due);
        } else {
            void *job = timers[0].job;
            timers[0] = timers[--count];
            siftDown(0);
            if (queueAdd(&globalQueue, job)) poolWake();
        }
    }
}

void CREnqueueAfter(uint64_t nanoseconds, void *job) {
    pthread_mutex_lock(&jobsLock);
    int64_t cell = jobCell(job);
    if (!isDead(cell)) {
        if (count == capacity) {
            capacity = capacity ? 2 * capacity : 64;
            timers = realloc(timers, capacity * sizeof *timers);
        }
        timers[count] = (Timer){milliseconds() + (double)nanoseconds / 1e6, nextOrder++, job, cell};
        siftUp(count++);
        if (!isStarted) {
            isStarted = true;
            CRStartService(timerBody);
        }
        pthread_cond_signal(&changed);
    }
    pthread_mutex_unlock(&jobsLock);
    housekeepingWake();
}

void timersDrop(int64_t cell) {
    size_t kept = 0;
    for (size_t index = 0; index < count; index++) {
        if (timers[index].cell != cell) timers[kept++] = timers[index];
    }
    count = kept;
    for (size_t index = count / 2; index-- > 0;) siftDown(index);
}

bool timersHold(int64_t cell) {
    for (size_t index = 0; index < count; index++) {
        if (timers[index].cell == cell) return true;
    }
    return false;
}

bool timersPending(void) {
    return count > 0;
}
