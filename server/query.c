/* query.c - see query.h. */
#include "query.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"words", "speaker", "speaker_id", "about", "act", "outlet", "year", "since", "until",
                                    "anonymous", "like", "limit"};

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
                          .like = request_param(r, "like"), .anonymous = request_param(r, "anonymous") != NULL};
    if (year != NULL)
        query->since = query->until = year;
    bool good = read_number(r, "limit", (int64_t)most, &limit) && read_number(r, "before", INT32_MAX, &query->before) &&
                read_number(r, "speaker_id", INT32_MAX, &query->speaker_id) && (acts == NULL || read_acts(r, acts, &query->acts));
    query->limit = (size_t)limit;
    return good;
}

static char *put(char *out, const char *text)
{
    size_t size = strlen(text);
    memcpy(out, text, size);
    return out + size;
}

/* "name=value" behind a mark. */
static char *put_param(char *out, char mark, const char *name, const char *value)
{
    static const char hex[] = "0123456789ABCDEF";
    *out++ = mark;
    out = put(out, name);
    *out++ = '=';
    for (; *value != '\0'; value++) {
        unsigned char c = (unsigned char)*value;
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || strchr("-._~", c) != NULL;
        *out++ = plain ? *value : '%';
        if (plain)
            continue;
        *out++ = hex[c >> 4];
        *out++ = hex[c & 15];
    }
    return out;
}

static size_t most_of_param(const char *name, const char *value)
{
    return value != NULL ? 2 + strlen(name) + 3 * strlen(value) : 0;
}

char *query_address(const request *r, const char *path, const char *name, const char *value)
{
    const char *is[sizeof names / sizeof *names];
    size_t room = strlen(path) + 1 + most_of_param(name != NULL ? name : "", value);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        is[i] = name != NULL && strcmp(names[i], name) == 0 ? NULL : request_param(r, names[i]);
        room += most_of_param(names[i], is[i]);
    }
    char *address = malloc(room), mark = strchr(path, '?') != NULL ? '&' : '?';
    if (address == NULL)
        return NULL;
    char *out = put(address, path);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (is[i] == NULL)
            continue;
        out = put_param(out, mark, names[i], is[i]);
        mark = '&';
    }
    if (name != NULL && value != NULL)
        out = put_param(out, mark, name, value);
    *out = '\0';
    return address;
}

char *query_next(const request *r, const char *path, int64_t last)
{
    char number[32];
    if (request_param(r, "like") != NULL)
        return NULL;
    snprintf(number, sizeof number, "%lld", (long long)last);
    return query_address(r, path, "before", number);
}
