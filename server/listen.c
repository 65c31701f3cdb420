/* listen.c - the address that the server listens at. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine.h"

/* "127.0.0.1:8080", "[::1]:8080", "localhost:8080", "8080" or ":8080" (the last two: on loopback). */
static bool split(const char *listen, char *host, size_t room, const char **port)
{
    const char *colon = strrchr(listen, ':'), *end = colon != NULL ? colon : listen;
    *port = colon != NULL ? colon + 1 : listen;
    size_t size = (size_t)(end - listen);
    if (size >= 2 && listen[0] == '[' && listen[size - 1] == ']') {
        listen++;
        size -= 2;
    }
    if (size >= room || **port == '\0' || strspn(*port, "0123456789") != strlen(*port))
        return false;
    memcpy(host, size > 0 ? listen : "127.0.0.1", size > 0 ? size : sizeof "127.0.0.1");
    if (size > 0)
        host[size] = '\0';
    return true;
}

static bool is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return (ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr) >> 24) == 127;
    return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
}

static int open_socket(const struct addrinfo *at)
{
    int one = 1, file = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, at->ai_protocol);
    if (file < 0)
        return -1;
    setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(file, at->ai_addr, at->ai_addrlen) == 0 && listen(file, SOMAXCONN) == 0)
        return file;
    int why = errno;
    close(file);
    errno = why;
    return -1;
}

bool server_listen(server *s, avow_error *error)
{
    char host[256], name[64], number[8];
    const char *port, *wanted = s->options->listen;
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *found = NULL;
    error->code = AVOW_BAD_ARGUMENT;
    if (!split(wanted, host, sizeof host, &port) || getaddrinfo(host, port, &hints, &found) != 0) {
        snprintf(error->detail, sizeof error->detail, "can't listen at '%.100s': no address like 127.0.0.1:8080", wanted);
        return false;
    }
    s->listener = open_socket(found);
    int why = errno;
    freeaddrinfo(found);
    if (s->listener < 0) {
        snprintf(error->detail, sizeof error->detail, "can't listen at %.100s: %s", wanted, strerror(why));
        return false;
    }
    struct sockaddr_storage is;
    socklen_t size = sizeof is;
    getsockname(s->listener, (struct sockaddr *)&is, &size);
    getnameinfo((struct sockaddr *)&is, size, name, sizeof name, number, sizeof number, NI_NUMERICHOST | NI_NUMERICSERV);
    snprintf(s->address, sizeof s->address, is.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", name, number);
    s->loopback = is_loopback((struct sockaddr *)&is);
    if (!s->loopback && !s->options->open && s->token[0] == '\0') {
        snprintf(error->detail, sizeof error->detail, "beyond loopback nobody could read without --open or --token-file");
        return false;
    }
    error->code = AVOW_OK;
    return true;
}
