// Embedding, normalisation of rows, and attention.
#include "embedding.h"
#include "row_normalization.h"
#include "group_normalization.h"
#include "attention_tiles.h"
#include "attention_forward.h"
#include "attention_backward.h"
