/* names.c - comparing names of speakers: "Sen. Bernie Sanders" and "the senator Bernie Sanders's" are one.
 *
 * A name is brought to NFKC and folded to small letters; possessive endings and punctuation go (but & / - and _), and so do
 * titles and articles in front. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "score.h"

static const char *const titles[] = {
    "the", "a", "an", "mr", "mrs", "ms", "miss", "dr", "sen", "senator", "rep", "representative", "gov", "governor",
    "president", "vice president", "former", "secretary", "sir", "prof", "gen", "general", "judge", "justice", "mayor",
    "pope", "republican", "democratic", "presidential", "nominee", "candidate",
};

/* Takes text out of s, each time that it stands there. */
static void remove_all(char *s, const char *text)
{
    size_t size = strlen(text);
    for (char *at = s; (at = strstr(at, text)) != NULL;)
        memmove(at, at + size, strlen(at + size) + 1);
}

static bool kept(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO) ||
           c == '_' || c == '&' || c == '/' || c == ' ' || c == '-';
}

/* s behind a title and the spaces after it; s itself if it begins with none. */
static const char *behind_title(const char *s)
{
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        size_t size = strlen(titles[i]);
        if (strncmp(s, titles[i], size) == 0 && s[size] == ' ')
            return s + size + strspn(s + size, " ");
    }
    return s;
}

/* The name in its plain form, to be freed. NULL counts as an empty name. */
static char *plain(const char *name)
{
    utf8proc_uint8_t *composed = utf8proc_NFKC((const utf8proc_uint8_t *)(name != NULL ? name : ""));
    utf8proc_uint8_t *folded = NULL;
    if (composed == NULL || utf8proc_map(composed, 0, &folded, UTF8PROC_NULLTERM | UTF8PROC_CASEFOLD) < 0)
        folded = (utf8proc_uint8_t *)must_copy(name != NULL ? name : "");
    free(composed);
    char *s = (char *)folded;
    remove_all(s, "\xE2\x80\x99s");
    remove_all(s, "'s");
    size_t used = 0, size = strlen(s);
    for (size_t i = 0; i < size;) {
        int32_t c;
        size_t length = decode_utf8(s + i, size - i, &c);
        if (c >= 0 && kept(c)) {
            memmove(s + used, s + i, length);
            used += length;
        }
        i += length;
    }
    while (used > 0 && s[used - 1] == ' ')
        used--;
    s[used] = '\0';
    const char *rest = s + strspn(s, " "), *before;
    do {
        before = rest;
        rest = behind_title(before);
    } while (rest != before);
    used = 0;
    for (; *rest != '\0'; rest++)
        if (*rest != ' ' || used == 0 || s[used - 1] != ' ')
            s[used++] = *rest;
    s[used] = '\0';
    return s;
}

bool same_name(const char *a, const char *b)
{
    char *x = plain(a), *y = plain(b);
    bool same = strcmp(x, y) == 0;
    free(x);
    free(y);
    return same;
}
