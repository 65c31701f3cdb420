/* opponents.c - see opponents.h. The record has no relation "against whom"; it has acts, and words. Whoever denies, accuses or criticizes
 * somebody names him, and news name him by his last name. "Hillary Clinton" is not meant by "Clinton" of Bill's page: where a capitalised
 * word stands before the last name, it has to be one of his own names. That loses "Secretary Clinton" where no article introduces her so,
 * and leaves a bare "Clinton" open, of which the page warns. Who has no name but a description ("most of the black vote in Florida") is
 * not looked for: nobody says it again in these words, and searching for a dozen small words in a row takes long. */
#include "opponents.h"

#include <string.h>

#include "view.h"

enum { SHOWN = 5, LOOKED_AT = 60, MOST_WORDS = 6 };

const uint32_t acts_against = 1u << AVOW_DENY | 1u << AVOW_ACCUSE | 1u << AVOW_CRITICIZE;

typedef struct hearing {
    const json_t *speaker;          /* record_speaker's "speaker" */
    const char *name;               /* the last one of a person's, all of another's */
    int64_t id;
    json_t *(*make)(const avow_statement *statement);
    json_t *list;
} hearing;

static bool in_word(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80 || c == '-';
}

/* Whether the word is one of a name. */
static bool has_word(const char *name, const char *word, size_t size)
{
    for (const char *at = name; at != NULL && (at = strstr(at, " ")) != NULL; at++)
        if (strncmp(at + 1, word, size) == 0 && !in_word((unsigned char)at[1 + size]))
            return true;
    return name != NULL && strncmp(name, word, size) == 0 && !in_word((unsigned char)name[size]);
}

static bool is_own(const hearing *h, const char *word, size_t size)
{
    const json_t *aliases = json_object_get(h->speaker, "aliases");
    bool own = has_word(json_string_value(json_object_get(h->speaker, "name")), word, size);
    for (size_t i = 0; i < json_array_size(aliases) && !own; i++)
        own = has_word(json_string_value(json_array_get(aliases, i)), word, size);
    return own;
}

/* Whether the name at `at` may be his. */
static bool may_be_meant(const hearing *h, const char *text, const char *at)
{
    const char *end = at, *start;
    if (end == text || end[-1] != ' ')
        return end == text || !in_word((unsigned char)end[-1]);
    for (end--, start = end; start > text && in_word((unsigned char)start[-1]); start--)
        continue;
    bool capital = start < end && ((*start >= 'A' && *start <= 'Z') || (unsigned char)*start >= 0x80);
    return !capital || is_own(h, start, (size_t)(end - start));
}

static bool names(const hearing *h, const char *text)
{
    size_t size = strlen(h->name);
    for (const char *at = text; (at = strstr(at, h->name)) != NULL; at++)
        if (!in_word((unsigned char)at[size]) && may_be_meant(h, text, at))
            return true;
    return false;
}

static int hear(void *context, const avow_statement *s)
{
    hearing *h = context;
    if (s->speaker != h->id && names(h, s->content))
        json_array_append_new(h->list, h->make(s));
    return json_array_size(h->list) == SHOWN;
}

const char *opponents_name(const json_t *speaker)
{
    const char *name = json_string_value(json_object_get(speaker, "name")), *type = json_string_value(json_object_get(speaker, "type"));
    const char *last = name != NULL && type != NULL && strcmp(type, "person") == 0 ? strrchr(name, ' ') : NULL;
    return last != NULL ? last + 1 : name;
}

static bool is_name(const char *name, const char *type)
{
    bool named = strcmp(type, "document") != 0 && strcmp(type, "anonymous") != 0;
    size_t words = 1;
    bool capital = (*name >= 'A' && *name <= 'Z') || (*name >= '0' && *name <= '9') || (unsigned char)*name >= 0x80;
    for (const char *at = name; (at = strchr(at, ' ')) != NULL; at++)
        words++;
    return named && capital && words <= MOST_WORDS;
}

avow_status opponents_find(avow_store *store, const json_t *speaker, json_t *(*make)(const avow_statement *statement), json_t *list,
                           avow_error *error)
{
    hearing h = {.speaker = speaker, .name = opponents_name(speaker), .id = json_integer_value(json_object_get(speaker, "id")),
                 .make = make, .list = list};
    const char *type = json_string_value(json_object_get(speaker, "type"));
    avow_query query = {.about = h.name, .acts = acts_against, .limit = LOOKED_AT};
    return h.name != NULL && type != NULL && is_name(h.name, type) ? avow_store_search(store, &query, hear, &h, error) : AVOW_OK;
}
