// Modules of the toolchain that few cells import are loaded when a cell needs one of their symbols.

#include "internal.h"
#include <ctype.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/// Descriptors that no cell can have: where one has opened all the others, the next cell's library is still loaded.
enum { spareDescriptors = 32 };

void librariesPrepare(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max < 4 * spareDescriptors) return;
    rlim_t most = limit.rlim_max - spareDescriptors;
    if (limit.rlim_cur > most) limit.rlim_cur = most;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/// Gives the spare descriptors out, or keeps them back again: relative to the limit, which a cell may have changed.
static void giveSpareDescriptors(bool isGiven) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    rlim_t change = spareDescriptors;
    limit.rlim_cur = isGiven ? limit.rlim_cur + change : limit.rlim_cur > change ? limit.rlim_cur - change : 0;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/// The module in which the missing symbol was declared, or else extended: `$s7Testing…` and `$s10Foundation…7TestingE…`
/// name it behind the length of its name.
static bool loadModuleOf(const char *reason) {
    const char *symbol = strstr(reason, "$s");
    for (const char *next = symbol ? symbol + 2 : NULL; next && *next;) {
        if (!isdigit((unsigned char)*next)) {
            next++;
            continue;
        }
        char *name;
        unsigned long length = strtoul(next, &name, 10);
        if (length == 0 || length > 100 || length > strlen(name)) return false;
        static const char *const forms[] = {"libswift%.*s.so", "lib%.*s.so"};
        for (size_t index = 0; index < sizeof forms / sizeof *forms; index++) {
            char path[160];
            snprintf(path, sizeof path, forms[index], (int)length, name);
            // One that is there already does not hold the symbol.
            void *known = dlopen(path, RTLD_NOW | RTLD_NOLOAD);
            if (known) dlclose(known);
            else if (dlopen(path, RTLD_NOW | RTLD_GLOBAL)) return true;
        }
        next = name + length;
    }
    return false;
}

/// Those whose symbols do not say it, being of C or of the standard library's own types.
static bool loadAll(void) {
    static bool isDone;
    if (isDone) return false;
    isDone = true;
    static const char *const names[] = {
        "libswiftSynchronization.so",  "libswiftObservation.so",     "libswiftRegexBuilder.so",
        "libswift_Differentiation.so", "libswiftDistributed.so",     "libswift_Volatile.so",
        "libFoundationXML.so",         "libFoundationNetworking.so", "libswiftRuntime.so",
    };
    for (size_t index = 0; index < sizeof names / sizeof *names; index++) dlopen(names[index], RTLD_NOW | RTLD_GLOBAL);
    return true;
}

static void *load(const char *library) {
    for (;;) {
        void *handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL);
        if (handle) return handle;
        const char *reason = dlerror();
        bool isMissing = reason && strstr(reason, "undefined symbol");
        // Asked again for the message, which is told once.
        if (!isMissing || !(loadModuleOf(reason) || loadAll())) return dlopen(library, RTLD_NOW | RTLD_GLOBAL);
    }
}

void *librariesLoad(const char *library) {
    giveSpareDescriptors(true);
    void *handle = load(library);
    giveSpareDescriptors(false);
    return handle;
}
