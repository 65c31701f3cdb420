/* store.h - what the files of the record share: the store, an article on its way in, and statements on their way out. */
#ifndef AVOW_RECORD_STORE_H
#define AVOW_RECORD_STORE_H

#include "db.h"

struct avow_store {
    avow_db *db;
    avow_allocator allocator;
    avow_arena arena;           /* of the call that is under way */
    avow_buf text;              /* of the article whose statement was read last, as the next one is often the same article's */
    int64_t text_of;            /* its number; 0: none */
    struct {
        avow_offsets unit;
        size_t bytes, units;    /* so many of these at so many of those: counting goes on from there */
    } counted;
};

/* Numbers that the tables can hold. */
enum { AVOW_MOST_NUMBERS = INT32_MAX };

/* The place of a statement in the order of days, which is its key in the full-text index. */
static inline int64_t avow_record_key(int64_t day, int64_t statement) { return day << 31 | statement; }
static inline int64_t avow_record_key_statement(int64_t key) { return key & INT32_MAX; }
static inline int64_t avow_record_key_day(int64_t key) { return key >> 31; }

/* Begins and ends a call: checks the arguments; frees what the call needed and hands over what failed. */
avow_status avow_store_begin_call(avow_store *store, bool arguments, avow_error *error);
/* The same for a call that only reads: all of it sees one state of the store. */
avow_status avow_store_begin_reading(avow_store *store, bool arguments, avow_error *error);
avow_status avow_store_end_call(avow_store *store, avow_error *error);

/* ---- on the way in ------------------------------------------------------------------------------------------------ */

/* An article while it is put into the store, within the transaction that does it. */
typedef struct avow_incoming {
    avow_store *store;
    const avow_result *result;  /* checked; its strings are UTF-8 */
    int64_t id;                 /* article.id */
    int64_t previous;           /* that of the version that it takes the place of; 0: none */
    uint32_t version;
    int64_t day, outlet;        /* 0: none */
    int64_t first;              /* statement.id of the result's first one; the others follow in order */
    const uint8_t *quoted;      /* the flags of avow_quote_flags, one a byte of text */
    const avow_span *sentences; /* around each statement's cue, without white space at its ends */
    const int64_t *speakers;    /* speaker.id of each entity */
} avow_incoming;

/* Puts the article into all further indexes of the record (index.c). False after a failure, which sticks to the database. */
bool avow_record_index_article(const avow_incoming *article);

/* The full-text index (words.c), and the marks in it: of speaker.id, outlet.id, avow_act; or 1, a source that has no name. */
typedef enum avow_tag { AVOW_TAG_SPEAKER, AVOW_TAG_OUTLET, AVOW_TAG_ACT, AVOW_TAG_NAMELESS } avow_tag;
void avow_record_put_tag(avow_buf *out, avow_tag tag, int64_t number);
bool avow_record_index_words(const avow_incoming *article);

/* Marks what an entity says as another speaker's, in the index as it is: in->speakers has the marks, *tag among them is the entity's. */
bool avow_record_retag_words(const avow_incoming *in, uint32_t entity, int64_t *tag, int64_t speaker);

/* The index of copies (copies.c), which finds the article's copies and whose statements are the same utterances as its own. */
bool avow_record_index_copies(const avow_incoming *article);

/* Utterances (utterance.c). Makes two statements one utterance, with all that are one with either. */
void avow_record_unite(avow_store *store, int64_t statement, int64_t other);
/* Takes an article that is no longer its key's newest out of the counts of its utterances. */
void avow_record_leave_utterances(avow_store *store, int64_t article);

/* Finds or makes the speakers that the article's entities are, and writes the entities: fills speakers, in the store's arena. */
bool avow_record_join_speakers(const avow_incoming *article, const int64_t **speakers);

/* ---- on the way out ----------------------------------------------------------------------------------------------- */

/* Reads a statement into the arena. False if it isn't there, or after a failure. newest, which may be NULL: whether its article is
 * its key's newest version. */
bool avow_record_statement(avow_store *store, int64_t id, avow_offsets unit, avow_statement *out, bool *newest);

/* The words of an article's spans as a column has them, " … " between what stands apart. In the arena; "" after a failure. */
const char *avow_record_words(avow_store *store, int64_t article, const char *packed);

/* Makes a speaker of an entity of an article that is in the store; 0 after a failure. */
int64_t avow_record_new_speaker(const avow_incoming *article, const avow_entity *entity);

/* An article's result out of the store (article.c); NULL after a failure, which sticks. */
avow_result *avow_record_article(avow_store *store, int64_t article);

/* Around each statement's cue, and the quoted flags (add.c): fills quoted and sentences. */
bool avow_record_find_sentences(avow_incoming *article);

/* Numbers of speakers of that name, at most room; returns how many. */
size_t avow_record_speakers_named(avow_store *store, const char *name, int64_t *speakers, size_t room);

/* ---- columns ------------------------------------------------------------------------------------------------------ */

/* A string that may be any bytes, repaired, in the store's arena; "" for NULL, and where there is no memory, which is noted. */
const char *avow_store_clean(avow_store *store, const char *text);

/* Spans as a column has them, "start-end start-end". */
const char *avow_pack_spans(avow_store *store, avow_spans spans);
/* The other way round; AVOW_STORE_DAMAGED sticks if it isn't one, or goes beyond size. */
bool avow_unpack_spans(avow_store *store, const char *packed, size_t size, avow_spans *spans, avow_arena *arena);

/* Strings as a column has them, each with a NUL behind it. */
avow_value avow_pack_strings(avow_store *store, const char *const *strings, size_t count);
bool avow_unpack_strings(avow_store *store, const char *packed, size_t size, const char *const **strings, size_t *count,
                         avow_arena *arena);

/* The words of avow_type_name and the like back to numbers; sticks AVOW_STORE_DAMAGED if there is no such word. NULL is what has no
 * word. */
avow_type avow_unpack_type(avow_store *store, const char *word);
avow_act avow_unpack_act(avow_store *store, const char *word);
avow_speaker_type avow_unpack_speaker_type(avow_store *store, const char *word);
avow_unknown avow_unpack_unknown(avow_store *store, const char *word);
const char *avow_pack_unknown(avow_unknown unknown);

/* Says that the store contradicts itself. Returns false. */
bool avow_store_is_damaged(avow_store *store);

/* memory, or false with the failure noted. */
static inline bool avow_store_has_memory(avow_store *store, const void *memory)
{
    return memory != NULL || avow_db_fail_memory(store->db);
}

#endif
