// Work in pieces, on as many threads as there are.
#ifndef CKPARALLEL_H
#define CKPARALLEL_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// One piece of a piece of work.
typedef void (*ck_piece)(void *_Nullable context, ptrdiff_t piece);

/// Calls body(context, i) for every i from 0 to below pieces, on the calling thread and perhaps on others, and returns
/// when all are done. Called from within a piece, while another thread uses the pool, or in a process forked from one
/// whose pool had started, it does all on the calling thread.
///
/// Callers choose the pieces by the sizes of their work alone, never by the number of threads, and each number of a
/// result is written by one piece: then the bits are the same on any number of threads. Work under about 20 microseconds
/// is better left whole.
void ck_parallel(ck_piece body, void *_Nullable context, ptrdiff_t pieces);

/// How many threads ck_parallel may use, the calling one included: CUADERNO_THREADS, else OPENBLAS_NUM_THREADS, else
/// OMP_NUM_THREADS, else the processors that this process may use.
int32_t ck_thread_count(void);

/// Another count, for later calls. Threads that were started stay, asleep.
void ck_set_thread_count(int32_t count);

#pragma clang assume_nonnull end
#endif
