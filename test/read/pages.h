/* pages.h - what the tests of reading share: a page in one call, and the words at a span's origin. */
#ifndef AVOW_TEST_PAGES_H
#define AVOW_TEST_PAGES_H

#include "support.h"

#include <avow/read.h>

static inline avow_document *read_page_as(const char *page, size_t size, const avow_read_options *options)
{
    avow_document *document;
    avow_error error;
    if (avow_read_html(page, size, options, &document, &error) != AVOW_OK) fail_msg("%s", error.detail);
    return document;
}

static inline avow_document *read_page(const char *page)
{
    return read_page_as(page, strlen(page), NULL);
}

/* The first span of the document's text that reads so. */
static inline avow_span span_of(const avow_document *document, const char *words)
{
    const char *at = strstr(document->text, words);
    if (!at) fail_msg("\"%s\" is not in: %s", words, document->text);
    size_t start = (size_t)(at - document->text);
    return (avow_span){start, start + strlen(words)};
}

/* The page's bytes at the origin of these words, its ranges parted by bars. */
static inline const char *origin_of(const avow_document *document, const char *page, const char *words, char out[512])
{
    avow_span ranges[16];
    size_t used = 0, count = avow_document_origin(document, span_of(document, words), ranges, 16);
    assert_in_range(count, 1, 16);
    for (size_t i = 0; i < count; i++) {
        assert_true(ranges[i].start < ranges[i].end && (i == 0 || ranges[i - 1].end < ranges[i].start));
        if (i > 0) out[used++] = '|';
        memcpy(out + used, page + ranges[i].start, ranges[i].end - ranges[i].start);
        used += ranges[i].end - ranges[i].start;
    }
    out[used] = '\0';
    return out;
}

#endif
