/* serve.c - avow serve: the record over HTTP. */
#include <stdlib.h>

#include "record.h"
#ifdef AVOW_SERVER
#include <server.h>
#endif

#ifdef AVOW_SERVER
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
    avow_error error = {0};
    int status = options_parse("serve", "store listen token-file open model jobs log", argc, argv, &options);
    if (status != DONE)
        return status;
    if (options.store == NULL)
        return say_wrong_use("serve", "no store named: --store FILE");
    if (options.file_count > 0)
        return say_wrong_use("serve", "avow serve takes no files");
    if (open_model(options.model, &model, &error) != AVOW_OK) {
        if (options.model != NULL)
            return say_no_model(&error);
        say("%s; so nothing can be extracted", error.detail);
    }
    status = serve(&options, model);
    avow_model_close(model);
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
