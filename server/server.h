/* server.h - avow serve: the record over HTTP, as pages for people and as JSON for programs.
 *
 * The server is a part of the command and sees its headers; of the libraries it uses the public ones. doc/architecture.md has its
 * design, web/openapi.json what it answers to programs. */
#ifndef AVOW_SERVER_H
#define AVOW_SERVER_H

#include <stdbool.h>
#include <stddef.h>

#include <avow/record.h>

typedef struct server_options {
    const char *store;              /* file or address */
    const char *listen;             /* "127.0.0.1:8080", "[::1]:0", "0.0.0.0:80"; port 0: any that is free */
    const char *token_file;         /* its first line may write; NULL: nobody may */
    bool open;                      /* reading needs no token beyond loopback either */
    bool log_json;
    size_t jobs;                    /* articles that are read at a time */
    const avow_model *model;        /* NULL: nothing can be extracted */
    const volatile int *stop;       /* becomes non-zero when the server is to end */
} server_options;

/* Serves until *stop is set, then finishes what is under way and returns true. False, with the error filled, if it could not begin. */
bool server_run(const server_options *options, avow_error *error);

#endif
