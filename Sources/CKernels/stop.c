// The flags that end a computation.
#include "include/CKernels.h"

int32_t ck_stop_requested = 0;
// Until the session attaches its own, the second flag is the first.
const int32_t *ck_stop_flag = &ck_stop_requested;
