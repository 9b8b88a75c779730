// Lazy globals and statics.
//
// A trap inside an initialiser would leave Swift's `swift_once` locked for ever: every later use of that global would
// hang. This one knows who runs an initialiser, and lets the next user run it again if that thread is parked or gone.

#include "internal.h"
#include <stdlib.h>

/// What compiled code compares the predicate with before it calls.
static const intptr_t done = -1;

typedef struct Once {
    intptr_t *predicate;
    Thread *owner;
    bool isAbandoned;
    struct Once *next;
} Once;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
/// The initialisers that run now, and records to be used again; with the lock held.
static Once *running, *unused;

static Once *find(const intptr_t *predicate) {
    Once *once = running;
    while (once && once->predicate != predicate) once = once->next;
    return once;
}

static bool isAbandoned(const Once *once) {
    return once->isAbandoned || (once->owner && atomic_load(&once->owner->state) != ThreadLive);
}

static void finish(Once *once) {
    __atomic_store_n(once->predicate, done, __ATOMIC_RELEASE);
    Once **link = &running;
    while (*link != once) link = &(*link)->next;
    *link = once->next;
    once->next = unused;
    unused = once;
    pthread_cond_broadcast(&changed);
}

/// Interposed.
INTERPOSED void swift_once(intptr_t *predicate, void (*initialise)(void *), void *context) {
    if (__atomic_load_n(predicate, __ATOMIC_ACQUIRE) == done) return;
    pthread_mutex_lock(&lock);
    while (*predicate != done) {
        Once *once = find(predicate);
        if (once && !isAbandoned(once)) {
            if (once->owner && once->owner == currentThread) {
                // An initialiser that uses its own global: Swift would wait for itself for ever.
                pthread_mutex_unlock(&lock);
                abort();
            }
            // The owner may park without a word, so its state is looked at from time to time.
            conditionWait(&changed, &lock, milliseconds() + 50);
            pthread_mutex_unlock(&lock);
            stopIfRequested();
            pthread_mutex_lock(&lock);
            continue;
        }
        if (!once) {
            once = unused ?: keep(sizeof *once);
            if (once == unused) unused = once->next;
            once->predicate = predicate;
            once->next = running;
            running = once;
        }
        once->owner = currentThread;
        once->isAbandoned = false;
        pthread_mutex_unlock(&lock);
        initialise(context);
        pthread_mutex_lock(&lock);
        finish(once);
    }
    pthread_mutex_unlock(&lock);
}

void onceForget(Thread *thread) {
    pthread_mutex_lock(&lock);
    for (Once *once = running; once; once = once->next) {
        if (once->owner != thread) continue;
        once->owner = NULL;
        once->isAbandoned = true;
    }
    pthread_mutex_unlock(&lock);
}

/// The waits are by the monotonic clock.
__attribute__((constructor)) static void prepare(void) {
    conditionPrepare(&changed);
}
