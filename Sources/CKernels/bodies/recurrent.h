// Recurrent layers: all steps of a sequence in one call.
//
// Rows x_t and h_(t-1) lie side by side in `joined`, so that a step is one product with the weights [W; U]. These are packed
// in panels, a few vectors wide, that hold all gates of the same units: a panel stays in the first-level cache while the rows
// of a piece of the batch go by, and the gates of a unit come out beside each other. A piece of the batch goes through the
// whole sequence on one thread. Every number is computed in the same order of additions however the work is divided.
#include "recurrent_tiles.h"
#include "recurrent_shape.h"
#include "recurrent_packing.h"
#include "recurrent_steps.h"
#include "recurrent_simple.h"
#include "recurrent_lstm.h"
#include "recurrent_gru.h"
#include "recurrent_forward.h"
#include "recurrent_weights.h"
#include "recurrent_backward.h"

#include "noise.h"
