// Whose text the streams carry.
//
// A task that outlives its cell writes into the same pipes as the next cells. So before a thread writes for another cell
// than the one that the stream carries, it writes a mark that says for which (StreamMarker.swift).

#include "internal.h"
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { Output, Errors };

static int descriptors[2] = {-1, -1};
static char introducer[96];
/// The cell of the last mark; 0: the next writer marks in any case.
static _Atomic int64_t carried[2];

void CRPrepareMarks(int output, int errors, const char *text) {
    descriptors[Output] = output;
    descriptors[Errors] = errors;
    strncpy(introducer, text, sizeof introducer - 1);
}

/// In one piece: it is shorter than PIPE_BUF.
static void put(int stream, char kind, uint64_t number) {
    char text[160];
    int length = snprintf(text, sizeof text, "%s%c%llu\x1b\\", introducer, kind, (unsigned long long)number);
    syscall(SYS_write, descriptors[stream], text, (size_t)length);
}

/// The cell that the calling thread writes for; 0: none that is known.
static int64_t writingCell(void) {
    Thread *thread = currentThread;
    if (!thread || thread->role == CRRoleService || atomic_load(&isForkedChild)) return 0;
    int64_t cell = atomic_load(&thread->cell);
    if (cell || thread->role != CRRoleOwn) return cell;
    // A worker of Dispatch works for the cell whose block it runs.
    Frame frames[CRTraceLength];
    return framesCell(frames, walkHere(frames, CRTraceLength)) ?: someRunningCell();
}

void marksClaim(FILE *stream) {
    int index = stream == stderr ? Errors : Output;
    int64_t cell = writingCell();
    if (!cell || atomic_load(&carried[index]) == cell) return;
    flockfile(stream);
    // What is left of the other's text goes before.
    fflush_unlocked(stream);
    put(index, 's', (uint64_t)cell);
    atomic_store(&carried[index], cell);
    funlockfile(stream);
}

/// A thread may hold the lock for as long as a `description` takes, so it is not waited for without end.
static bool lockPatiently(FILE *stream) {
    for (int attempt = 0; attempt < 50; attempt++) {
        if (ftrylockfile(stream) == 0) return true;
        usleep(200);
    }
    return false;
}

static void markBoth(char kind, int64_t cell) {
    FILE *const streams[] = {stdout, stderr};
    for (int index = Output; index <= Errors; index++) {
        bool isLocked = lockPatiently(streams[index]);
        if (isLocked) fflush_unlocked(streams[index]);
        put(index, kind, (uint64_t)cell);
        // Who holds the lock may be in the middle of a text of another cell.
        atomic_store(&carried[index], isLocked ? cell : 0);
        if (isLocked) funlockfile(streams[index]);
    }
}

void CRMarkBeginning(int64_t cell) {
    markBoth('b', cell);
}

void CRMarkEnd(int64_t cell) {
    markBoth('f', cell);
}

void CRNote(int64_t cell, const char *text) {
    bool isLocked = lockPatiently(stderr);
    if (cell) put(Errors, 's', (uint64_t)cell);
    syscall(SYS_write, descriptors[Errors], text, strlen(text));
    if (cell) atomic_store(&carried[Errors], 0);
    if (isLocked) funlockfile(stderr);
}

void CRMarkEvent(uint64_t number) {
    fflush(stdout);
    put(Output, 'e', number);
}
