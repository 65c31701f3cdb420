/* model.c - avow model: shows what a model file says of itself, and checks that it is whole. */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static void write_json(const char *path, const avow_model_info *info)
{
    char checksum[17];
    snprintf(checksum, sizeof checksum, "%016" PRIx64, info->checksum);
    char *file = must_utf8(path);
    json_t *out = json_pack("{s:s, s:s, s:i, s:I, s:s, s:I, s:i, s:i, s:i, s:i, s:s}", "file", file, "name", info->name,
                            "format", (int)info->format, "size", (json_int_t)info->file_size, "checksum", checksum,
                            "parameters", (json_int_t)info->parameters, "layers", (int)info->layers, "width",
                            (int)info->width, "heads", (int)info->heads, "vocabulary", (int)info->vocabulary, "metadata",
                            info->metadata);
    if (out != NULL)
        json_dumpf(out, stdout, 0);
    putchar('\n');
    json_decref(out);
    free(file);
}

static void write_text(const char *path, const avow_model_info *info)
{
    printf("%s\n  file         %s\n  format       %" PRIu32 "\n  size         %.1f MB\n  checksum     %016" PRIx64
           " (verified)\n  parameters   %.1f million\n  layers       %" PRIu32 " of width %" PRIu32 ", %" PRIu32
           " heads\n  vocabulary   %" PRIu32 " word pieces\n",
           info->name, path, info->format, (double)info->file_size / 1e6, info->checksum, (double)info->parameters / 1e6,
           info->layers, info->width, info->heads, info->vocabulary);
    printf("  kernel sets ");
    for (size_t i = 0; avow_kernel_name(i) != NULL; i++)
        printf(" %s", avow_kernel_name(i));
    printf(" (on this machine, fastest first)\n\n%s", info->metadata);
    size_t size = strlen(info->metadata);
    if (size > 0 && info->metadata[size - 1] != '\n')
        putchar('\n');
}

int command_model(int argc, char **argv)
{
    cli_options options;
    int status = options_parse("model", "format model", argc, argv, &options);
    if (status != DONE)
        return status;
    const char *verb = options.file_count > 0 ? options.files[0] : "";
    bool check = strcmp(verb, "check") == 0;
    if ((!check && strcmp(verb, "info") != 0) || options.file_count > 2)
        return say_wrong_use("model", "avow model takes info or check, and perhaps a FILE");
    avow_error error = {0};
    avow_model *model;
    char *path = find_model(options.file_count == 2 ? options.files[1] : options.model, &error);
    if (path == NULL || open_model(path, &model, &error) != AVOW_OK) {
        free(path);
        return say_no_model(&error);
    }
    avow_model_info info = avow_model_describe(model);
    if (check)
        printf("%s: whole (%s, %" PRIu64 " bytes, checksum %016" PRIx64 ")\n", path, info.name, info.file_size, info.checksum);
    else if (wants_text(&options))
        write_text(path, &info);
    else
        write_json(path, &info);
    avow_model_close(model);
    free(path);
    return DONE;
}
