/* find.c - cues, and for each cue its source, content and addressee, its act and its speaker's type: the network read window by
 * window. */
#include <string.h>

#include "ascii.h"
#include "extract.h"
#include "speaker.h"
#include "unicode.h"
#include "utf8.h"
#include "viterbi.h"

/* The end of the tagged span that begins at i with tag `begin`. */
static size_t run_end(const avow_work *work, const avow_window *w, const uint8_t *tags, size_t i, uint8_t begin)
{
    size_t end = i + 1, count = w->end - w->begin;
    while (end < count && tags[end] == begin + 1 && !avow_is_divided(work, w->begin + end)) end++;
    return end;
}

/* Does a span with tag `begin` begin at i, or go on there behind furniture? */
static bool run_begins(const avow_work *work, const avow_window *w, const uint8_t *tags, size_t i, uint8_t begin)
{
    return tags[i] == begin || (tags[i] == begin + 1 && avow_is_divided(work, w->begin + i));
}

/* Is the character at byte `at` a part of a word: a letter or digit of ASCII, or of another script with words? Each ideograph is a word. */
static bool in_word(const avow_work *work, size_t at)
{
    int32_t c;
    avow_utf8_decode(work->text + at, work->size - at, &c);
    if (c < 0x80) return c >= 0 && (avow_is_letter((char)c) || avow_is_digit((char)c));
    unsigned class = avow_unicode_class(c);
    return class == AVOW_WORD || class >= AVOW_DROPPED;
}

bool avow_goes_on(const avow_work *work, size_t piece)
{
    size_t at = work->pieces.start[piece], before = at;
    if (at != work->pieces.end[piece - 1]) return false;
    while (before > 0 && (work->text[--before] & 0xC0) == 0x80) continue;
    return in_word(work, before) && in_word(work, at);
}

void avow_tags_by_word(const avow_work *work, const avow_window *w, uint8_t *tags)
{
    for (size_t i = 1; i < w->end - w->begin; i++)
        if (avow_goes_on(work, w->begin + i)) tags[i] = tags[i - 1] % 2 == 1 ? (uint8_t)(tags[i - 1] + 1) : tags[i - 1];
}

/* The tagged spans of one role, in pieces of the window and in bytes of the text. */
typedef struct role {
    avow_spans pieces, bytes;
} role;

static bool role_spans(avow_work *work, const avow_window *w, const uint8_t *tags, uint8_t begin, role *out)
{
    avow_arena *arena = &work->session->article;
    size_t n = 0, count = w->end - w->begin;
    for (size_t i = 0; i < count; i++) n += run_begins(work, w, tags, i, begin);
    *out = (role){{NULL, 0}, {NULL, 0}};
    if (n == 0) return true;
    avow_span *pieces = avow_arena_alloc(arena, n, sizeof *pieces), *bytes = avow_arena_alloc(arena, n, sizeof *bytes);
    if (pieces == NULL || bytes == NULL) return false;
    for (size_t i = 0, k = 0; i < count; i++) {
        if (!run_begins(work, w, tags, i, begin)) continue;
        size_t end = run_end(work, w, tags, i, begin);
        pieces[k] = (avow_span){i, end};
        bytes[k++] = (avow_span){work->pieces.start[w->begin + i], work->pieces.end[w->begin + end - 1]};
    }
    *out = (role){{pieces, n}, {bytes, n}};
    return true;
}

static size_t best_of(const float *score, size_t count)
{
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (score[i] > score[best]) best = i;
    return best;
}

/* What the vectors say of a statement whose spans are found: act, type of the speaker, the cues within it if it is an outermost one, and
 * what the linker will compare. */
static bool read_vectors(avow_work *work, const avow_window *w, avow_find *find, avow_span cue, const role *source, const role *content)
{
    avow_session *s = work->session;
    size_t width = s->model->config.link_width;
    float *link = avow_arena_alloc(&s->article, 2 * width, sizeof *link);
    if (link == NULL) return false;
    avow_nest_pieces(work, w, find, s->statement_role);
    avow_network_statement(&s->network, s->statement_role, w->end - w->begin);
    if (find->parent == NULL) avow_nest_mark(work, w);
    float *form = avow_network_form(&s->network);
    avow_act_words(work, w, cue, content->pieces, form);
    find->act = (avow_act)best_of(form, AVOW_ACTS);
    find->speaker_type = (uint8_t)best_of(form + AVOW_EMIT_STRIDE, AVOW_SPEAKER_TYPES);
    avow_network_query(&s->network, source->pieces, (avow_spans){&cue, 1}, link);
    avow_network_candidate(&s->network, (avow_spans){source->pieces.items, source->pieces.count > 0}, link + width);
    find->link = link;
    find->own = link + width;
    return true;
}

/* Tags the pieces of the window that lie in a span of bytes. */
static void tag_span(const avow_work *work, const avow_window *w, avow_span span, uint8_t begin, uint8_t *tags)
{
    bool inside = false;
    for (size_t i = 0; i < w->end - w->begin; i++) {
        size_t at = work->pieces.start[w->begin + i];
        if (at < span.start || at >= span.end) continue;
        tags[i] = (uint8_t)(begin + inside);
        inside = true;
    }
}

bool avow_after_empty_line(const avow_work *work, size_t piece)
{
    enum { LONGEST = 256 };
    size_t at = work->pieces.end[piece - 1], end = work->pieces.start[piece], lines = 0;
    for (size_t n = 0; at < end && n < LONGEST && avow_is_white(work->text[at]); at++, n++) lines += work->text[at] == '\n';
    return lines > 1;
}

/* No span goes on over an empty line: of 23,000 contents that people marked one does (PolNeAR train). A heading without a full stop would
 * else be part of what is said below it. */
static void end_with_paragraph(const avow_work *work, const avow_window *w, float *emit)
{
    for (size_t i = 1; i < w->end - w->begin; i++)
        if (avow_after_empty_line(work, w->begin + i)) emit[i * AVOW_EMIT_STRIDE + 2] = emit[i * AVOW_EMIT_STRIDE + 4] = -1e4F;
}

/* The best tags of the window's pieces with one source at most: people marked two with 9 of 19,834 cues (PolNeAR train), the network alone
 * with one of 75. Viterbi over twice the tags, those before the source and those behind it. */
static void tag_best(avow_session *s, size_t count, const float *role_trans)
{
    enum { IN_SOURCE = 2, BEHIND = AVOW_ROLE_TAGS, TAGS = BEHIND + 3 };
    static const uint8_t plain[TAGS] = {0, 1, 2, 3, 4, 3, 4, 0};
    float trans[TAGS * TAGS], *emit = s->network.role;
    for (size_t from = 0; from < TAGS; from++)
        for (size_t to = 0; to < TAGS; to++) {
            bool source = plain[from] == 1 || plain[from] == IN_SOURCE;
            bool legal = to >= BEHIND ? source || from >= BEHIND : source ? to == IN_SOURCE : from < BEHIND;
            trans[from * TAGS + to] = legal ? role_trans[plain[from] * AVOW_ROLE_TAGS + plain[to]] : -1e4F;
        }
    for (size_t i = 0; i < count; i++, emit += AVOW_EMIT_STRIDE)
        for (size_t tag = BEHIND; tag < TAGS; tag++) emit[tag] = emit[plain[tag]];
    avow_viterbi(s->network.role, count, TAGS, trans, s->back, s->role_tags);
    for (size_t i = 0; i < count; i++) s->role_tags[i] = plain[s->role_tags[i]];
}

/* The roles' tags of the cue, from the network or, for a turn, from its layout; returns how sure they are. */
static float tag_roles(avow_work *work, const avow_window *w, avow_span cue, const avow_find *within, const avow_turn *turn)
{
    const float LAYOUT = 0.95F;
    avow_session *s = work->session;
    size_t count = w->end - w->begin;
    const float *trans = within != NULL ? s->model->inner_role_trans : s->model->role_trans;
    if (turn != NULL) {
        memset(s->role_tags, 0, count);
        tag_span(work, w, turn->label, 1, s->role_tags);
        tag_span(work, w, turn->content, 3, s->role_tags);
        return LAYOUT;
    }
    end_with_paragraph(work, w, s->network.role);
    tag_best(s, count, trans);
    float sure = avow_path_probability(s->network.role, count, AVOW_ROLE_TAGS, trans, s->role_tags);
    avow_tags_by_word(work, w, s->role_tags);
    if (within != NULL) avow_inner_mend(work, w, cue.start, cue.end, s->role_tags);
    return sure;
}

avow_find *avow_find_read(avow_work *work, const avow_window *w, size_t first, size_t end, float sure, avow_find *within, const avow_turn *turn)
{
    avow_session *s = work->session;
    size_t count = w->end - w->begin;
    avow_find *find = avow_arena_alloc(&s->article, 1, sizeof *find);
    role source, content, addressee = {{NULL, 0}, {NULL, 0}};
    if (find == NULL) return NULL;
    if (within != NULL) {
        avow_nest_pieces(work, w, within, s->statement_role);
        avow_network_inner_roles(&s->network, s->statement_role, count, first, end);
    } else avow_network_roles(&s->network, count, first, end);
    sure *= tag_roles(work, w, (avow_span){first, end}, within, turn);
    if (!role_spans(work, w, s->role_tags, 1, &source) || !role_spans(work, w, s->role_tags, 3, &content)) return NULL;
    /* A turn reaches beyond the window. */
    if (turn != NULL && content.bytes.count > 0 && !avow_outside_furniture(work, turn->content, &content.bytes)) return NULL;
    if (within != NULL) avow_network_roles(&s->network, count, first, end);       /* what the addressee is read off */
    if (!avow_addressee_read(work, w, (avow_span){first, end}, source.pieces, content.pieces, within, &addressee.bytes)) return NULL;
    *find = (avow_find){.parent = within, .cue_first = w->begin + first, .cue_end = w->begin + end,
                        .cue = {work->pieces.start[w->begin + first], work->pieces.end[w->begin + end - 1]},
                        .source = source.bytes, .content = content.bytes, .addressee = addressee.bytes,
                        .act = AVOW_ACT_UNREAD, .entity = AVOW_NOBODY,
                        .unknown = source.bytes.count == 0 ? AVOW_NO_SOURCE : AVOW_SPEAKER_UNREAD,
                        .confidence = sure >= 0 ? sure : 0};        /* not a number: a model that overflows */
    find->negated = avow_cue_negated(work->text, find->cue);
    avow_span cue = {first, end};
    if (!read_vectors(work, w, find, cue, &source, &content)) return NULL;
    *work->last = find;
    work->last = &find->next;
    work->finds++;
    return find;
}

/* The colons of turns are cues, and their labels hold none. */
static void tag_turns(const avow_work *work, const avow_window *w, uint8_t *tags)
{
    for (size_t i = 0; work->turn_count > 0 && i < w->end - w->begin; i++) {
        const avow_turn *turn = avow_turn_at(work, work->pieces.start[w->begin + i]);
        if (turn == NULL) continue;
        for (size_t k = i; k > 0 && work->pieces.start[w->begin + k - 1] >= turn->label.start;) tags[--k] = 0;
        tags[i] = 1;
        if (i + 1 < w->end - w->begin && tags[i + 1] == 2) tags[i + 1] = 0;
    }
}

/* The turn in whose words the byte stands, of those read so far, or NULL. */
static avow_find *turn_around(const avow_work *work, size_t byte)
{
    avow_find *turn = work->turn;
    if (turn == NULL) return NULL;
    avow_spans all = turn->content;
    return all.items[0].start <= byte && byte < all.items[all.count - 1].end ? turn : NULL;
}

static avow_status read_window(avow_work *work, const avow_window *w, avow_error *error)
{
    avow_session *s = work->session;
    size_t count = w->end - w->begin;
    avow_network_encode(&s->network, work->pieces.ids + w->begin, work->pieces.shapes + w->begin, count);
    avow_status status = avow_mentions_read(work, w, error);
    memset(s->inner_tags, 0, count);
    const float *emit = s->network.cue + AVOW_EMIT_STRIDE;         /* past [CLS] */
    avow_viterbi(emit, count, AVOW_CUE_TAGS, s->model->cue_trans, s->back, s->tags);
    avow_tags_by_word(work, w, s->tags);
    avow_find **first = work->last, *open = work->turn;
    tag_turns(work, w, s->tags);
    for (size_t i = 0, end; i < count && status == AVOW_OK; i = end) {
        end = i + 1;
        if (s->tags[i] != 1) continue;
        end = run_end(work, w, s->tags, i, 1);
        if (w->begin + i < w->core_begin || w->begin + i >= w->core_end) continue;
        size_t at = work->pieces.start[w->begin + i];
        const avow_turn *turn = avow_turn_at(work, at);
        if (turn == NULL && turn_around(work, at) != NULL) continue;      /* the tagger of inner cues knows talk better */
        float sure = 1.0f;
        for (size_t t = i; t < end && turn == NULL; t++) sure *= avow_tag_probability(emit + t * AVOW_EMIT_STRIDE, AVOW_CUE_TAGS, s->tags[t]);
        avow_find *find = avow_find_read(work, w, i, end, sure, NULL, turn);
        if (find == NULL) status = avow_fail_memory(error);
        else if (turn != NULL && find->content.count > 0) work->turn = find;
    }
    return status == AVOW_OK && (*first != NULL || open != NULL) ? avow_nest_read(work, w, *first, open, error) : status;
}

avow_status avow_find_all(avow_work *work, avow_error *error)
{
    avow_session *s = work->session;
    if (!avow_turns_find(work)) return avow_fail_memory(error);
    for (size_t at = 0; at < work->pieces.count;) {
        if (s->cancel != NULL && __atomic_load_n(s->cancel, __ATOMIC_RELAXED)) return avow_fail(error, AVOW_CANCELLED, work->pieces.start[at], "cancelled");
        avow_window w = avow_window_at(&s->model->config, &work->pieces, at);
        avow_status status = read_window(work, &w, error);
        if (status != AVOW_OK) return status;
        at = w.core_end;
    }
    return AVOW_OK;
}
