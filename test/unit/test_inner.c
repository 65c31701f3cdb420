/* test_inner.c - statements within another's words: what is mended of cues and sources, and whose content holds them.
 * Texts are marked {source} [cue] <content>. */
#include "support.h"

#include "extract.h"
#include "words.h"

enum { MOST = 64 };

/* A marked text as a window whose pieces are its words and signs. */
typedef struct marked {
    char text[512];
    uint32_t start[MOST], end[MOST];
    uint8_t tags[MOST];
    size_t cue_first, cue_end;
    avow_window window;
    avow_session session;
    avow_work work;
} marked;

static void read_marks(marked *m, const char *marks)
{
    size_t size = 0;
    uint8_t tag = 0;
    bool cue = false;
    memset(m, 0, sizeof *m);
    for (const char *at = marks; *at != '\0';) {
        const char *mark = strchr("{}[]<>", *at);
        if (mark != NULL) {
            tag = *mark == '{' ? 1 : *mark == '<' ? 3 : 0;
            cue = *mark == '[';
            at++;
            continue;
        }
        avow_span word;
        if (*at == ' ' || !avow_word_after(at, 0, strcspn(at, "{}[]<>"), &word)) {
            m->text[size++] = *at++;
            continue;
        }
        size_t i = m->window.end++;
        assert_true(i < MOST);
        memcpy(m->text + size, at, word.end);
        m->start[i] = (uint32_t)size;
        m->end[i] = (uint32_t)(size += word.end);
        at += word.end;
        m->tags[i] = tag;
        if (tag % 2 == 1) tag++;
        if (cue && m->cue_end == 0) m->cue_first = i;
        if (cue) m->cue_end = i + 1;
    }
    m->work = (avow_work){.session = &m->session, .text = m->text, .size = size, .pieces = {.count = m->window.end, .start = m->start, .end = m->end}};
}

/* The text with the marks that its tags make. */
static const char *show(const marked *m)
{
    static char out[1024];
    static const char open[] = "{<", close[] = "}>";
    size_t used = 0, count = m->window.end;
    for (size_t i = 0; i < count; i++) {
        uint8_t tag = m->tags[i], next = i + 1 < count ? m->tags[i + 1] : 0;
        if (i > 0) used += (size_t)snprintf(out + used, sizeof out - used, "%.*s", (int)(m->start[i] - m->end[i - 1]), m->text + m->end[i - 1]);
        if (i == m->cue_first) out[used++] = '[';
        if (tag % 2 == 1) out[used++] = open[tag / 2];
        used += (size_t)snprintf(out + used, sizeof out - used, "%.*s", (int)(m->end[i] - m->start[i]), m->text + m->start[i]);
        if (tag > 0 && (next == 0 || next % 2 == 1)) out[used++] = close[(tag - 1) / 2];
        if (i + 1 == m->cue_end) out[used++] = ']';
    }
    out[used] = '\0';
    return out;
}

static const char *mended(const char *marks)
{
    static marked m;
    read_marks(&m, marks);
    avow_inner_mend(&m.work, &m.window, m.cue_first, m.cue_end, m.tags);
    return show(&m);
}

static void the_subject_of_a_passive_hears(void **state)
{
    (void)state;
    assert_string_equal(mended("that {he} [was told] <it was late>"), "that he [was told] <it was late>");
    assert_string_equal(mended("that {the nurses} [were told] <to go>"), "that <the nurses> [were told] <to go>");
    assert_string_equal(mended("{he} [was told] by her <to go>"), "{he} [was told] by her <to go>");
    assert_string_equal(mended("{He} [asked] <me to go>"), "{He} [asked] <me to go>");
}

static void a_cue_begins_behind_its_quotation_mark(void **state)
{
    static marked m;
    (void)state;
    read_marks(&m, "it [\"recommended] it\"");
    assert_int_equal(avow_inner_cue_begin(&m.work, &m.window, m.cue_first, m.cue_end), m.cue_first + 1);
    read_marks(&m, "Roe[:] no");
    assert_int_equal(avow_inner_cue_begin(&m.work, &m.window, m.cue_first, m.cue_end), m.cue_first);
}

static void a_cue_has_a_verb(void **state)
{
    static marked m;
    static const char *const cues[][2] = {{"he [does not] know it", "know"}, {"I [don't] understand them", "understand"}, {"we [have] told them", "told"},
                                          {"the [claim was] that", "was"}, {"he [said] so", "said"}, {"he [does]", "does"}};
    (void)state;
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
        read_marks(&m, cues[i][0]);
        size_t end = avow_inner_cue_end(&m.work, &m.window, m.cue_first, m.cue_end);
        assert_memory_equal(m.text + m.start[end - 1], cues[i][1], m.end[end - 1] - m.start[end - 1]);
        assert_int_equal(strlen(cues[i][1]), m.end[end - 1] - m.start[end - 1]);
    }
}

static void whatever_stands_in_a_content_is_its_child(void **state)
{
    (void)state;
    marked m;
    read_marks(&m, "She said he denied that they knew it.");
    avow_span contents[3] = {{9, 36}, {19, 36}, {34, 36}};
    avow_find finds[3] = {{.cue_first = 1, .cue_end = 2, .cue = {4, 8}, .content = {&contents[0], 1}},
                          {.cue_first = 3, .cue_end = 4, .cue = {12, 18}, .content = {&contents[1], 1}},
                          {.cue_first = 6, .cue_end = 7, .cue = {29, 33}, .content = {&contents[2], 1}, .parent = &finds[0]}};
    avow_allocator allocator = avow_allocator_or_default(NULL);
    avow_error error;
    avow_arena_init(&m.session.article, &allocator);
    m.work.first = &finds[0], finds[0].next = &finds[1], finds[1].next = &finds[2], m.work.finds = 3;
    assert_int_equal(avow_nest_order(&m.work, &error), AVOW_OK);
    assert_null(finds[0].parent);
    assert_ptr_equal(finds[1].parent, &finds[0]);
    assert_ptr_equal(finds[2].parent, &finds[1]);
    avow_arena_free(&m.session.article);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cue_begins_behind_its_quotation_mark), cmocka_unit_test(a_cue_has_a_verb), cmocka_unit_test(the_subject_of_a_passive_hears), cmocka_unit_test(whatever_stands_in_a_content_is_its_child),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
