#ifndef CCELLRUNTIME_H
#define CCELLRUNTIME_H

// What the Swift half of the worker needs of the C half. The C half is what must work inside signal handlers, on
// threads of any origin, and under names that belong to the system or to Swift's run time.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Descriptors of our own lie here and above, so that a cell which closes 0 to 9 does not cut us off.
enum {
    CRFirstDescriptor = 200,
    /// The socket, two streams, and the pipe of the events.
    CROwnDescriptors = 5,
};

/// How many executions can run at the same time, each in a lane; lane 0 is the main shell's.
enum { CRLaneCount = 40 };

/// What a thread is there for.
typedef enum {
    /// Our own: it is never stopped, and a fault in it is a fault of ours.
    CRRoleService,
    /// Runs cells, commands and the main actor's jobs. There is one at a time in each lane.
    CRRoleCell,
    /// Runs the jobs of the default executor.
    CRRolePool,
    /// A cell, Foundation or Dispatch made it.
    CRRoleOwn,
} CRRole;

/// What happened on a thread.
typedef enum {
    /// The cell came to its end: its entry point returned, or its root task did.
    CREventCompleted,
    /// The library could not be loaded; `message` is the loader's.
    CREventUnloadable,
    /// The command ended; `message` is its complaint, or NULL.
    CREventCommandEnded,
    /// An error left the cell; `type` and `message` describe it.
    CREventThrew,
    /// `exit` or a relative was called with `code`.
    CREventExited,
    /// A fault; the thread is parked.
    CREventTrapped,
    /// The thread was stopped on request and is parked.
    CREventStopped,
} CREventKind;

enum { CRTraceLength = 128 };

/// One event, small enough (less than PIPE_BUF) to go through a pipe in one piece.
typedef struct {
    CREventKind kind;
    CRRole role;
    /// The execution that the thread was working for; 0: none.
    int64_t cell;
    /// True in the cell's own course, not in another task that the cell thread happens to run.
    bool isMainCourse;
    /// True in a method of an actor other than the main one: it never takes another call.
    bool holdsActor;
    bool isStackOverflow;
    /// The thread ends with this event.
    bool endsThread;
    int32_t signal, code;
    uint64_t address;
    /// The thread's record, for `CRReplaceThread`.
    void *thread;
    /// For `CRFreeText`; NULL where there is none.
    char *type, *message;
    int32_t count;
    /// Addresses to look up, innermost first: return addresses less one, but for the innermost of a fault.
    uint64_t trace[CRTraceLength];
} CREvent;

/// Nonzero while an interrupt is wanted. The library looks at it in its long loops.
const int32_t *CRInterruptFlag(void);
/// Raises the flag, and wakes the one who waits for an answer.
void CRRaiseInterruptFlag(void);
void CRLowerInterruptFlag(void);

// Start

/// Installs handlers and tables. Once, on the process's first thread, before any cell.
void CRStart(void);
/// To be called in a block that nobody waits for: how Dispatch calls those of cells.
void CRNoteAsyncBlock(void);
/// Tells which library is the engine, by an address in it.
void CRSetEngine(const void *address);
/// Makes the calling thread a service.
void CRBecomeService(void);
/// Starts a service thread.
void CRStartService(void (*body)(void));
/// Starts the thread that runs a lane's cells, in place of the one that is parked or gone.
void CRStartCellThread(int lane);

// Work

typedef char *(*CRCommand)(const uint8_t *json, intptr_t count);

/// Loads the library (the texts are copied) and calls its entry point on the lane's thread.
///
/// `variables` has a line for each variable, its name and its symbol with a tab between them; `conformances` one for
/// each conformance that is written again, the symbols of the older record and of the new one.
void CRRunCell(
    int lane, int64_t cell, const char *library, const char *entryPoint, const char *variables, const char *conformances);
/// Where the running cell has this variable; NULL: not known.
void *CRVariableAddress(const char *name);
/// Where a symbol of any cell lies; NULL: nowhere.
void *CRSymbolAddress(const char *symbol);
/// How many bytes belong to the symbol at an address; 0: not known.
size_t CRSymbolSize(const void *address);
/// Calls `command` with a copy of `json` on the lane's thread.
void CRRunCommand(int lane, int64_t cell, CRCommand command, const uint8_t *json, intptr_t count);
/// The execution that the calling thread works for, or one that runs; 0: none.
int64_t CRCurrentCell(void);
/// Tells the runtime that the execution is over as far as the kernel is concerned.
void CRCellFinished(int64_t cell);

// Events

/// Readable when there are events.
int CREventDescriptor(void);
/// Takes one event, without waiting.
bool CRNextEvent(CREvent *event);
/// Frees a text of an event.
void CRFreeText(char *text);
/// Puts a thread in the place of the one that parked or ended, and gives back the memory of one that ended.
void CRReplaceThread(const CREvent *event);
/// The file that holds an address, and the address relative to where it is loaded; NULL: none.
const char *CRLibraryOf(uint64_t address, uint64_t *offset);

// Stopping

typedef enum {
    /// Only look where the threads are.
    CRStopProbe,
    /// Park where only Swift's libraries stand between the interrupted place and the cell.
    CRStopGentle,
    /// And in C libraries other than the system's.
    CRStopInLibraries,
    /// And in the course of the engine, or of a command.
    CRStopInEngine,
} CRStopLevel;

/// Where a cell's threads are, by the last look at them.
typedef struct {
    /// The cell thread is in the cell's or a command's course, or runs a job of the cell's.
    bool cellThreadIsBusy;
    /// The cell thread was seen in the engine, which looks at the flag.
    bool isInEngine;
    /// Others that run something of the cell's.
    int othersBusy;
} CRStopState;

/// Cancels the root task of an asynchronous cell, on a thread of its own since cancellation handlers are the cell's
/// code. False: the cell has no root task.
bool CRCancelRoot(int64_t cell);
/// Takes the cell's jobs out of all queues and refuses new ones.
void CRDropJobs(int64_t cell);
/// Asks the cell's threads to park where they are, if that place allows it. To be repeated until nothing is busy.
CRStopState CRStopThreads(int64_t cell, CRStopLevel level);
/// False: nothing that we know of can bring the cell on any more.
bool CRCellIsActive(int64_t cell);

// Asking the user

/// To be called before the question is sent. False: interrupted, and nothing is to be asked.
bool CRBeginQuestion(void);
/// Waits for `CRAnswer`. NULL: no answer, or interrupted. The text is to be freed.
char *CRWaitForAnswer(void);
/// Hands over an answer (copied; NULL: none).
void CRAnswer(const char *text);

// Streams

/// Line buffers with room for a paragraph.
void CRPrepareStreams(void);
/// Writes out what standard output holds.
void CRFlushOutput(void);
/// Reopens standard streams that a cell closed.
void CRRestoreStreams(int output, int errors);

// Marks in the streams (StreamMarker.swift)

/// Where standard output and error go, and how a mark begins.
void CRPrepareMarks(int output, int errors, const char *introducer);
/// What follows belongs to this execution, which begins. On both streams, without waiting for a thread that writes.
void CRMarkBeginning(int64_t cell);
/// The execution ended.
void CRMarkEnd(int64_t cell);
/// An event belongs here in standard output.
void CRMarkEvent(uint64_t number);
/// Says something on standard error on behalf of an execution; 0: of one that runs.
void CRNote(int64_t cell, const char *text);

// Executors (called by the Swift executors)

void CREnqueueMain(void *job);
void CREnqueueGlobal(void *job);
void CREnqueueAfter(uint64_t nanoseconds, void *job);
bool CRIsCellThread(void);
_Noreturn void CRDrainMain(void);

// Ends

/// An error left the cell; `box` is its address.
_Noreturn void CRErrorLeftCell(const void *box, const char *type, const char *message);
/// The real end of the process.
_Noreturn void CREndProcess(int status);
/// The end of the process and of all that it started, if it leads a process group.
_Noreturn void CREndGroup(void);

#endif
