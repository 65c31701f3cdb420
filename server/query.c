/* query.c - see query.h. */
#include "query.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"words", "speaker", "speaker_id", "about", "act", "outlet", "year", "since", "until",
                                    "anonymous", "limit"};

int64_t query_number(const char *text, int64_t most)
{
    int64_t n = 0;
    for (; *text >= '0' && *text <= '9' && n <= most; text++)
        n = n * 10 + (*text - '0');
    return *text == '\0' && n <= most ? n : 0;
}

static bool is_word(const char *text, size_t size, const char *word)
{
    return strlen(word) == size && memcmp(word, text, size) == 0;
}

/* "deny,accuse" */
static bool read_acts(request *r, const char *text, uint32_t *acts)
{
    for (const char *at = text;; at++) {
        size_t size = strcspn(at, ",");
        int act = 0;
        while (act < AVOW_ACT_UNREAD && !is_word(at, size, avow_act_name((avow_act)act)))
            act++;
        if (act == AVOW_ACT_UNREAD) {
            reply_problem(r, 400, "act takes some of state, deny, accuse, criticize, support, promise, request, ask, predict, admit, warn "
                                  "and believe, with commas between");
            return false;
        }
        *acts |= 1u << act;
        at += size;
        if (*at == '\0')
            return true;
    }
}

static bool read_number(request *r, const char *name, int64_t most, int64_t *out)
{
    const char *text = request_param(r, name);
    if (text != NULL && (*out = query_number(text, most)) == 0)
        reply_problem(r, 400, "%s takes a number from 1 to %lld", name, (long long)most);
    return r->status == 0;
}

bool query_read(request *r, size_t usual, size_t most, avow_query *query)
{
    const char *acts = request_param(r, "act"), *year = request_param(r, "year");
    int64_t limit = (int64_t)usual;
    *query = (avow_query){.words = request_param(r, "words"), .speaker = request_param(r, "speaker"), .about = request_param(r, "about"),
                          .outlet = request_param(r, "outlet"), .since = request_param(r, "since"), .until = request_param(r, "until"),
                          .anonymous = request_param(r, "anonymous") != NULL};
    if (year != NULL)
        query->since = query->until = year;
    bool good = read_number(r, "limit", (int64_t)most, &limit) && read_number(r, "before", INT32_MAX, &query->before) &&
                read_number(r, "speaker_id", INT32_MAX, &query->speaker_id) && (acts == NULL || read_acts(r, acts, &query->acts));
    query->limit = (size_t)limit;
    return good;
}

static void put_escaped(FILE *out, const char *value)
{
    for (; *value != '\0'; value++) {
        unsigned char c = (unsigned char)*value;
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || strchr("-._~", c) != NULL)
            fputc(c, out);
        else
            fprintf(out, "%%%02X", c);
    }
}

char *query_address(const request *r, const char *path, const char *name, const char *value)
{
    char *address = NULL;
    size_t size;
    FILE *out = open_memstream(&address, &size);
    if (out == NULL)
        return NULL;
    fputs(path, out);
    char mark = strchr(path, '?') != NULL ? '&' : '?';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *is = name != NULL && strcmp(names[i], name) == 0 ? NULL : request_param(r, names[i]);
        if (is == NULL)
            continue;
        fprintf(out, "%c%s=", mark, names[i]);
        put_escaped(out, is);
        mark = '&';
    }
    if (name != NULL && value != NULL) {
        fprintf(out, "%c%s=", mark, name);
        put_escaped(out, value);
    }
    if (fclose(out) == 0)
        return address;
    free(address);
    return NULL;
}
