/* extract.h - the stages that make attributions of an article, in the order of pipeline.c. */
#ifndef AVOW_EXTRACT_EXTRACT_H
#define AVOW_EXTRACT_EXTRACT_H

#include "entity.h"
#include "heads.h"
#include "window.h"

enum { AVOW_NO_TYPE = AVOW_ANONYMOUS + 1 };

/* One attribution found: spans in bytes of the text, and what the later stages decide. All memory is the session's, until the next
 * article. */
typedef struct avow_find {
    struct avow_find *next;
    struct avow_find *parent;       /* the one whose content holds it, or NULL */
    size_t cue_first, cue_end;      /* pieces */
    uint32_t number;                /* from 0, in the order of cues, once all are found */
    avow_span cue;
    avow_spans source, content, addressee;
    float confidence;
    const float *link, *own;        /* the linker's vectors: of source and cue, and of the source as a mention */
    avow_act act;
    uint8_t speaker_type;           /* an avow_speaker_type as source, cue and content look, or AVOW_NO_TYPE for nobody */
    bool negated;
    const struct avow_find *same;   /* the statement whose speaker it has: "I" within another's words; or NULL */
    int32_t entity;                 /* whom the source stands for: an index into entities, AVOW_ITSELF or AVOW_NOBODY */
    uint32_t both[2];               /* of a source that stands for itself, "both men": entities, the same one twice where there are none */
    int32_t owner;                  /* of a source that stands for itself, "his aides", "he and his aides": who he is, or AVOW_NOBODY */
    avow_span fuller;               /* of one that stands for itself: the fuller description that the article gives, or empty */
    float entity_confidence;
    avow_unknown unknown;           /* where entity is AVOW_NOBODY */
} avow_find;

/* The mentions of one window, in text order. */
typedef struct avow_mention_block {
    struct avow_mention_block *next;
    size_t count;
    avow_mention items[];
} avow_mention_block;

struct avow_session {
    const avow_model *model;
    avow_allocator allocator;
    avow_network network;
    avow_arena fixed, article;      /* for the session's life; for one article */
    size_t max_bytes;
    const volatile int *cancel;
    uint8_t *tags, *role_tags;      /* of a window's pieces */
    uint8_t *inner_tags;            /* likewise, of cues within contents, of the statements read so far */
    float *inner_sure;              /* and how sure each is */
    uint8_t *statement_role;        /* what a window's pieces are to one statement */
    uint8_t *back;                  /* Viterbi's way back */
    float *hidden;                  /* of the linker: AVOW_CANDIDATES + 2 rows */
};

/* A turn of an interview or transcript: "TAPPER: Will you?" In bytes. */
typedef struct avow_turn {
    avow_span label, content;
    size_t colon;
    size_t line, next;              /* where its line ends, and where the next turn begins */
} avow_turn;

/* What one article goes through: text -> furniture and pieces -> finds and mentions -> entities -> speakers -> result. */
typedef struct avow_work {
    avow_session *session;
    const char *text;               /* valid UTF-8 */
    size_t size;
    const avow_furniture *furniture;
    size_t furniture_count;
    avow_pieces pieces;             /* of the text without furniture */
    const uint8_t *quoted;          /* a flag a byte of text */
    const avow_turn *turns;         /* in order; none in most texts */
    size_t turn_count;
    avow_find *turn;                /* the statement of the turn read last, or NULL */
    avow_find *first, **last;
    size_t finds;
    avow_mention_block *blocks, **last_block;
    avow_mention *mentions;         /* of all blocks, and the sources that hold none */
    size_t mention_count;
    avow_entities entities;
} avow_work;

/* Finds the furniture of the text and takes its pieces out. False if there is no memory (leave_out.c). */
bool avow_leave_out_furniture(avow_work *work);
/* Does furniture stand between a piece and the one before? Then no span goes over it. */
bool avow_is_divided(const avow_work *work, size_t piece);
/* Does furniture lie in the span, or the byte in furniture? */
bool avow_has_furniture(const avow_work *work, avow_span span);
bool avow_is_furniture(const avow_work *work, size_t byte);
/* The parts of span that are no furniture, without blanks at either side, in the article's arena. False if there is no memory. */
bool avow_outside_furniture(avow_work *work, avow_span span, avow_spans *out);

/* Looks for turns (turn.c). False if there is no memory. */
bool avow_turns_find(avow_work *work);
/* The turn with its colon at this byte, or NULL. */
const avow_turn *avow_turn_at(const avow_work *work, size_t byte);

/* Reads all windows and appends what it finds to work (find.c). */
avow_status avow_find_all(avow_work *work, avow_error *error);

/* Reads one statement whose cue is pieces first .. end - 1 of the window encoded last; NULL if there is no memory. `sure`: of the cue.
 * within: the statement that it is told in, whose content its source and content must lie in, or NULL. turn: what the cue, a colon, ends the
 * label of, which then says what source and content are, or NULL (find.c). */
avow_find *avow_find_read(avow_work *work, const avow_window *window, size_t first, size_t end, float sure, avow_find *within,
                          const avow_turn *turn);

/* Is the piece, not the text's first, a part of the word that the one before belongs to? Does an empty line stand before it? (find.c) */
bool avow_goes_on(const avow_work *work, size_t piece);
bool avow_after_empty_line(const avow_work *work, size_t piece);

/* Finds whom the statement is said to whose cue's roles the network was asked last; spans of pieces of the window in, a span of bytes or none
 * out. within: the statement that it is told in, whose content must hold the span, or NULL. False if there is no memory (addressee.c). */
bool avow_addressee_read(avow_work *work, const avow_window *window, avow_span cue, avow_spans source, avow_spans content, const avow_find *within,
                         avow_spans *out);

/* The best span of whole words among the pieces of `near`, which emit scores as avow_network_addressee does; an empty one if none is better. */
avow_span avow_addressee_best(const avow_work *work, const avow_window *window, const float *emit, avow_span near);

/* Gives all pieces of a word the tag of its first: a span ends with a word (find.c). */
void avow_tags_by_word(const avow_work *work, const avow_window *window, uint8_t *tags);

/* Says of each piece of the window what it is to the statement, an avow_statement_role. */
void avow_nest_pieces(const avow_work *work, const avow_window *window, const avow_find *find, uint8_t *role);

/* Notes in inner_tags the cues within the content of the statement that the network has read last (nest.c). */
void avow_nest_mark(avow_work *work, const avow_window *window);

/* Finds what stands within the contents of the statements from `first` on, which the window encoded last holds, and of the turn that an
 * earlier window held and that may go on here, or NULL (nest.c). */
avow_status avow_nest_read(avow_work *work, const avow_window *window, avow_find *first, avow_find *turn, avow_error *error);

/* Makes contents whole that break off within a quotation, finds those behind a colon, and forgets statements that say nothing. False if there
 * is no memory (content.c). */
bool avow_contents_mend(avow_work *work);

/* Mends the roles' tags of the window's pieces for a statement that is told within another, whose cue is pieces first .. end - 1 (inner.c). */
void avow_inner_mend(const avow_work *work, const avow_window *window, size_t first, size_t end, uint8_t *tags);

/* Where an inner cue of pieces first .. end - 1 begins without the quotation mark before it (inner.c). */
size_t avow_inner_cue_begin(const avow_work *work, const avow_window *window, size_t first, size_t end);

/* The end of an inner cue of pieces first .. end - 1 with its verb, if it was cut before it: "does not" is no cue, "does not know" is (inner.c). */
size_t avow_inner_cue_end(const avow_work *work, const avow_window *window, size_t first, size_t end);

/* Puts the finds in the order of their cues, numbers them, and gives each its parent (nest.c). */
avow_status avow_nest_order(avow_work *work, avow_error *error);

/* Finds the mentions of the window encoded last that begin in its core (mention.c). */
avow_status avow_mentions_read(avow_work *work, const avow_window *window, avow_error *error);

/* Makes a name whole that the tagger cut; `after`: where the mention before it ends (complete.c). */
void avow_mention_complete(const avow_work *work, avow_mention *mention, size_t after);

/* Puts all mentions in one list, the sources without one among them, and makes entities of them (mention.c). */
avow_status avow_mentions_join(avow_work *work, avow_error *error);

/* The first mention that starts at byte `from` or behind it. */
size_t avow_mention_from(const avow_work *work, size_t from);

/* Is the entity mentioned in the span, or in what the find says, told (AVOW_PLAIN), within quotation marks (AVOW_QUOTED), both, or not (0)? Of a
 * span's mentions the first 64 are looked at (mention.c). */
enum { AVOW_PLAIN = 1, AVOW_QUOTED = 2 };
unsigned avow_mentioned_in(const avow_work *work, avow_span span, uint32_t entity);
unsigned avow_mentioned_in_content(const avow_work *work, const avow_find *find, uint32_t entity);

/* Decides for each find whom its source stands for (speaker.c). */
void avow_speakers_choose(avow_work *work);

/* Who wrote the article: an index into entities, or AVOW_NOBODY where the text does not tell (byline.c). */
int32_t avow_byline(const avow_work *work);

/* Whom "both" or "the two men" stands for: two persons named together just before (both.c). */
bool avow_both(const avow_work *work, const avow_find *find, uint32_t pair[2]);

/* What "who", "which" or "that" stands for, where it stands right behind it: *entity, or else, with AVOW_NO_MENTION, the phrase. False where
 * that is not plain (relative.c). */
bool avow_relative(const avow_work *work, const avow_find *find, uint32_t *entity, avow_span *phrase);

/* Gives vague sources of headline and lead ("a New York judge") the name that the same statement has below (retold.c). */
void avow_retold(avow_work *work);

/* Follows descriptions, "the campaign", to the fuller ones that the article gives. False if there is no memory (fuller.c). */
bool avow_descriptions_follow(avow_work *work);

/* The model's probability of an attribution or a speaker as how often it is right, by the table that the model file may have
 * (result.c). */
float avow_calibrated(const avow_model *model, bool speaker, float p);

/* Is the cue negated: "did not say", "has not ruled out"? (act.c) */
bool avow_cue_negated(const char *text, avow_span cue);

/* Adds to the scores of the acts what the words of cue and content, pieces of the window, say of each; nothing with a model that has no
 * such table (act.c). */
void avow_act_words(const avow_work *work, const avow_window *window, avow_span cue, avow_spans content, float *score);

/* Is the word, or the source, one pronoun? Which one decides how it is linked (speaker.c). */
bool avow_word_is_pronoun(const char *text, avow_word word);
bool avow_source_is_pronoun(const avow_work *work, const avow_find *find);

/* Makes the caller's result of it (result.c). given: the article's own bytes; replaced: ill-formed parts. */
typedef struct avow_input_notes {
    size_t replaced;
    bool cut;
} avow_input_notes;
avow_status avow_make_result(const avow_work *work, const avow_article *article, const avow_input_notes *notes, avow_result **result,
                             avow_error *error);

#endif
