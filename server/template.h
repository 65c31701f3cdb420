/* template.h - pages out of templates: mustache(5) without lambdas and set delimiters, filled with JSON.
 *
 *     {{name}}            the value as text, escaped for elements and attributes; {{{name}}} as it is
 *     {{a.b}} {{.}}       a member of a member; the value itself
 *     {{#name}}..{{/name}}    once for each item of an array; once for what is there; not for false, null, 0, "" and empty arrays
 *     {{^name}}..{{/name}}    the other way round
 *     {{>name}}           another template
 *     {{! comment }}
 *
 * A name is looked for in the section's value and then in those around it. A line that holds a section's tag or a comment alone leaves
 * none. */
#ifndef AVOW_SERVER_TEMPLATE_H
#define AVOW_SERVER_TEMPLATE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct template_file {
    const char *name, *data;
    size_t size;
} template_file;

/* The files of web/, the last of them with the name NULL (written by the build). */
extern const template_file web_files[];
/* NULL if there is no such file. */
const template_file *web_file(const char *name);

/* Writes the template filled with value. False if it is damaged: a section without an end, too deep, a partial that isn't there. */
bool template_render(FILE *out, const char *text, size_t size, const json_t *value);

/* UTF-8 text for elements and attributes; control characters but line ends and tabs, and what is ill-formed, become U+FFFD. */
void html_escape(FILE *out, const char *text, size_t size);

#endif
