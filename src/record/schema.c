/* schema.c - see schema.h. */
#include "schema.h"

#include <string.h>

#include "status.h"

static int newest(void)
{
    int version = 0;
    for (const avow_schema_step *step = avow_schema; step->version != 0; step++) version = step->version;
    return version;
}

/* Another program may have been first: what there is to do is seen once the store is ours to write. */
static void take_steps(avow_db *db)
{
    int version;
    if (!avow_db_ok(db) || !db->engine->version(db, &version) || version >= newest()) return;
    for (const avow_schema_step *step = avow_schema; step->version != 0; step++)
        if (step->version > version && (step->engine[0] == '\0' || strcmp(step->engine, db->engine->name) == 0) &&
            !db->engine->script(db, step->sql)) return;
    db->engine->set_version(db, newest());
}

avow_status avow_schema_update(avow_db *db, const avow_store_options *options, avow_error *error)
{
    int version, last = newest();
    if (!db->engine->version(db, &version)) return avow_db_outcome(db, error);
    if (version > last)
        return avow_fail(error, AVOW_STORE_TOO_NEW, 0, "the store is of version %d, and this avow knows %d at most", version, last);
    if (version == last) return AVOW_OK;
    if (version == 0 && !options->create) return avow_fail(error, AVOW_STORE_NOT_FOUND, 0, "there is no store in it yet");
    if (options->read_only)
        return avow_fail(error, AVOW_STORE_READ_ONLY, 0, "the store is of version %d and must be opened to write once, to update it",
                         version);
    avow_db_begin(db);
    take_steps(db);
    return avow_db_end(db, error);
}
