#include "CDataFiles.h"
#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

struct cd_inflater {
    z_stream stream;
    enum cd_wrapping wrapping;
    // Between two members of a gzip file.
    int at_boundary;
};

static int window_bits(enum cd_wrapping wrapping) { return wrapping == cd_gzip ? 15 + 16 : -15; }

cd_inflater *cd_inflater_make(enum cd_wrapping wrapping) {
    cd_inflater *inflater = calloc(1, sizeof *inflater);
    if (!inflater) return NULL;
    inflater->wrapping = wrapping;
    if (inflateInit2(&inflater->stream, window_bits(wrapping)) != Z_OK) {
        free(inflater);
        return NULL;
    }
    return inflater;
}

void cd_inflater_free(cd_inflater *inflater) {
    if (!inflater) return;
    inflateEnd(&inflater->stream);
    free(inflater);
}

enum cd_status cd_inflate(
    cd_inflater *inflater, const uint8_t *input, size_t input_count, size_t *input_used, uint8_t *output,
    size_t output_count, size_t *output_used) {
    z_stream *stream = &inflater->stream;
    *input_used = 0;
    *output_used = 0;
    for (;;) {
        if (inflater->at_boundary) {
            // Zeros behind the last member fill up blocks of tapes; gzip skips them, and so does this.
            while (*input_used < input_count && input[*input_used] == 0) *input_used += 1;
            if (*input_used == input_count) return cd_end;
            if (inflateReset2(stream, window_bits(inflater->wrapping)) != Z_OK) return cd_damaged;
            inflater->at_boundary = 0;
        }
        size_t left = input_count - *input_used, room = output_count - *output_used;
        stream->next_in = (Bytef *)(input + *input_used);
        stream->avail_in = left > UINT_MAX ? UINT_MAX : (uInt)left;
        stream->next_out = output + *output_used;
        stream->avail_out = room > UINT_MAX ? UINT_MAX : (uInt)room;
        uInt in_before = stream->avail_in, out_before = stream->avail_out;
        int status = inflate(stream, Z_NO_FLUSH);
        *input_used += in_before - stream->avail_in;
        *output_used += out_before - stream->avail_out;
        if (status == Z_STREAM_END) {
            if (inflater->wrapping == cd_raw) return cd_end;
            inflater->at_boundary = 1;
            continue;
        }
        if (status == Z_MEM_ERROR) return cd_no_memory;
        if (status == Z_BUF_ERROR || status == Z_OK) {
            if (*output_used == output_count) return cd_ok;
            if (*input_used == input_count) return cd_truncated;
            if (in_before == stream->avail_in && out_before == stream->avail_out) return cd_damaged;
            continue;
        }
        return cd_damaged;
    }
}

const char *cd_inflater_message(const cd_inflater *inflater) {
    return inflater->stream.msg ? inflater->stream.msg : "";
}

size_t cd_deflate_bound(size_t count) { return count + count / 1000 + 128; }

size_t cd_deflate(
    enum cd_wrapping wrapping, const uint8_t *input, size_t count, uint8_t *output, size_t output_count) {
    z_stream stream = {0};
    if (count > UINT_MAX || output_count > UINT_MAX) return 0;
    if (deflateInit2(&stream, 6, Z_DEFLATED, window_bits(wrapping), 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (Bytef *)input;
    stream.avail_in = (uInt)count;
    stream.next_out = output;
    stream.avail_out = (uInt)output_count;
    int status = deflate(&stream, Z_FINISH);
    size_t used = output_count - stream.avail_out;
    deflateEnd(&stream);
    return status == Z_STREAM_END ? used : 0;
}

uint32_t cd_crc32(const uint8_t *bytes, size_t count) { return (uint32_t)crc32_z(0, bytes, count); }
