/* main.c - the avow command: chooses among the commands and prepares for signals.
 *
 * SIGINT and SIGTERM ask for an end: what is being written is finished, and the exit status is 128 + the signal. The third
 * one ends the program at once (not the second: timeout and shells send to the process and to its group). SIGPIPE keeps its
 * default; where whoever started us had it ignored, a closed pipe counts the same. */
#include "cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

volatile int interrupted;

static void interrupt(int number)
{
    static volatile sig_atomic_t times;
    int before = errno;
    __atomic_store_n(&interrupted, number, __ATOMIC_RELAXED);   /* sessions read it in other threads */
    if (++times >= 3) {
        signal(number, SIG_DFL);
        raise(number);
    }
    errno = before;
}

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} commands[] = {
    {"extract", command_extract}, {"read", command_read}, {"add", command_add}, {"search", command_search},
    {"who", command_who}, {"threads", command_threads}, {"drift", command_drift}, {"verify", command_verify},
    {"export", command_export}, {"serve", command_serve}, {"eval", command_eval}, {"model", command_model}, {"help", command_help},
    {"version", command_version}, {"--version", command_version}, {"-V", command_version}, {"--help", command_help},
    {"-h", command_help},
};

static int unknown(const char *name)
{
    if (name[0] == '-')
        return say_wrong_use(NULL, "unknown option '%s'", name);
    const char *nearest = help_nearest(name);
    if (nearest != NULL)
        return say_wrong_use(NULL, "unknown command '%s': did you mean '%s'?", name, nearest);
    return say_wrong_use(NULL, "unknown command '%s'", name);
}

int main(int argc, char **argv)
{
    struct sigaction action = {.sa_handler = interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);

    if (argc < 2)
        return say_wrong_use(NULL, "no command given");
    size_t i = 0, count = sizeof commands / sizeof *commands;
    while (i < count && strcmp(argv[1], commands[i].name) != 0)
        i++;
    if (i == count)
        return unknown(argv[1]);
    int status = commands[i].run(argc - 1, argv + 1);
    if (status == HELP_GIVEN)
        status = DONE;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        if (errno == EPIPE)
            interrupted = SIGPIPE;
        else
            say("can't write to standard output");
        status = SOME_INPUT_FAILED;
    }
    return interrupted != 0 ? 128 + interrupted : status;
}
