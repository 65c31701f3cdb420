/* jsonld.c - metadata from JSON-LD (schema.org), by jansson, whose memory is malloc's.
 *
 * A script holds an object, a list, or an @graph of them; the one that is an article counts, wherever it lies. What publishers
 * get wrong most is mended: control characters within strings, comments around it all, a semicolon behind. */
#include <jansson.h>
#include <string.h>

#include "meta.h"

enum { RANK = 10, MOST_BODY = 4 << 20, DEPTH = 6 };

/* @type is a string or a list of them. */
static bool is_of(const json_t *object, const char *part)
{
    const json_t *type = json_object_get(object, "@type");
    if (json_is_string(type)) return strstr(json_string_value(type), part) != NULL;
    for (size_t i = 0; i < json_array_size(type); i++) {
        const char *name = json_string_value(json_array_get(type, i));
        if (name && strstr(name, part)) return true;
    }
    return false;
}

static void offer(avow_meta *meta, avow_field field, int rank, const json_t *value)
{
    if (json_is_object(value)) {
        const json_t *id = json_object_get(value, field == FIELD_URL ? "@id" : "name");
        offer(meta, field, rank, json_is_string(id) ? id : NULL);
    }
    if (json_is_array(value)) offer(meta, field, rank, json_is_array(json_array_get(value, 0)) ? NULL : json_array_get(value, 0));
    if (json_is_string(value)) avow_meta_offer(meta, field, rank, json_string_value(value), json_string_length(value));
}

/* The object of a graph that has this @id and a name, for those that only refer to it; or the reference itself. */
static const json_t *referred(const json_t *graph, const json_t *reference)
{
    const char *id = json_string_value(json_object_get(reference, "@id"));
    for (size_t i = 0; id && !json_object_get(reference, "name") && i < json_array_size(graph); i++) {
        const json_t *object = json_array_get(graph, i);
        const char *is = json_string_value(json_object_get(object, "@id"));
        if (is && strcmp(is, id) == 0 && json_object_get(object, "name")) return object;
    }
    return reference;
}

static void offer_authors(avow_meta *meta, const json_t *graph, const json_t *value, int depth)
{
    if (json_is_string(value)) avow_meta_offer_author(meta, RANK, json_string_value(value), json_string_length(value));
    if (depth > 3) return;
    if (json_is_object(value)) offer_authors(meta, graph, json_object_get(referred(graph, value), "name"), depth + 1);
    for (size_t i = 0; i < json_array_size(value); i++) offer_authors(meta, graph, json_array_get(value, i), depth + 1);
}

static void read_article(avow_meta *meta, const json_t *graph, const json_t *o)
{
    offer(meta, FIELD_HEADLINE, RANK, json_object_get(o, "headline"));
    offer(meta, FIELD_DESCRIPTION, RANK + 5, json_object_get(o, "description"));
    offer(meta, FIELD_DATE, RANK, json_object_get(o, "datePublished"));
    offer(meta, FIELD_DATE, RANK + 45, json_object_get(o, "dateModified"));
    offer(meta, FIELD_OUTLET, RANK + 20, json_object_get(o, "publisher"));
    offer(meta, FIELD_URL, RANK + 20, json_object_get(o, "mainEntityOfPage"));
    offer(meta, FIELD_URL, RANK + 21, json_object_get(o, "url"));
    offer(meta, FIELD_LANGUAGE, RANK, json_object_get(o, "inLanguage"));
    if (meta->author_rank != RANK || meta->author_count == 0) offer_authors(meta, graph, json_object_get(o, "author"), 0);
    const json_t *body = json_object_get(o, "articleBody");
    if (!json_is_string(body) || json_string_length(body) > MOST_BODY || json_string_length(body) <= meta->body_size) return;
    const char *copy = avow_arena_copy(meta->arena, json_string_value(body), json_string_length(body));
    if (!copy) {
        meta->no_memory = true;
        return;
    }
    meta->body = copy;
    meta->body_size = json_string_length(body);
}

/* The articles in value, wherever schema.org lets them lie; graph is the list of objects around it, or NULL. */
static void search(avow_meta *meta, const json_t *graph, const json_t *value, int depth)
{
    if (depth > DEPTH) return;
    for (size_t i = 0; i < json_array_size(value); i++) search(meta, value, json_array_get(value, i), depth + 1);
    if (!json_is_object(value)) return;
    if (is_of(value, "Article") || is_of(value, "BlogPosting") || is_of(value, "Report") || is_of(value, "Review"))
        read_article(meta, graph, value);
    search(meta, graph, json_object_get(value, "@graph"), depth + 1);
    search(meta, graph, json_object_get(value, "mainEntity"), depth + 1);
    const json_t *page = json_object_get(value, "mainEntityOfPage");
    if (json_is_object(page)) search(meta, graph, page, depth + 1);
}

void avow_jsonld_read(avow_meta *meta, const char *text, size_t size)
{
    char *copy = avow_arena_copy(meta->arena, text, size);
    if (!copy) {
        meta->no_memory = true;
        return;
    }
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)copy[i] < ' ') copy[i] = ' ';
    size_t start = 0;
    while (start < size && copy[start] != '{' && copy[start] != '[') start++;
    while (size > start && copy[size - 1] != '}' && copy[size - 1] != ']') size--;
    json_t *value = size > start ? json_loadb(copy + start, size - start, JSON_ALLOW_NUL, NULL) : NULL;
    search(meta, NULL, value, 0);
    json_decref(value);
}
