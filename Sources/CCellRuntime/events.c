// Events travel through a pipe: `write` is one of the few things a signal handler may do, and an event of less than
// PIPE_BUF bytes arrives in one piece.

#include "internal.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static_assert(sizeof(CREvent) <= PIPE_BUF, "an event must go through the pipe in one piece");

static int readEnd = -1, writeEnd = -1;

static int moveUp(int descriptor) {
    int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, CRFirstDescriptor);
    close(descriptor);
    return moved;
}

void eventsPrepare(void) {
    int ends[2];
    if (pipe(ends) != 0) CREndProcess(70);
    readEnd = moveUp(ends[0]);
    writeEnd = moveUp(ends[1]);
    fcntl(readEnd, F_SETFL, O_NONBLOCK);
}

int CREventDescriptor(void) {
    return readEnd;
}

bool CRNextEvent(CREvent *event) {
    return read(readEnd, event, sizeof *event) == (ssize_t)sizeof *event;
}

char *eventText(const char *text) {
    if (!text) return NULL;
    size_t size = strlen(text) + 1;
    char *copy = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return copy == MAP_FAILED ? NULL : memcpy(copy, text, size);
}

void CRFreeText(char *text) {
    if (text) munmap(text, strlen(text) + 1);
}

CREvent eventMake(CREventKind kind) {
    Thread *thread = currentThread;
    CREvent event;
    memset(&event, 0, sizeof event);
    event.kind = kind;
    event.thread = thread;
    event.role = thread ? thread->role : CRRoleOwn;
    event.cell = thread && thread->role != CRRoleOwn ? atomic_load(&thread->cell) : threadCell(thread);
    if (thread) {
        // The root task leaves the main actor for functions that are not isolated to it.
        bool runsRoot = atomic_load(&thread->activity) == InJob && isRootTask(atomic_load(&thread->job));
        bool runsCell = thread->lane && thread == atomic_load(&thread->lane->thread)
            && atomic_load(&thread->activity) == InCell;
        event.isMainCourse = runsRoot || runsCell;
        bool mayHold = thread->role == CRRolePool && atomic_load(&thread->activity) == InJob;
        event.holdsActor = mayHold && real.currentExecutor && real.currentExecutor().identity;
    }
    return event;
}

void eventPost(const CREvent *event) {
    if (atomic_load(&isForkedChild)) CREndProcess(event->kind == CREventExited ? event->code : 70);
    while (syscall(SYS_write, writeEnd, event, sizeof *event) < 0 && errno == EINTR) {}
}
