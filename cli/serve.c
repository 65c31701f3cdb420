/* serve.c - avow serve: the record over HTTP. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "record.h"
#ifdef AVOW_SERVER
#include <server.h>
#endif

#ifdef AVOW_SERVER
enum { ALIGNED = 64 };

/* All of the file's bytes, to be freed; NULL, with error filled, if they can't be had. */
static void *read_model(const char *path, size_t *size, avow_error *error)
{
    FILE *file = fopen(path, "rb");
    struct stat is;
    bool there = file != NULL && fstat(fileno(file), &is) == 0 && S_ISREG(is.st_mode);
    void *bytes = there ? aligned_alloc(ALIGNED, ((size_t)is.st_size / ALIGNED + 1) * ALIGNED) : NULL;
    bool whole = bytes != NULL && (*size = fread(bytes, 1, (size_t)is.st_size, file)) == (size_t)is.st_size;
    if (file != NULL)
        fclose(file);
    if (whole)
        return bytes;
    free(bytes);
    fail(error, AVOW_READ_FAILED, 0, "the model can't be read: %.160s", path);
    return NULL;
}

/* A server runs for months, in which the file may be written over or cut off: it works with a copy. */
static avow_status copy_model(const char *wanted, void **bytes, avow_model **model, avow_error *error)
{
    size_t size = 0;
    char *path = find_model(wanted, error);
    *bytes = path != NULL ? read_model(path, &size, error) : NULL;
    free(path);
    return *bytes != NULL ? avow_model_open_memory(*bytes, size, NULL, model, error) : error->code;
}

static int serve(const cli_options *options, const avow_model *model)
{
    avow_error error = {0};
    server_options how = {.store = options->store, .listen = options->listen != NULL ? options->listen : "127.0.0.1:8080",
                          .token_file = options->token_file, .open = options->open, .log_json = options->log_json, .jobs = options->jobs,
                          .model = model, .stop = &interrupted};
    if (server_run(&how, &error))
        return DONE;
    if (error.code == AVOW_BAD_ARGUMENT)
        return say_wrong_use("serve", "%s", error.detail);
    return record_failed(options, &error);
}

int command_serve(int argc, char **argv)
{
    cli_options options;
    avow_model *model = NULL;
    void *bytes = NULL;
    avow_error error = {0};
    int status = options_parse("serve", "store listen token-file open model jobs log", argc, argv, &options);
    if (status != DONE)
        return status;
    if (options.store == NULL)
        return say_wrong_use("serve", "no store named: --store FILE");
    if (options.file_count > 0)
        return say_wrong_use("serve", "avow serve takes no files");
    if (copy_model(options.model, &bytes, &model, &error) != AVOW_OK) {
        if (options.model != NULL) {
            free(bytes);
            return say_no_model(&error);
        }
        say("%s; so nothing can be extracted", error.detail);
    }
    status = serve(&options, model);
    avow_model_close(model);
    free(bytes);
    if (status == DONE)
        interrupted = 0;            /* being asked to is how a server ends */
    return status;
}
#else
int command_serve(int argc, char **argv)
{
    (void)argc, (void)argv;
    return say_wrong_use("serve", "this avow was built without libmicrohttpd, and can't serve");
}
#endif
