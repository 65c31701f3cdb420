/* web_annotation.c - the W3C's Web Annotation Data Model (https://www.w3.org/TR/annotation-model/) as JSON-LD: an article is a
 * collection with one page, on one line.
 *
 * Each role of a statement that has words is an annotation whose targets are its spans; a body with the purpose "tagging" names
 * the role. A statement is the annotation of its content, or where it has none, of its cue, source or addressee, the first that
 * there is. It says the type and act ("classifying"), the speaker ("identifying") and how sure that is ("describing"), and links to
 * the statement that holds it; the annotations of the other roles link to it.
 *
 * The source of a target is the article's text, named by its hash (RFC 6920), since positions count in that text and not in the HTML
 * of the page that it came from; that page is the target's scope. Positions are code points, as the model demands, and stand beside
 * the quotation and what surrounds it, by which the words can be found in the page. */
#include "identity.h"

#include "json.h"
#include "offset_index.h"

enum { ROLES = 4, AROUND = 32 };        /* characters before and behind a quotation, as Hypothesis takes them */

static const char *const roles[ROLES] = {"content", "cue", "source", "addressee"};

typedef struct collection {
    avow_writer *w;
    const avow_result *result;
    avow_offset_index index;
    avow_identity identity;
    const char *page;           /* the article's address, if it has one */
    size_t written;             /* annotations */
} collection;

static avow_spans spans_of(const avow_attribution *a, int role)
{
    return role == 0 ? a->content : role == 1 ? a->cue : role == 2 ? a->source : a->addressee;
}

/* The role that stands for the statement: the first that has words, or -1. */
static int head_of(const avow_attribution *a)
{
    for (int role = 0; role < ROLES; role++)
        if (spans_of(a, role).count > 0) return role;
    return -1;
}

/* ---- targets -------------------------------------------------------------------------------------------------------- */

static size_t back(const char *text, size_t at)
{
    for (int i = 0; i < AROUND && at > 0; i++)
        while (at > 0 && ((unsigned char)text[--at] & 0xC0) == 0x80) continue;
    return at;
}

static size_t forth(const char *text, size_t size, size_t at)
{
    for (int i = 0; i < AROUND && at < size; i++)
        for (at++; at < size && ((unsigned char)text[at] & 0xC0) == 0x80;) at++;
    return at;
}

static void put_quote(avow_buf *out, const char *name, const char *text, size_t from, size_t to)
{
    avow_json_name(out, name);
    avow_json_string(out, text + from, to - from);
}

static void put_target(collection *c, avow_span span)
{
    avow_buf *out = &c->w->out;
    const avow_result *r = c->result;
    avow_buf_text(out, "{\"type\": \"SpecificResource\"");
    avow_json_field(out, "source", c->identity.text);
    if (c->page != NULL) avow_json_field(out, "scope", c->page);
    avow_buf_text(out, ", \"selector\": [{\"type\": \"TextPositionSelector\", \"start\": ");
    avow_buf_uint(out, avow_offset_in_units(&c->index, span.start));
    avow_json_name(out, "end");
    avow_buf_uint(out, avow_offset_in_units(&c->index, span.end));
    avow_buf_text(out, "}, {\"type\": \"TextQuoteSelector\"");
    put_quote(out, "exact", r->text, span.start, span.end);
    put_quote(out, "prefix", r->text, back(r->text, span.start), span.start);
    put_quote(out, "suffix", r->text, span.end, forth(r->text, r->text_size, span.end));
    avow_buf_text(out, "}]}");
}

/* ---- bodies --------------------------------------------------------------------------------------------------------- */

/* value NULL: no body */
static void put_body(avow_buf *out, const char *purpose, const char *value)
{
    if (value == NULL) return;
    avow_buf_text(out, ", {\"type\": \"TextualBody\"");
    avow_json_field(out, "purpose", purpose);
    avow_json_field(out, "value", value);
    avow_buf_char(out, '}');
}

static void put_id(collection *c, uint32_t statement, const char *role)
{
    avow_buf *out = &c->w->out;
    avow_buf_char(out, '"');
    avow_buf_text(out, c->identity.result);
    avow_buf_char(out, '#');
    avow_buf_uint(out, statement);
    if (role != NULL) avow_buf_char(out, '-');
    avow_buf_text(out, role != NULL ? role : "");
    avow_buf_char(out, '"');
}

static void put_link(collection *c, uint32_t statement)
{
    avow_buf_text(&c->w->out, ", {\"type\": \"SpecificResource\", \"purpose\": \"linking\", \"source\": ");
    put_id(c, statement, NULL);
    avow_buf_char(&c->w->out, '}');
}

static void put_confidence(avow_buf *out, const avow_attribution *a)
{
    avow_buf_text(out, ", {\"type\": \"TextualBody\", \"purpose\": \"describing\", \"value\": \"confidence ");
    avow_buf_fixed(out, avow_confidence(a->confidence), 3);
    avow_buf_text(out, "\"}");
}

static void put_statement_bodies(collection *c, const avow_attribution *a)
{
    avow_writer *w = c->w;
    put_body(&w->out, "classifying", avow_type_name(a->type));
    put_body(&w->out, "classifying", avow_act_name(a->act));
    put_body(&w->out, "classifying", a->negated ? "negated" : NULL);
    put_body(&w->out, "identifying", a->speaker != 0 ? avow_writer_clean(w, c->result->entities[a->speaker - 1].name) : NULL);
    put_confidence(&w->out, a);
    if (a->parent != 0) put_link(c, a->parent);
}

/* ---- annotations ---------------------------------------------------------------------------------------------------- */

static void put_annotation(collection *c, const avow_attribution *a, int role, bool head)
{
    avow_buf *out = &c->w->out;
    avow_spans spans = spans_of(a, role);
    avow_buf_text(out, c->written++ > 0 ? ", {\"id\": " : "{\"id\": ");
    put_id(c, a->id, head ? NULL : roles[role]);
    avow_buf_text(out, ", \"type\": \"Annotation\", \"motivation\": \"tagging\", \"body\": [{\"type\": \"TextualBody\", \"purpose\": "
                       "\"tagging\"");
    avow_json_field(out, "value", roles[role]);
    avow_buf_char(out, '}');
    if (head) put_statement_bodies(c, a);
    else put_link(c, a->id);
    avow_buf_text(out, "], \"target\": [");
    for (size_t i = 0; i < spans.count && avow_writer_spill(c->w); i++) {
        if (i > 0) avow_buf_text(out, ", ");
        put_target(c, spans.items[i]);
    }
    avow_buf_text(out, "]}");
}

static size_t count(const avow_result *result)
{
    size_t n = 0;
    for (size_t i = 0; i < result->attribution_count; i++)
        for (int role = 0; role < ROLES; role++) n += spans_of(&result->attributions[i], role).count > 0;
    return n;
}

/* A page may not be empty, so a collection without annotations has none. */
static void put_page(collection *c)
{
    avow_buf *out = &c->w->out;
    avow_buf_text(out, ", \"first\": {\"id\": \"");
    avow_buf_text(out, c->identity.result);
    avow_buf_text(out, "#page\", \"type\": \"AnnotationPage\", \"startIndex\": 0");
    avow_buf_text(out, ", \"partOf\": {\"id\": \"");
    avow_buf_text(out, c->identity.result);
    avow_buf_text(out, "\"}, \"items\": [");
    for (size_t i = 0; i < c->result->attribution_count && avow_writer_spill(c->w); i++) {
        const avow_attribution *a = &c->result->attributions[i];
        int head = head_of(a);
        for (int role = 0; role < ROLES; role++)
            if (spans_of(a, role).count > 0) put_annotation(c, a, role, role == head);
    }
    avow_buf_text(out, "]}");
}

void avow_web_annotation_write(avow_writer *w, const avow_result *result)
{
    collection c = {.w = w, .result = result, .identity = avow_identify(w, result), .page = avow_address(result)};
    if (!avow_offset_index_build(&c.index, &w->arena, result->text, result->text_size, AVOW_CODEPOINTS)) {
        w->out.failed = true;
        return;
    }
    avow_buf *out = &w->out;
    size_t total = count(result);
    avow_buf_text(out, "{\"@context\": \"http://www.w3.org/ns/anno.jsonld\"");
    avow_json_field(out, "id", c.identity.result);
    avow_buf_text(out, ", \"type\": \"AnnotationCollection\"");
    if (result->title != NULL || result->id != NULL)
        avow_json_field(out, "label", result->title != NULL ? result->title : result->id);
    avow_json_name(out, "total");
    avow_buf_uint(out, total);
    if (total > 0) put_page(&c);
    avow_buf_text(out, "}\n");
}
