/* route.c - see route.h. Paths are compared as they were sent: none of ours needs an escape, so one that has any is not ours. */
#include "route.h"

#include <string.h>

static const route routes[] = {
    {METHOD_GET, "/", RUNS_IN_READER, false, home_page},
    {METHOD_GET, "/speakers", RUNS_IN_READER, false, speakers_page},
    {METHOD_GET, "/speakers/#", RUNS_IN_READER, false, speaker_page},
    {METHOD_GET, "/articles/#", RUNS_IN_READER, false, article_page},
    {METHOD_GET, "/threads", RUNS_IN_READER, false, threads_page},
    {METHOD_GET, "/drift", RUNS_IN_READER, false, drift_page},
    {METHOD_GET, "/try", RUNS_AT_ONCE, false, try_page},
    {METHOD_POST, "/try", RUNS_IN_EXTRACTOR, false, try_result},
    {METHOD_GET, "/verify", RUNS_IN_READER, false, verify_page},
    {METHOD_POST, "/verify", RUNS_IN_EXTRACTOR, false, verify_draft_page},
    {METHOD_GET, "/api/statements", RUNS_IN_READER, false, statements_json},
    {METHOD_GET, "/api/statements.csv", RUNS_IN_READER, false, statements_csv},
    {METHOD_GET, "/api/statements.atom", RUNS_IN_READER, false, statements_atom},
    {METHOD_GET, "/api/speakers", RUNS_IN_READER, false, speakers_json},
    {METHOD_GET, "/api/speakers/#", RUNS_IN_READER, false, speaker_json},
    {METHOD_GET, "/api/articles/#", RUNS_IN_READER, false, article_json},
    {METHOD_POST, "/api/articles", RUNS_IN_EXTRACTOR, true, article_add},
    {METHOD_GET, "/api/threads", RUNS_IN_READER, false, threads_json},
    {METHOD_GET, "/api/drift", RUNS_IN_READER, false, drift_json},
    {METHOD_GET, "/api/verify", RUNS_IN_READER, false, verify_json},
    {METHOD_POST, "/api/verify", RUNS_IN_EXTRACTOR, false, verify_draft_json},
    {METHOD_POST, "/api/extract", RUNS_IN_EXTRACTOR, false, extract_json},
    {METHOD_GET, "/api/openapi.json", RUNS_AT_ONCE, false, api_document},
    {METHOD_GET, "/api/health", RUNS_AT_ONCE, false, health},
    {METHOD_GET, "/api/metrics", RUNS_AT_ONCE, false, metrics},
    {METHOD_GET, "/health", RUNS_AT_ONCE, false, health},
    {METHOD_GET, "/metrics", RUNS_AT_ONCE, false, metrics},
    {METHOD_GET, "/icon.svg", RUNS_AT_ONCE, false, icon},
    {METHOD_GET, "/style.css", RUNS_AT_ONCE, false, style_sheet},
    {METHOD_GET, "/script.js", RUNS_AT_ONCE, false, script},
};

/* Whether the path is the pattern's; fills *number for a #. */
static bool fits(const char *pattern, const char *path, size_t size, int64_t *number)
{
    *number = 0;
    size_t before = strcspn(pattern, "#");
    if (size < before || memcmp(pattern, path, before) != 0)
        return false;
    if (pattern[before] == '\0')
        return size == before;
    for (size_t i = before; i < size; i++) {
        if (path[i] < '0' || path[i] > '9' || *number > INT32_MAX)
            return false;
        *number = *number * 10 + (path[i] - '0');
    }
    return *number > 0 && path[before] != '0';
}

const route *route_find(http_method method, const char *path, size_t size, int64_t *number, const char **allow)
{
    const route *get = NULL, *post = NULL;
    *allow = NULL;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        int64_t n;
        if (fits(routes[i].path, path, size, &n)) {
            *number = n;
            if (routes[i].method == METHOD_GET)
                get = &routes[i];
            else
                post = &routes[i];
        }
    }
    const route *found = method == METHOD_GET ? get : method == METHOD_POST ? post : NULL;
    if (found == NULL) {
        *number = 0;
        *allow = get != NULL && post != NULL ? "GET, HEAD, POST" : get != NULL ? "GET, HEAD" : post != NULL ? "POST" : NULL;
    }
    return found;
}
