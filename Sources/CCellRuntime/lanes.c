// Lanes: each runs one execution after the other, beside the other lanes.
//
// The main shell's cells, the frontends' messages that wait for nothing, and each subshell have a lane of their own.

#include "internal.h"

Lane lanes[CRLaneCount];

void lanesPrepare(void) {
    for (int index = 0; index < CRLaneCount; index++) conditionPrepare(&lanes[index].wakeup);
}

Lane *laneOf(int64_t cell) {
    for (int index = 0; cell && index < CRLaneCount; index++) {
        if (atomic_load(&lanes[index].cell) == cell) return &lanes[index];
    }
    return NULL;
}

Lane *laneRunning(void) {
    for (int index = 0; index < CRLaneCount; index++) {
        if (atomic_load(&lanes[index].cell)) return &lanes[index];
    }
    return NULL;
}

int64_t someRunningCell(void) {
    const Lane *lane = laneRunning();
    return lane ? atomic_load(&lane->cell) : 0;
}

Lane *laneForJobs(int64_t cell) {
    Lane *lane = laneOf(cell);
    // Only an asynchronous cell would wait for a thread that another cell keeps busy. All else that is the main actor's
    // stays on its one thread.
    return lane && atomic_load(&lane->rootTask) ? lane : &lanes[0];
}

bool isRootTask(const void *job) {
    for (int index = 0; job && index < CRLaneCount; index++) {
        if (atomic_load(&lanes[index].rootTask) == job) return true;
    }
    return false;
}

bool lanesHold(int64_t cell) {
    for (int index = 0; index < CRLaneCount; index++) {
        if (cell ? queueHolds(&lanes[index].queue, cell) : lanes[index].queue.first != NULL) return true;
    }
    return false;
}

void lanesDrop(int64_t cell) {
    for (int index = 0; index < CRLaneCount; index++) {
        if (lanes[index].request.cell == cell) lanes[index].isWaiting = false;
        queueDrop(&lanes[index].queue, cell);
    }
}

void CRCellFinished(int64_t cell) {
    Lane *lane = laneOf(cell);
    if (!lane) return;
    atomic_store(&lane->cell, 0);
    atomic_store(&lane->rootTask, NULL);
}
