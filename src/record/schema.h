/* schema.h - the tables of a store, as they were made and changed: schema/N.ENGINE.sql and then schema/N.sql take a store from
 * version N - 1 to N, the first for what the engines say differently. CMake makes an array of them. */
#ifndef AVOW_RECORD_SCHEMA_H
#define AVOW_RECORD_SCHEMA_H

#include "db.h"

typedef struct avow_schema_step {
    int version;
    const char *engine;         /* "": every one */
    const char *sql;
} avow_schema_step;

/* By version, the engines' own steps first; ends with version 0. */
extern const avow_schema_step avow_schema[];

/* Takes the steps that the store lacks, in one transaction. */
avow_status avow_schema_update(avow_db *db, const avow_store_options *options, avow_error *error);

#endif
