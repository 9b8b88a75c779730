/// What stands for `libCuaderno.so`: the same C interface, and something to do for each kind of command.
enum FakeEngine {
    static let source = #"""
        #include <stdbool.h>
        #include <stdint.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>

        static void (*emit)(const uint8_t *, long, uint64_t);
        static char *(*ask)(const char *, bool);
        static long (*currentCell)(void);
        static const volatile int32_t *flag;
        static volatile int sink;

        void cuaderno_attach(void *e, void *a, void *c, const int32_t *f) {
            emit = e; ask = a; currentCell = c; flag = f;
        }

        void fake_show(const char *text) {
            static uint64_t marker;
            char frame[512];
            marker++;
            uint32_t length = snprintf(frame + 4, sizeof frame - 4,
                "{\"show\":{\"marker\":%lu,\"_1\":{\"cell\":%ld,\"kind\":\"display\","
                "\"data\":{\"text/plain\":\"%s\"},\"metadata\":{}}}}", marker, currentCell(), text);
            memcpy(frame, &length, 4);
            emit((uint8_t *)frame, length + 4, marker);
        }

        char *fake_ask(const char *prompt) { return ask(prompt, false); }

        /* Like `fit`: looks at the flag once a batch. */
        long fake_fit(void) {
            long batches = 0;
            puts("training");
            while (!*flag) { usleep(2000); batches++; }
            return batches;
        }

        char *cuaderno_release(const uint8_t *json, long count) {
            printf("released %.*s\n", (int)count, (const char *)json);
            return NULL;
        }

        char *cuaderno_command(const uint8_t *json, long count) {
            const char *text = (const char *)json;
            if (strstr(text, "%fail")) return strdup("no data set is called moons");
            if (strstr(text, "%crash")) *(volatile int *)16 = 1;
            if (strstr(text, "%abort")) abort();
            if (strstr(text, "%fit")) printf("%s\n", fake_fit() > 0 ? "stopped early" : "no batch");
            if (strstr(text, "%spin")) for (;;) sink++;
            if (strstr(text, "%show")) { printf("before "); fake_show("picture"); printf("after\n"); }
            if (strstr(text, "%ask")) {
                char *answer = fake_ask("name?");
                printf("answer: %s\n", answer ? answer : "none");
                free(answer);
            }
            return NULL;
        }
        """#
}
