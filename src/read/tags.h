/* tags.h - names of elements and attributes. */
#ifndef AVOW_READ_TAGS_H
#define AVOW_READ_TAGS_H

#include "token.h"

/* name[0..size) in small letters, without NUL. */
avow_tag avow_tag_named(const char *name, size_t size);
/* An avow_attribute_name, or -1 for one that means nothing here. */
int avow_attribute_named(const char *name, size_t size);

#endif
