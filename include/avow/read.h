/* read.h - the article of a news page: its text, who wrote it and when, and the way back to the bytes of the page; and what is told of a
 * text that is an article already.
 *
 *     avow_document *document;
 *     avow_read_html(bytes, size, NULL, &document, &error);
 *     avow_article article = avow_document_article(document, "page.html");      for avow_extract
 *     avow_document_origin(document, span, ranges, 8);                          where a span of it stands in the page
 *     avow_document_free(document);
 *
 * Errors, memory and threads are as in avow.h: a status and an optional error without allocation; a document owns all that it
 * hands out, needs neither the page's bytes nor the options later, and may be read by several threads.
 *
 * Text        What the page's article says, UTF-8: its paragraphs, headings within it, list items and quotations, one a line, in
 *             the order of the page. The headline is not part of it (it is `title`) unless the page repeats it in the body.
 *             Entities are resolved; white space, the no-break kinds too, is folded to single spaces; control characters are
 *             left out. Navigation, teasers, captions, share buttons, comments and the like are not part of it.
 * Origin      Each byte of the text came from somewhere in the page. The ranges of a span hold its words, in the page's own
 *             encoding and with its own entities: decoded one after another they are the span, but for white space.
 */
#ifndef AVOW_READ_H
#define AVOW_READ_H

#include <avow/avow.h>

#ifdef __cplusplus
extern "C" {
#endif

/* All zero, or NULL, means the defaults. Nothing of it is needed after the call. */
typedef struct avow_read_options {
    const char *charset;        /* the encoding that the HTTP header named, or NULL; a byte order mark outranks it */
    const char *url;            /* where the page came from, for what the page itself does not say; may be NULL */
    const char *date;           /* when it was fetched, as ISO 8601 or as pages write it, for a page that does not say when it was
                                   published, which then has a warning; may be NULL */
    bool truncated;             /* it was cut off when it was fetched, which is to be a warning */
    size_t max_bytes;           /* larger pages are refused with AVOW_LIMIT; 0: 64 MiB */
    const avow_allocator *allocator;    /* copied; NULL: malloc and free */
} avow_read_options;

/* Strings are NUL-terminated UTF-8, and NULL where the page does not say. */
typedef struct avow_document {
    const char *text;           /* NUL-terminated besides text_size; a page's holds no NUL */
    size_t text_size;
    const char *title;
    const char *date;           /* when it was published (or options.date), ISO 8601: "2024-04-28T13:00:00+01:00", or a day alone */
    const char *const *authors; /* names, without "By" */
    size_t author_count;
    const char *outlet;         /* "BBC News", or the host where the page names none */
    const char *url;            /* the canonical one (or options.url) */
    const char *language;       /* as the page declares it: "en-GB"; "en" if it declares none and the text is English */
    bool other_language;        /* the text is not English, whatever is declared; a text under 30 words is what is declared */
    const char *encoding;       /* what the page was read as: "UTF-8", "CP1252" */
    const avow_furniture *furniture;    /* what of the text is still the page's and not the article's */
    size_t furniture_count;
    const char *const *warnings;        /* English sentences: what the reader should know */
    size_t warning_count;
} avow_document;

/* Reads a page of any bytes. AVOW_LIMIT: it is larger than max_bytes, or has more than a million elements and texts, or two million
 * entities and gaps in its text.
 * AVOW_BAD_INPUT: there is no article in it, and why. Elements nested deeper than 512 are read as if they were not, with a
 * warning. Free the document with avow_document_free. Thread-safe. (Metadata in JSON-LD is parsed by jansson, whose memory is
 * malloc's.) */
AVOW_API avow_status avow_read_html(const void *bytes, size_t size, const avow_read_options *options, avow_document **document,
                                    avow_error *error);
/* Reads a text that is an article already: it stays as it is, but for parts that are not UTF-8, which are replaced as avow_extract does.
 * What is told of it is its language ("en" or NULL; that it is another one, the last warning says) and its furniture. Of the options,
 * max_bytes and allocator count. It has no origin. */
AVOW_API avow_status avow_read_text(const char *text, size_t size, const avow_read_options *options, avow_document **document,
                                    avow_error *error);
/* NULL is allowed. */
AVOW_API void avow_document_free(avow_document *document);

/* The document as avow_extract takes it, warnings included; its strings belong to the document. id may be NULL and is not copied. Of an
 * article that is not English nothing is to be extracted (`skip`), which is one of the warnings. */
AVOW_API avow_article avow_document_article(const avow_document *document, const char *id);

/* Where the bytes of span, of document->text, stand in the page: half-open ranges of the page's bytes, each with words in it, in
 * order and apart. Returns how many there are and writes at most `room` of them; ranges may be NULL if room is 0. 0 if the span
 * is empty or reaches beyond the text. An end within a character or an entity takes all of it. */
AVOW_API size_t avow_document_origin(const avow_document *document, avow_span span, avow_span *ranges, size_t room);

#ifdef __cplusplus
}
#endif
#endif
