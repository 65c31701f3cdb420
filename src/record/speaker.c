/* speaker.c - which speaker of the record an article's entity is. */
#include <string.h>

#include "hash.h"
#include "store.h"
#include "tokens.h"

bool avow_record_name_hash(avow_store *store, const char *name, int64_t *hash)
{
    size_t size = strlen(name), room = 4 * size + 64;
    char *folded = avow_arena_alloc(&store->arena, room, 1);
    *hash = 0;
    if (!avow_store_has_memory(store, folded)) return false;
    *hash = (int64_t)avow_xxh3(folded, avow_record_fold(name, (avow_span){0, size}, folded, room));
    return true;
}

size_t avow_record_speakers_named(avow_store *store, const char *name, int64_t *speakers, size_t room)
{
    int64_t hash;
    size_t n = 0;
    if (!avow_record_name_hash(store, name, &hash)) return 0;
    avow_rows *rows = avow_ask(store->db, "SELECT DISTINCT speaker FROM speaker_alias WHERE hash = $1 ORDER BY speaker", avow_int(hash));
    while (n < room && avow_next(rows)) speakers[n++] = avow_get_int(rows, 0);
    avow_rows_end(rows);
    return n;
}

static int64_t speaker_for(const avow_incoming *in, const avow_entity *e, const char *name, const char **reason)
{
    avow_store *store = in->store;
    int64_t hash, id = 0;
    if (!avow_record_name_hash(store, name, &hash)) return 0;
    if (e->type != AVOW_ANONYMOUS)
        id = avow_number(store->db, "SELECT a.speaker FROM speaker_alias a JOIN speaker s ON s.id = a.speaker "
                                    "WHERE a.hash = $1 AND a.kind = 'full' AND s.type = $2 ORDER BY a.speaker LIMIT 1",
                         avow_int(hash), avow_text(avow_speaker_type_name(e->type)));
    *reason = id != 0 ? "same name" : "new";
    if (id != 0) return id;
    id = avow_db_number(store->db, "SELECT max(id) FROM speaker", NULL, 0) + 1;
    avow_tell(store->db, "INSERT INTO speaker (id, name, type, articles, first_day, last_day) VALUES ($1, $2, $3, 1, $4, $4)", avow_int(id),
              avow_text(name), avow_text(avow_speaker_type_name(e->type)), avow_int(in->day));
    avow_tell(store->db, "INSERT INTO speaker_alias (hash, speaker, kind) VALUES ($1, $2, 'full')", avow_int(hash), avow_int(id));
    return id;
}

bool avow_record_join_speakers(const avow_incoming *in, const int64_t **speakers)
{
    avow_store *store = in->store;
    const avow_result *r = in->result;
    int64_t *all = avow_arena_alloc(&store->arena, r->entity_count, sizeof *all);
    if (!avow_store_has_memory(store, all)) return false;
    for (size_t i = 0; i < r->entity_count && avow_db_ok(store->db); i++) {
        const avow_entity *e = &r->entities[i];
        const char *reason = "", *name = avow_store_clean(store, e->name);
        all[i] = speaker_for(in, e, name, &reason);
        avow_tell(store->db, "INSERT INTO entity (article, number, name, type, aliases, mentions, speaker, reason, confidence) "
                             "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                  avow_int(in->id), avow_int(e->id), avow_text(name), avow_text(avow_speaker_type_name(e->type)),
                  avow_pack_strings(store, e->aliases, e->alias_count), avow_text(avow_pack_spans(store, e->mentions)), avow_int(all[i]),
                  avow_text(reason), avow_real(1));
    }
    *speakers = all;
    return avow_db_ok(store->db);
}
