/* sample.c - writes the result of sample.h in a format, "text", "color", "jsonl" or "html", to standard output. */
#include <stdio.h>

#include "sample.h"

static int put(void *context, const char *data, size_t size)
{
    return fwrite(data, 1, size, context) != size;
}

int main(int argc, char **argv)
{
    sample s;
    sample_make(&s);
    char first = argc > 1 ? argv[1][0] : 't';
    avow_write_options options = {.format = first == 'h' ? AVOW_FORMAT_HTML : first == 'j' ? AVOW_FORMAT_JSONL : AVOW_FORMAT_TEXT,
                                  .color = first == 'c', .width = 80};
    avow_writer *writer;
    avow_error error = {0};
    avow_status status = avow_writer_new(&options, put, stdout, NULL, &writer, &error);
    if (status == AVOW_OK) status = avow_write(writer, &s.result, &error);
    if (status == AVOW_OK) status = avow_writer_finish(writer, &error);
    if (status != AVOW_OK) fprintf(stderr, "%s\n", error.detail);
    return status != AVOW_OK;
}
