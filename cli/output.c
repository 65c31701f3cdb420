/* output.c - results on their way out: buffered writes to standard output or a file, with errors remembered. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool output_open(cli_output *output, const char *path)
{
    output->error = 0;
    output->used = 0;
    output->file = path == NULL ? STDOUT_FILENO : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (output->file < 0)
        say("can't write to %s: %s", path, strerror(errno));
    return output->file >= 0;
}

bool output_open_behind(cli_output *output, const char *path, uint64_t kept)
{
    struct stat is;
    output->error = 0;
    output->used = 0;
    output->file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    const char *why = NULL;
    if (output->file < 0 || fstat(output->file, &is) != 0)
        why = strerror(errno);
    else if (!S_ISREG(is.st_mode))
        why = "it is no regular file, and nothing else can be gone on with";
    else if ((uint64_t)is.st_size < kept)
        why = "it is shorter than its journal says";
    else if (ftruncate(output->file, (off_t)kept) != 0 || lseek(output->file, 0, SEEK_END) < 0)
        why = strerror(errno);
    if (why == NULL)
        return true;
    say("can't write to %s: %s", path, why);
    if (output->file >= 0)
        close(output->file);
    return false;
}

static void put(cli_output *output, const char *data, size_t size)
{
    while (size > 0 && output->error == 0) {
        ssize_t done = write(output->file, data, size);
        if (done < 0 && errno != EINTR)
            output->error = errno;
        if (done > 0) {
            data += done;
            size -= (size_t)done;
        }
    }
}

bool output_flush(cli_output *output)
{
    put(output, output->buffer, output->used);
    output->used = 0;
    return output->error == 0;
}

bool output_keep(cli_output *output, uint64_t *size)
{
    if (!output_flush(output))
        return false;
    off_t at = lseek(output->file, 0, SEEK_CUR);
    if (at < 0 || fdatasync(output->file) != 0)
        output->error = errno;
    else
        *size = (uint64_t)at;
    return output->error == 0;
}

int output_sink(void *context, const char *data, size_t size)
{
    cli_output *output = context;
    if (size > sizeof output->buffer - output->used)
        output_flush(output);
    if (size > sizeof output->buffer)
        put(output, data, size);
    else if (size > 0) {
        memcpy(output->buffer + output->used, data, size);
        output->used += size;
    }
    return output->error;
}

void output_text(cli_output *output, const char *text)
{
    output_sink(output, text, strlen(text));
}

void output_safe(cli_output *output, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        bool c1 = c == 0xC2 && i + 1 < size && (unsigned char)text[i + 1] < 0xA0;
        if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7F || c1)
            output_text(output, "\xEF\xBF\xBD");
        else
            output_sink(output, text + i, 1);
        i += c1;
    }
}

bool output_close(cli_output *output, const char *path)
{
    output_flush(output);
    if (close(output->file) != 0 && output->error == 0)
        output->error = errno;
    if (output->error == EPIPE)
        interrupted = SIGPIPE;
    else if (output->error != 0)
        say("can't write to %s: %s", path != NULL ? path : "standard output", strerror(output->error));
    return output->error == 0;
}

bool part_open(cli_part *part, const char *path)
{
    const char *name = base_name(path);
    part->path = must_copy(path);
    part->temporary = must_format("%.*s.%s.part", (int)(name - path), path, name);
    part->output.error = 0;
    part->output.used = 0;
    part->output.file = open(part->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (part->output.file < 0)
        say("can't write to %s: %s", path, strerror(errno));
    return part->output.file >= 0;
}

bool part_close(cli_part *part, bool wanted)
{
    bool opened = part->output.file >= 0, done = opened && output_close(&part->output, part->path) && wanted;
    if (done && rename(part->temporary, part->path) != 0) {
        say("can't write to %s: %s", part->path, strerror(errno));
        done = false;
    }
    if (opened && !done)
        unlink(part->temporary);
    free(part->temporary);
    free(part->path);
    return done;
}
