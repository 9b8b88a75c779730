// How a thread stops for good without taking anything along.

#include "internal.h"
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Not on the stack, which is given back where it overflowed.
static const uint64_t everySignal = ~(uint64_t)0;

/// Gives back the locks of the standard streams: a trap inside a `description` that `print` calls happens under the
/// lock of standard output, and every later print would wait for it.
///
/// `funlockfile` alone would do harm where the thread does not hold the lock, so glibc's record of the owner is asked.
void unlockStreams(void) {
    typedef struct {
        int lock, count;
        void *owner;
    } StreamLock;
    FILE *streams[] = {stdout, stderr, stdin};
    for (int index = 0; index < 3; index++) {
        StreamLock *lock = (StreamLock *)(void *)streams[index]->_lock;
        for (int depth = 0; lock && lock->owner == (void *)pthread_self() && depth < 64; depth++) {
            funlockfile(streams[index]);
        }
    }
}

/// Ending the thread instead would free a stack to which other threads may hold pointers (the closure of a
/// `concurrentPerform`, a semaphore in a frame).
void park(void) {
    if (currentThread) atomic_store(&currentThread->state, ThreadParked);
    // The system call itself: our own sigsuspend would be the C library's, which a cell may have interposed.
    for (;;) syscall(SYS_rt_sigsuspend, &everySignal, _NSIG / 8);
}

void retire(void) {
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &everySignal, NULL, _NSIG / 8);
    if (currentThread) atomic_store(&currentThread->state, ThreadGone);
    for (;;) syscall(SYS_exit, 0);
}
