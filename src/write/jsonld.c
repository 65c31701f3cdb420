/* jsonld.c - schema.org's Quotation (https://schema.org/Quotation) as JSON-LD: an article is a graph of the NewsArticle, its
 * speakers and its statements, on one line.
 *
 * A statement is a Quotation only where its words are the speaker's: the content is wholly in quotation marks, and the statement
 * neither denies nor was denied to have been made ("she never said ..."). Its text is the content. All others are of the type
 * Statement, whose text is the article's own words from the first to the last of source, cue and content, so that nobody is taken to
 * have said what an article reports in words of its own, or that they denied.
 *
 * spokenByCharacter is whom the article attributes a quotation to, creator the same for consumers that look there. creditText has the
 * source's words. A statement within another is part of that, the others of the article. For groups and places (a capital that stands
 * for its government) schema.org's Organization is the nearest. */
#include "identity.h"

#include <string.h>

#include "json.h"

typedef struct graph {
    avow_writer *w;
    const avow_result *result;
    avow_identity identity;
} graph;

static void put_reference(graph *g, const char *name, const char *kind, uint32_t number)
{
    avow_buf *out = &g->w->out;
    avow_json_name(out, name);
    avow_buf_text(out, "{\"@id\": \"");
    avow_buf_text(out, g->identity.result);
    avow_buf_text(out, kind);
    if (number > 0) avow_buf_uint(out, number);
    avow_buf_text(out, "\"}");
}

/* {"@id": "…#e1", "@type": "Person" */
static void open_node(graph *g, const char *kind, uint32_t number, const char *type)
{
    avow_buf *out = &g->w->out;
    avow_buf_text(out, "{\"@id\": \"");
    avow_buf_text(out, g->identity.result);
    avow_buf_text(out, kind);
    if (number > 0) avow_buf_uint(out, number);
    avow_buf_char(out, '"');
    avow_json_field(out, "@type", type);
}

/* Left out where there is nothing to say: schema.org has no null. */
static void put_field(avow_buf *out, const char *name, const char *text)
{
    if (text != NULL && text[0] != '\0') avow_json_field(out, name, text);
}

static void put_words(avow_writer *w, const avow_result *result, const char *name, avow_spans spans)
{
    if (spans.count == 0) return;
    avow_verbatim(w, result, spans);
    avow_json_name(&w->out, name);
    avow_json_string(&w->out, w->scratch.data, w->scratch.size);
}

/* ---- nodes ---------------------------------------------------------------------------------------------------------- */

static void put_article(graph *g)
{
    const avow_result *r = g->result;
    avow_buf *out = &g->w->out;
    open_node(g, "#article", 0, "NewsArticle");
    put_field(out, "headline", r->title);
    put_field(out, "datePublished", r->date);
    put_field(out, "url", avow_address(r));
    put_field(out, "identifier", r->id);
    if (r->outlet != NULL && r->outlet[0] != '\0') {
        avow_buf_text(out, ", \"publisher\": {\"@type\": \"Organization\"");
        avow_json_field(out, "name", r->outlet);
        avow_buf_char(out, '}');
    }
    avow_buf_char(out, '}');
}

static void put_speaker(graph *g, const avow_entity *e)
{
    static const char *const types[] = {"Person", "Organization", "Organization", "CreativeWork", "Organization", "Person"};
    avow_buf *out = &g->w->out;
    avow_buf_text(out, ", ");
    open_node(g, "#e", e->id, types[e->type]);
    put_field(out, e->type == AVOW_ANONYMOUS ? "description" : "name", avow_writer_clean(g->w, e->name));
    if (e->alias_count > 0) avow_json_name(out, "alternateName");
    for (size_t i = 0; i < e->alias_count && avow_writer_spill(g->w); i++) {
        avow_buf_text(out, i > 0 ? ", " : "[");
        avow_json_string_or_null(out, avow_writer_clean(g->w, e->aliases[i]));
    }
    avow_buf_text(out, e->alias_count > 0 ? "]}" : "}");
}

/* From the first to the last word of the statement. */
static avow_span whole(const avow_attribution *a)
{
    const avow_spans parts[] = {a->source, a->cue, a->content};
    avow_span all = {SIZE_MAX, 0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].count == 0) continue;
        size_t start = parts[i].items[0].start, end = parts[i].items[parts[i].count - 1].end;
        if (start < all.start) all.start = start;
        if (end > all.end) all.end = end;
    }
    return all;
}

/* A day, month or year; schema.org's dates are no intervals. */
static bool is_date(const char *value)
{
    return value != NULL && value[0] != '\0' && value[strspn(value, "0123456789-")] == '\0';
}

static void put_statement(graph *g, const avow_attribution *a)
{
    avow_writer *w = g->w;
    bool quotation = a->type == AVOW_DIRECT && !a->negated && a->act != AVOW_DENY && a->content.count > 0;
    avow_span all = whole(a);
    avow_buf_text(&w->out, ", ");
    open_node(g, "#", a->id, quotation ? "Quotation" : "Statement");
    if (quotation) put_words(w, g->result, "text", a->content);
    else if (all.end > all.start) put_words(w, g->result, "text", (avow_spans){&all, 1});
    if (a->speaker != 0) {
        if (quotation) put_reference(g, "spokenByCharacter", "#e", a->speaker);
        put_reference(g, "creator", "#e", a->speaker);
    }
    put_words(w, g->result, "creditText", a->source);
    if (a->addressee.count > 0) {
        avow_buf_text(&w->out, ", \"audience\": {\"@type\": \"Audience\"");
        put_words(w, g->result, "name", a->addressee);
        avow_buf_char(&w->out, '}');
    }
    put_field(&w->out, "keywords", avow_act_name(a->act));
    if (is_date(a->time.value)) put_field(&w->out, "dateCreated", a->time.value);
    put_field(&w->out, "datePublished", g->result->date);
    put_reference(g, "isPartOf", a->parent != 0 ? "#" : "#article", a->parent);
    avow_buf_char(&w->out, '}');
}

void avow_jsonld_write(avow_writer *w, const avow_result *result)
{
    graph g = {.w = w, .result = result, .identity = avow_identify(w, result)};
    avow_buf_text(&w->out, "{\"@context\": \"https://schema.org\", \"@graph\": [");
    put_article(&g);
    for (size_t i = 0; i < result->entity_count && avow_writer_spill(w); i++) put_speaker(&g, &result->entities[i]);
    for (size_t i = 0; i < result->attribution_count && avow_writer_spill(w); i++) put_statement(&g, &result->attributions[i]);
    avow_buf_text(&w->out, "]}\n");
}
