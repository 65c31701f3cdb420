/* clients.c - the open connections, and how long each may take.
 *
 * libmicrohttpd ends connections that are silent. A client that sends a byte a second is never silent; here it has TIME_TO_SEND for all
 * of its request, is told so, and is cut off. So does one that takes its reply as slowly. */
#include <stdlib.h>
#include <sys/socket.h>

#include "engine.h"

enum { TIME_OF_SURPLUS = 250 };

client *client_add(server *s, int file)
{
    client *l = calloc(1, sizeof *l);
    if (l == NULL)
        return NULL;
    pthread_mutex_lock(&s->lock);
    *l = (client){.after = s->clients, .file = file, .since = now_ms(), .surplus = s->client_count >= MOST_CONNECTIONS};
    if (s->clients != NULL)
        s->clients->before = l;
    s->clients = l;
    s->client_count++;
    pthread_mutex_unlock(&s->lock);
    return l;
}

void client_remove(server *s, client *l)
{
    if (l == NULL)
        return;
    pthread_mutex_lock(&s->lock);
    if (l->before != NULL)
        l->before->after = l->after;
    else
        s->clients = l->after;
    if (l->after != NULL)
        l->after->before = l->before;
    s->client_count--;
    pthread_mutex_unlock(&s->lock);
    free(l);
}

void client_set(server *s, client *l, client_state state)
{
    if (l == NULL)
        return;
    pthread_mutex_lock(&s->lock);
    if (l->state != CLIENT_CUT) {
        l->state = state;
        l->since = now_ms();
    }
    pthread_mutex_unlock(&s->lock);
}

/* Nothing else is being sent while a request comes in, so the reply can be put on the wire past libmicrohttpd, which meets a connection
 * that the client has closed. */
static void cut(server *s, client *l)
{
    static const char too_slow[] = "HTTP/1.1 408 Request Timeout\r\nContent-Type: text/plain\r\nContent-Length: 26\r\n"
                                   "Connection: close\r\n\r\nThe request took too long\n";
    if (l->state == CLIENT_READING && !l->surplus)
        (void)!send(l->file, too_slow, sizeof too_slow - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    shutdown(l->file, SHUT_RDWR);
    l->state = CLIENT_CUT;
    atomic_fetch_add(&s->counts.cut, 1);
}

void clients_watch(server *s, int64_t now)
{
    pthread_mutex_lock(&s->lock);
    for (client *l = s->clients; l != NULL; l = l->after) {
        int64_t time = l->surplus || (s->stopping && l->state == CLIENT_READING) ? TIME_OF_SURPLUS : TIME_TO_SEND;
        if ((l->state == CLIENT_READING || l->state == CLIENT_WRITING) && now - l->since > time)
            cut(s, l);
    }
    pthread_mutex_unlock(&s->lock);
}
