/* opponents.h - who denies, accuses or criticizes a speaker. */
#ifndef AVOW_SERVER_OPPONENTS_H
#define AVOW_SERVER_OPPONENTS_H

#include <avow/record.h>
#include <jansson.h>

/* What they do: bits of avow_query.acts. */
extern const uint32_t acts_against;

/* The name by which others speak of a speaker (as record_speaker has it): the last one of a person. The speaker's; NULL if there is none. */
const char *opponents_name(const json_t *speaker);

/* Puts the newest few denials, accusations and criticisms by others that name the speaker into the list, each as make has it. */
avow_status opponents_find(avow_store *store, const json_t *speaker, json_t *(*make)(const avow_statement *statement), json_t *list,
                           avow_error *error);

#endif
