/* store.c - the life of a store. */
#include "store.h"

#include "status.h"

avow_status avow_store_open(const char *where, const avow_store_options *options, avow_store **store, avow_error *error)
{
    avow_store_options chosen = options != NULL ? *options : (avow_store_options){0};
    if (store != NULL) *store = NULL;
    if (where == NULL || store == NULL) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "no store is named, or there is nowhere to put it");
    if (chosen.read_only) chosen.create = false;
    avow_allocator allocator = avow_allocator_or_default(chosen.allocator);
    avow_store *s = avow_alloc(&allocator, 1, sizeof *s);
    if (s == NULL) return avow_fail_memory(error);
    *s = (avow_store){.allocator = allocator};
    avow_arena_init(&s->arena, &allocator);
    avow_buf_init(&s->text, &allocator);
    avow_status status = avow_db_open(where, &chosen, &s->db, error);
    if (status != AVOW_OK) {
        avow_store_close(s);
        return status;
    }
    *store = s;
    return AVOW_OK;
}

void avow_store_close(avow_store *store)
{
    if (store == NULL) return;
    avow_allocator allocator = store->allocator;
    avow_db_close(store->db);
    avow_arena_free(&store->arena);
    avow_buf_free(&store->text);
    avow_free(&allocator, store);
}

avow_status avow_store_begin_call(avow_store *store, bool arguments, avow_error *error)
{
    if (store == NULL || !arguments) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "there is no store, or an argument is missing");
    avow_arena_reset(&store->arena);
    return AVOW_OK;
}

avow_status avow_store_begin_reading(avow_store *store, bool arguments, avow_error *error)
{
    avow_status status = avow_store_begin_call(store, arguments, error);
    if (status == AVOW_OK) avow_db_begin_reading(store->db);
    return status;
}

avow_status avow_store_end_call(avow_store *store, avow_error *error)
{
    avow_arena_reset(&store->arena);
    return avow_db_end(store->db, error);
}

avow_status avow_store_state(avow_store *store, int64_t *state, avow_error *error)
{
    if (state != NULL) *state = 0;
    avow_status status = avow_store_begin_call(store, state != NULL, error);
    if (status != AVOW_OK) return status;
    /* Nothing is taken out of either table, and numbers are the highest so far plus one. */
    *state = avow_db_number(store->db, "SELECT CAST(coalesce((SELECT max(id) FROM article), 0) AS BIGINT) << 31 | "
                                       "coalesce((SELECT max(id) FROM pin), 0)", NULL, 0);
    return avow_store_end_call(store, error);
}
