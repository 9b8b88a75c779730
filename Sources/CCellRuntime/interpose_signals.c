// A cell that sets or blocks the signals which keep the session alive gets what it asked for said, but not done.

#include "internal.h"
#include <errno.h>
#include <string.h>

static struct sigaction wished[_NSIG];

/// Interposed: our handlers stay.
INTERPOSED int sigaction(int number, const struct sigaction *action, struct sigaction *previous) {
    realFind();
    if (number <= 0 || number >= _NSIG || !stopSignal || !isReservedSignal(number)) {
        return real.sigaction(number, action, previous);
    }
    struct sigaction old = wished[number];
    if (action) wished[number] = *action;
    if (previous) *previous = old;
    return 0;
}

/// Interposed: goes through ours.
INTERPOSED sighandler_t signal(int number, sighandler_t handler) {
    struct sigaction action, previous;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    if (sigaction(number, &action, &previous) != 0) return SIG_ERR;
    return previous.sa_handler;
}

/// Interposed: the signals stay open. Dispatch blocks nearly all of them on its workers.
INTERPOSED int pthread_sigmask(int how, const sigset_t *set, sigset_t *previous) {
    realFind();
    if (!set || how == SIG_UNBLOCK || !stopSignal) return real.pthread_sigmask(how, set, previous);
    sigset_t copy = *set;
    for (int number = 1; number < _NSIG; number++) {
        if (isReservedSignal(number)) sigdelset(&copy, number);
    }
    return real.pthread_sigmask(how, &copy, previous);
}

/// Interposed: as `pthread_sigmask`, with the error in `errno`.
INTERPOSED int sigprocmask(int how, const sigset_t *set, sigset_t *previous) {
    int code = pthread_sigmask(how, set, previous);
    if (!code) return 0;
    errno = code;
    return -1;
}
