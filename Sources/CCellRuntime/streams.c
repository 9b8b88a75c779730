// Standard output: line-buffered, so that text appears in the order in which it was written, beside what C libraries
// and child processes write.

#include "internal.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

void CRPrepareStreams(void) {
    static char buffer[64 << 10];
    setvbuf(stdout, buffer, _IOLBF, sizeof buffer);
}

void CRFlushOutput(void) {
    fflush(stdout);
}

void CRRestoreStreams(int output, int errors) {
    if (fcntl(0, F_GETFD) < 0 && errno == EBADF) {
        int null = open("/dev/null", O_RDONLY);
        if (null > 0) {
            dup2(null, 0);
            close(null);
        }
    }
    if (fcntl(1, F_GETFD) < 0 && errno == EBADF) dup2(output, 1);
    if (fcntl(2, F_GETFD) < 0 && errno == EBADF) dup2(errors, 2);
}
