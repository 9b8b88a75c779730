// How much memory is left for this process.
#define _GNU_SOURCE
#include "include/CKernels.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

uint64_t ck_physical_memory(void) {
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    return pages > 0 && size > 0 ? (uint64_t)pages * (uint64_t)size : 0;
}

/// Reads a small file whole; false when there is none.
static int readText(const char *path, char *text, size_t capacity) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t count = read(file, text, capacity - 1);
    close(file);
    if (count < 0) return 0;
    text[count] = 0;
    return 1;
}

/// The number behind a label that begins a line.
static uint64_t numberBehind(const char *text, const char *label) {
    size_t length = strlen(label);
    for (const char *line = text; *line; line++) {
        if (strncmp(line, label, length) == 0) return strtoull(line + length, NULL, 10);
        line = strchr(line, '\n');
        if (!line) break;
    }
    return 0;
}

/// What is left of one group's limit: its files' names differ between the two versions of control groups. What the group's
/// files hold in the cache counts as left, since the system gives it back first.
static uint64_t leftOfGroup(const char *folder, const char *limitName, const char *usageName, const char *cacheLabel) {
    char path[4352], text[8192];
    snprintf(path, sizeof path, "%s/%s", folder, limitName);
    // "max" is no number.
    if (!readText(path, text, sizeof text) || text[0] < '0' || text[0] > '9') return UINT64_MAX;
    uint64_t limit = strtoull(text, NULL, 10);
    snprintf(path, sizeof path, "%s/%s", folder, usageName);
    if (!readText(path, text, sizeof text)) return UINT64_MAX;
    uint64_t usage = strtoull(text, NULL, 10);
    snprintf(path, sizeof path, "%s/memory.stat", folder);
    uint64_t cache = readText(path, text, sizeof text) ? numberBehind(text, cacheLabel) : 0;
    usage = usage > cache ? usage - cache : 0;
    return limit > usage ? limit - usage : 0;
}

/// The least that is left of the limits of this process's group and of those above it, as far as they can be seen.
static uint64_t leftOfGroups(void) {
    char groups[4096];
    if (!readText("/proc/self/cgroup", groups, sizeof groups)) return UINT64_MAX;
    uint64_t least = UINT64_MAX;
    for (char *line = groups, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        if (next) *next++ = 0;
        char *controllers = strchr(line, ':');
        char *place = controllers ? strchr(controllers + 1, ':') : NULL;
        if (!place) continue;
        *place++ = 0;
        int isSecond = controllers[1] == 0;
        if (!isSecond && strcmp(controllers + 1, "memory") != 0) continue;
        char folder[4224];
        const char *root = isSecond ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
        snprintf(folder, sizeof folder, "%s%s", root, strcmp(place, "/") ? place : "");
        for (;;) {
            uint64_t left = isSecond
                ? leftOfGroup(folder, "memory.max", "memory.current", "inactive_file ")
                : leftOfGroup(folder, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file ");
            if (left < least) least = left;
            char *end = strrchr(folder, '/');
            if (!end || (size_t)(end - folder) < strlen(root)) break;
            *end = 0;
        }
    }
    return least;
}

/// What is left of this process's own limit of addresses (`ulimit -v`).
static uint64_t leftOfAddresses(void) {
    struct rlimit addresses;
    if (getrlimit(RLIMIT_AS, &addresses) != 0 || addresses.rlim_cur == RLIM_INFINITY) return UINT64_MAX;
    char text[256];
    long size = sysconf(_SC_PAGESIZE);
    if (size <= 0 || !readText("/proc/self/statm", text, sizeof text)) return UINT64_MAX;
    uint64_t taken = strtoull(text, NULL, 10) * (uint64_t)size;
    return addresses.rlim_cur > taken ? addresses.rlim_cur - taken : 0;
}

static _Atomic uint64_t limit = UINT64_MAX;

void ck_limit_memory(uint64_t bytes) { atomic_store(&limit, bytes); }

uint64_t ck_available_memory(void) {
    char text[4096];
    uint64_t left = 0;
    if (readText("/proc/meminfo", text, sizeof text))
        left = (numberBehind(text, "MemAvailable:") + numberBehind(text, "SwapFree:")) * 1024;
    if (!left) left = ck_physical_memory();
    uint64_t ofGroups = leftOfGroups(), ofAddresses = leftOfAddresses(), allowed = atomic_load(&limit);
    if (ofGroups < left) left = ofGroups;
    if (ofAddresses < left) left = ofAddresses;
    return allowed < left ? allowed : left;
}
