/* name.h - what a speaker is called: the fullest name of an entity, what a source says of itself, several names joined. */
#ifndef AVOW_EXTRACT_NAME_H
#define AVOW_EXTRACT_NAME_H

#include "extract.h"

/* A source that names several: "Mr. Grassley and Mr. Leahy", "Joseph and other residents", "the company and its founder". */
enum { AVOW_JOINT = 8 };
typedef struct avow_joint {
    struct { uint32_t entity; avow_span words; } parts[AVOW_JOINT + 1];    /* entity: an index, or AVOW_NO_MENTION for one who is called as words say */
    size_t count;
} avow_joint;

/* Does the source name several? What is joined by commas and "and" counts, if it is names, with titles before and parentheses behind
 * them, or short phrases one of which is a name or has an article or the like: not "companies and individuals". */
bool avow_joint_names(const avow_work *work, const avow_find *find, avow_joint *out);

/* Are two persons named with "and" between them, and no more than titles and what says whence or what the first is? */
bool avow_named_together(const avow_work *work, const avow_mention *first, const avow_mention *second);

/* Where the source says what its speaker is called: "two officials" of "the two officials, who …". Never empty for a source that
 * is not. */
avow_span avow_own_span(const avow_work *work, avow_span source);

/* The same with all that says which ones are meant: "officials who had read it" of "officials who had read it, in July" (own.c). */
avow_span avow_own_name(const avow_work *work, avow_span source);

/* The name of the find's speaker, the arena's; NULL if there is no memory. find->entity is not AVOW_NOBODY; joint: what
 * avow_joint_names found in a source that stands for itself, or NULL if it names no several. */
const char *avow_speaker_name(const avow_work *work, const avow_find *find, const avow_joint *joint, avow_arena *to);

/* A copy of the text's words with each run of white space as one space, cut to what a name may have; the arena's, NULL if it has
 * no room. */
const char *avow_name_copy(const avow_work *work, avow_span span, avow_arena *to);

/* Are two names the same but for ASCII capitals? */
bool avow_same_name(const char *a, const char *b);

/* Is the mention what the source calls its speaker, at the end of all that: "Democratic candidate Hillary Clinton"? (whose.c) */
bool avow_names_source(const avow_work *work, const avow_mention *m, avow_span own, avow_span source);

/* Does the mention, within the source, say whose or of whom the speaker is: "Jane Roe's lawyer", "the mother of Jane Roe"? (whose.c) */
bool avow_says_whose(const avow_work *work, const avow_mention *m, avow_span own, avow_span source);

/* "my father", "her lawyer": of a person whom the name beside it must tell. (whose.c) */
bool avow_is_relation(const avow_work *work, avow_span own);

#endif
