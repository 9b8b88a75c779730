// The kernels for the architecture's baseline.
#define CK_WIDTH 4
#define CK_TABLE ck_table_baseline
#include "bodies/all.h"
