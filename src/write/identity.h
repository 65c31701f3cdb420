/* identity.h - names for articles and statements that hold everywhere, for formats of linked data. */
#ifndef AVOW_WRITE_IDENTITY_H
#define AVOW_WRITE_IDENTITY_H

#include "writer.h"

/* "urn:uuid:…" (RFC 9562, version 8): what this model says of this article. The same article, model and version give the same. */
enum { AVOW_IDENTITY = 46 };
/* "ni:///sha-256;…" (RFC 6920): the text itself, whoever published it. */
enum { AVOW_TEXT_NAME = 58 };

typedef struct avow_identity {
    char result[AVOW_IDENTITY];
    char text[AVOW_TEXT_NAME];
} avow_identity;

/* Uses the writer's scratch. */
avow_identity avow_identify(avow_writer *writer, const avow_result *result);

/* The article's url, if that is an absolute http address without characters that no IRI has; otherwise NULL. */
const char *avow_address(const avow_result *result);

#endif
