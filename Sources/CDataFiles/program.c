#define _GNU_SOURCE
#include "CDataFiles.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

extern char **environ;

static void shut(int descriptors[2]) {
    close(descriptors[0]);
    close(descriptors[1]);
}

// A pipe that no other program inherits.
static int pipe_of_ours(int descriptors[2]) {
    if (pipe(descriptors) != 0) return errno;
    for (int index = 0; index < 2; index++) fcntl(descriptors[index], F_SETFD, FD_CLOEXEC);
    return 0;
}

int cd_start(char *const arguments[], cd_program *program) {
    int output[2], errors[2];
    int code = pipe_of_ours(output);
    if (code) return code;
    if ((code = pipe_of_ours(errors))) {
        shut(output);
        return code;
    }
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output[1], 1);
    posix_spawn_file_actions_adddup2(&actions, errors[1], 2);
    // This process's signals are its own business.
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    pid_t process = 0;
    code = posix_spawnp(&process, arguments[0], &actions, &attributes, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(output[1]);
    close(errors[1]);
    if (code) {
        close(output[0]);
        close(errors[0]);
        return code;
    }
    *program = (cd_program){.process = process, .output = output[0], .errors = errors[0]};
    return 0;
}
