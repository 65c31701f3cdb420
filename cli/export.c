/* export.c - avow export: the articles of a store in the formats of others. */
#include <stdlib.h>
#include <sys/stat.h>

#include "folder.h"
#include "record.h"

typedef struct exporting {
    const char *where;              /* the store's path */
    avow_store *store;
    avow_writer *writer;            /* of one file for all, or NULL: */
    cli_folder *folder;
    uint64_t articles, failed, bytes;
} exporting;

/* Writes one article. False if there is no going on: *error says why, or, if it is AVOW_WRITE_FAILED, that was said. */
static bool export_one(exporting *self, int64_t article, avow_error *error)
{
    avow_result *result;
    if (avow_store_article(self->store, article, &result, error) != AVOW_OK)
        return false;
    avow_status status = self->folder != NULL ? folder_write(self->folder, result, NULL, NULL, error)
                                              : avow_write(self->writer, result, error);
    if (status == AVOW_BAD_ARGUMENT)
        say_failed(error, self->where, (uint64_t)article, result->id);
    self->failed += status == AVOW_BAD_ARGUMENT;
    self->articles++;
    self->bytes += result->text_size;
    say_progress(self->articles, self->bytes);
    avow_result_free(result);
    return status == AVOW_OK || status == AVOW_BAD_ARGUMENT;
}

/* Whether all were written; *error as above. */
static bool export_all(exporting *self, avow_error *error)
{
    int64_t article = 0;
    *error = (avow_error){0};
    say_progress(0, 0);
    bool going = true;
    while (going && !interrupted) {
        going = avow_store_next(self->store, article, &article, error) == AVOW_OK && article != 0;
        going = going && export_one(self, article, error);
    }
    say_progress_end();
    return error->code == AVOW_OK && !interrupted;
}

static int outcome(const cli_options *options, const exporting *self, const avow_error *error, bool written)
{
    if (error->code != AVOW_OK && error->code != AVOW_WRITE_FAILED)
        return record_failed(options, error);
    return written && self->failed == 0 && !interrupted ? DONE : SOME_INPUT_FAILED;
}

static int export_files(const cli_options *options, avow_store *store, const avow_write_options *format)
{
    cli_folder folder;
    avow_error error;
    if (!folder_open(&folder, options->output, format))
        return SOME_INPUT_FAILED;
    exporting self = {.where = options->store, .store = store, .folder = &folder};
    export_all(&self, &error);
    bool written = !folder.failed;
    folder_close(&folder);
    return outcome(options, &self, &error, written);
}

/* All articles through one writer. Whether all is well; *error as above. */
static bool export_into(exporting *self, const avow_write_options *format, cli_output *output, avow_error *error)
{
    if (avow_writer_new(format, output_sink, output, NULL, &self->writer, error) != AVOW_OK)
        return false;
    if (export_all(self, error))
        return avow_writer_finish(self->writer, error) == AVOW_OK;
    avow_writer_free(self->writer);
    return false;
}

static int export_stream(const cli_options *options, avow_store *store, const avow_write_options *format)
{
    struct stat is;
    exporting self = {.where = options->store, .store = store};
    avow_error error = {0};
    bool whole = options->output != NULL && (lstat(options->output, &is) != 0 || S_ISREG(is.st_mode)), written = false;
    cli_part *part = must_alloc(1, sizeof *part);
    if (whole) {
        bool opened = part_open(part, options->output);
        written = part_close(part, opened && export_into(&self, format, &part->output, &error));
    } else if (output_open(&part->output, options->output)) {
        export_into(&self, format, &part->output, &error);
        written = output_close(&part->output, options->output);
    }
    free(part);
    return outcome(options, &self, &error, written);
}

int command_export(int argc, char **argv)
{
    cli_options options;
    int status = options_parse("export", "store format output", argc, argv, &options);
    if (status != DONE)
        return status;
    if (options.file_count > 0)
        return say_wrong_use("export", "avow export takes no FILE: it writes what the store holds");
    if (options.format == FORMAT_DEFAULT)
        return say_wrong_use("export", "no format named: --format brat, webannotation, csv, conll, jsonld or citron");
    if (options.format == FORMAT_BRAT && options.output == NULL)
        return say_wrong_use("export", "--format brat goes with --output FOLDER: it has two files an article");
    avow_store *store;
    avow_write_options format = {.format = library_format(&options)};
    if (record_open("export", &options, (avow_store_options){.read_only = true}, &store, &status))
        status = is_folder(&options) ? export_files(&options, store, &format) : export_stream(&options, store, &format);
    avow_store_close(store);
    return status;
}
