/* encoding.c - from a page's encoding to UTF-8, and the table that leads back.
 *
 * Which encoding it is: the byte order mark, then the HTTP header, then a meta element within the first 4096 bytes, then what the
 * bytes look like (UTF-8 if they are well-formed, else windows-1252, as browsers do; WHATWG Encoding and HTML 13.2.3). A
 * declaration that the bytes refute is overruled with a warning: text that is well-formed UTF-8 beyond ASCII is that, whatever a
 * proxy or a "save as" said, and text declared UTF-8 that mostly is not is windows-1252.
 *
 * Windows-1252 and UTF-16 are decoded here, so that they are read everywhere; the rest is iconv's.
 *
 * The table has an entry for each run of characters of equal size, so it is small for what is mostly ASCII and exact for all. */
#include "encoding.h"

#include <iconv.h>
#include <string.h>

#include "ascii.h"
#include "buf.h"
#include "entity.h"
#include "status.h"
#include "utf8.h"
#include "wording.h"

enum { MOST_RUNS = 4000000, PRESCAN = 4096, LABEL = 40, LONGEST = 8 };      /* LONGEST: bytes of one character, in the page and in UTF-8 */

/* ---- names ---------------------------------------------------------------------------------------------------------- */

/* Labels that mean something else on the web than their names say, and beginnings of those that iconv may be asked for: an
 * attacker's label must not reach the rest of its tables (UTF-7). */
static const struct {
    const char *label, *name;
} labels[] = {
    {"utf-8", "UTF-8"},         {"utf8", "UTF-8"},          {"utf-16", "UTF-16LE"},     {"utf-16le", "UTF-16LE"},
    {"utf-16be", "UTF-16BE"},   {"iso-8859-1", "CP1252"},   {"latin1", "CP1252"},       {"iso8859-1", "CP1252"},
    {"us-ascii", "CP1252"},     {"ascii", "CP1252"},        {"iso-8859-9", "CP1254"},   {"iso-8859-11", "CP874"},
    {"gb2312", "GB18030"},      {"gbk", "GB18030"},         {"gb18030", "GB18030"},     {"big5", "BIG5-HKSCS"},
    {"shift_jis", "CP932"},     {"shift-jis", "CP932"},     {"sjis", "CP932"},          {"x-sjis", "CP932"},
    {"euc-jp", "EUC-JP"},       {"euc-kr", "CP949"},        {"ks_c_5601-1987", "CP949"}, {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},       {"macintosh", "MACINTOSH"}, {"ibm866", "CP866"},        {"cp866", "CP866"},
};

/* iconv's name for a label of the web, copied to out if need be; NULL if it is none that pages have. */
static const char *encoding_name(const char *label, size_t size, char out[LABEL])
{
    while (size > 0 && strchr(" \t\"'", label[0]) && label[0]) label++, size--;
    while (size > 0 && strchr(" \t\"'", label[size - 1]) && label[size - 1]) size--;
    if (size == 0 || size >= LABEL) return NULL;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (avow_wording_equal(labels[i].label, strlen(labels[i].label), label, size)) return labels[i].name;
    bool windows = size == 12 && avow_ascii_compare(label, "windows-", 8) == 0;
    bool iso = size > 9 && size <= 11 && avow_ascii_compare(label, "iso-8859-", 9) == 0;
    if (!windows && !iso) return NULL;
    size_t digits = windows ? 8 : 9;
    for (size_t i = digits; i < size; i++)
        if (label[i] < '0' || label[i] > '9') return NULL;
    memcpy(out, windows ? "CP" : "ISO-8859-", windows ? 2 : 9);
    memcpy(out + (windows ? 2 : 9), label + digits, size - digits);
    out[(windows ? 2 : 9) + size - digits] = '\0';
    return out;
}

/* What a meta element near the page's beginning says: charset=... in it, in quotation marks or not. */
static const char *declared(const char *bytes, size_t size, char out[LABEL])
{
    size = size < PRESCAN ? size : PRESCAN;
    for (size_t i = 0; i + 8 < size; i++) {
        if (bytes[i] != '<' || avow_ascii_compare(bytes + i, "<meta", 5) != 0) continue;
        for (i += 5; i + 8 < size && bytes[i] != '>'; i++) {
            if (avow_ascii_compare(bytes + i, "charset", 7) != 0) continue;
            size_t at = i + 7;
            while (at < size && strchr(" \t\r\n='\"", bytes[at]) && bytes[at]) at++;
            size_t end = at;
            while (end < size && bytes[end] && !strchr("\"' \t\r\n;/>", bytes[end])) end++;
            const char *name = encoding_name(bytes + at, end - at, out);
            if (name) return strncmp(name, "UTF-16", 6) == 0 ? "UTF-8" : name;   /* it could not have been read so far */
        }
    }
    return NULL;
}

/* ---- choosing ------------------------------------------------------------------------------------------------------- */

/* How many of the bytes beyond ASCII stand in well-formed UTF-8, and how many do not. */
static void weigh(const char *bytes, size_t size, size_t *well, size_t *ill)
{
    *well = *ill = 0;
    for (size_t i = 0; i < size;) {
        int32_t c;
        if ((unsigned char)bytes[i] < 0x80) {
            i++;
            continue;
        }
        size_t length = avow_utf8_decode(bytes + i, size - i, &c);
        *(c < 0 ? ill : well) += length;
        i += length;
    }
}

/* The encoding by its byte order mark, whose length goes to *mark; NULL: there is none. */
static const char *by_mark(const char *bytes, size_t size, size_t *mark)
{
    *mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (*mark) return "UTF-8";
    *mark = size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0) ? 2 : 0;
    return !*mark ? NULL : bytes[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
}

static const char *choose(avow_page *page, const char *bytes, size_t size, const char *charset, char out[LABEL])
{
    const char *name = by_mark(bytes, size, &page->skipped);
    if (name) return name;
    size_t well, ill;
    weigh(bytes, size, &well, &ill);
    if (charset) name = encoding_name(charset, strlen(charset), out);
    if (!name) name = declared(bytes, size, out);
    if (!name) return ill * 10 < well || ill + well == 0 ? "UTF-8" : "CP1252";
    bool utf8 = strcmp(name, "UTF-8") == 0, wide = strncmp(name, "UTF-16", 6) == 0;
    if (!utf8 && !wide && well > 0 && ill == 0) {
        page->warning = "the page declares another encoding but is UTF-8, and was read as that";
        return "UTF-8";
    }
    if (utf8 && ill > well) {
        page->warning = "the page declares UTF-8 but is not, and was read as windows-1252";
        return "CP1252";
    }
    return name;
}

/* ---- decoding ------------------------------------------------------------------------------------------------------- */

typedef struct decoder {
    iconv_t iconv;              /* (iconv_t)-1 where it is not needed */
    const char *name;
    bool wide;                  /* UTF-16: ASCII is not one byte */
    avow_buf text, runs;
    bool full;                  /* there are MOST_RUNS */
    size_t byte;                /* of the page that comes next */
} decoder;

/* One character of the page's `length` bytes, which is `used` bytes of UTF-8 in out. */
static void put(decoder *d, size_t length, const char *out, size_t used)
{
    size_t count = d->runs.size / sizeof(avow_recoding);
    const avow_recoding *last = count ? (const avow_recoding *)(const void *)d->runs.data + count - 1 : NULL;
    if (!last || last->text_step != used || last->byte_step != length) {
        avow_recoding run = {d->text.size, d->byte, (uint8_t)used, (uint8_t)length};
        d->full |= count >= MOST_RUNS;
        avow_buf_put(&d->runs, (const char *)&run, sizeof run);
    }
    avow_buf_put(&d->text, out, used);
    d->byte += length;
}

/* The length of the character at bytes[0..size), with its UTF-8 in out; 0 if it is ill-formed. Three of these: */
static size_t decode_1252(const char *bytes, char out[LONGEST], size_t *used)
{
    int32_t c = (unsigned char)*bytes;
    *used = avow_utf8_encode(c >= 0x80 && c < 0xA0 ? avow_entity_c1(c) : c, out);
    return 1;
}

static size_t decode_utf16(const char *bytes, size_t size, bool little, char out[LONGEST], size_t *used)
{
    const unsigned char *b = (const unsigned char *)bytes;
    int32_t high = size < 2 ? 0xDC00 : b[little] << 8 | b[!little], c = high;
    if (high >= 0xDC00 && high < 0xE000) return 0;
    if (high >= 0xD800 && high < 0xDC00) {
        int32_t low = size < 4 ? 0 : b[2 + little] << 8 | b[2 + !little];
        if (low < 0xDC00 || low > 0xDFFF) return 0;
        c = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    }
    *used = avow_utf8_encode(c, out);
    return c >= 0x10000 ? 4 : 2;
}

static size_t decode_iconv(iconv_t iconv_of, const char *bytes, size_t size, char out[LONGEST], size_t *used)
{
    for (size_t length = 1; length <= LONGEST && length <= size; length++) {
        char *in = (char *)(uintptr_t)bytes, *to = out;
        size_t left = length, room = LONGEST;
        size_t result = iconv(iconv_of, &in, &left, &to, &room);
        *used = LONGEST - room;
        if (result != (size_t)-1 && left == 0 && *used > 0) return length;
    }
    iconv(iconv_of, NULL, NULL, NULL, NULL);
    return 0;
}

static bool goes_on(const decoder *d)
{
    return !d->text.failed && !d->runs.failed && !d->full;
}

static void decode_utf8(decoder *d, const char *bytes, size_t size)
{
    while (d->byte < size && goes_on(d)) {
        int32_t c;
        size_t length = avow_utf8_decode(bytes + d->byte, size - d->byte, &c);
        if (c < 0) put(d, length, "\xEF\xBF\xBD", 3);
        else put(d, length, bytes + d->byte, length);
    }
}

static size_t decode_one(const decoder *d, const char *bytes, size_t size, char out[LONGEST], size_t *used)
{
    if (d->wide) return decode_utf16(bytes, size, strcmp(d->name, "UTF-16LE") == 0, out, used);
    return d->iconv == (iconv_t)-1 ? decode_1252(bytes, out, used) : decode_iconv(d->iconv, bytes, size, out, used);
}

/* No encoding with escapes is among those known, so ASCII means itself in all but UTF-16. */
static void decode_other(decoder *d, const char *bytes, size_t size)
{
    char out[LONGEST];
    while (d->byte < size && goes_on(d)) {
        const char *at = bytes + d->byte;
        size_t used, length;
        if (!d->wide && (unsigned char)*at < 0x80) {
            put(d, 1, at, 1);
            continue;
        }
        length = decode_one(d, at, size - d->byte, out, &used);
        if (length > 0) {
            put(d, length, out, used);
        } else if (!d->wide && (unsigned char)*at < 0xA0) {     /* what windows-1252 leaves open is a control character */
            put(d, 1, out, avow_utf8_encode((unsigned char)*at, out));
        } else {
            length = d->wide && size - d->byte >= 2 ? 2 : 1;
            put(d, length, "\xEF\xBF\xBD", 3);
        }
    }
}

/* Moves what the decoder made into the arena. */
static avow_status keep(avow_page *page, decoder *d, avow_arena *arena, avow_error *error)
{
    bool full = d->full;
    page->run_count = d->runs.size / sizeof(avow_recoding);
    page->size = d->text.size;
    char *text = d->text.failed || d->runs.failed ? NULL : avow_arena_copy(arena, d->text.data ? d->text.data : "", page->size);
    page->runs = text ? avow_arena_alloc(arena, page->run_count + 1, sizeof *page->runs) : NULL;
    page->text = text;
    if (page->runs && d->runs.size) memcpy(page->runs, d->runs.data, d->runs.size);
    avow_buf_free(&d->text);
    avow_buf_free(&d->runs);
    if (full) return avow_fail(error, AVOW_LIMIT, d->byte, "the page changes too often between characters of one byte and of more");
    return page->runs ? AVOW_OK : avow_fail_memory(error);
}

avow_status avow_page_decode(avow_page *page, const char *bytes, size_t size, const char *charset, avow_arena *arena,
                             avow_error *error)
{
    char label[LABEL];
    *page = (avow_page){0};
    const char *name = choose(page, bytes, size, charset, label);
    page->encoding = avow_arena_copy(arena, name, strlen(name));
    if (!page->encoding) return avow_fail_memory(error);
    bool utf8 = strcmp(name, "UTF-8") == 0;
    if (utf8 && avow_utf8_valid_prefix(bytes + page->skipped, size - page->skipped) == size - page->skipped) {
        page->text = bytes + page->skipped;
        page->size = size - page->skipped;
        return AVOW_OK;
    }
    decoder d = {.iconv = (iconv_t)-1, .name = name, .byte = page->skipped, .wide = strncmp(name, "UTF-16", 6) == 0};
    avow_buf_init(&d.text, &arena->allocator);
    avow_buf_init(&d.runs, &arena->allocator);
    if (utf8) {
        page->warning = "bytes that are not UTF-8 were replaced";
        decode_utf8(&d, bytes, size);
        return keep(page, &d, arena, error);
    }
    if (!d.wide && strcmp(name, "CP1252") != 0) {
        d.iconv = iconv_open("UTF-8", name);
        if (d.iconv == (iconv_t)-1) return avow_fail(error, AVOW_BAD_INPUT, 0, "this system can't read the encoding %s", name);
    }
    decode_other(&d, bytes, size);
    if (d.iconv != (iconv_t)-1) iconv_close(d.iconv);
    return keep(page, &d, arena, error);
}

/* ---- back ----------------------------------------------------------------------------------------------------------- */

/* The last run that begins at or before at. */
static const avow_recoding *run_at(const avow_page *page, size_t at)
{
    size_t low = 0, high = page->run_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (page->runs[middle].text <= at) low = middle;
        else high = middle;
    }
    return &page->runs[low];
}

size_t avow_page_byte(const avow_page *page, size_t at)
{
    if (!page->runs || page->run_count == 0) return page->skipped + at;
    const avow_recoding *run = run_at(page, at);
    return run->byte + (at - run->text) / run->text_step * run->byte_step;
}

size_t avow_page_byte_end(const avow_page *page, size_t at)
{
    if (!page->runs || page->run_count == 0 || at == 0) return page->skipped + at;
    const avow_recoding *run = run_at(page, at - 1);
    return run->byte + ((at - 1 - run->text) / run->text_step + 1) * run->byte_step;
}
