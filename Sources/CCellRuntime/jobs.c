// The executors' queues, and to which cell a job belongs.
//
// A task belongs to the cell that was at work when it was first enqueued, for ever: so an interrupted cell's tasks can
// be told from those of earlier cells that go on in the background.

#include "internal.h"

pthread_mutex_t jobsLock = PTHREAD_MUTEX_INITIALIZER;
Queue globalQueue;

/// The head of the run time's `Job` (swift/ABI/Task.h): two words are the executor's while a job is enqueued, so that
/// enqueueing needs no memory of its own.
typedef struct Job {
    void *object[2];
    struct Job *next;
    int64_t cell;
    uint8_t kind;
} Job;

/// A task, and not the turn of an actor, which holds other cells' tasks as well and must never be dropped.
static bool isTask(const Job *job) {
    return job->kind == 0;
}

typedef struct {
    uint64_t id;
    int64_t cell;
} Tag;

// Recent tasks by their id, which is never used twice. A task whose place was taken by another counts as one of the
// cell that wakes it.
enum { tagCount = 1 << 14 };
static Tag tags[tagCount];

// A ring: who comes after so many executions finds the bit of its own, cleared at its beginning.
enum { deadCapacity = 1 << 20 };
static _Atomic uint8_t deadCells[deadCapacity / 8];

bool isDead(int64_t cell) {
    if (cell <= 0) return false;
    uint64_t bit = (uint64_t)cell % deadCapacity;
    return atomic_load(&deadCells[bit / 8]) >> (bit % 8) & 1;
}

void setDead(int64_t cell, bool isDead) {
    uint64_t bit = (uint64_t)cell % deadCapacity;
    uint8_t mask = (uint8_t)(1 << (bit % 8));
    if (isDead) atomic_fetch_or(&deadCells[bit / 8], mask);
    else atomic_fetch_and(&deadCells[bit / 8], (uint8_t)~mask);
}

int64_t jobCell(void *value) {
    Job *job = value;
    int64_t current = threadCell(currentThread);
    if (!isTask(job)) return current;
    uint64_t id = real.taskID(job);
    Tag *tag = &tags[id % tagCount];
    if (tag->id != id) *tag = (Tag){id, current};
    return tag->cell;
}

void jobNote(void *job, int64_t cell) {
    pthread_mutex_lock(&jobsLock);
    uint64_t id = real.taskID(job);
    tags[id % tagCount] = (Tag){id, cell};
    pthread_mutex_unlock(&jobsLock);
}

bool queueAdd(Queue *queue, void *value) {
    Job *job = value;
    int64_t cell = jobCell(job);
    // What is refused stays suspended for ever: its memory is the price of the interrupt.
    if (isTask(job) && isDead(cell)) return false;
    job->next = NULL;
    job->cell = cell;
    if (queue->last) ((Job *)queue->last)->next = job;
    else queue->first = job;
    queue->last = job;
    queue->length++;
    return true;
}

void *queueTake(Queue *queue, int64_t *cell) {
    Job *job = queue->first;
    if (!job) return NULL;
    queue->first = job->next;
    if (!queue->first) queue->last = NULL;
    queue->length--;
    *cell = job->cell;
    return job;
}

void queueDrop(Queue *queue, int64_t cell) {
    Job *job = queue->first;
    *queue = (Queue){0};
    while (job) {
        Job *next = job->next;
        if (!(isTask(job) && job->cell == cell)) {
            job->next = NULL;
            if (queue->last) ((Job *)queue->last)->next = job;
            else queue->first = job;
            queue->last = job;
            queue->length++;
        }
        job = next;
    }
}

bool queueHolds(const Queue *queue, int64_t cell) {
    for (const Job *job = queue->first; job; job = job->next) {
        if (job->cell == cell) return true;
    }
    return false;
}

void CREnqueueMain(void *job) {
    pthread_mutex_lock(&jobsLock);
    Lane *lane = laneForJobs(jobCell(job));
    if (queueAdd(&lane->queue, job)) pthread_cond_broadcast(&lane->wakeup);
    pthread_mutex_unlock(&jobsLock);
    housekeepingWake();
}

void CREnqueueGlobal(void *job) {
    pthread_mutex_lock(&jobsLock);
    if (queueAdd(&globalQueue, job)) poolWake();
    pthread_mutex_unlock(&jobsLock);
    housekeepingWake();
}

void CRDropJobs(int64_t cell) {
    pthread_mutex_lock(&jobsLock);
    setDead(cell, true);
    lanesDrop(cell);
    queueDrop(&globalQueue, cell);
    timersDrop(cell);
    pthread_mutex_unlock(&jobsLock);
}
