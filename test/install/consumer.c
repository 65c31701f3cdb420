/* consumer.c - what a program that uses the installed library looks like: extracts from one sentence, prints JSONL. */
#include <stdio.h>
#include <string.h>

#include <avow/avow.h>

static int print(void *context, const char *data, size_t size)
{
    (void)context;
    return fwrite(data, 1, size, stdout) == size ? 0 : 1;
}

int main(int argc, char **argv)
{
    avow_error error = {0};
    avow_model *model = NULL;
    avow_session *session = NULL;
    avow_result *result = NULL;
    avow_writer *writer = NULL;
    const char *text = "The mayor said the bridge would reopen in May.";
    const avow_article article = {.text = text, .size = strlen(text), .id = "consumer"};
    const avow_write_options options = {.format = AVOW_FORMAT_JSONL};

    if (argc != 2 || strcmp(avow_version(), AVOW_VERSION) != 0)
        return 2;
    if (avow_model_open(argv[1], NULL, &model, &error) != AVOW_OK ||
        avow_session_new(model, NULL, &session, &error) != AVOW_OK ||
        avow_extract(session, &article, &result, &error) != AVOW_OK ||
        avow_writer_new(&options, print, NULL, NULL, &writer, &error) != AVOW_OK ||
        avow_write(writer, result, &error) != AVOW_OK || avow_writer_finish(writer, &error) != AVOW_OK)
        fprintf(stderr, "%s: %s\n", avow_status_name(error.code), error.detail);
    avow_result_free(result);
    avow_session_free(session);
    avow_model_close(model);
    return error.code == AVOW_OK ? 0 : 1;
}
