// A record and an alternate signal stack for every thread, whoever makes it.
//
// Without the alternate stack, a stack overflow on a thread of a cell's own would end the process: the handler could
// not run. Without the record we could not find the threads of an interrupted cell.

#include "internal.h"
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

_Thread_local Thread *currentThread;
pthread_mutex_t threadsLock = PTHREAD_MUTEX_INITIALIZER;
Thread *allThreads;
static Thread *unusedThreads;

enum {
    alternateStackSize = 64 << 10,
    // An overflowing thread may use its guard until it is out of the libraries, and a frame with a large buffer should
    // not jump over it. It costs address space only.
    guardSize = 1 << 20,
};

static pthread_key_t endKey;
static pthread_once_t endKeyOnce = PTHREAD_ONCE_INIT;

Thread *threadNew(CRRole role) {
    pthread_mutex_lock(&threadsLock);
    Thread *thread = unusedThreads;
    if (thread) unusedThreads = thread->next;
    else thread = keep(sizeof *thread);
    memset(thread, 0, sizeof *thread);
    thread->role = role;
    thread->next = allThreads;
    allThreads = thread;
    pthread_mutex_unlock(&threadsLock);
    return thread;
}

static void unlinkThread(Thread *thread) {
    pthread_mutex_lock(&threadsLock);
    Thread **link = &allThreads;
    while (*link && *link != thread) link = &(*link)->next;
    if (*link) *link = thread->next;
    pthread_mutex_unlock(&threadsLock);
}

static void release(Thread *thread) {
    onceForget(thread);
    if (thread->alternateStack) munmap(thread->alternateStack, alternateStackSize);
    pthread_mutex_lock(&threadsLock);
    thread->next = unusedThreads;
    unusedThreads = thread;
    pthread_mutex_unlock(&threadsLock);
}

/// A thread that ends in the ordinary way takes its record along. Parked ones stay: `once.c` asks for their state.
static void threadEnded(void *value) {
    Thread *thread = value;
    unlinkThread(thread);
    // The handler must find neither the stack nor the record any more.
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    currentThread = NULL;
    release(thread);
}

static void makeEndKey(void) {
    pthread_key_create(&endKey, threadEnded);
}

static void adopt(Thread *thread) {
    void *memory =
        mmap(NULL, alternateStackSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory != MAP_FAILED) {
        stack_t stack = {.ss_sp = memory, .ss_size = alternateStackSize};
        sigaltstack(&stack, NULL);
        thread->alternateStack = memory;
    }
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        void *low = NULL;
        size_t size = 0, guard = 0;
        pthread_attr_getstack(&attributes, &low, &size);
        pthread_attr_getguardsize(&attributes, &guard);
        pthread_attr_destroy(&attributes);
        thread->stackLow = (uintptr_t)low;
        thread->stackHigh = (uintptr_t)low + size;
        thread->usualLow = thread->stackLow;
        thread->guardLow = thread->stackLow - guard;
    }
    thread->base = thread->stackHigh;
    thread->handle = pthread_self();
    thread->tid = (pid_t)syscall(SYS_gettid);
    currentThread = thread;
}

static void *trampoline(void *value) {
    Thread *thread = value;
    adopt(thread);
    pthread_setspecific(endKey, thread);
    return thread->body(thread->argument);
}

static int create(pthread_t *handle, const pthread_attr_t *attributes, Thread *thread) {
    realFind();
    pthread_once(&endKeyOnce, makeEndKey);
    int code = real.pthread_create(handle, attributes, trampoline, thread);
    if (code) {
        unlinkThread(thread);
        release(thread);
    }
    return code;
}

/// Interposed. The new thread works for the cell that its maker works for, but for Dispatch's workers, which take the
/// blocks of all cells, and for the engine's, which compute for all of them and are never stopped with one.
INTERPOSED int pthread_create(
    pthread_t *handle, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
    RangeKind maker = rangeKind((uintptr_t)__builtin_return_address(0));
    Thread *thread = threadNew(maker == RangeEngine ? CRRoleService : CRRoleOwn);
    bool isForAll = maker == RangeDispatch || maker == RangeEngine;
    if (currentThread && !isForAll) atomic_store(&thread->cell, atomic_load(&currentThread->cell));
    pthread_attr_t ours;
    pthread_attr_init(&ours);
    // A plain copy, which shares what the original points to and is not destroyed. A stack of the caller's own has no
    // guard, whatever is asked for.
    if (attributes) ours = *attributes;
    pthread_attr_setguardsize(&ours, guardSize);
    thread->isWorker = maker == RangeDispatch;
    thread->body = body;
    thread->argument = argument;
    return create(handle, &ours, thread);
}

void threadStart(Thread *thread, void *(*body)(void *)) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setguardsize(&attributes, guardSize);
    thread->body = body;
    thread->argument = thread;
    pthread_t handle;
    int code = create(&handle, &attributes, thread);
    pthread_attr_destroy(&attributes);
    if (code) {
        // Without threads nothing can run. The kernel starts a new worker, and the cell says that this one died.
        dprintf(2, "no more threads can be started (error %d); the worker ends\n", code);
        CREndProcess(70);
    }
}

void threadForget(Thread *thread) {
    unlinkThread(thread);
    release(thread);
}

void threadsTrim(void) {
    enum { kept = 256 << 10 };
    pthread_mutex_lock(&threadsLock);
    for (Thread *thread = allThreads; thread; thread = thread->next) {
        if (!thread->wasOverflown || atomic_load(&thread->state) != ThreadParked) continue;
        thread->wasOverflown = false;
        // The outer frames stay, for other threads may use what lies in them.
        uintptr_t low = (thread->stackLow + 4095) & ~(uintptr_t)4095, high = thread->stackHigh - kept;
        if (low < high) madvise((void *)low, (high - low) & ~(size_t)4095, MADV_DONTNEED);
    }
    pthread_mutex_unlock(&threadsLock);
}

int64_t threadCell(const Thread *thread) {
    int64_t cell = thread ? atomic_load(&thread->cell) : 0;
    return cell ? cell : someRunningCell();
}

static void *service(void *value) {
    Thread *thread = value;
    void (*body)(void) = (void (*)(void))atomic_load(&thread->job);
    body();
    return NULL;
}

void CRStartService(void (*body)(void)) {
    Thread *thread = threadNew(CRRoleService);
    atomic_store(&thread->job, (void *)body);
    threadStart(thread, service);
}

void CRBecomeService(void) {
    if (currentThread) {
        currentThread->role = CRRoleService;
        return;
    }
    pthread_once(&endKeyOnce, makeEndKey);
    adopt(threadNew(CRRoleService));
}
