/* command.c - how long commands take, when their first output comes, and how much memory they have at most.
 *
 *     command [--runs N] COMMAND... [:: COMMAND...]
 *
 * The commands take turns, N runs each after one that does not count; what they write is read and dropped. One line a command:
 * medians in milliseconds of the wall time to the first output and to the end, least and most of the latter; the largest resident
 * memory of any run in MB; the exit status. A small program of its own, since a child's peak includes what its parent had. */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_COMMANDS = 8, MOST_RUNS = 999 };

typedef struct command {
    char **words;
    double first[MOST_RUNS], whole[MOST_RUNS];
    long peak;                      /* KiB */
    int status;
} command;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static void run(command *c, size_t turn)
{
    int ends[2];
    if (pipe(ends) != 0) exit(1);
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]), close(ends[1]);
        execvp(c->words[0], c->words);
        _exit(127);
    }
    close(ends[1]);
    char data[65536];
    c->first[turn] = 0;
    for (ssize_t got; (got = read(ends[0], data, sizeof data)) > 0 || (got < 0 && errno == EINTR);)
        if (c->first[turn] == 0) c->first[turn] = now() - start;
    close(ends[0]);
    struct rusage usage = {0};
    int status = 1;
    if (wait4(child, &status, 0, &usage) == child && usage.ru_maxrss > c->peak) c->peak = usage.ru_maxrss;
    c->whole[turn] = now() - start;
    if (status != 0) c->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    static command commands[MOST_COMMANDS];
    size_t count = 0, runs = 21;
    int i = 1, failed = 0;
    if (argc > 2 && strcmp(argv[1], "--runs") == 0) {
        runs = strtoul(argv[2], NULL, 10);
        i = 3;
    }
    for (int start = i; i <= argc && count < MOST_COMMANDS; i++)
        if (i == argc || strcmp(argv[i], "::") == 0) {
            argv[i] = NULL;
            if (i > start) commands[count++].words = argv + start;
            start = i + 1;
        }
    if (count == 0 || runs < 1 || runs > MOST_RUNS) {
        fputs("usage: command [--runs 1..999] COMMAND... [:: COMMAND...]\n", stderr);
        return 2;
    }
    for (size_t turn = 0; turn <= runs; turn++)
        for (size_t c = 0; c < count; c++) run(&commands[c], turn > 0 ? turn - 1 : 0);
    for (size_t c = 0; c < count; c++) {
        command *m = &commands[c];
        qsort(m->first, runs, sizeof *m->first, by_size);
        qsort(m->whole, runs, sizeof *m->whole, by_size);
        printf("%.1f %.1f %.1f %.1f %.1f %d\n", m->first[runs / 2], m->whole[runs / 2], m->whole[0], m->whole[runs - 1],
               (double)m->peak * 1024e-6, m->status);
        failed |= m->status != 0;
    }
    return failed;
}
