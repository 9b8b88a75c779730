// A cell that closes descriptors 0 to 9 would close those that Dispatch and run loops wait on, and no queue would ever
// get a thread again. So these are born where ours are.

#include "internal.h"
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

static int moveUp(int descriptor) {
    if (descriptor < 0 || descriptor >= CRFirstDescriptor) return descriptor;
    int flags = fcntl(descriptor, F_GETFD);
    int command = flags & FD_CLOEXEC ? F_DUPFD_CLOEXEC : F_DUPFD;
    int moved = fcntl(descriptor, command, CRFirstDescriptor + CROwnDescriptors);
    // A limit on descriptors may forbid it; then it stays.
    if (moved < 0) return descriptor;
    close(descriptor);
    return moved;
}

/// Interposed.
INTERPOSED int epoll_create1(int flags) {
    return moveUp((int)syscall(SYS_epoll_create1, flags));
}

/// Interposed.
INTERPOSED int eventfd(unsigned int value, int flags) {
    return moveUp((int)syscall(SYS_eventfd2, value, flags));
}

/// Interposed.
INTERPOSED int timerfd_create(int clock, int flags) {
    return moveUp((int)syscall(SYS_timerfd_create, clock, flags));
}
