/* say.c - messages on standard error: for people a line that begins with "avow:", for inputs that failed a line of JSON
 * each (doc: avow help extract), and the line that shows progress, which gives way to the others. */
#include "cli.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static bool progress_shown;
static double began;

bool say_progress_end(void)
{
    static bool ever;
    if (progress_shown)
        fputs("\r\033[K", stderr);
    ever = ever || progress_shown;
    progress_shown = false;
    return ever;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double say_seconds(void)
{
    return began != 0 ? seconds() - began : 0;
}

void say_progress(uint64_t articles, uint64_t bytes)
{
    static double last;
    static int wanted = -1;
    if (wanted < 0)
        wanted = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
    double now = seconds();
    if (began == 0)
        began = now;
    if (!wanted)
        return;
    if (now - began < 1 || now - last < 0.2)
        return;
    last = now;
    fprintf(stderr, "\r\033[K%llu articles, %.1f articles/s, %.2f MB/s", (unsigned long long)articles,
            (double)articles / (now - began), (double)bytes / (now - began) / 1e6);
    fflush(stderr);
    progress_shown = true;
}

static void say_list(const char *format, va_list arguments)
{
    say_progress_end();
    fputs("avow: ", stderr);
    vfprintf(stderr, format, arguments);
}

void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say_list(format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

int say_wrong_use(const char *command, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say_list(format, arguments);
    va_end(arguments);
    fprintf(stderr, "; see: avow help%s%s\n", command != NULL ? " " : "", command != NULL ? command : "");
    return WRONG_USE;
}

void say_failed(const avow_error *error, const char *file, uint64_t record, const char *id)
{
    char *name = must_utf8(file), *detail = must_utf8(error->detail);
    json_t *line = json_pack("{s:s, s:s, s:o, s:I, s:s}", "error", avow_status_name(error->code), "file", name, "record",
                             id != NULL ? json_string(id) : record > 0 ? json_integer((json_int_t)record) : json_null(), "offset",
                             (json_int_t)error->offset, "detail", detail);
    char *text = line != NULL ? json_dumps(line, 0) : NULL;
    say_progress_end();
    fprintf(stderr, "%s\n", text != NULL ? text : "{\"error\": \"no memory\"}");
    free(text);
    json_decref(line);
    free(detail);
    free(name);
}

int say_no_model(const avow_error *error)
{
    say("%s", error->detail[0] != '\0' ? error->detail : avow_status_name(error->code));
    return NO_MODEL;
}

int say_no_kernel(const char *name)
{
    char names[256] = "";
    for (size_t i = 0; avow_kernel_name(i) != NULL; i++)
        if (strlen(names) + strlen(avow_kernel_name(i)) + 2 < sizeof names)
            strcat(strcat(names, " "), avow_kernel_name(i));
    say("no kernel set '%s' on this machine; there are:%s", name != NULL ? name : "", names);
    return WRONG_USE;
}

avow_status fail(avow_error *error, avow_status code, uint64_t offset, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    error->code = code;
    error->offset = offset;
    vsnprintf(error->detail, sizeof error->detail, format, arguments);
    va_end(arguments);
    return code;
}
