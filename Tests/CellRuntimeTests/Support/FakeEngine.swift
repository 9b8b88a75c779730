/// What stands for `libCuaderno.so`: the same C interface, and something to do for each kind of command.
enum FakeEngine {
    static let source = #"""
        #define _GNU_SOURCE
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

        char *cuaderno_release(const uint8_t *bytes, long count) {
            printf("released %ld bytes\n", count);
            return NULL;
        }

        /* The frame's texts have lengths and no ends. */
        static bool has(const uint8_t *bytes, long count, const char *text) {
            return memmem(bytes, count, text, strlen(text)) != NULL;
        }

        char *cuaderno_command(const uint8_t *bytes, long count) {
            if (has(bytes, count, "%fail")) return strdup("no data set is called moons");
            if (has(bytes, count, "%crash")) *(volatile int *)16 = 1;
            if (has(bytes, count, "%abort")) abort();
            if (has(bytes, count, "%fit")) printf("%s\n", fake_fit() > 0 ? "stopped early" : "no batch");
            if (has(bytes, count, "%spin")) for (;;) sink++;
            if (has(bytes, count, "%show")) { printf("before "); fake_show("picture"); printf("after\n"); }
            if (has(bytes, count, "%ask")) {
                char *answer = fake_ask("name?");
                printf("answer: %s\n", answer ? answer : "none");
                free(answer);
            }
            return NULL;
        }

        /* The data of the message says what to do, as a command's line does. */
        char *cuaderno_comm(const uint8_t *bytes, long count) { return cuaderno_command(bytes, count); }
        """#
}
