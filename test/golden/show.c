/* show.c - what the model finds in an article, in the form of the golden files: one paragraph for each attribution.
 *
 * usage: show MODEL ARTICLE.txt...
 *
 *     13:1 indirect
 *       source   The team
 *       cue      said
 *       content  it would come back
 *
 * 13:1 is the line and column of the cue in the article, as an editor counts them. A role with several spans has a line for
 * each, one with none has none; a line end within a span is shown as ¶. Nothing else that the library reports is shown, so
 * that what later versions add, and the last digit of a confidence, leave the golden files alone. Public header only. */
#include <avow/avow.h>

#include <stdio.h>
#include <stdlib.h>

static void put_place(const avow_result *result, size_t at)
{
    size_t line = 1, column = 1;
    for (size_t i = 0; i < at; i++) {
        unsigned char c = (unsigned char)result->text[i];
        column = c == '\n' ? 1 : column + ((c & 0xC0) != 0x80);
        line += c == '\n';
    }
    printf("%zu:%zu", line, column);
}

static void put_spans(const avow_result *result, const char *role, avow_spans spans)
{
    for (size_t i = 0; i < spans.count; i++) {
        printf("  %-8s ", role);
        for (size_t at = spans.items[i].start; at < spans.items[i].end; at++)
            if (result->text[at] == '\n')
                fputs("¶", stdout);
            else
                putchar(result->text[at]);
        putchar('\n');
    }
}

static void show(const avow_result *result)
{
    static const char *const types[] = {"direct", "indirect", "mixed"};
    for (size_t i = 0; i < result->attribution_count; i++) {
        const avow_attribution *a = &result->attributions[i];
        if (i > 0)
            putchar('\n');
        put_place(result, a->cue.count > 0 ? a->cue.items[0].start : 0);
        printf(" %s\n", types[a->type]);
        put_spans(result, "source", a->source);
        put_spans(result, "cue", a->cue);
        put_spans(result, "content", a->content);
    }
}

/* The bytes of a file, to be freed; NULL if it can't be read. */
static char *read_file(const char *path, size_t *size)
{
    enum { MOST = 1 << 20 };
    FILE *file = fopen(path, "rb");
    char *text = malloc(MOST);
    *size = file != NULL && text != NULL ? fread(text, 1, MOST, file) : 0;
    if (file != NULL)
        fclose(file);
    return text;
}

int main(int argc, char **argv)
{
    avow_error error = {0};
    avow_model *model = NULL;
    avow_session *session = NULL;
    if (argc < 3)
        return 2;
    if (avow_model_open(argv[1], NULL, &model, &error) == AVOW_OK)
        avow_session_new(model, NULL, &session, &error);
    for (int i = 2; i < argc && error.code == AVOW_OK; i++) {
        avow_article article = {0};
        avow_result *result = NULL;
        char *text = read_file(argv[i], &article.size);
        article.text = text;
        if (avow_extract(session, &article, &result, &error) == AVOW_OK)
            show(result);
        avow_result_free(result);
        free(text);
    }
    if (error.code != AVOW_OK)
        fprintf(stderr, "show: %s: %s\n", avow_status_name(error.code), error.detail);
    avow_session_free(session);
    avow_model_close(model);
    return error.code == AVOW_OK ? 0 : 1;
}
