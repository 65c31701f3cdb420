/* fuzz_html.c - reads any bytes as a web page, the first of them as the charset that HTTP names, and checks what read.h promises:
 * UTF-8 without NUL or control characters, in paragraphs; and for each word an origin of ranges within the page, in order and apart,
 * which for a page that is UTF-8 hold the word. */
#include <avow/read.h>

#include "blocks.h"
#include "fuzz.h"
#include "utf8.h"

static void check_text(const avow_document *d)
{
    demand(strlen(d->text) == d->text_size && d->text_size > 0, "there is text, without NUL");
    demand(avow_utf8_valid_prefix(d->text, d->text_size) == d->text_size, "the text is UTF-8");
    for (size_t i = 0; i < d->text_size; i++)
        demand((unsigned char)d->text[i] >= ' ' || d->text[i] == '\n', "the text has no control characters");
    const char *const strings[] = {d->title, d->date, d->outlet, d->url, d->language};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        demand(!strings[i] || avow_utf8_valid_prefix(strings[i], strlen(strings[i])) == strlen(strings[i]), "metadata is UTF-8");
}

/* A word's ranges; decoded, they are the word. */
static void check_word(const avow_document *d, avow_span word, const char *page, size_t size)
{
    avow_span ranges[64];
    size_t count = avow_document_origin(d, word, ranges, 64);
    demand(count > 0, "a word has an origin");
    if (count > 64) return;
    avow_buf decoded;
    avow_buf_init(&decoded, NULL);
    for (size_t i = 0; i < count; i++) {
        demand(ranges[i].start < ranges[i].end && ranges[i].end <= size, "ranges lie in the page");
        demand(i == 0 || ranges[i].start > ranges[i - 1].end, "ranges are in order and apart");
        avow_plain_put(&decoded, page, ranges[i].start, ranges[i].end, false);
    }
    bool utf8 = avow_utf8_valid_prefix(page, size) == size && strcmp(d->encoding, "UTF-8") == 0;
    demand(!utf8 || (decoded.size == word.end - word.start && memcmp(decoded.data, d->text + word.start, decoded.size) == 0),
           "a word's ranges hold the word");
    avow_buf_free(&decoded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const charsets[] = {NULL, "utf-8", "iso-8859-1", "utf-16", "shift_jis", "gbk", "big5", "euc-jp", "koi8-r", "none"};
    avow_read_options options = {.charset = size > 0 ? charsets[data[0] % (sizeof charsets / sizeof *charsets)] : NULL};
    const char *page = (const char *)data + (size > 0);
    size -= size > 0;
    avow_document *d;
    avow_error error;
    avow_status status = avow_read_html(page, size, &options, &d, &error);
    if (status != AVOW_OK) {
        demand(status == AVOW_BAD_INPUT || status == AVOW_LIMIT, "a page is bad or too large");
        demand(d == NULL && strlen(error.detail) > 10, "an error says why");
        return 0;
    }
    check_text(d);
    for (size_t at = 0; at < d->text_size;) {
        size_t start = at + strspn(d->text + at, " \n"), end = start + strcspn(d->text + start, " \n");
        if (end > start) check_word(d, (avow_span){start, end}, page, size);
        at = end > start ? end : d->text_size;
    }
    avow_document_free(d);
    return 0;
}
