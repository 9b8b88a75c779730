// Where errors were thrown.
//
// An error that nothing caught is told at the cell's top level, when the functions that threw it have returned. So each
// `throw` leaves a note of its place, which is looked up by the error's address. A `throw` costs 50 ns by itself and
// walking its stack some microseconds, hence the limits: a loop that throws a million times keeps its speed.

#include "internal.h"
#include <string.h>

enum {
    noteCount = 64,
    traceCapacity = 48,
    /// So many throws of an execution have their whole stack noted in any case.
    freeWalks = 100,
};
/// After those, one in this time.
static const double pauseMilliseconds = 0.5;

typedef struct {
    /// The error's address, or that of the thread for an error that has none (in a function with a typed `throws`).
    /// 0: empty, or being written.
    _Atomic uintptr_t key;
    int count;
    uint64_t trace[traceCapacity];
} Note;

/// A note's place follows from its key; a later one of the same place takes it.
static Note notes[noteCount];
static _Atomic int64_t walkedCell;
static _Atomic int walks;
static _Atomic double lastWalk;

static Note *placeOf(uintptr_t key) {
    return &notes[(key >> 4 ^ key >> 10) % noteCount];
}

static bool mayWalk(int64_t cell) {
    if (atomic_exchange(&walkedCell, cell) != cell) atomic_store(&walks, 0);
    if (atomic_fetch_add(&walks, 1) < freeWalks) return true;
    double now = milliseconds();
    if (now - atomic_load(&lastWalk) < pauseMilliseconds) return false;
    atomic_store(&lastWalk, now);
    return true;
}

static void takeNote(uintptr_t key, uintptr_t pc) {
    CREvent event = {.count = 1, .trace = {pc}};
    if (mayWalk(threadCell(currentThread))) {
        Frame frames[traceCapacity];
        int count = walkHere(frames, traceCapacity);
        traceFill(&event, frames, count);
    }
    Note *note = placeOf(key);
    atomic_store(&note->key, 0);
    note->count = event.count < traceCapacity ? event.count : traceCapacity;
    memcpy(note->trace, event.trace, (size_t)note->count * sizeof *note->trace);
    atomic_store(&note->key, key);
}

static bool isNoted(void) {
    return currentThread && currentThread->role != CRRoleService && !atomic_load(&isForkedChild);
}

void thrownFill(CREvent *event, const void *error) {
    uintptr_t keys[] = {(uintptr_t)error, (uintptr_t)currentThread};
    for (int index = 0; index < 2; index++) {
        const Note *note = placeOf(keys[index]);
        if (atomic_load(&note->key) != keys[index]) continue;
        event->count = note->count;
        memcpy(event->trace, note->trace, (size_t)note->count * sizeof *note->trace);
        return;
    }
}

/// Interposed: called at every `throw`, with the error in its register.
INTERPOSED __attribute__((swiftcall)) void swift_willThrow(
    __attribute__((swift_context)) void *unused, __attribute__((swift_error_result)) void **error) {
    (void)unused;
    uintptr_t key = (uintptr_t)*error;
    // Thrown again by who caught it: the first place is what counts.
    if (!isNoted() || atomic_load(&placeOf(key)->key) == key) return;
    takeNote(key, (uintptr_t)__builtin_return_address(0) - 1);
}

/// Interposed: the same for functions that say what they throw.
INTERPOSED __attribute__((swiftcall)) void swift_willThrowTypedImpl(void *value, const void *type, const void *table) {
    (void)value, (void)type, (void)table;
    if (isNoted()) takeNote((uintptr_t)currentThread, (uintptr_t)__builtin_return_address(0) - 1);
}

/// Interposed: a new error at an old one's address.
INTERPOSED __attribute__((swiftcall)) ErrorBox swift_allocError(
    const void *type, const void *table, void *value, bool isTake) {
    realFind();
    ErrorBox box = real.allocError(type, table, value, isTake);
    uintptr_t key = (uintptr_t)box.error;
    atomic_compare_exchange_strong(&placeOf(key)->key, &key, 0);
    return box;
}
