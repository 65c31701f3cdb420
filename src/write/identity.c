/* identity.c - see identity.h. Both names are made of SHA-256: of the text alone, and of the text with all that tells one article and
 * one reading of it from others. */
#include "identity.h"

#include <string.h>

#include "hash.h"

static void put_uuid(const uint8_t hash[32], char out[AVOW_IDENTITY])
{
    static const char digits[] = "0123456789abcdef", prefix[] = "urn:uuid:";
    size_t at = sizeof prefix - 1;
    memcpy(out, prefix, at);
    for (size_t i = 0; i < 16; i++) {
        uint8_t byte = hash[i];
        if (i == 6) byte = (uint8_t)(0x80 | (byte & 0x0F));         /* version 8 */
        if (i == 8) byte = (uint8_t)(0x80 | (byte & 0x3F));         /* variant 10 */
        if (i == 4 || i == 6 || i == 8 || i == 10) out[at++] = '-';
        out[at++] = digits[byte >> 4];
        out[at++] = digits[byte & 15];
    }
    out[at] = '\0';
}

/* Base64 with - and _, without padding (RFC 4648, 5): 32 bytes are 43 characters, the last of 4 bits and two zeros. */
static void put_name(const uint8_t hash[32], char out[AVOW_TEXT_NAME])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", prefix[] = "ni:///sha-256;";
    size_t at = sizeof prefix - 1;
    memcpy(out, prefix, at);
    for (size_t bit = 0; bit < 256; bit += 6) {
        unsigned two = (unsigned)hash[bit / 8] << 8 | (bit / 8 + 1 < 32 ? hash[bit / 8 + 1] : 0);
        out[at++] = digits[two >> (10 - bit % 8) & 63];
    }
    out[at] = '\0';
}

avow_identity avow_identify(avow_writer *w, const avow_result *result)
{
    const char *const parts[] = {result->id, result->url, result->outlet, result->date, result->title, result->model, AVOW_VERSION};
    avow_identity identity;
    uint8_t hash[32];
    avow_sha256(result->text, result->text_size, hash);
    put_name(hash, identity.text);
    avow_buf_clear(&w->scratch);
    avow_buf_put(&w->scratch, (const char *)hash, sizeof hash);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        avow_buf_text(&w->scratch, parts[i] != NULL ? parts[i] : "");
        avow_buf_char(&w->scratch, '\0');
    }
    w->out.failed |= w->scratch.failed;
    avow_sha256(w->scratch.data, w->scratch.size, hash);
    put_uuid(hash, identity.result);
    return identity;
}

const char *avow_address(const avow_result *result)
{
    const char *url = result->url;
    if (url == NULL || (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0)) return NULL;
    for (const char *c = url; *c != '\0'; c++)
        if ((unsigned char)*c <= ' ' || *c == 0x7F || strchr("<>\"{}|\\^`", *c) != NULL) return NULL;
    return url;
}
