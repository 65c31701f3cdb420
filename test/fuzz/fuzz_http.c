/* fuzz_http.c - the pure parts of the server on any bytes: routes, the parameters of a search and the address made of them, templates.
 *
 * The first line is a path; the second is words, speaker and so on, divided by '&'; the rest is a template, filled with them. */
#include <jansson.h>

#include "fuzz.h"
#include "query.h"
#include "route.h"
#include "template.h"

volatile int interrupted;           /* main.c's */

static void check_route(const char *path, size_t size)
{
    for (int i = 0; i <= METHOD_OTHER; i++) {
        int64_t number;
        const char *allow;
        const route *found = route_find((http_method)i, path, size, &number, &allow);
        demand(found == NULL || (found->method == (http_method)i && allow == NULL), "a route is of its method");
        demand(number >= 0 && (found == NULL || (strchr(found->path, '#') != NULL) == (number > 0)), "a path's number is there");
    }
}

/* What is read from the address made of a search is the search. */
static void check_address(request *r)
{
    char *address = query_address(r, "/", NULL, NULL);
    demand(address != NULL && address[0] == '/', "there is an address");
    for (const char *at = address; *at != '\0'; at++)
        demand(*at > ' ' && *at < 0x7F && strchr("\"'<>\\", *at) == NULL, "an address is harmless anywhere");
    free(address);
}

static void check_query(char *text)
{
    static const char *const names[] = {"words", "speaker", "act", "since", "limit", "before", "speaker_id", "year"};
    request *r = calloc(1, sizeof *r);
    demand(r != NULL && (r->target = calloc(1, 8)) != NULL, "there is memory");
    memcpy(r->target, "/api/x", 6);
    size_t i = 0;
    for (char *at = text; at != NULL && i < sizeof names / sizeof *names && r->status == 0; i++) {
        char *end = strchr(at, '&');
        request_add_param(r, names[i], at, end != NULL ? (size_t)(end - at) : strlen(at));
        at = end != NULL ? end + 1 : NULL;
    }
    avow_query query;
    bool good = r->status == 0 && query_read(r, USUAL_PAGE, MOST_ON_PAGE, &query);
    demand(good == (r->status == 0), "a search is read or refused");
    demand(!good || (query.limit >= 1 && query.limit <= MOST_ON_PAGE), "a page has a limit");
    check_address(r);
    request_free(r);
}

/* Text in a page can't be markup, whatever it is. */
static void check_template(const char *text, size_t size, const char *value, size_t value_size)
{
    char *out = NULL;
    size_t written = 0;
    FILE *stream = open_memstream(&out, &written);
    json_t *page = json_pack("{s:s, s:[{s:s}, {s:s}], s:b, s:i}", "name", "x", "list", "of", "a", "of", "b", "yes", 1, "number", 7);
    demand(stream != NULL && page != NULL, "there is memory");
    template_render(stream, text, size, page);
    fclose(stream);
    free(out);
    stream = open_memstream(&out, &written);
    html_escape(stream, value, value_size);
    fclose(stream);
    demand(written == 0 || strpbrk(out, "<>\"'") == NULL, "escaped text is no markup");
    free(out);
    json_decref(page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    demand(text != NULL, "there is memory");
    if (size > 0) memcpy(text, data, size);
    text[size] = '\0';
    size_t path = strcspn(text, "\n"), second = path < size ? path + 1 : size, line = strcspn(text + second, "\n");
    size_t third = second + line < size ? second + line + 1 : size;
    check_route(text, path);
    check_template(text + third, size - third, text, size);
    text[second + line] = '\0';
    check_query(text + second);
    free(text);
    return 0;
}
