/* writer.h - what the formats share: where their output goes, and how the parts of a result are prepared for people.
 *
 * A format fills `out` and now and then calls avow_writer_spill, which hands full pieces to the sink. Failures stick, in
 * out.failed (no memory) and in stopped, so that a format need only stop early where it would work long for nothing. */
#ifndef AVOW_WRITE_WRITER_H
#define AVOW_WRITE_WRITER_H

#include "buf.h"
#include "result.h"

struct avow_writer {
    avow_write_options options;
    avow_sink sink;
    void *context;
    avow_origin origin;         /* where the next results' spans come from, or NULL */
    const void *origin_context;
    avow_allocator allocator;
    avow_buf out;               /* what the sink has not been given yet */
    avow_buf scratch;           /* one excerpt */
    avow_buf name;              /* one speaker's name */
    avow_buf contents;          /* HTML: the list of articles, written at the end */
    avow_arena arena;           /* one result's; reset after it */
    const uint32_t *depth;      /* of each of its statements: how many others hold it */
    size_t articles;            /* written before this one */
    avow_status stopped;        /* why nothing more can be written, or AVOW_OK */
};

/* The formats. result has passed the check in avow_write, and its strings but the warnings are valid UTF-8. */
void avow_jsonl_write(avow_writer *writer, const avow_result *result);
void avow_text_write(avow_writer *writer, const avow_result *result);
void avow_html_write(avow_writer *writer, const avow_result *result);
void avow_html_finish(avow_writer *writer);
void avow_brat_write(avow_writer *writer, const avow_result *result);
void avow_web_annotation_write(avow_writer *writer, const avow_result *result);
void avow_csv_write(avow_writer *writer, const avow_result *result);
void avow_csv_finish(avow_writer *writer);
void avow_conll_write(avow_writer *writer, const avow_result *result);
void avow_conll_finish(avow_writer *writer);
void avow_jsonld_write(avow_writer *writer, const avow_result *result);
void avow_citron_write(avow_writer *writer, const avow_result *result);

/* Hands `out` to the sink if it has grown to a piece of good size. False: stop, nothing more can be written. */
bool avow_writer_spill(avow_writer *writer);

/* A string that the library didn't make, with what is not UTF-8 repaired; NULL stays NULL. Lives as long as the result. */
const char *avow_writer_clean(avow_writer *writer, const char *text);

/* What a person should see instead of a control character that could steer a terminal, turn words round or that HTML
 * forbids: U+FFFD. Tabs and line ends are white space, which avow_is_space tells. */
bool avow_is_control(int32_t c);
bool avow_is_space(int32_t c);

/* The text of spans as one line in writer->scratch: white space folded to single spaces, control characters replaced,
 * " … " where something between two spans was left out. */
void avow_excerpt(avow_writer *writer, const avow_result *result, avow_spans spans);
/* The same for programs: character for character, with " … " between two spans. */
void avow_verbatim(avow_writer *writer, const avow_result *result, avow_spans spans);
/* The content, in quotation marks if it is direct and they lie outside its spans. */
void avow_excerpt_content(avow_writer *writer, const avow_result *result, const avow_attribution *attribution);
/* The same folding for a whole string. */
void avow_excerpt_string(avow_writer *writer, const char *text);

/* The text's first line, where there is no title and it looks like one: short, a blank line behind it. Empty otherwise. */
avow_span avow_headline_span(const avow_result *result);
/* The title or that line or, failing both, the id or `otherwise`, into the scratch. False for the last two. */
bool avow_excerpt_headline(avow_writer *writer, const avow_result *result, const char *otherwise);

/* Who made a statement: the source's words in writer->scratch, and in writer->name its speaker's name, empty if that is not
 * known. Returns where the name stands among the words, whatever its capitals, or AVOW_NOT_THERE. */
#define AVOW_NOT_THERE SIZE_MAX
size_t avow_excerpt_who(avow_writer *writer, const avow_result *result, const avow_attribution *attribution);
/* What a person should be told besides, or NULL: "not known who". */
const char *avow_who_remark(const avow_attribution *attribution, bool named);
/* When it was said, into the scratch: "Thursday (2017-11-09)"; empty where the text does not say. */
void avow_excerpt_time(avow_writer *writer, const avow_result *result, const avow_attribution *attribution);

/* What a statement does, as a person would call it: "denial"; NULL for the plain statement that most are. Of a negated one,
 * with "no" before it: "no denial", "no statement". */
const char *avow_act_label(const avow_attribution *attribution);

/* From 0 to 1, whatever the result says. */
double avow_confidence(float confidence);

#endif
