/* test_inner.c - statements within another's words: what is made of the role tagger's spans, and whose content holds them.
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

static const char *mended(const char *marks, const avow_find *before)
{
    static marked m;
    read_marks(&m, marks);
    avow_inner_mend(&m.work, &m.window, m.cue_first, m.cue_end, before, m.tags);
    return show(&m);
}

static void contents_end_with_the_cues_sentence(void **state)
{
    (void)state;
    assert_string_equal(mended("\"{They} [say] <it is only a list. My granddaddy taught me to ask>,\" he said.", NULL),
                        "\"{They} [say] <it is only a list>. My granddaddy taught me to ask,\" he said.");
    assert_string_equal(mended("\"{He} [knows] <the U.S. Senate well>,\" she said.", NULL), "\"{He} [knows] <the U.S. Senate well>,\" she said.");
    assert_string_equal(mended("{He} [told] me: <\"Go home. Now.\">", NULL), "{He} [told] me: <\"Go home. Now.\">");
    assert_string_equal(mended("{He} [said] this. <We go home. We go now>", NULL), "{He} [said] this. <We go home. We go now>");
}

static void contents_end_where_the_teller_goes_on(void **state)
{
    (void)state;
    assert_string_equal(mended("{He} [said] <he was tired, and I went home>.", NULL), "{He} [said] <he was tired>, and I went home.");
    assert_string_equal(mended("{She} [says] <germs; I say February>.", NULL), "{She} [says] <germs>; I say February.");
    assert_string_equal(mended("{I} [told] them <to go but then they stayed>.", NULL), "{I} [told] them <to go> but then they stayed.");
    assert_string_equal(mended("{I} [meant] <it when I said it>.", NULL), "{I} [meant] <it> when I said it.");
    assert_string_equal(mended("{I} [want] <it to be a school>.", NULL), "{I} [want] <it to be a school>.");
    assert_string_equal(mended("{He} [said] <that he and his wife slept, and that it rained>.", NULL), "{He} [said] <that he and his wife slept, and that it rained>.");
    assert_string_equal(mended("{He} [said], <\"I ran, and she ran,\"> he said.", NULL), "{He} [said], <\"I ran, and she ran,\"> he said.");
}

static void contents_keep_no_mark_that_closes_anothers_quotation(void **state)
{
    (void)state;
    assert_string_equal(mended("\"{He} [promised] <a nurse,\"> she said.", NULL), "\"{He} [promised] <a nurse>,\" she said.");
    assert_string_equal(mended("“{He} [calls] <it a “gem”.”> she said.", NULL), "“{He} [calls] <it a “gem”>.” she said.");
    assert_string_equal(mended("\"{He} [calls] <it>", NULL), "\"{He} [calls] <it>");
}

static void hearers_are_not_told(void **state)
{
    (void)state;
    assert_string_equal(mended("{He} [promised] <me one in 2011>", NULL), "{He} [promised] me <one in 2011>");
    assert_string_equal(mended("{He} [told] <me>", NULL), "{He} [told] <me>");
    assert_string_equal(mended("{He} [asked] <me to go>", NULL), "{He} [asked] <me to go>");
    assert_string_equal(mended("that {he} [was told] <it was late>", NULL), "that he [was told] <it was late>");
    assert_string_equal(mended("that {the nurses} [were told] <to go>", NULL), "that <the nurses> [were told] <to go>");
    assert_string_equal(mended("{he} [was told] by her <to go>", NULL), "{he} [was told] by her <to go>");
}

static void verbs_share_their_source(void **state)
{
    avow_span aide = {0, 8};
    avow_find before = {.cue_first = 2, .cue_end = 3, .source = {&aide, 1}};
    (void)state;
    assert_string_equal(mended("the aide came and [told] <us>", &before), "{the aide} came and [told] <us>");
    assert_string_equal(mended("the aide came in [told] <us>", &before), "the aide came in [told] <us>");
    assert_string_equal(mended("the aide came and [told] <us>", NULL), "the aide came and [told] <us>");
    assert_string_equal(mended("the aide came and [was told] <it>", &before), "the aide came and [was told] <it>");
}

static void a_cue_has_a_verb(void **state)
{
    static marked m;
    static const char *const cues[][2] = {{"he [does not] know it", "know"}, {"I [don't] understand them", "understand"}, {"we [have] told them", "told"},
                                          {"the [claim was] that", "was"}, {"he [said] so", "said"}, {"I [think about] it", "think"}, {"he [does]", "does"}};
    (void)state;
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
        read_marks(&m, cues[i][0]);
        size_t end = avow_inner_cue_end(&m.work, &m.window, m.cue_first, m.cue_end);
        assert_memory_equal(m.text + m.start[end - 1], cues[i][1], m.end[end - 1] - m.start[end - 1]);
        assert_int_equal(strlen(cues[i][1]), m.end[end - 1] - m.start[end - 1]);
    }
}

static bool filler(const char *marks)
{
    static marked m;
    avow_span spans[3];
    read_marks(&m, marks);
    for (size_t role = 0; role < 2; role++)
        for (size_t i = 0; i < m.window.end; i++) {
            if (m.tags[i] == 1 + 2 * role) spans[role].start = m.start[i];
            if (m.tags[i] > 2 * role && m.tags[i] <= 2 + 2 * role) spans[role].end = m.end[i];
        }
    avow_find find = {.cue = {m.start[m.cue_first], m.end[m.cue_end - 1]}, .source = {&spans[0], 1}, .content = {&spans[1], 1}};
    return avow_inner_is_filler(&m.work, &find);
}

static void turns_of_speech_say_nothing(void **state)
{
    (void)state;
    assert_true(filler("{I} [mean] <these things are hard to predict>"));
    assert_true(filler("{You} [see], <the terrorists protest>"));
    assert_false(filler("{you} [know] <that it is hard>"));
    assert_false(filler("{I} [know] <it>"));
    assert_false(filler("{you} [say] <it is hard>"));
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
        cmocka_unit_test(contents_end_with_the_cues_sentence), cmocka_unit_test(contents_end_where_the_teller_goes_on),
        cmocka_unit_test(contents_keep_no_mark_that_closes_anothers_quotation),
        cmocka_unit_test(a_cue_has_a_verb), cmocka_unit_test(hearers_are_not_told), cmocka_unit_test(verbs_share_their_source), cmocka_unit_test(turns_of_speech_say_nothing),
        cmocka_unit_test(whatever_stands_in_a_content_is_its_child),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
