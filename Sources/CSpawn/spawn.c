#define _GNU_SOURCE
#include "include/CSpawn.h"

#include <fcntl.h>
#include <unistd.h>

int32_t cs_pipe(int32_t *ends) { return pipe2(ends, O_CLOEXEC); }

void cs_close_from(posix_spawn_file_actions_t *actions, int32_t first) {
    posix_spawn_file_actions_addclosefrom_np(actions, first);
}
