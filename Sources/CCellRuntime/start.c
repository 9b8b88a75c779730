// Puts the parts together.

#include "internal.h"
#include <sys/resource.h>

void CRStart(void) {
    realFind();
    // A core file of a worker is nobody's wish.
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    librariesPrepare();
    eventsPrepare();
    rangesRefresh(NULL, 0);
    rulePrepare();
    walkWarmUp();
    poolPrepare();
    timersPrepare();
    lanesPrepare();
    forkPrepare();
    signalsInstall();
    housekeepingPrepare();
}

void CRReplaceThread(const CREvent *event) {
    Thread *thread = event->thread;
    bool isEnd = event->kind == CREventTrapped || event->kind == CREventStopped || event->endsThread;
    if (!thread || !isEnd) return;
    Lane *lane = thread->lane;
    if (lane && thread == atomic_load(&lane->thread)) CRStartCellThread((int)(lane - lanes));
    if (thread->role == CRRolePool) poolReplace();
    bool isOurs = thread->role == CRRoleCell || thread->role == CRRolePool;
    if (event->endsThread && isOurs) {
        // It is on its way into the system call that ends it, so this does not wait.
        pthread_join(thread->handle, NULL);
        threadForget(thread);
    }
}
