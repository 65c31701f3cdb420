/* speaker.c - which speaker of the record an article's entity is.
 *
 * Precision goes first: joined are names, never descriptions ("a senior official" is whoever it is in each article), and a person only by
 * a name of two parts or more, so that a surname alone joins through the full name that its article gives. Persons of one name are one
 * unless what stands near them says otherwise: the names of places, parties and other people in the sentences about them. Organisations
 * and the like are one by name, or by initials that an article has explained. Each entity keeps why it was joined, and how sure that is.
 * What was decided by hand is followed when an article comes in a new version. */
#include "plain_name.h"

#include <string.h>

#include "ascii.h"
#include "hash.h"
#include "tokens.h"
#include "when.h"

enum { COMPANY = 24, MOST_CANDIDATES = 32, LEAST_TO_DIFFER = 8 };

/* Kinds of speaker_alias. */
enum { WHOLE, ENDS, ALIAS, LAST };

typedef struct joining {
    const avow_incoming *in;
    const avow_entity *entity;
    avow_plain_name name;
    int64_t company[COMPANY];       /* hashes of names near it */
    size_t company_count;
    int64_t speaker;                /* 0: a new one */
    const char *reason;
    double confidence;
} joining;

/* ---- company ------------------------------------------------------------------------------------------------------ */

static void add_company(joining *j, int64_t hash)
{
    for (size_t i = 0; i < j->company_count; i++)
        if (j->company[i] == hash) return;
    if (hash != 0 && j->company_count < COMPANY) j->company[j->company_count++] = hash;
}

static bool is_of_name(const joining *j, const char *word, size_t size)
{
    for (size_t i = 0; i < j->name.count; i++) {
        avow_span part = j->name.parts[i];
        if (part.end - part.start == size && memcmp(j->name.text + part.start, word, size) == 0) return true;
    }
    return false;
}

/* The capitalised words of a sentence, but for its first and those that stand everywhere. */
static bool add_words(joining *j, avow_span sentence)
{
    static const char *const common[] = {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may",
        "june", "july", "august", "september", "october", "november", "december", "mr", "mrs", "ms", "dr", "i", "the", "president", "sen",
        "rep", "gov", "senator", "jr", "a", "in", "and", "but", "he", "she", "it", "we", "they"};
    avow_store *store = j->in->store;
    const char *text = j->in->result->text;
    avow_rtokens words;
    if (!avow_record_tokens(text, sentence, &store->arena, &words)) return avow_db_fail_memory(store->db);
    for (size_t i = 1; i < words.count; i++) {
        char folded[64];
        if (!avow_begins_as_name(text, words.items[i].span) || avow_is_digit(text[words.items[i].span.start])) continue;
        size_t size = avow_record_fold(text, words.items[i].span, folded, sizeof folded - 1);
        if (size > 2 && memcmp(folded + size - 2, "'s", 2) == 0) size -= 2;
        folded[size] = '\0';
        bool skip = size == 0 || is_of_name(j, folded, size);
        for (size_t k = 0; k < sizeof common / sizeof *common && !skip; k++) skip = strcmp(common[k], folded) == 0;
        if (!skip) add_company(j, (int64_t)avow_xxh3(folded, size));
    }
    return true;
}

/* What stands near the entity: the names in the sentences of what it says, and in those that mention it. */
static bool find_company(joining *j)
{
    const avow_result *r = j->in->result;
    for (size_t i = 0; i < r->attribution_count && j->company_count < COMPANY; i++)
        if (r->attributions[i].speaker == j->entity->id && !add_words(j, j->in->sentences[i])) return false;
    for (size_t i = 0; i < j->entity->mentions.count && i < COMPANY && j->company_count < COMPANY; i++) {
        avow_span s = avow_sentence_around(r->text, r->text_size, j->in->quoted, j->entity->mentions.items[i]);
        if (!add_words(j, s)) return false;
    }
    return true;
}

/* How much of the company the speaker has, too; *known: how many names stand near it. */
static size_t shared_company(const joining *j, int64_t speaker, size_t *known)
{
    avow_db *db = j->in->store->db;
    size_t shared = 0;
    *known = (size_t)avow_number(db, "SELECT count(*) FROM (SELECT 1 FROM company WHERE speaker = $1 LIMIT 64) AS t", avow_int(speaker));
    for (size_t i = 0; i < j->company_count; i++)
        shared += avow_number(db, "SELECT 1 FROM company WHERE speaker = $1 AND hash = $2", avow_int(speaker),
                              avow_int(j->company[i])) != 0;
    return shared;
}

/* ---- candidates --------------------------------------------------------------------------------------------------- */

static bool is_person(const char *type) { return type != NULL && strcmp(type, avow_speaker_type_name(AVOW_PERSON)) == 0; }

/* Speakers that have the hash as a name of that kind, and are persons, or aren't. */
static size_t candidates(const joining *j, int64_t hash, int kind, int64_t *out, const char **names)
{
    size_t n = 0;
    avow_store *store = j->in->store;
    avow_rows *rows = avow_ask(store->db, "SELECT s.id, s.name, s.type FROM speaker_alias a JOIN speaker s ON s.id = a.speaker "
                                          "WHERE a.hash = $1 AND a.kind = $2 ORDER BY s.id LIMIT 32", avow_int(hash), avow_int(kind));
    while (n < MOST_CANDIDATES && avow_next(rows)) {
        const char *name = avow_get_text(rows, 1);
        if (name == NULL || is_person(avow_get_text(rows, 2)) != (j->entity->type == AVOW_PERSON)) continue;
        names[n] = avow_arena_copy(&store->arena, name, strlen(name));
        out[n] = avow_get_int(rows, 0);
        if (!avow_store_has_memory(store, names[n])) break;
        n++;
    }
    avow_rows_end(rows);
    return n;
}

static void settle(joining *j, int64_t speaker, const char *reason, double confidence)
{
    j->speaker = speaker;
    j->reason = reason;
    j->confidence = confidence;
}

static void join_person(joining *j)
{
    int64_t ids[MOST_CANDIDATES];
    const char *names[MOST_CANDIDATES];
    size_t best_shared = 0, n = j->name.core < 2 ? 0 : candidates(j, avow_name_ends(&j->name), ENDS, ids, names), apart = 0;
    if (j->name.core < 2) {
        settle(j, 0, "one name alone", 1);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        avow_plain_name other;
        size_t known;
        if (!avow_plain_name_of(j->in->store, names[i], &other) || !avow_names_agree(&j->name, &other)) continue;
        size_t shared = shared_company(j, ids[i], &known);
        bool same = other.size == j->name.size && memcmp(other.text, j->name.text, other.size) == 0;
        if (shared == 0 && known >= LEAST_TO_DIFFER && j->company_count >= LEAST_TO_DIFFER) {
            apart++;
            continue;
        }
        if (j->speaker != 0 && shared <= best_shared) continue;
        best_shared = shared;
        if (shared > 0) settle(j, ids[i], same ? "same name, same company" : "name agrees, same company", shared > 2 ? 0.98 : 0.93);
        else settle(j, ids[i], same ? "same name" : "name agrees", same ? 0.8 : 0.7);
    }
    if (j->speaker == 0 && apart > 0) settle(j, 0, "same name, other company", 0.6);
}

/* Are the letters the initials of the name, small words left out? */
static bool are_initials(const avow_plain_name *letters, const avow_plain_name *name)
{
    size_t at = 0;
    if (letters->count != 1 || name->count < 2 || letters->size < 2) return false;
    for (size_t i = 0; i < name->count; i++) {
        if (at < letters->size && name->text[name->parts[i].start] == letters->text[at]) at++;
        else if (name->parts[i].end - name->parts[i].start > 3) return false;
    }
    return at == letters->size;
}

static void join_other(joining *j)
{
    int64_t ids[MOST_CANDIDATES];
    const char *names[MOST_CANDIDATES];
    avow_store *store = j->in->store;
    if (candidates(j, avow_name_whole(&j->name), WHOLE, ids, names) > 0) {
        settle(j, ids[0], "same name", 0.95);
        return;
    }
    if (candidates(j, avow_name_whole(&j->name), ALIAS, ids, names) == 1) {         /* "FBI", known from an article that says what it is */
        avow_plain_name full;
        if (avow_plain_name_of(store, names[0], &full) && are_initials(&j->name, &full)) settle(j, ids[0], "initials of its name", 0.85);
        return;
    }
    for (size_t i = 0; i < j->entity->alias_count && j->speaker == 0; i++) {        /* or the other way round */
        avow_plain_name alias;
        if (!avow_plain_name_of(store, avow_store_clean(store, j->entity->aliases[i]), &alias)) return;
        if (are_initials(&alias, &j->name) && candidates(j, avow_name_whole(&alias), WHOLE, ids, names) == 1)
            settle(j, ids[0], "its initials are that name", 0.85);
    }
}

/* The version before has it under the same name: whatever was decided there stays. */
static bool join_as_before(joining *j)
{
    const avow_incoming *in = j->in;
    if (in->previous == 0) return false;
    int64_t speaker = avow_number(in->store->db, "SELECT speaker FROM entity WHERE article = $1 AND name = $2 AND type = $3 "
                                                 "ORDER BY number LIMIT 1",
                                  avow_int(in->previous), avow_text(avow_store_clean(in->store, j->entity->name)),
                                  avow_text(avow_speaker_type_name(j->entity->type)));
    if (speaker != 0) settle(j, speaker, "as in the version before", 1);
    return speaker != 0;
}

/* ---- writing ------------------------------------------------------------------------------------------------------ */

static void put_alias(const joining *j, int64_t hash, int kind)
{
    if (hash != 0)
        avow_tell(j->in->store->db, "INSERT INTO speaker_alias (hash, kind, speaker) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                  avow_int(hash),
                  avow_int(kind), avow_int(j->speaker));
}

static void put_names(const joining *j)
{
    bool person = j->entity->type == AVOW_PERSON;
    put_alias(j, avow_name_whole(&j->name), WHOLE);
    if (person && j->name.core > 1) {
        put_alias(j, avow_name_ends(&j->name), ENDS);
        put_alias(j, avow_name_last(&j->name), LAST);
    }
    for (size_t i = 0; i < j->entity->alias_count; i++) {
        avow_plain_name alias;
        if (!avow_plain_name_of(j->in->store, avow_store_clean(j->in->store, j->entity->aliases[i]), &alias)) return;
        if (alias.proper) put_alias(j, avow_name_whole(&alias), ALIAS);
    }
    for (size_t i = 0; i < j->company_count; i++)
        avow_tell(j->in->store->db, "INSERT INTO company (speaker, hash) VALUES ($1, $2) ON CONFLICT DO NOTHING", avow_int(j->speaker),
                  avow_int(j->company[i]));
}

static void put_speaker(joining *j)
{
    avow_store *store = j->in->store;
    j->speaker = avow_db_number(store->db, "SELECT max(id) FROM speaker", NULL, 0) + 1;
    avow_tell(store->db, "INSERT INTO speaker (id, name, type, merged) VALUES ($1, $2, $3, 0)", avow_int(j->speaker),
              avow_text(avow_store_clean(store, j->entity->name)), avow_text(avow_speaker_type_name(j->entity->type)));
}

static bool put_entity(const joining *j)
{
    const avow_entity *e = j->entity;
    avow_store *store = j->in->store;
    avow_tell(store->db, "INSERT INTO entity (article, number, name, type, aliases, mentions, speaker, tag, reason, confidence) "
                         "VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)",
              avow_int(j->in->id), avow_int(e->id), avow_text(avow_store_clean(store, e->name)), avow_text(avow_speaker_type_name(e->type)),
              avow_pack_strings(store, e->aliases, e->alias_count), avow_text(avow_pack_spans(store, e->mentions)), avow_int(j->speaker),
              avow_text(j->reason), avow_real(j->confidence));
    return avow_db_ok(store->db);
}

static bool join(joining *j)
{
    avow_store *store = j->in->store;
    settle(j, 0, "new", 1);
    if (!avow_plain_name_of(store, avow_store_clean(store, j->entity->name), &j->name)) return false;
    bool person = j->entity->type == AVOW_PERSON, several = person && strstr(j->entity->name, " & ") != NULL;
    bool named = j->name.proper && j->entity->type != AVOW_ANONYMOUS && !several;
    if (named && person && !find_company(j)) return false;
    if (!join_as_before(j)) {
        if (!named) settle(j, 0, several ? "several at once" : "a description, of this article alone", 1);
        else if (person) join_person(j);
        else join_other(j);
    }
    if (j->speaker == 0) put_speaker(j);
    if (named) put_names(j);
    return put_entity(j);
}

int64_t avow_record_new_speaker(const avow_incoming *article, const avow_entity *entity)
{
    joining j = {.in = article, .entity = entity};
    if (!avow_plain_name_of(article->store, avow_store_clean(article->store, entity->name), &j.name) || !find_company(&j)) return 0;
    put_speaker(&j);
    put_names(&j);
    return avow_db_ok(article->store->db) ? j.speaker : 0;
}

bool avow_record_join_speakers(const avow_incoming *in, const int64_t **speakers)
{
    avow_store *store = in->store;
    const avow_result *r = in->result;
    int64_t *all = avow_arena_alloc(&store->arena, r->entity_count, sizeof *all);
    if (!avow_store_has_memory(store, all)) return false;
    for (size_t i = 0; i < r->entity_count && avow_db_ok(store->db); i++) {
        joining j = {.in = in, .entity = &r->entities[i]};
        if (!join(&j)) return false;
        all[i] = j.speaker;
    }
    *speakers = all;
    return avow_db_ok(store->db);
}

/* ---- by name ------------------------------------------------------------------------------------------------------ */

static size_t take_ids(avow_rows *rows, int64_t *ids, size_t room)
{
    size_t n = 0;
    while (n < room && avow_next(rows)) ids[n++] = avow_get_int(rows, 0);
    avow_rows_end(rows);
    return n;
}

size_t avow_record_speakers_named(avow_store *store, const char *name, int64_t *speakers, size_t room)
{
    avow_plain_name plain;
    if (!avow_plain_name_of(store, name, &plain)) return 0;
    for (int last = plain.core > 1 ? ENDS : LAST; last <= LAST; last += LAST - ENDS) {      /* a whole name, or else a part or alias */
        size_t n = take_ids(avow_ask(store->db, "SELECT DISTINCT speaker FROM speaker_alias WHERE hash = $1 AND kind <= $2 "
                                                "ORDER BY speaker LIMIT $3",
                                     avow_int(avow_name_whole(&plain)), avow_int(last), avow_int((int64_t)room)), speakers, room);
        if (n > 0) return n;
    }
    return 0;
}
