// What Swift's view of the C library leaves out for starting programs, since it is GNU's.
#ifndef CSPAWN_H
#define CSPAWN_H

#include <spawn.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A pipe that programs do not inherit, not even one that another thread starts at the same moment: pipe2(2), O_CLOEXEC.
///
/// \param ends two descriptors: the one to read from, the one to write to
/// \returns 0, or -1 with errno
int32_t cs_pipe(int32_t *ends);

/// Closes this descriptor and all above it in the new program: posix_spawn_file_actions_addclosefrom_np(3).
///
/// Without it the program holds what another thread has just opened for one of its own, and who waits for the end of
/// that one by a closed descriptor waits for this one's as well.
void cs_close_from(posix_spawn_file_actions_t *actions, int32_t first);

#pragma clang assume_nonnull end
#endif
