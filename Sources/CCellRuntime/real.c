// The definitions behind the names that we interpose, and the clock.

#include "internal.h"
#include <dlfcn.h>
#include <time.h>

Real real;

void realFind(void) {
    if (real.pthread_create) return;
    real.sigaction = dlsym(RTLD_NEXT, "sigaction");
    real.pthread_sigmask = dlsym(RTLD_NEXT, "pthread_sigmask");
    real.pthread_exit = dlsym(RTLD_NEXT, "pthread_exit");
    real.jobRun = dlsym(RTLD_NEXT, "swift_job_run");
    real.mainExecutor = dlsym(RTLD_NEXT, "swift_task_getMainExecutor");
    real.taskCancel = dlsym(RTLD_NEXT, "swift_task_cancel");
    real.taskID = dlsym(RTLD_NEXT, "swift_task_getJobTaskId");
    real.currentExecutor = dlsym(RTLD_NEXT, "swift_task_getCurrentExecutor");
    real.allocError = dlsym(RTLD_NEXT, "swift_allocError");
    real.fwrite = dlsym(RTLD_NEXT, "fwrite");
    real.fputs = dlsym(RTLD_NEXT, "fputs");
    real.puts = dlsym(RTLD_NEXT, "puts");
    real.fputc = dlsym(RTLD_NEXT, "fputc");
    real.vfprintf = dlsym(RTLD_NEXT, "vfprintf");
    real.write = dlsym(RTLD_NEXT, "write");
    real.kill = dlsym(RTLD_NEXT, "kill");
    // The last one: it tells that all are known.
    real.pthread_create = dlsym(RTLD_NEXT, "pthread_create");
}

double milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void conditionPrepare(pthread_cond_t *condition) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
}

void conditionWait(pthread_cond_t *condition, pthread_mutex_t *lock, double limit) {
    double seconds = limit / 1e3;
    struct timespec until = {.tv_sec = (time_t)seconds};
    until.tv_nsec = (long)((seconds - (double)until.tv_sec) * 1e9);
    pthread_cond_timedwait(condition, lock, &until);
}
