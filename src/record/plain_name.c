/* plain_name.c - see plain_name.h. */
#include "plain_name.h"

#include <string.h>
#include <utf8proc.h>

#include "hash.h"
#include "tokens.h"
#include "utf8.h"
#include "words.h"

bool avow_begins_as_name(const char *text, avow_span word)
{
    int32_t c;
    avow_utf8_decode(text + word.start, word.end - word.start, &c);
    return c >= 0 && utf8proc_category(c) != UTF8PROC_CATEGORY_LL;
}

static void put_part(avow_plain_name *out, char *text, size_t room, const char *name, avow_span word)
{
    size_t start = out->size + (out->count > 0), size;
    if (start + 4 >= room) return;
    size = avow_record_fold(name, word, text + start, room - start);
    if (size > 2 && memcmp(text + start + size - 2, "'s", 2) == 0) size -= 2;
    else if (size > 1 && text[start + size - 1] == '\'') size--;
    if (size == 0) return;
    if (out->count > 0) text[start - 1] = ' ';
    out->parts[out->count++] = (avow_span){start, start + size};
    out->size = start + size;
}

bool avow_plain_name_of(avow_store *store, const char *name, avow_plain_name *out)
{
    static const char small[] = "of and for the de da di del der den van von la le el al bin ibn in on at to y";
    static const char suffixes[] = "jr sr ii iii iv";
    avow_rtokens words;
    size_t size = strlen(name), room = 4 * size + 64;
    char *text = avow_arena_alloc(&store->arena, room, 1);
    *out = (avow_plain_name){.text = text, .proper = true};
    if (!avow_store_has_memory(store, text)) return false;
    if (!avow_record_tokens(name, (avow_span){0, size}, &store->arena, &words)) return avow_db_fail_memory(store->db);
    for (size_t i = 0; i < words.count && out->count < AVOW_NAME_PARTS; i++) {
        put_part(out, text, room, name, words.items[i].span);
        const avow_span *part = out->count > 0 ? &out->parts[out->count - 1] : NULL;
        if (part == NULL) continue;
        if (out->count == 1 && i + 1 < words.count && avow_word_listed(text, (avow_span){0, out->size}, "the a an") > 0) {
            out->count = 0;
            out->size = 0;
            continue;
        }
        if (!avow_begins_as_name(name, words.items[i].span) && (out->count == 1 || avow_word_listed(text, *part, small) == 0))
            out->proper = false;
    }
    out->proper = out->proper && out->count > 0;
    out->core = out->count;
    if (out->count > 1) out->core -= avow_word_listed(text, out->parts[out->count - 1], suffixes) > 0;
    return true;
}

/* A name has a hash that is not 0, which stands for none. */
static int64_t hash_of(const char *a, size_t a_size, const char *b, size_t b_size)
{
    int64_t hash = (int64_t)avow_xxh3_two(a, a_size, b, b_size);
    return hash != 0 ? hash : 1;
}

int64_t avow_name_whole(const avow_plain_name *n) { return n->count == 0 ? 0 : hash_of(n->text, n->size, "", 0); }

int64_t avow_name_ends(const avow_plain_name *n)
{
    if (n->count == 0) return 0;
    avow_span first = n->parts[0], last = n->parts[n->core - 1];
    return n->core < 2 ? hash_of(n->text, first.end, "", 0) : hash_of(n->text, first.end + 1, n->text + last.start, last.end - last.start);
}

int64_t avow_name_last(const avow_plain_name *n)
{
    if (n->count == 0) return 0;
    avow_span last = n->parts[n->core - 1];
    return hash_of(n->text + last.start, last.end - last.start, "", 0);
}

static bool parts_agree(const avow_plain_name *a, avow_span i, const avow_plain_name *b, avow_span k)
{
    size_t n = i.end - i.start, m = k.end - k.start, least = n < m ? n : m;
    return (n == m || least == 1) && memcmp(a->text + i.start, b->text + k.start, least) == 0;
}

bool avow_names_agree(const avow_plain_name *a, const avow_plain_name *b)
{
    if ((a->core < a->count) != (b->core < b->count)) return false;
    if (a->core < a->count && !parts_agree(a, a->parts[a->core], b, b->parts[b->core])) return false;
    if (a->core <= 2 || b->core <= 2) return true;
    if (a->core != b->core) return false;
    for (size_t i = 1; i + 1 < a->core; i++)
        if (!parts_agree(a, a->parts[i], b, b->parts[i])) return false;
    return true;
}
