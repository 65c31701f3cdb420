/* document.c - from bytes to a document, stage by stage; and from a span of it back to the bytes. */
#include <string.h>

#include <avow/read.h>

#include "article.h"
#include "ascii.h"
#include "encoding.h"
#include "furniture.h"
#include "status.h"
#include "utf8.h"
#include "wording.h"

enum { DEFAULT_MAX_BYTES = 64 << 20, MOST_WARNINGS = 6, FEW_WORDS = 100 };
static const size_t HIGHEST_MAX_BYTES = (size_t)1 << 30;        /* pieces count in 32 bits */

/* The public part comes first, so that a pointer to it is one to all. */
typedef struct whole {
    avow_document document;
    avow_arena arena;           /* this block itself apart, everything of the document */
    avow_page page;             /* the way from UTF-8 to the page's bytes */
    avow_piece *pieces;         /* the way from the text to UTF-8 */
    size_t piece_count;
    const char *warnings[MOST_WARNINGS];
} whole;

/* A reading of the page's blocks. */
typedef struct choice {
    avow_blocks blocks;
    bool *keep;                 /* of each block: it is of the article */
    size_t words;               /* of those */
} choice;

/* What lives while a page is read. */
typedef struct reading {
    avow_tree tree;
    avow_meta meta;
    choice choice;
} reading;

static void warn(whole *w, const char *sentence)
{
    if (sentence && w->document.warning_count < MOST_WARNINGS) w->warnings[w->document.warning_count++] = sentence;
    w->document.warnings = w->warnings;
}

/* ---- the text ------------------------------------------------------------------------------------------------------- */

static const char SEPARATOR[2] = "\n\n";

/* Copies the blocks kept, with their pieces, into the arena. */
static avow_status put_text(whole *w, const choice *r, avow_error *error)
{
    size_t count, size = 0, pieces = 0, kept = 0;
    const avow_block *blocks = avow_blocks_list(&r->blocks, &count);
    for (size_t i = 0; i < count; i++) {
        if (!r->keep[i]) continue;
        size += blocks[i].end - blocks[i].start + (kept > 0 ? sizeof SEPARATOR : 0);
        pieces += blocks[i].piece_end - blocks[i].piece;
        kept++;
    }
    char *text = avow_arena_alloc(&w->arena, size + 1, 1);
    w->pieces = avow_arena_alloc(&w->arena, pieces, sizeof *w->pieces);
    if (!text || !w->pieces) return avow_fail_memory(error);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (!r->keep[i]) continue;
        if (at > 0) memcpy(text + at, SEPARATOR, sizeof SEPARATOR), at += sizeof SEPARATOR;
        for (uint32_t p = blocks[i].piece; p < blocks[i].piece_end; p++) {
            avow_piece piece = avow_blocks_pieces(&r->blocks)[p];
            piece.text = piece.text - blocks[i].start + at;
            w->pieces[w->piece_count++] = piece;
        }
        memcpy(text + at, r->blocks.text.data + blocks[i].start, blocks[i].end - blocks[i].start);
        at += blocks[i].end - blocks[i].start;
    }
    text[at] = '\0';
    w->document.text = text;
    w->document.text_size = at;
    return AVOW_OK;
}

/* ---- stages --------------------------------------------------------------------------------------------------------- */

/* "www.bbc.co.uk" of "https://www.bbc.co.uk/news", without "www." */
static const char *host_of(whole *w, const char *url)
{
    const char *host = url ? strstr(url, "://") : NULL;
    if (!host) return NULL;
    host += strncmp(host + 3, "www.", 4) == 0 ? 7 : 3;
    size_t size = strcspn(host, "/:?#");
    return size > 0 ? avow_arena_copy(&w->arena, host, size) : NULL;
}

/* What the page itself does not say, by where it came from. */
static avow_status put_source(whole *w, const avow_read_options *options, avow_error *error)
{
    avow_document *d = &w->document;
    char date[AVOW_DATE_SIZE];
    if (!d->url && options->url) {
        d->url = avow_arena_copy(&w->arena, options->url, strlen(options->url));
        if (!d->url) return avow_fail_memory(error);
    }
    if (!d->date && options->date && avow_date_iso(options->date, strlen(options->date), date)) {
        d->date = avow_arena_copy(&w->arena, date, strlen(date));
        if (!d->date) return avow_fail_memory(error);
        warn(w, "the page names no date, so the date is when it was fetched");
    }
    if (options->truncated) warn(w, "the page was cut off when it was fetched");
    return AVOW_OK;
}

static avow_status put_meta(whole *w, const avow_meta *meta, const avow_read_options *options, avow_error *error)
{
    avow_document *d = &w->document;
    const char **authors = avow_arena_alloc(&w->arena, meta->author_count, sizeof *authors);
    if (!authors) return avow_fail_memory(error);
    memcpy(authors, meta->authors, meta->author_count * sizeof *authors);
    d->authors = authors;
    d->author_count = meta->author_count;
    d->title = meta->title;
    d->date = meta->value[FIELD_DATE];
    d->outlet = meta->value[FIELD_OUTLET];
    d->url = meta->value[FIELD_URL];
    d->language = meta->value[FIELD_LANGUAGE];
    if (put_source(w, options, error) != AVOW_OK) return AVOW_NO_MEMORY;
    if (!d->outlet) d->outlet = host_of(w, d->url);
    return AVOW_OK;
}

/* What the text itself tells: its language, and what of it is furniture. */
static avow_status put_findings(whole *w, avow_error *error)
{
    avow_document *d = &w->document;
    avow_language language = avow_language_of(d->text, d->text_size);
    if (!d->language && language == LANGUAGE_ENGLISH) d->language = "en";
    d->other_language = language == LANGUAGE_OTHER ||
                        (language == LANGUAGE_UNKNOWN && d->language && avow_ascii_compare(d->language, "en", 2) != 0);
    if (d->other_language) warn(w, "the article is not in English, so no statements are looked for in it");
    bool found = avow_furniture_find(d->text, d->text_size, &w->arena, &d->furniture, &d->furniture_count);
    return found ? AVOW_OK : avow_fail_memory(error);
}

static void free_choice(choice *c, const avow_allocator *allocator)
{
    avow_blocks_free(&c->blocks);
    avow_free(allocator, c->keep);
    *c = (choice){0};
}

static avow_status choose(whole *w, reading *r, bool hidden_too, choice *c, avow_error *error)
{
    const avow_allocator *allocator = &w->arena.allocator;
    size_t count;
    avow_status status = avow_blocks_gather(&c->blocks, &r->tree, hidden_too, allocator, error);
    if (status == AVOW_OK && !hidden_too) status = avow_meta_read(&r->meta, &r->tree, &c->blocks, &w->arena, error);
    if (status != AVOW_OK) return status;
    const avow_block *blocks = avow_blocks_list(&c->blocks, &count);
    c->keep = avow_alloc(allocator, count, sizeof *c->keep);
    if (!c->keep) return avow_fail_memory(error);
    status = avow_article_choose(&r->tree, &c->blocks, &r->meta, c->keep, allocator, error);
    for (size_t i = 0; i < count && status == AVOW_OK; i++) c->words += c->keep[i] ? blocks[i].words : 0;
    return status;
}

/* Where little is shown, what is hidden is read too: scripts may have been meant to show it. It is taken if it says far more. */
static avow_status look_at_hidden(whole *w, reading *r, avow_error *error)
{
    if (r->choice.words >= FEW_WORDS) return AVOW_OK;
    choice more = {0};
    avow_status status = choose(w, r, true, &more, error);
    if (status == AVOW_OK && more.words > 2 * r->choice.words) {
        choice less = r->choice;
        r->choice = more;
        more = less;
    }
    free_choice(&more, &w->arena.allocator);
    return status;
}

static avow_status no_article(const reading *r, avow_error *error)
{
    size_t count;
    avow_blocks_list(&r->choice.blocks, &count);
    return avow_fail(error, AVOW_BAD_INPUT, 0, "%s", r->tree.frames ? "the page is a set of frames and holds no article itself"
                     : count == 0 ? "the page shows no text: it may be made by a script" : "the page holds no article");
}

static avow_status read_page(whole *w, reading *r, const avow_read_options *options, avow_error *error)
{
    avow_status status = avow_tree_build(&r->tree, w->page.text, w->page.size, &w->arena.allocator, error);
    if (status == AVOW_OK) status = choose(w, r, false, &r->choice, error);
    if (status == AVOW_OK) status = look_at_hidden(w, r, error);
    if (status == AVOW_OK && r->choice.words == 0) status = no_article(r, error);
    if (status == AVOW_OK) status = put_text(w, &r->choice, error);
    if (status == AVOW_OK) status = put_meta(w, &r->meta, options, error);
    if (status == AVOW_OK) status = put_findings(w, error);
    if (r->tree.flattened) warn(w, "elements nested deeper than 512 were read as if they were not nested");
    return status;
}

/* A document of nothing yet, for `size` bytes of a `what`. */
static avow_status begin(const void *bytes, size_t size, const avow_read_options *options, const char *what, avow_document **document,
                         whole **made, avow_error *error)
{
    if (document) *document = NULL;
    if (!document || (!bytes && size > 0)) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "bytes or document is NULL");
    size_t most = options->max_bytes ? options->max_bytes : DEFAULT_MAX_BYTES;
    if (most > HIGHEST_MAX_BYTES) most = HIGHEST_MAX_BYTES;
    if (size > most) return avow_fail(error, AVOW_LIMIT, most, "the %s is larger than %zu bytes", what, most);
    avow_allocator allocator = avow_allocator_or_default(options->allocator);
    whole *w = avow_alloc(&allocator, 1, sizeof *w);
    if (!w) return avow_fail_memory(error);
    *w = (whole){0};
    avow_arena_init(&w->arena, &allocator);
    *made = w;
    return AVOW_OK;
}

/* Hands the document out, or gives it up. */
static avow_status end(whole *w, avow_status status, avow_document **document)
{
    if (status == AVOW_OK) *document = &w->document;
    else avow_document_free(&w->document);
    return status;
}

avow_status avow_read_html(const void *bytes, size_t size, const avow_read_options *options, avow_document **document, avow_error *error)
{
    avow_read_options chosen = options ? *options : (avow_read_options){0};
    whole *w = NULL;
    avow_status status = begin(bytes, size, &chosen, "page", document, &w, error);
    if (status != AVOW_OK) return status;
    reading r = {0};
    status = avow_page_decode(&w->page, bytes ? bytes : "", size, chosen.charset, &w->arena, error);
    warn(w, w->page.warning);
    w->document.encoding = w->page.encoding;
    if (status == AVOW_OK) {
        status = read_page(w, &r, &chosen, error);
        avow_tree_free(&r.tree);
        free_choice(&r.choice, &w->arena.allocator);
    }
    w->page.text = NULL;        /* may be the caller's */
    return end(w, status, document);
}

avow_status avow_read_text(const char *text, size_t size, const avow_read_options *options, avow_document **document, avow_error *error)
{
    avow_read_options chosen = options ? *options : (avow_read_options){0};
    whole *w = NULL;
    avow_status status = begin(text, size, &chosen, "text", document, &w, error);
    if (status != AVOW_OK) return status;
    size_t replaced, repaired = avow_utf8_repaired_size(text ? text : "", size, &replaced);
    char *copy = avow_arena_alloc(&w->arena, repaired + 1, 1);
    if (!copy) return end(w, avow_fail_memory(error), document);
    avow_utf8_repair(text ? text : "", size, copy);
    copy[repaired] = '\0';
    w->document.text = copy;
    w->document.text_size = repaired;
    w->document.encoding = "UTF-8";
    if (replaced > 0) warn(w, "what is not valid UTF-8 was replaced by U+FFFD");
    return end(w, put_findings(w, error), document);
}

void avow_document_free(avow_document *document)
{
    if (!document) return;
    whole *w = (whole *)(void *)document;
    avow_allocator allocator = w->arena.allocator;
    avow_arena_free(&w->arena);
    avow_free(&allocator, w);
}

avow_article avow_document_article(const avow_document *document, const char *id)
{
    return (avow_article){.text = document->text, .size = document->text_size, .id = id, .title = document->title,
                          .date = document->date, .outlet = document->outlet, .url = document->url, .warnings = document->warnings,
                          .warning_count = document->warning_count, .skip = document->other_language};
}

/* ---- back to the page ----------------------------------------------------------------------------------------------- */

/* The first piece that ends behind at. */
static size_t piece_behind(const whole *w, size_t at)
{
    size_t low = 0, high = w->piece_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->pieces[middle].text + w->pieces[middle].text_size <= at) low = middle + 1;
        else high = middle;
    }
    return low;
}

size_t avow_document_origin(const avow_document *document, avow_span span, avow_span *ranges, size_t room)
{
    const whole *w = (const whole *)(const void *)document;
    size_t count = 0;
    avow_span range = {0, 0};
    if (span.start >= span.end || span.end > document->text_size) return 0;
    for (size_t i = piece_behind(w, span.start); i < w->piece_count && w->pieces[i].text < span.end; i++) {
        const avow_piece *p = &w->pieces[i];
        if (p->page_size == 0) continue;
        size_t from = p->page, to = p->page + p->page_size;
        if (!p->whole && span.start > p->text) from += span.start - p->text;
        if (!p->whole && span.end < p->text + p->text_size) to -= p->text + p->text_size - span.end;
        from = avow_page_byte(&w->page, from);
        to = avow_page_byte_end(&w->page, to);
        if (range.end != from || range.end == 0) {
            if (range.end > 0 && count++ < room) ranges[count - 1] = range;
            range.start = from;
        }
        range.end = to;
    }
    if (range.end > 0 && count++ < room) ranges[count - 1] = range;
    return count;
}
