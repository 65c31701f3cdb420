/* recorder.c - uses the installed libavow-record as another program would. */
#include <stdio.h>

#include <avow/record.h>

static int print(void *context, const avow_statement *s)
{
    (void)context;
    printf("%s %s: %s\n", s->speaker_name, s->cue, s->content);
    return 0;
}

int main(int argc, char **argv)
{
    static const avow_span source = {0, 8}, cue = {9, 13}, content = {14, 22};
    static const avow_attribution said = {.id = 1, .source = {&source, 1}, .cue = {&cue, 1}, .content = {&content, 1}, .speaker = 1};
    static const avow_entity who = {.id = 1, .name = "Ana Ruiz", .mentions = {&source, 1}};
    const avow_result result = {.id = "a", .text = "Ana Ruiz said it rains.", .text_size = 23, .attributions = &said,
                                .attribution_count = 1,
                                .entities = &who, .entity_count = 1};
    avow_store *store;
    avow_error error = {0};
    if (argc != 2 || avow_store_open(argv[1], &(avow_store_options){.create = true}, &store, &error) ||
        avow_store_add(store, &result, NULL, &error) || avow_store_search(store, &(avow_query){.words = "rain"}, print, NULL, &error))
        return fprintf(stderr, "%s: %s\n", avow_status_name(error.code), error.detail), 1;
    avow_store_close(store);
}
