// The threads that share a piece of work.
//
// There is no lock: a thread of a cell may be stopped for ever at any place, and whoever waits for a lock of its would
// wait as long. Instead one caller at a time owns the pool by a flag, and who finds it taken works alone. A caller that
// is stopped for ever keeps the flag: later work is then slower, and still right.
#define _GNU_SOURCE
#include "include/CKParallel.h"

#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
    threadLimit = 256,
    // What a quarter of the ticket counts. No work has a reason to be cut into more; one that is runs on its caller.
    pieceLimit = UINT16_MAX,
    // The pauses inside of a training step are shorter than this, those between trainings are not.
    spinNanoseconds = 120000,
};

// What the work is. Written by the pool's owner before `ticket` announces it; atomic because a late helper may read it
// while a later work is written (it then fails to draw a piece, and uses nothing of what it read).
//
// Works take the two places in turn. With one place, a helper that is late for a work whose pieces are all drawn could
// read how many pieces the next one has before the ticket says that it is the next one, and draw a piece of nothing.
// The place of the work that the ticket names is not written before the ticket names another.
typedef struct {
    _Atomic(ck_piece) body;
    _Atomic(void *) context;
    _Atomic ptrdiff_t pieces;
} Work;
static Work works[2];

// The number of the work (high half), how many pieces its owner has drawn from the front and its helpers from the back
// (a quarter each), in one word: a piece can only be drawn of the work that its number was read from. From both ends, so
// that each thread finds the neighbours of its pieces, and those it had in an earlier step, in its own caches.
static _Atomic uint64_t ticket;
// The number of the work again, as the word that sleeping helpers watch.
static _Atomic uint32_t posted;
static _Atomic uint32_t finished;
static _Atomic int32_t sleepingHelpers;
static _Atomic int32_t ownerSleeps;

static _Atomic int32_t isOwned;
static _Atomic int32_t isForkedChild;
static _Atomic int32_t threads;
// Only the owner looks at this one.
static int32_t startedHelpers;

static void sleepWhile(_Atomic uint32_t *word, uint32_t value) {
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}

static void wake(_Atomic uint32_t *word, int32_t count) {
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

static void pause_briefly(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/// Waits a short while at full speed; false when the word still has its value afterwards.
static bool spinWhile(const _Atomic uint32_t *word, uint32_t value) {
    for (int64_t end = now() + spinNanoseconds; now() < end;) {
        for (int i = 0; i < 32; i++) {
            if (atomic_load_explicit(word, memory_order_acquire) != value) return true;
            pause_briefly();
        }
    }
    return false;
}

/// Draws and does pieces of this work until none is left.
static void help(uint32_t number, bool isOwner) {
    const Work *work = &works[number & 1];
    uint64_t drawn = atomic_load_explicit(&ticket, memory_order_acquire);
    for (;;) {
        ck_piece body = atomic_load_explicit(&work->body, memory_order_relaxed);
        void *context = atomic_load_explicit(&work->context, memory_order_relaxed);
        ptrdiff_t pieces = atomic_load_explicit(&work->pieces, memory_order_relaxed);
        ptrdiff_t front = (ptrdiff_t)(drawn >> 16 & UINT16_MAX), back = (ptrdiff_t)(drawn & UINT16_MAX);
        if ((uint32_t)(drawn >> 32) != number || front + back >= pieces) return;
        if (!atomic_compare_exchange_weak(&ticket, &drawn, drawn + (isOwner ? 1 << 16 : 1))) continue;
        // The piece is ours and not done, so the owner still waits, and what was read is this work's.
        body(context, isOwner ? front : pieces - 1 - back);
        uint32_t done = atomic_fetch_add(&finished, 1) + 1;
        if (done == (uint32_t)pieces && atomic_load(&ownerSleeps)) wake(&finished, 1);
        drawn = atomic_load_explicit(&ticket, memory_order_acquire);
    }
}

static void *helper(void *argument) {
    int32_t index = (int32_t)(intptr_t)argument;
    uint32_t seen = atomic_load(&posted);
    for (;;) {
        // One that is not wanted any more does not burn a processor.
        bool isWanted = index < atomic_load(&threads);
        if (isWanted) help(seen, false);
        if (!isWanted || !spinWhile(&posted, seen)) {
            atomic_fetch_add(&sleepingHelpers, 1);
            while (atomic_load(&posted) == seen) sleepWhile(&posted, seen);
            atomic_fetch_sub(&sleepingHelpers, 1);
        }
        seen = atomic_load(&posted);
    }
    return NULL;
}

/// The helpers are not there any more, and the owner may not be either.
static void forked(void) { atomic_store(&isForkedChild, 1); }

static void startHelpers(int32_t wanted) {
    if (startedHelpers >= wanted) return;
    static bool isPrepared;
    if (!isPrepared) {
        isPrepared = true;
        pthread_atfork(NULL, NULL, forked);
    }
    // Signals are for the program's own threads; faults are the helper's.
    sigset_t blocked;
    sigfillset(&blocked);
    const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) sigdelset(&blocked, faults[i]);
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes)) return;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setsigmask_np(&attributes, &blocked);
    while (startedHelpers < wanted) {
        pthread_t thread;
        if (pthread_create(&thread, &attributes, helper, (void *)(intptr_t)(startedHelpers + 1))) break;
        startedHelpers++;
    }
    pthread_attr_destroy(&attributes);
}

static int32_t countFromEnvironment(void) {
    const char *const names[] = {"CUADERNO_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *text = getenv(names[i]);
        long count = text ? strtol(text, NULL, 10) : 0;
        if (count > 0) return count < threadLimit ? (int32_t)count : threadLimit;
    }
    return 0;
}

static int32_t defaultCount(void) {
    int32_t count = countFromEnvironment();
    if (count) return count;
    cpu_set_t processors;
    if (sched_getaffinity(0, sizeof processors, &processors) == 0) count = CPU_COUNT(&processors);
    return count < 1 ? 1 : count < threadLimit ? count : threadLimit;
}

int32_t ck_thread_count(void) {
    int32_t count = atomic_load_explicit(&threads, memory_order_relaxed);
    if (count) return count;
    int32_t unknown = 0;
    atomic_compare_exchange_strong(&threads, &unknown, defaultCount());
    return atomic_load(&threads);
}

void ck_set_thread_count(int32_t count) {
    atomic_store(&threads, count < 1 ? 1 : count < threadLimit ? count : threadLimit);
}

static void shareOut(ck_piece body, void *context, ptrdiff_t pieces, int32_t helpers) {
    startHelpers(helpers);
    uint32_t number = atomic_load_explicit(&posted, memory_order_relaxed) + 1;
    Work *work = &works[number & 1];
    atomic_store_explicit(&work->body, body, memory_order_relaxed);
    atomic_store_explicit(&work->context, context, memory_order_relaxed);
    atomic_store_explicit(&work->pieces, pieces, memory_order_relaxed);
    atomic_store_explicit(&finished, 0, memory_order_relaxed);
    atomic_store(&ticket, (uint64_t)number << 32);
    atomic_store(&posted, number);
    if (atomic_load(&sleepingHelpers) > 0) wake(&posted, pieces - 1 < helpers ? (int32_t)pieces - 1 : INT_MAX);
    help(number, true);
    for (;;) {
        uint32_t done = atomic_load_explicit(&finished, memory_order_acquire);
        if (done == (uint32_t)pieces) return;
        if (spinWhile(&finished, done)) continue;
        atomic_store(&ownerSleeps, 1);
        // The last helper wakes us; each earlier one changes the word, so one look at it is not enough.
        while ((done = atomic_load(&finished)) != (uint32_t)pieces) sleepWhile(&finished, done);
        atomic_store(&ownerSleeps, 0);
    }
}

void ck_parallel(ck_piece body, void *context, ptrdiff_t pieces) {
    int32_t helpers = ck_thread_count() - 1;
    int32_t isFree = 0;
    if (pieces > 1 && pieces <= pieceLimit && helpers > 0 && !atomic_load_explicit(&isForkedChild, memory_order_relaxed)
        && atomic_compare_exchange_strong(&isOwned, &isFree, 1)) {
        shareOut(body, context, pieces, helpers);
        atomic_store(&isOwned, 0);
        return;
    }
    for (ptrdiff_t piece = 0; piece < pieces; piece++) body(context, piece);
}
