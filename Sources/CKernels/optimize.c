// An optimizer's step over many parameters, on as many threads as there are.
#include "include/CKernels.h"

// About 10 microseconds of Adam; fewer than four pieces are better left whole.
#define CK_STEP_PIECE ((ptrdiff_t)16384)

typedef struct step_work {
    const ck_optimizer_step *step;
    int32_t finite;
} step_work;

static void run_piece(void *context, ptrdiff_t piece) {
    step_work *work = context;
    ptrdiff_t first = piece * CK_STEP_PIECE, rest = work->step->count - first;
    int32_t finite = ck_active->optimize_range(work->step, first, rest < CK_STEP_PIECE ? rest : CK_STEP_PIECE);
    if (!finite) __atomic_store_n(&work->finite, 0, __ATOMIC_RELAXED);
}

int32_t ck_optimize(const ck_optimizer_step *step) {
    if (step->count < 4 * CK_STEP_PIECE) return ck_active->optimize_range(step, 0, step->count);
    step_work work = {step, 1};
    ck_parallel(run_piece, &work, (step->count + CK_STEP_PIECE - 1) / CK_STEP_PIECE);
    return __atomic_load_n(&work.finite, __ATOMIC_RELAXED);
}
