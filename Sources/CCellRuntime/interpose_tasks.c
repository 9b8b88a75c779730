// What the entry point of an asynchronous cell calls, besides creating its root task.

#include "internal.h"

static bool isEntryPoint(const Lane *lane, uintptr_t address) {
    return address >= atomic_load(&lane->entryLow) && address < atomic_load(&lane->entryHigh);
}

/// Interposed: the first job that a cell's entry point runs is its root task.
INTERPOSED __attribute__((swiftcall)) void swift_job_run(void *job, void *identity, void *implementation) {
    Thread *thread = currentThread;
    if (thread && thread->lane && atomic_load(&thread->activity) == InCell
        && isEntryPoint(thread->lane, (uintptr_t)__builtin_return_address(0) - 1)) {
        atomic_store(&thread->lane->rootTask, job);
        // It may be first enqueued by another cell's task that it waited for.
        jobNote(job, atomic_load(&thread->cell));
    }
    real.jobRun(job, identity, implementation);
}

/// Defined in Swift; does not return.
extern void CRDescribeError(void *error);

/// Interposed: the original would end the process.
INTERPOSED __attribute__((swiftcall)) void swift_errorInMain(void *error) {
    CRDescribeError(error);
}

/// Interposed: the original would run the main queue on this thread for ever.
INTERPOSED void swift_task_asyncMainDrainQueue(void) {
    CRDrainMain();
}
