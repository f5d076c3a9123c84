/* A worker for testing the supervisor: each line of standard input says what
 * to do. Everything not listed is answered with itself. */

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>

static void answer(const char *text)
{
    printf("%s\n", text);
    fflush(stdout);
}

static void die(const char *rest)
{
    fprintf(stderr, "dying: %s\n", rest);
    kill(getpid(), SIGKILL);
}

/* Dies unless the file is there, and makes it before. */
static void die_once(const char *file)
{
    if (g_file_test(file, G_FILE_TEST_EXISTS)) {
        answer("second try");
        return;
    }
    g_file_set_contents(file, "", 0, NULL);
    die(file);
}

static void stop(const char *rest)
{
    (void)rest;
    raise(SIGSTOP);
}

static void leave(const char *status)
{
    fprintf(stderr, "leaving\n");
    exit(atoi(status));
}

static void hog(const char *rest)
{
    (void)rest;
    for (;;)
        memset(g_malloc(1 << 20), 1, 1 << 20);
}

static void tell_pid(const char *rest)
{
    (void)rest;
    char text[32];
    snprintf(text, sizeof text, "%d", (int)getpid());
    answer(text);
}

static void nap(const char *ms)
{
    usleep((useconds_t)atoi(ms) * 1000);
    answer(ms);
}

static const struct {
    const char *word;
    void (*run)(const char *rest);
} COMMANDS[] = {
    {"die ", die}, {"die-once ", die_once}, {"stop ", stop}, {"exit ", leave},
    {"hog ", hog}, {"pid ", tell_pid},      {"nap ", nap},
};

int main(void)
{
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0) {
        line[strcspn(line, "\n")] = '\0';
        bool known = false;
        for (size_t i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
            if (g_str_has_prefix(line, COMMANDS[i].word)) {
                known = true;
                COMMANDS[i].run(line + strlen(COMMANDS[i].word));
                break;
            }
        if (!known)
            answer(line);
    }
    free(line);
    return 0;
}
