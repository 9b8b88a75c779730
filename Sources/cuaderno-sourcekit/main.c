// The process in which the compiler's own library answers questions about source.
//
// usage: cuaderno-sourcekit PATH_OF_LIBSOURCEKITDINPROC
//
// Standard input is a socket. A request on it is two lengths of four bytes, least significant first, then as many bytes
// each: the request in sourcekitd's YAML, and the source text that goes with it (key.sourcetext; none where its length is
// 0xFFFFFFFF). An answer goes the other way: a length, then JSON; an error is {"error": "..."}.
//
// The library may crash or never return: whoever started this process kills it and starts another. It ends by itself when
// the other end of the socket is gone, even in the midst of a request.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// As in the toolchain's SourceKit/sourcekitd.h, whose ABI is kept.
typedef struct {
    uint64_t data[3];
} Variant;

static struct {
    void (*initialize)(void);
    void *(*uid)(const char *);
    void *(*parse)(const char *yaml, char **error);
    void (*set_text)(void *request, void *key, const char *bytes, size_t count);
    void (*release)(void *request);
    void *(*send)(void *request);
    void (*dispose)(void *response);
    bool (*is_error)(void *response);
    const char *(*error_text)(void *response);
    Variant (*value)(void *response);
    char *(*json)(Variant);
} library;

static const uint32_t no_text = UINT32_MAX;
static const uint32_t longest = 256 << 20;

static void end(int status, const char *message) {
    if (message) fprintf(stderr, "cuaderno-sourcekit: %s\n", message);
    _exit(status);
}

static void load(const char *path) {
    void *handle = dlopen(path, RTLD_NOW);
    if (!handle) end(69, dlerror());
    const struct {
        const char *name;
        void **place;
    } functions[] = {
        {"sourcekitd_initialize", (void **)&library.initialize},
        {"sourcekitd_uid_get_from_cstr", (void **)&library.uid},
        {"sourcekitd_request_create_from_yaml", (void **)&library.parse},
        {"sourcekitd_request_dictionary_set_stringbuf", (void **)&library.set_text},
        {"sourcekitd_request_release", (void **)&library.release},
        {"sourcekitd_send_request_sync", (void **)&library.send},
        {"sourcekitd_response_dispose", (void **)&library.dispose},
        {"sourcekitd_response_is_error", (void **)&library.is_error},
        {"sourcekitd_response_error_get_description", (void **)&library.error_text},
        {"sourcekitd_response_get_value", (void **)&library.value},
        {"sourcekitd_variant_json_description_copy", (void **)&library.json},
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        *functions[i].place = dlsym(handle, functions[i].name);
        if (!*functions[i].place) end(69, functions[i].name);
    }
    library.initialize();
}

// False at the end of the stream.
static bool read_all(void *bytes, size_t count) {
    char *place = bytes;
    while (count > 0) {
        ssize_t got = read(STDIN_FILENO, place, count);
        if (got <= 0) return false;
        place += got;
        count -= (size_t)got;
    }
    return true;
}

static void write_all(const void *bytes, size_t count) {
    const char *place = bytes;
    while (count > 0) {
        ssize_t put = write(STDIN_FILENO, place, count);
        if (put <= 0) end(0, NULL);
        place += put;
        count -= (size_t)put;
    }
}

static void answer(const char *json) {
    uint32_t length = (uint32_t)strlen(json);
    write_all(&length, sizeof length);
    write_all(json, length);
}

static void answer_error(const char *text) {
    // Quotes and the like would need an escape, and nobody takes the message apart.
    char json[512];
    size_t count = (size_t)snprintf(json, sizeof json, "{\"error\": \"");
    for (; *text && count < sizeof json - 3; text++)
        json[count++] = *text < ' ' || *text == '"' || *text == '\\' || *text > '~' ? ' ' : *text;
    memcpy(json + count, "\"}", 3);
    answer(json);
}

static void serve(const char *yaml, const char *text, uint32_t text_length) {
    char *error = NULL;
    void *request = library.parse(yaml, &error);
    if (!request) {
        answer_error(error ? error : "the request is not understood");
        free(error);
        return;
    }
    if (text) library.set_text(request, library.uid("key.sourcetext"), text, text_length);
    void *response = library.send(request);
    library.release(request);
    if (library.is_error(response)) {
        answer_error(library.error_text(response));
    } else {
        char *json = library.json(library.value(response));
        answer(json ? json : "{}");
        free(json);
    }
    library.dispose(response);
}

static void *watch(void *nothing) {
    (void)nothing;
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLRDHUP};
    while (poll(&input, 1, -1) < 1) {}
    end(0, NULL);
    return NULL;
}

int main(int count, char **arguments) {
    if (count != 2) end(64, "usage: cuaderno-sourcekit PATH (the kernel starts this program; see cuaderno --help)");
    pthread_t watcher;
    if (pthread_create(&watcher, NULL, watch, NULL) != 0) end(71, "no thread can be started");
    load(arguments[1]);

    uint32_t lengths[2];
    while (read_all(lengths, sizeof lengths)) {
        uint32_t text_length = lengths[1] == no_text ? 0 : lengths[1];
        if (lengths[0] > longest || text_length > longest) end(65, "a request is too long");
        char *yaml = calloc(lengths[0] + 1u, 1);
        char *text = calloc(text_length + 1u, 1);
        if (!yaml || !text) end(71, "no memory");
        if (!read_all(yaml, lengths[0]) || !read_all(text, text_length)) break;
        serve(yaml, lengths[1] == no_text ? NULL : text, text_length);
        free(yaml);
        free(text);
    }
    end(0, NULL);
}
