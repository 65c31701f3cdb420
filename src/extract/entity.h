/* entity.h - what an article names or describes: persons, organisations, places and descriptions, each with its mentions.
 *
 * Names are joined by rules that a reader can check: a person's surname, first name or initials go with the fuller name that was
 * mentioned last; names of organisations and places with the same words, or with their initials. Descriptions are joined where
 * their words are the same. train/who.py is the same in Python. */
#ifndef AVOW_EXTRACT_ENTITY_H
#define AVOW_EXTRACT_ENTITY_H

#include <string.h>

#include "mem.h"

/* Kinds of mention, in the order of the mention tagger's tags. */
typedef enum avow_kind { AVOW_KIND_PERSON, AVOW_KIND_ORGANISATION, AVOW_KIND_PLACE, AVOW_KIND_NOMINAL, AVOW_KIND_PRONOUN, AVOW_KINDS } avow_kind;

/* A word of the text, without a possessive's ending; half open bytes. */
typedef struct avow_word {
    uint32_t start, end;
} avow_word;

enum { AVOW_NAME_WORDS = 12 };
#define AVOW_NO_MENTION UINT32_MAX

typedef struct avow_mention {
    uint32_t start, end;            /* bytes */
    uint32_t entity;                /* index, or AVOW_NO_MENTION for a pronoun */
    uint32_t next;                  /* the entity's next mention, or AVOW_NO_MENTION */
    uint32_t line;                  /* of the text, from 0 */
    uint8_t kind;
    const float *link;              /* the linker's vector of it */
} avow_mention;

typedef struct avow_entity_found {
    avow_word full[AVOW_NAME_WORDS];    /* the fullest name, in words without titles */
    uint8_t words, kind;
    bool male, female;              /* a title says so (Mr., Mrs.), or a first name that is nearly always a man's or a woman's */
    avow_word title;                /* an office named before the name, "President"; empty for none */
    uint32_t first, last, mentions; /* mentions: how many */
    uint32_t by_surname;            /* a person's mentions that have the surname */
    uint32_t he, she;               /* how often such a pronoun follows it (antecedent.c) */
    uint32_t said;                  /* 1 + the attribution that it spoke last, 0 for none yet */
} avow_entity_found;

typedef struct avow_entities {
    avow_entity_found *items;
    size_t count;
} avow_entities;

/* The words of text[start..end), at most `room` of them; returns how many. */
size_t avow_words(const char *text, size_t start, size_t end, avow_word *out, size_t room);

/* Is the word, whatever its capitals and without a full stop at its end, this one? */
bool avow_word_is(const char *text, avow_word word, const char *small);
bool avow_same_word(const char *text, avow_word a, avow_word b);
bool avow_word_among(const char *text, avow_word word, const char *const *small);      /* one of a list that NULL ends */

/* The words for the office or party that the word is one for ("Gov.", "governor"; "GOP", "Republican"), or NULL; and whether a is b or one of
 * those for b. */
const char *const *avow_role(const char *text, avow_word word);
bool avow_same_role(const char *text, avow_word a, avow_word b, const char *const *role_of_b);
bool avow_word_is_title(const char *text, avow_word word);
bool avow_word_is_suffix(const char *text, avow_word word);        /* Jr., III */
bool avow_word_is_article(const char *text, avow_word word);       /* the, a, an */

/* Does the word end in one s, as plurals do? It has two letters or more. */
static inline bool avow_word_ends_in_s(const char *text, avow_word word) { return text[word.end - 1] == 's' && text[word.end - 2] != 's'; }

/* Does it end in a full stop that is no abbreviation's, as far as its length and other stops tell? */
static inline bool avow_word_is_stopped(const char *text, avow_word word)
{
    return text[word.end - 1] == '.' && word.end - word.start > 4 && memchr(text + word.start, '.', word.end - 1 - word.start) == NULL;
}

/* "men", "people", "Democrats": several persons, whatever the word ends in and however it is tagged. */
bool avow_word_is_people(const char *text, avow_word word);

bool avow_word_is_given_name(const char *text, avow_word word);    /* one of those below */

/* How many of the words are titles and articles before the first that is neither. */
size_t avow_words_titles(const char *text, const avow_word *words, size_t count);

/* First names that are nearly always a woman's, or a man's, sorted, in small letters (given_names.c). */
extern const char *const avow_female_names[], *const avow_male_names[];
extern const size_t avow_female_name_count, avow_male_name_count;

/* Is it an entity, and a person? AVOW_NO_MENTION is none. */
bool avow_entity_is_person(const avow_entities *all, uint32_t entity);

/* The entity whose name the words are, or end: "Joseph" of Amelize Joseph. AVOW_NO_MENTION if there is none, or several. */
uint32_t avow_entity_called(const char *text, const avow_entities *all, size_t start, size_t end);

/* Makes entities of the mentions, which are in text order, and links the two; pronouns stay out. All memory is the arena's;
 * false if there is none. */
bool avow_entities_make(const char *text, avow_mention *mentions, size_t count, avow_arena *arena, avow_entities *out);

#endif
