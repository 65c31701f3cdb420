/* access.c - who may do what.
 *
 * Writing needs the token of --token-file, always. Reading needs none on loopback, or where --open says so; elsewhere it needs the token,
 * too, which a browser sends as the password of any user. A page of somebody else's that has its own name resolve to 127.0.0.1 would
 * read the store with the reader's browser: on loopback, requests for other hosts are refused. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine.h"
#include "route.h"

enum { SHORTEST_TOKEN = 16 };

bool server_read_token(server *s, avow_error *error)
{
    const char *path = s->options->token_file;
    if (path == NULL)
        return true;
    FILE *file = fopen(path, "re");
    bool there = file != NULL && fgets(s->token, sizeof s->token, file) != NULL;
    int why = file == NULL ? errno : 0;
    if (file != NULL)
        fclose(file);
    s->token[strcspn(s->token, "\r\n")] = '\0';
    if (there && strlen(s->token) >= SHORTEST_TOKEN && strlen(s->token) + 1 < sizeof s->token)
        return true;
    error->code = AVOW_BAD_ARGUMENT;
    if (why != 0)
        snprintf(error->detail, sizeof error->detail, "can't read the token in %.120s: %s", path, strerror(why));
    else
        snprintf(error->detail, sizeof error->detail, "%.120s: its first line is to be a token of %d to %zu characters", path,
                 SHORTEST_TOKEN, sizeof s->token - 2);
    return false;
}

/* Takes as long whatever the difference. */
static bool same(const char *a, const char *b, size_t size)
{
    unsigned char differ = strlen(b) != size;
    for (size_t i = 0; i < size; i++)
        differ |= (unsigned char)(a[i] ^ b[differ ? 0 : i]);
    return !differ;
}

static int base64_value(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c != '\0' ? strchr(digits, c) : NULL;
    return at != NULL ? (int)(at - digits) : -1;
}

/* The password of "Basic" (RFC 7617): what stands behind the colon. */
static bool is_password(const server *s, const char *encoded)
{
    char plain[512];
    size_t size = 0;
    unsigned bits = 0, count = 0;
    for (int value; size < sizeof plain - 1 && (value = base64_value(*encoded)) >= 0; encoded++) {
        bits = bits << 6 | (unsigned)value;
        if ((count += 6) >= 8)
            plain[size++] = (char)(bits >> (count -= 8) & 0xFF);
    }
    plain[size] = '\0';
    const char *colon = memchr(plain, ':', size);
    return colon != NULL && same(colon + 1, s->token, size - (size_t)(colon + 1 - plain));
}

static bool has_token(const server *s, const char *authorization)
{
    if (s->token[0] == '\0' || authorization == NULL)
        return false;
    if (strncasecmp(authorization, "Bearer ", 7) == 0)
        return same(authorization + 7, s->token, strlen(authorization + 7));
    return strncasecmp(authorization, "Basic ", 6) == 0 && is_password(s, authorization + 6);
}

static bool is_own_host(const server *s, const char *host)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
    if (host == NULL || strcasecmp(host, s->address) == 0)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t size = strlen(names[i]);
        if (strncasecmp(host, names[i], size) == 0 && (host[size] == ':' || host[size] == '\0'))
            return true;
    }
    return false;
}

bool server_allows(server *s, request *r, const char *host, const char *authorization)
{
    if (s->loopback && !is_own_host(s, host)) {
        reply_problem(r, 421, "This server answers for %s alone", s->address);
        return false;
    }
    bool needs = (r->route != NULL && r->route->writes) || (!s->loopback && !s->options->open);
    if (!needs || has_token(s, authorization))
        return true;
    if (s->token[0] == '\0') {
        reply_problem(r, 403, "This needs a token, and the server was started without --token-file");
        return false;
    }
    r->ask_token = true;
    reply_problem(r, 401, "This needs the server's token");
    return false;
}
