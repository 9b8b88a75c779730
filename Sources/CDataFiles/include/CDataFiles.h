// zlib and libpng behind plain functions: their own headers stay out of Swift, and libpng's errors (a longjmp) end in C.
#ifndef CDATAFILES_H
#define CDATAFILES_H
#include <stddef.h>
#include <stdint.h>

// What the bytes of a stream are wrapped in.
enum cd_wrapping { cd_raw = 0, cd_gzip = 1 };

// A running inflation. `read` and `written` count from its beginning.
typedef struct cd_inflater cd_inflater;
cd_inflater *cd_inflater_make(enum cd_wrapping wrapping);
void cd_inflater_free(cd_inflater *inflater);

enum cd_status { cd_ok = 0, cd_end = 1, cd_truncated = 2, cd_damaged = 3, cd_no_memory = 4 };
// Inflates as much as fits; gzip files of several members are taken for one.
enum cd_status cd_inflate(
    cd_inflater *inflater, const uint8_t *input, size_t input_count, size_t *input_used, uint8_t *output,
    size_t output_count, size_t *output_used);
// zlib's word for what is wrong; empty when it has none.
const char *cd_inflater_message(const cd_inflater *inflater);

// Deflates all at once into `output`; 0 when it does not fit.
size_t cd_deflate_bound(size_t count);
size_t cd_deflate(
    enum cd_wrapping wrapping, const uint8_t *input, size_t count, uint8_t *output, size_t output_count);
uint32_t cd_crc32(const uint8_t *bytes, size_t count);

// SHA-256 (FIPS 180-4) of bytes, 32 of them.
void cd_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32]);

// A program that runs beside this one, found in PATH; what it writes is read from the two descriptors.
typedef struct cd_program { int process, output, errors; } cd_program;
// `arguments` begins with the program's name and ends with NULL. 0, or the system's number for what went wrong.
int cd_start(char *const arguments[], cd_program *program);

// A picture that is being read.
typedef struct cd_png cd_png;
// NULL when there is no memory; `problem`, of 128 bytes, is empty unless the file cannot be read.
cd_png *cd_png_open(const uint8_t *bytes, size_t count, char *problem);
void cd_png_free(cd_png *picture);
uint32_t cd_png_width(const cd_png *picture);
uint32_t cd_png_height(const cd_png *picture);
// 1 grey, 2 grey and alpha, 3 colours, 4 colours and alpha: what the file holds.
int cd_png_channels(const cd_png *picture);
// Reads it as 8-bit numbers with 1, 3 or 4 channels, row by row. False, with a problem, when it cannot be.
int cd_png_read(cd_png *picture, int channels, uint8_t *output, char *problem);
// How many bytes of the file have been looked at.
size_t cd_png_position(const cd_png *picture);

// Writes 8-bit numbers with 1, 3 or 4 channels; the bytes are to be freed with `cd_free`. NULL with a problem.
uint8_t *cd_png_write(
    const uint8_t *pixels, uint32_t width, uint32_t height, int channels, size_t *count, char *problem);
void cd_free(void *memory);
#endif
