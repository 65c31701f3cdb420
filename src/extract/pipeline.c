/* pipeline.c - a session, and the way of one article through the stages, in order. */
#include <string.h>

#include "extract.h"
#include "speaker.h"
#include "status.h"
#include "utf8.h"
#include "viterbi.h"

enum { DEFAULT_MAX_BYTES = 16 << 20, LARGEST_MAX_BYTES = 1 << 30 };

static avow_status make_session(avow_session *s, const avow_session_options *options, avow_error *error)
{
    const avow_kernel *kernel = avow_kernel_find(options->kernel);
    if (kernel == NULL) return avow_fail(error, AVOW_NO_KERNEL, 0, "no kernel set \"%s\" runs on this machine", options->kernel);
    avow_status status = avow_network_init(&s->network, s->model, kernel, &s->fixed, error);
    if (status != AVOW_OK) return status;
    s->tags = avow_arena_alloc(&s->fixed, s->network.rows, 1);
    s->role_tags = avow_arena_alloc(&s->fixed, s->network.rows, 1);
    s->inner_tags = avow_arena_alloc(&s->fixed, s->network.rows, 1);
    s->inner_sure = avow_arena_alloc(&s->fixed, s->network.rows, sizeof *s->inner_sure);
    s->statement_role = avow_arena_alloc(&s->fixed, s->network.rows, 1);
    s->back = avow_arena_alloc(&s->fixed, s->network.rows, AVOW_MAX_TAGS);
    s->hidden = avow_arena_alloc(&s->fixed, (AVOW_CANDIDATES + 2) * s->model->config.link_width, sizeof *s->hidden);
    return s->tags == NULL || s->role_tags == NULL || s->inner_tags == NULL || s->inner_sure == NULL || s->statement_role == NULL ||
           s->back == NULL || s->hidden == NULL ? avow_fail_memory(error) : AVOW_OK;
}

avow_status avow_session_new(const avow_model *model, const avow_session_options *options, avow_session **session, avow_error *error)
{
    static const avow_session_options defaults;
    if (session == NULL) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "session is NULL");
    *session = NULL;
    if (model == NULL) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "model is NULL");
    if (options == NULL) options = &defaults;
    avow_session *s = avow_alloc(&model->allocator, 1, sizeof *s);
    if (s == NULL) return avow_fail_memory(error);
    memset(s, 0, sizeof *s);
    s->model = model;
    s->allocator = model->allocator;
    s->max_bytes = options->max_bytes == 0 ? DEFAULT_MAX_BYTES : options->max_bytes < LARGEST_MAX_BYTES ? options->max_bytes : LARGEST_MAX_BYTES;
    s->cancel = options->cancel;
    avow_arena_init(&s->fixed, &s->allocator);
    avow_arena_init(&s->article, &s->allocator);
    avow_status status = make_session(s, options, error);
    if (status != AVOW_OK) avow_session_free(s);
    else *session = s;
    return status;
}

void avow_session_free(avow_session *s)
{
    if (s == NULL) return;
    avow_allocator allocator = s->allocator;
    avow_arena_free(&s->fixed);
    avow_arena_free(&s->article);
    avow_free(&allocator, s);
}

const char *avow_session_kernel(const avow_session *s) { return s->network.kernel->name; }

/* The bytes to read: all of them, or up to the last whole character before the limit. */
static size_t size_to_read(const avow_session *s, const avow_article *article, avow_input_notes *notes)
{
    size_t size = article->size;
    if (size <= s->max_bytes) return size;
    notes->cut = true;
    size = s->max_bytes;
    for (int back = 0; back < 3 && size > 0 && ((unsigned char)article->text[size] & 0xc0) == 0x80; back++) size--;
    return size;
}

static avow_status read_text(avow_work *work, const avow_article *article, avow_input_notes *notes, avow_error *error)
{
    avow_session *s = work->session;
    size_t size = size_to_read(s, article, notes);
    work->text = article->text == NULL ? "" : article->text;
    work->size = size;
    if (avow_utf8_valid_prefix(work->text, size) < size) {
        work->size = avow_utf8_repaired_size(article->text, size, &notes->replaced);
        char *repaired = avow_arena_alloc(&s->article, work->size + 1, 1);
        if (repaired == NULL) return avow_fail_memory(error);
        avow_utf8_repair(article->text, size, repaired);
        work->text = repaired;
    }
    uint8_t *quoted = avow_arena_alloc(&s->article, work->size + 1, 1);
    if (quoted == NULL) return avow_fail_memory(error);
    avow_quote_flags(work->text, work->size, quoted);
    work->quoted = quoted;
    avow_status status = avow_tokenize(&s->model->vocabulary, work->text, work->size, &s->article, &work->pieces, error);
    if (status == AVOW_OK && !avow_leave_out_furniture(work)) status = avow_fail_memory(error);
    return status;
}

static avow_status find_statements(avow_work *work, avow_error *error)
{
    avow_status status = avow_find_all(work, error);
    if (status == AVOW_OK && !avow_contents_mend(work)) status = avow_fail_memory(error);
    if (status == AVOW_OK) status = avow_nest_order(work, error);
    if (status == AVOW_OK) {
        status = avow_mentions_join(work, error);
        if (status == AVOW_OK) avow_speakers_choose(work);
        if (status == AVOW_OK && !avow_descriptions_follow(work)) status = avow_fail_memory(error);
    }
    return status;
}

avow_status avow_extract(avow_session *s, const avow_article *article, avow_result **result, avow_error *error)
{
    if (result == NULL) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "result is NULL");
    *result = NULL;
    if (s == NULL || article == NULL || (article->text == NULL && article->size > 0))
        return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "session, article or text is NULL");
    avow_work work = {.session = s};
    avow_input_notes notes = {0};
    work.last = &work.first;
    work.last_block = &work.blocks;
    avow_arena_reset(&s->article);
    avow_status status = read_text(&work, article, &notes, error);
    if (status == AVOW_OK && !article->skip) status = find_statements(&work, error);
    if (status == AVOW_OK) status = avow_make_result(&work, article, &notes, result, error);
    return status;
}
