#ifndef CCELLRUNTIME_INTERNAL_H
#define CCELLRUNTIME_INTERNAL_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CCellRuntime.h"
#include <pthread.h>
#include <stdarg.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/types.h>
#include <ucontext.h>

#define HIDDEN __attribute__((visibility("hidden")))
/// Names of the system's or of Swift's run time that we define in their place.
#define INTERPOSED __attribute__((visibility("default"), used))

#pragma GCC visibility push(hidden)

// memory.c: out of the reach of a cell that smashes its heap.

/// Zeroed, for ever.
void *keep(size_t size);
char *keepText(const char *text);

// threads.c: a record for every thread but the process's first.

enum { ThreadLive, ThreadParked, ThreadGone };
enum { Idle, InCell, InJob };

/// Where and how a thread goes on as if a block of Dispatch had returned (blocks.c).
typedef struct {
    uintptr_t pc, stack, rbx, rbp, r12, r13, r14, r15;
} BlockReturn;

typedef struct Lane Lane;

typedef struct Thread {
    pthread_t handle;
    pid_t tid;
    /// One of Dispatch's, which expects that it does not end by itself.
    bool isWorker;
    CRRole role;
    /// Whose cells it runs; NULL: no cell thread.
    Lane *lane;
    /// ThreadLive, ThreadParked, ThreadGone
    _Atomic int state;
    /// What a cell or pool thread does: Idle, InCell, InJob
    _Atomic int activity;
    /// The execution that it works for; 0: none.
    _Atomic int64_t cell;
    /// The job that runs; NULL: none.
    void *_Atomic job;
    /// Frames beyond this address are ours and not looked at.
    uintptr_t base;
    /// The stack, and the lowest address of its guard.
    uintptr_t stackLow, stackHigh, guardLow;
    /// Where the stack ends while it has not overflown.
    uintptr_t usualLow;
    /// Where an asynchronous cell goes on when its entry point drains the main queue.
    sigjmp_buf drain;
    /// Where a walk over a broken stack ends.
    sigjmp_buf walkEnd;
    volatile sig_atomic_t isWalking;
    /// The context of the innermost asynchronous function of the last walk; 0: none was seen, and then what may be one.
    uintptr_t task, likelyTask;
    /// How far the last request to stop goes: a CRStopLevel
    _Atomic int stopLevel;
    /// Why the last attempt to park was refused.
    _Atomic int refusal;
    /// What is told when the thread returns to the cell (returning.c); NULL: nothing.
    CREvent *pending;
    /// Where it goes on after that; 0: it parks.
    BlockReturn block;
    void *alternateStack;
    /// What it runs.
    void *(*body)(void *);
    void *argument;
    /// Its stack was used up: most of it can be given back once the thread is parked.
    bool wasOverflown;
    struct Thread *next;
} Thread;

extern _Thread_local Thread *currentThread __attribute__((tls_model("initial-exec")));
/// Guards the list. Held by our own code alone, where no thread is ever parked.
extern pthread_mutex_t threadsLock;
extern Thread *allThreads;

Thread *threadNew(CRRole role);
/// Starts a thread of ours. `body` gets the record.
void threadStart(Thread *thread, void *(*body)(void *));
/// Gives back what a joined thread had.
void threadForget(Thread *thread);
/// Gives back the stacks that were used up.
void threadsTrim(void);
/// The cell that a thread works for, or, where that is not known, one that runs.
int64_t threadCell(const Thread *thread);

// ranges.c: which file an address lies in, without locks, for signal handlers.

typedef enum {
    RangeUnknown,
    RangeExecutable,
    RangeCell,
    /// Swift's and Foundation's libraries, and what else holds no lock for long.
    RangeSwift,
    /// Swift's concurrency: short sections under locks.
    RangeConcurrency,
    /// libc and its like: their locks are everybody's.
    RangeSystem,
    RangeLoader,
    /// libCuaderno.so
    RangeEngine,
    RangeBLAS,
    /// Dispatch; its workers belong to no cell.
    RangeDispatch,
    /// Any other C library.
    RangeLibrary,
} RangeKind;

/// Notes what was loaded; `cellLibrary`, if any, belongs to this execution.
void rangesRefresh(const char *cellLibrary, int64_t cell);
/// The execution that last ran the library which holds the address; 0: none.
int64_t rangeCell(uintptr_t address);
RangeKind rangeKind(uintptr_t address);
/// What a frame counts as.
RangeKind frameKind(uintptr_t pc);

// walk.c

typedef struct {
    /// The address to look up.
    uintptr_t pc;
    /// Where the return address into this frame is stored; 0 for the innermost.
    uintptr_t slot;
} Frame;

void walkWarmUp(void);
/// The frames from the interrupted place outwards. Survives broken stacks.
///
/// - isWhole: Of a stack that is longer than the capacity the last frames are the outermost; else it is cut off.
int walkFrom(ucontext_t *context, Frame *frames, int capacity, bool isWhole);
/// The frames from the caller of our own code outwards.
int walkHere(Frame *frames, int capacity);
/// The cell whose code stands outermost: a worker of Dispatch works for the cell whose block it runs. 0: none.
int64_t framesCell(const Frame *frames, int count);
void traceFill(CREvent *event, const Frame *frames, int count);
/// True: the fault happened inside a walk, which has been ended.
bool walkEndIfFaulted(void);

// rule.c: may this thread be parked here?

typedef enum {
    /// Nothing of a cell's is on the stack.
    VerdictForeign,
    VerdictPark,
    VerdictRefuse,
    /// The engine is at work, which looks at the flag.
    VerdictEngine,
} Verdict;

void rulePrepare(void);
Verdict ruleVerdict(const ucontext_t *context, const Frame *frames, int count, CRStopLevel level);

// parking.c

void unlockStreams(void);
_Noreturn void park(void);
/// Ends the thread by the system call alone: no destructors, nothing unwound.
_Noreturn void retire(void);

// returning.c

/// The thread parks, and the event is told, when it returns to the cell. False: not possible.
bool deferToReturn(Thread *thread, const Frame *frames, int count, const CREvent *event);
/// The place to which a deferred thread returns, which stands for the cell's frame.
bool isArrival(uintptr_t pc);

// thrown.c

/// The places where the error was thrown, innermost first, instead of those of the event.
void thrownFill(CREvent *event, const void *box);

// overflow.c

bool isStackOverflow(const Thread *thread, uintptr_t address);
/// Lets the thread use its guard until it returns to the cell. False: not possible.
bool overflowDefer(Thread *thread, const Frame *frames, int count, const CREvent *event);
/// Makes the guard what it was: the thread goes on.
void overflowUndo(Thread *thread);

// blocks.c

/// Whether the calling thread, whose frames these are, runs a block that it can leave, and how.
bool blockFind(const Frame *frames, int count, BlockReturn *place);
/// Lets the thread go on there when its signal handler returns.
void blockResume(const BlockReturn *place, ucontext_t *context);
/// True for the fault by which `blockLeave` asks for that, at the thread's `block`.
bool blockIsLeft(const ucontext_t *context);
_Noreturn void blockLeave(const BlockReturn *place);

// marks.c

/// Before the calling thread writes: what follows is its cell's.
void marksClaim(FILE *stream);

// events.c

void eventsPrepare(void);
CREvent eventMake(CREventKind kind);
void eventPost(const CREvent *event);
/// A text for an event, or NULL. In pages of its own: memory that goes from thread to thread through `free` would mix
/// the control thread's heap with one that a cell may smash.
char *eventText(const char *text);

// signals.c

extern int stopSignal;
extern volatile int32_t interruptFlag;
void signalsInstall(void);
bool isReservedSignal(int number);

// jobs.c: queues, and to which cell a job belongs.

typedef struct Queue {
    void *first, *last;
    int length;
} Queue;

extern pthread_mutex_t jobsLock;
extern Queue globalQueue;
int64_t jobCell(void *job);
/// The task belongs to this cell, whoever enqueues it first.
void jobNote(void *job, int64_t cell);
/// Adds a job, unless its cell is dead. With jobsLock held.
bool queueAdd(Queue *queue, void *job);
/// The first job and its cell. With jobsLock held.
void *queueTake(Queue *queue, int64_t *cell);
void queueDrop(Queue *queue, int64_t cell);
bool queueHolds(const Queue *queue, int64_t cell);
/// The cell was stopped: its jobs are refused, and its threads park when they are asked.
bool isDead(int64_t cell);
void setDead(int64_t cell, bool isDead);

// pool.c

extern pthread_cond_t poolWakeup;
void poolPrepare(void);
/// One more job is there. With jobsLock held.
void poolWake(void);
void poolMonitor(void);
void poolReplace(void);
/// The queue's first job becomes the thread's. With jobsLock held, so that a job is always seen in one of the two.
void *takeJob(Thread *thread, Queue *queue);
/// Runs the thread's job as part of its cell.
void runJob(Thread *thread, bool onMain);

// timers.c

void timersPrepare(void);
void timersDrop(int64_t cell);
bool timersHold(int64_t cell);
bool timersPending(void);

// lanes.c: what runs one execution after the other, each lane beside the others.

/// What the control thread wants done. Its memory is the control thread's before, during and after: what a cell's
/// thread frees it also gets back from `malloc`, and then a cell that smashes its heap smashes ours.
typedef struct {
    int64_t cell;
    char *library, *entryPoint, *variables, *conformances;
    CRCommand command;
    uint8_t *json;
    intptr_t count;
} Request;

struct Lane {
    Thread *_Atomic thread;
    /// The execution that runs; 0: none.
    _Atomic int64_t cell;
    /// The root task of an asynchronous cell; NULL: none.
    void *_Atomic rootTask;
    /// The functions of the running cell that only the run time calls.
    _Atomic uintptr_t entryLow, entryHigh;
    pthread_cond_t wakeup;
    // With jobsLock held:
    Request request;
    /// True while nobody has taken the request.
    bool isWaiting;
    /// The main actor's jobs.
    Queue queue;
    // On the lane's thread:
    void *library;
    const char *variables;
};

extern Lane lanes[CRLaneCount];
void lanesPrepare(void);
/// The lane in which this execution runs; NULL: it does not run.
Lane *laneOf(int64_t cell);
/// The first lane in which something runs, the main shell's before the others; NULL: none.
Lane *laneRunning(void);
/// Where the main actor's jobs of a cell run: beside its own course, or else in the main shell's lane.
Lane *laneForJobs(int64_t cell);
/// An execution that runs, for what bears no sign of its own; 0: none.
int64_t someRunningCell(void);
bool isRootTask(const void *job);
/// Whether the lanes hold jobs; of this cell alone where it is not 0. With jobsLock held.
bool lanesHold(int64_t cell);
/// Takes back what has not begun, and the cell's jobs. With jobsLock held.
void lanesDrop(int64_t cell);

// libraries.c

/// Keeps some descriptors back from cells.
void librariesPrepare(void);
/// Loads a cell's library, and what it needs of the toolchain. NULL: `dlerror` says why not.
void *librariesLoad(const char *library);

// symbols.c

/// The lane's cell was loaded; its texts stay as long as it runs. Puts new witnesses into old tables.
void symbolsNote(Lane *lane, void *library);

// witnesses.c

/// Lets a conformance's table have the witnesses of another one, of the same type to the same protocol.
void witnessesReplace(const void *old, const void *new);

// housekeeping.c

void housekeepingPrepare(void);
/// There is something to look after.
void housekeepingWake(void);

// once.c

/// The thread ends: what it began is for others to do.
void onceForget(Thread *thread);

// stopping.c

/// Parks the calling thread if its cell is being stopped. For our own waits, in which the rule refuses.
void stopIfRequested(void);

// fork.c

extern _Atomic int isForkedChild;
void forkPrepare(void);

// real.c: the definitions that ours hide.

typedef struct { void *identity, *implementation; } Executor;
typedef struct { void *error, *value; } ErrorBox;

typedef struct {
    int (*pthread_create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    void (*pthread_exit)(void *);
    int (*sigaction)(int, const struct sigaction *, struct sigaction *);
    int (*pthread_sigmask)(int, const sigset_t *, sigset_t *);
    void (*jobRun)(void *, void *, void *) __attribute__((swiftcall));
    Executor (*mainExecutor)(void) __attribute__((swiftcall));
    void (*taskCancel)(void *) __attribute__((swiftcall));
    uint64_t (*taskID)(void *) __attribute__((swiftcall));
    Executor (*currentExecutor)(void) __attribute__((swiftcall));
    ErrorBox (*allocError)(const void *, const void *, void *, bool) __attribute__((swiftcall));
    size_t (*fwrite)(const void *, size_t, size_t, FILE *);
    int (*fputs)(const char *, FILE *);
    int (*puts)(const char *);
    int (*fputc)(int, FILE *);
    int (*vfprintf)(FILE *, const char *, va_list);
    ssize_t (*write)(int, const void *, size_t);
    int (*kill)(pid_t, int);
} Real;

extern Real real;
/// Finds them. Called by whatever comes first, since libraries may start threads before `main`.
void realFind(void);

// clock

/// Milliseconds of the monotonic clock.
double milliseconds(void);
/// A condition that waits by the monotonic clock.
void conditionPrepare(pthread_cond_t *condition);
void conditionWait(pthread_cond_t *condition, pthread_mutex_t *lock, double limit);

#pragma GCC visibility pop

#endif
