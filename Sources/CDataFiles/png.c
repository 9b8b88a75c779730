#include "CDataFiles.h"
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { problem_count = 128 };

struct cd_png {
    png_structp reader;
    png_infop info;
    const uint8_t *bytes;
    size_t count, position;
};

static void note(char *problem, const char *message) {
    strncpy(problem, message, problem_count - 1);
    problem[problem_count - 1] = 0;
}

// What libpng's callbacks are given.
struct errors { char *problem; };

static void failed(png_structp png, png_const_charp message) {
    struct errors *errors = png_get_error_ptr(png);
    note(errors->problem, message);
    png_longjmp(png, 1);
}

static void warned(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void take(png_structp png, png_bytep target, size_t count) {
    cd_png *picture = png_get_io_ptr(png);
    if (count > picture->count - picture->position) png_error(png, "the file ends in the middle of the picture");
    memcpy(target, picture->bytes + picture->position, count);
    picture->position += count;
}

cd_png *cd_png_open(const uint8_t *bytes, size_t count, char *problem) {
    problem[0] = 0;
    cd_png *picture = calloc(1, sizeof *picture);
    struct errors *errors = calloc(1, sizeof *errors);
    if (!picture || !errors) {
        free(picture);
        free(errors);
        return NULL;
    }
    picture->bytes = bytes;
    picture->count = count;
    errors->problem = problem;
    picture->reader = png_create_read_struct(PNG_LIBPNG_VER_STRING, errors, failed, warned);
    picture->info = picture->reader ? png_create_info_struct(picture->reader) : NULL;
    if (!picture->info) {
        if (picture->reader) png_destroy_read_struct(&picture->reader, NULL, NULL);
        free(errors);
        free(picture);
        return NULL;
    }
    if (setjmp(png_jmpbuf(picture->reader))) return picture;
    png_set_user_limits(picture->reader, 1 << 20, 1 << 20);
    // Texts and profiles are of no use here and may be large when unpacked.
    png_set_chunk_malloc_max(picture->reader, 1 << 20);
    png_set_chunk_cache_max(picture->reader, 64);
    png_set_read_fn(picture->reader, picture, take);
    png_read_info(picture->reader, picture->info);
    return picture;
}

void cd_png_free(cd_png *picture) {
    if (!picture) return;
    void *errors = png_get_error_ptr(picture->reader);
    png_destroy_read_struct(&picture->reader, &picture->info, NULL);
    free(errors);
    free(picture);
}

uint32_t cd_png_width(const cd_png *picture) { return png_get_image_width(picture->reader, picture->info); }
uint32_t cd_png_height(const cd_png *picture) { return png_get_image_height(picture->reader, picture->info); }
size_t cd_png_position(const cd_png *picture) { return picture->position; }

int cd_png_channels(const cd_png *picture) {
    int type = png_get_color_type(picture->reader, picture->info);
    int alpha = (type & PNG_COLOR_MASK_ALPHA) || png_get_valid(picture->reader, picture->info, PNG_INFO_tRNS);
    return ((type & PNG_COLOR_MASK_COLOR) ? 3 : 1) + (alpha ? 1 : 0);
}

int cd_png_read(cd_png *picture, int channels, uint8_t *output, char *problem) {
    png_structp png = picture->reader;
    ((struct errors *)png_get_error_ptr(png))->problem = problem;
    problem[0] = 0;
    png_bytep *volatile rows = NULL;
    if (setjmp(png_jmpbuf(png))) {
        free(rows);
        return 0;
    }
    int has = cd_png_channels(picture);
    png_set_expand(png);
    png_set_scale_16(png);
    if (channels >= 3 && has < 3) png_set_gray_to_rgb(png);
    // Rec. 709's weights, as libpng's own.
    if (channels < 3 && has >= 3) png_set_rgb_to_gray_fixed(png, PNG_ERROR_ACTION_NONE, -1, -1);
    if (channels == 4) png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
    else png_set_strip_alpha(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, picture->info);
    uint32_t width = cd_png_width(picture), height = cd_png_height(picture);
    if (png_get_rowbytes(png, picture->info) != (size_t)width * (size_t)channels)
        png_error(png, "its numbers cannot be brought to 8 bits");
    rows = malloc((size_t)height * sizeof *rows);
    if (!rows) png_error(png, "there is no memory for it");
    for (uint32_t row = 0; row < height; row++) rows[row] = output + (size_t)row * width * (size_t)channels;
    png_read_image(png, rows);
    png_read_end(png, NULL);
    free(rows);
    return 1;
}

struct sink {
    uint8_t *volatile bytes;
    size_t count, capacity;
};

static void give(png_structp png, png_bytep bytes, size_t count) {
    struct sink *sink = png_get_io_ptr(png);
    if (count > sink->capacity - sink->count) {
        size_t wanted = 2 * (sink->count + count) + 1024;
        uint8_t *larger = realloc(sink->bytes, wanted);
        if (!larger) png_error(png, "there is no memory for it");
        sink->bytes = larger;
        sink->capacity = wanted;
    }
    memcpy(sink->bytes + sink->count, bytes, count);
    sink->count += count;
}

static void flushed(png_structp png) { (void)png; }

uint8_t *cd_png_write(
    const uint8_t *pixels, uint32_t width, uint32_t height, int channels, size_t *count, char *problem) {
    struct errors errors = {problem};
    struct sink sink = {0};
    problem[0] = 0;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &errors, failed, warned);
    if (!png) return NULL;
    png_infop info = png_create_info_struct(png);
    if (!info || setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        free(sink.bytes);
        return NULL;
    }
    png_set_write_fn(png, &sink, give, flushed);
    int type = channels == 1 ? PNG_COLOR_TYPE_GRAY : channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGB_ALPHA;
    png_set_IHDR(
        png, info, width, height, 8, type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    for (uint32_t row = 0; row < height; row++)
        png_write_row(png, (png_const_bytep)(pixels + (size_t)row * width * (size_t)channels));
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    *count = sink.count;
    return sink.bytes;
}

void cd_free(void *memory) { free(memory); }
