/* test_prefix.c - where an article stands in a longer text changes little: with 300 words of another article put before it,
 * at least 97 of 100 attributions stay as they were, but for their offsets. ctest: slow
 *
 * Long texts are read through windows, so this is where a cut in the wrong place would show. Over PolNeAR's dev articles where
 * ../shared is at hand, and over examples/; with the released model. The examples are short, and what a text begins with is
 * taken for headline and lead, which it is no more behind another: of these, attributions in the first 500 bytes don't count. */
#include <dirent.h>

#include "support.h"

#include <jansson.h>

enum { WORDS = 300, MOST = 400, LEAD = 500 };

typedef struct articles {
    char *text[MOST];
    size_t count;
} articles;

/* The first 300 words of text, with the empty line that parts them from what follows; NULL if it has fewer. */
static char *first_words(const char *text)
{
    size_t at = 0;
    for (int n = 0; n < WORDS; n++) {
        at += strspn(text + at, " \t\r\n");
        if (text[at] == '\0') return NULL;
        at += strcspn(text + at, " \t\r\n");
    }
    char *words = malloc(at + 3);
    assert_non_null(words);
    memcpy(words, text, at);
    strcpy(words + at, "\n\n");
    return words;
}

static bool same_spans(avow_spans a, avow_spans b, size_t shift)
{
    bool same = a.count == b.count;
    for (size_t i = 0; same && i < a.count; i++)
        same = a.items[i].start + shift == b.items[i].start && a.items[i].end + shift == b.items[i].end;
    return same;
}

static bool has(const avow_result *r, const avow_attribution *a, size_t shift)
{
    for (size_t i = 0; i < r->attribution_count; i++) {
        const avow_attribution *b = &r->attributions[i];
        if (a->type == b->type && same_spans(a->cue, b->cue, shift) && same_spans(a->source, b->source, shift) &&
            same_spans(a->content, b->content, shift))
            return true;
    }
    return false;
}

typedef struct tally {
    size_t articles, before, same, after;
} tally;

static void compare(avow_session *session, const char *text, const char *words, size_t from, tally *t)
{
    size_t shift = strlen(words), size = strlen(text);
    char *longer = malloc(shift + size + 1);
    assert_non_null(longer);
    memcpy(longer, words, shift);
    memcpy(longer + shift, text, size + 1);
    avow_result *alone = read_text(session, text), *behind = read_text(session, longer);
    for (size_t i = 0; i < alone->attribution_count; i++) {
        if (alone->attributions[i].cue.items[0].start < from) continue;
        t->before++;
        t->same += has(behind, &alone->attributions[i], shift);
    }
    for (size_t i = 0; i < behind->attribution_count; i++) t->after += behind->attributions[i].cue.items[0].start >= shift + from;
    t->articles++;
    avow_result_free(alone);
    avow_result_free(behind);
    free(longer);
}

/* Puts the first words of the next article that has enough of them before each; compares from byte `from` on. */
static void stays_the_same(const articles *all, const char *what, size_t from)
{
    avow_model *model = open_released();
    if (model == NULL || all->count < 2) {
        print_message("skipped: no %s\n", model == NULL ? "released model" : what);
        avow_model_close(model);
        skip();
    }
    avow_session *session = new_session(model, NULL);
    tally t = {0};
    for (size_t i = 0; i < all->count; i++) {
        char *words = NULL;
        for (size_t k = 1; k < all->count && words == NULL; k++) words = first_words(all->text[(i + k) % all->count]);
        assert_non_null(words);
        compare(session, all->text[i], words, from, &t);
        free(words);
    }
    print_message("%s: %zu articles, %zu attributions, %zu (%.1f %%) the same behind %d other words, %zu there in all\n", what,
                  t.articles, t.before, t.same, 100.0 * (double)t.same / (double)t.before, WORDS, t.after);
    assert_true(t.before > 0);
    assert_true(t.same * 100 >= t.before * 97);
    assert_true(t.after * 97 <= t.before * 100);        /* and few come in addition */
    avow_session_free(session);
    avow_model_close(model);
}

static void add(articles *all, char *text)
{
    if (text != NULL && all->count < MOST) all->text[all->count++] = text;
}

static void release(articles *all)
{
    while (all->count > 0) free(all->text[--all->count]);
}

static void polnear_articles(void **state)
{
    (void)state;
    const char *shared = getenv("AVOW_TEST_SHARED");
    articles all = {.count = 0};
    char path[4096];
    size_t size;
    snprintf(path, sizeof path, "%s/data/polnear-dev.jsonl", shared ? shared : "../shared");
    char *lines = read_file(path, &size);
    for (char *line = lines; line != NULL && *line != '\0'; line += strcspn(line, "\n"), line += *line != '\0') {
        json_t *object = json_loadb(line, strcspn(line, "\n"), 0, NULL);
        add(&all, strdup(json_string_value(json_object_get(object, "text"))));
        json_decref(object);
    }
    free(lines);
    stays_the_same(&all, "PolNeAR dev", 0);
    release(&all);
}

static void examples(void **state)
{
    (void)state;
    articles all = {.count = 0};
    struct dirent **names;
    int count = scandir("examples", &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char path[4096];
        size_t size, length = strlen(names[i]->d_name);
        snprintf(path, sizeof path, "examples/%s", names[i]->d_name);
        if (length > 4 && strcmp(names[i]->d_name + length - 4, ".txt") == 0) add(&all, read_file(path, &size));
        free(names[i]);
    }
    if (count >= 0) free(names);
    stays_the_same(&all, "examples", LEAD);
    release(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(polnear_articles),
        cmocka_unit_test(examples),
    };
    return cmocka_run_group_tests_name("prefix", tests, NULL, NULL);
}
