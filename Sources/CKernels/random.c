// Draws that need the C library's mathematics.
#include "include/CKernels.h"

#include <math.h>

double ck_box_muller(double first, double second) {
    return sqrt(-2.0 * log(first)) * cos(6.283185307179586476925 * second);
}
