// Vectorised kernels over float32 arrays, compiled for several levels of the processor and chosen when the program starts.
//
// Every function works on any count of elements; arrays need no alignment. An output may be one of the inputs of the same
// place (in-place use), but must not overlap them otherwise. Errors against exact arithmetic stay under 1e-6 relative,
// or 1e-6 absolute where a function crosses zero elsewhere than at zero (gelu, silu).
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "CKProduct.h"
#include "CKFunctions.h"
#include "CKParallel.h"
#include "CKProduct.h"

#pragma clang assume_nonnull begin

/// The levels that exist; a processor has all levels up to its own.
typedef enum ck_level {
    /// The architecture's baseline: SSE2 on x86-64, NEON on arm64.
    ck_level_baseline = 0,
    /// AVX2 with FMA.
    ck_level_avx2 = 1,
    /// AVX-512 F, VL, DQ, BW.
    ck_level_avx512 = 2,
} ck_level;

/// Activation functions that work element by element.
typedef enum ck_activation {
    ck_identity,
    ck_sign,
    ck_tanh,
    ck_sigmoid,
    ck_relu,
    ck_leaky_relu,
    ck_relu6,
    ck_elu,
    ck_selu,
    ck_softplus,
    ck_softsign,
    ck_silu,
    /// The tanh form.
    ck_gelu,
    ck_exponential,
    ck_hard_sigmoid,
    ck_step,
    ck_celu,
    /// With the normal distribution itself.
    ck_gelu_exact,
    ck_mish,
    ck_log_sigmoid,
    ck_hard_silu,
    ck_hard_tanh,
    ck_hard_shrink,
    ck_soft_shrink,
    ck_tanh_shrink,
    ck_squareplus,
    ck_sparse_plus,
    ck_sparse_sigmoid,
} ck_activation;

/// Losses that work element by element on predictions and targets.
typedef enum ck_loss {
    ck_squared_error,
    ck_absolute_error,
    ck_hinge,
    ck_perceptron,
    ck_binary_cross_entropy,
    /// Predictions are probabilities; the terms of a row add up to the row's loss.
    ck_categorical_cross_entropy,
    ck_huber,
    ck_squared_hinge,
    /// 100 |p - t| / |t|
    ck_percentage_error,
    /// (ln(1 + p) - ln(1 + t))^2
    ck_squared_log_error,
    ck_log_cosh,
    /// p - t ln p
    ck_poisson,
} ck_loss;

/// Losses that look at a whole row of predictions and targets.
typedef enum ck_row_loss_kind {
    /// -sum of t ln p, from probabilities.
    ck_row_cross_entropy,
    /// max(0, 1 + largest (1 - t) p - sum of t p)
    ck_row_hinge,
    /// sum of t ln(t / p)
    ck_row_divergence,
    /// -p t / (|p| |t|)
    ck_row_cosine,
} ck_row_loss_kind;

/// Targets of a row: numbers, or one number that is its class, for which the row is `on` in the class's column and `off` elsewhere.
/// Numbers t count as t * (on - off) + off: label smoothing.
typedef struct ck_row_targets {
    const float *values;
    int32_t are_classes;
    float on;
    float off;
} ck_row_targets;

/// How gradients change parameters.
typedef enum ck_rule {
    ck_rule_descent,
    ck_rule_momentum,
    ck_rule_nesterov,
    ck_rule_adagrad,
    ck_rule_rmsprop,
    ck_rule_rmsprop_centered,
    ck_rule_adadelta,
    ck_rule_adam,
    ck_rule_amsgrad,
    ck_rule_nadam,
    ck_rule_adamax,
    ck_rule_lion,
} ck_rule;

/// One step of an optimizer over a range of parameters.
typedef struct ck_optimizer_step {
    ck_rule rule;
    float *parameters;
    const float *gradients;
    /// The rule's arrays, one behind the other, `stride` apart.
    float *_Nullable memory;
    ptrdiff_t stride;
    ptrdiff_t count;
    float rate;
    /// Parameters are multiplied by this first: 1 - rate * decay for decoupled weight decay.
    float keep;
    float momentum;
    float beta1;
    float beta2;
    /// What the square root of the second moment is multiplied by.
    float root;
    /// What the gradient's own share in nadam's mean is multiplied by.
    float share;
    float epsilon;
} ck_optimizer_step;

/// Runs a step, large ones in pieces on several threads; 1 when all parameters are finite afterwards, 0 otherwise.
int32_t ck_optimize(const ck_optimizer_step *step);

/// What ck_matches compares.
typedef enum ck_match {
    /// The column of the largest element of each row.
    ck_match_largest,
    /// On which side of one half.
    ck_match_half,
    /// On which side of zero (zero counts as positive).
    ck_match_sign,
    /// Predictions on which side of zero, targets of one half: logits, where zero counts as negative.
    ck_match_logit,
    /// Predictions on which side of one half, targets of zero: a step's output against signs.
    ck_match_half_sign,
} ck_match;

#define CK_DECLARE(result, name, parameters, arguments) result (*name) parameters;
/// One level's functions.
typedef struct ck_functions {
    CK_FUNCTIONS(CK_DECLARE)
} ck_functions;
#undef CK_DECLARE

/// The functions in use: the best level of this processor, set before main.
extern const ck_functions *ck_active;

/// A level's functions, null when the processor has it not.
const ck_functions *_Nullable ck_functions_at(ck_level level);

/// The level in use.
ck_level ck_active_level(void);

/// Uses another level of this processor's from now on: for tests, and for finding out what a level gives. Nothing may be
/// computing meanwhile.
void ck_use_level(ck_level level);

/// Box and Muller: sqrt(-2 ln first) cos(2 pi second), first in (0, 1].
double ck_box_muller(double first, double second);

/// Memory for count floats, aligned to 64 bytes and set to zero; null when there is none. Free with ck_free.
float *_Nullable ck_allocate(ptrdiff_t count);
void ck_free(float *_Nullable memory);

/// Physical memory of this machine in bytes, 0 when unknown.
uint64_t ck_physical_memory(void);

/// What this process may still take of it, in bytes, its swap space included: what the system has left, or a limit of
/// its container or its own. Takes some tens of microseconds.
uint64_t ck_available_memory(void);

/// Counts no more than so many bytes as available from now on: for tests.
void ck_limit_memory(uint64_t bytes);

/// Whether a computation shall stop: asked for by the program, or by a flag of the session's that a signal handler may set.
extern int32_t ck_stop_requested;
extern const int32_t *ck_stop_flag;
static inline int ck_should_stop(void) {
    return (__atomic_load_n(&ck_stop_requested, __ATOMIC_RELAXED)
            | __atomic_load_n(__atomic_load_n(&ck_stop_flag, __ATOMIC_RELAXED), __ATOMIC_RELAXED)) != 0;
}
static inline void ck_request_stop(int32_t wanted) { __atomic_store_n(&ck_stop_requested, wanted, __ATOMIC_RELAXED); }
static inline void ck_attach_stop_flag(const int32_t *flag) { __atomic_store_n(&ck_stop_flag, flag, __ATOMIC_RELAXED); }

#define CK_FORWARD(result, name, parameters, arguments) \
    static inline result ck_##name parameters { return ck_active->name arguments; }
CK_FUNCTIONS(CK_FORWARD)
#undef CK_FORWARD

#pragma clang assume_nonnull end
#endif
