// Modules of the toolchain that few cells import are loaded when a cell needs one of their symbols.

#include "internal.h"
#include <ctype.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

void *librariesLoad(const char *library) {
    for (;;) {
        void *handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL);
        if (handle) return handle;
        const char *reason = dlerror();
        bool isMissing = reason && strstr(reason, "undefined symbol");
        // Asked again for the message, which is told once.
        if (!isMissing || !(loadModuleOf(reason) || loadAll())) return dlopen(library, RTLD_NOW | RTLD_GLOBAL);
    }
}
