// The ways into standard output and error: each says first for which cell it writes (marks.c).

// The header would define some of these itself, as inline functions.
#ifndef __NO_INLINE__
#define __NO_INLINE__ 1
#endif
#include "internal.h"
#include <stdarg.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/// The lock is taken twice, which costs nothing, so that the text follows its mark.
#define WRITING(stream, call) \
    do { \
        realFind(); \
        FILE *target = (stream); \
        if (target != stdout && target != stderr) return call; \
        flockfile(target); \
        marksClaim(target); \
        __auto_type result = call; \
        funlockfile(target); \
        return result; \
    } while (0)

INTERPOSED size_t fwrite(const void *text, size_t size, size_t count, FILE *stream) {
    WRITING(stream, real.fwrite(text, size, count, stream));
}

INTERPOSED int fputs(const char *text, FILE *stream) {
    WRITING(stream, real.fputs(text, stream));
}

INTERPOSED int puts(const char *text) {
    WRITING(stdout, real.puts(text));
}

INTERPOSED int fputc(int character, FILE *stream) {
    WRITING(stream, real.fputc(character, stream));
}

INTERPOSED int putc(int character, FILE *stream) {
    WRITING(stream, real.fputc(character, stream));
}

INTERPOSED int putchar(int character) {
    WRITING(stdout, real.fputc(character, stdout));
}

INTERPOSED int vfprintf(FILE *stream, const char *format, va_list arguments) {
    WRITING(stream, real.vfprintf(stream, format, arguments));
}

INTERPOSED int vprintf(const char *format, va_list arguments) {
    return vfprintf(stdout, format, arguments);
}

INTERPOSED int fprintf(FILE *stream, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int count = vfprintf(stream, format, arguments);
    va_end(arguments);
    return count;
}

INTERPOSED int printf(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int count = vfprintf(stdout, format, arguments);
    va_end(arguments);
    return count;
}

/// Interposed: Foundation's file handles, and C.
INTERPOSED ssize_t write(int descriptor, const void *bytes, size_t count) {
    realFind();
    if (descriptor == 1) marksClaim(stdout);
    if (descriptor == 2) marksClaim(stderr);
    return real.write(descriptor, bytes, count);
}
