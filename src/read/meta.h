/* meta.h - what a page says about its article: title, date, authors, outlet, address, language. */
#ifndef AVOW_READ_META_H
#define AVOW_READ_META_H

#include "blocks.h"

enum { AVOW_MOST_AUTHORS = 16 };

typedef enum avow_field {
    FIELD_HEADLINE,             /* JSON-LD's */
    FIELD_CARD,                 /* the title for social media: Open Graph's */
    FIELD_H1, FIELD_PAGE_TITLE, FIELD_DATE, FIELD_OUTLET, FIELD_URL, FIELD_LANGUAGE, FIELD_DESCRIPTION, FIELD_COUNT
} avow_field;

typedef struct avow_meta {
    avow_arena *arena;
    const char *value[FIELD_COUNT];     /* in the arena; NULL: the page does not say */
    const char *title;                  /* the best of the titles (title.c) */
    bool wordpress;                     /* the page is made by WordPress */
    int rank[FIELD_COUNT];              /* of the source that said it: the smallest wins */
    const char *authors[AVOW_MOST_AUTHORS];
    size_t author_count;
    int author_rank;
    const char *body;                   /* the article's text as JSON-LD has it; empty if it does not */
    size_t body_size;
    bool no_memory;
} avow_meta;

/* Reads the metadata of a page; all that is found lies in the arena. */
avow_status avow_meta_read(avow_meta *meta, const avow_tree *tree, const avow_blocks *blocks, avow_arena *arena, avow_error *error);

/* Offers a value from a source of this rank (text[0..size), as it is to be read). */
void avow_meta_offer(avow_meta *meta, avow_field field, int rank, const char *text, size_t size);
/* Offers "By Ann Lee and Bob Ray", or one name. */
void avow_meta_offer_author(avow_meta *meta, int rank, const char *text, size_t size);

/* Chooses meta->title. */
void avow_title_choose(avow_meta *meta);

/* Reads one JSON-LD script (jsonld.c). */
void avow_jsonld_read(avow_meta *meta, const char *text, size_t size);

/* The day or time that text tells, as ISO 8601, to out; false if it tells none (date.c). */
enum { AVOW_DATE_SIZE = 32 };
bool avow_date_iso(const char *text, size_t size, char out[AVOW_DATE_SIZE]);

#endif
