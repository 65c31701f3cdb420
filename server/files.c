/* files.c - what is served as it was built in: style sheet, script, and the API's document.
 *
 * The style sheet and the script are those of an article as `avow extract --format html` writes it, with web/'s own behind them. */
#include "route.h"
#include "template.h"

static void put_lines(FILE *out, const char *const *lines)
{
    for (; *lines != NULL; lines++)
        fprintf(out, "%s\n", *lines);
}

static void put_file(request *r, const char *const *lines, const char *name, const char *type)
{
    const template_file *file = web_file(name);
    FILE *out = open_memstream(&r->reply, &r->reply_size);
    if (out != NULL && file != NULL) {
        put_lines(out, lines);
        fwrite(file->data, 1, file->size, out);
    }
    reply_stream(r, out, type);
}

void style_sheet(worker *w, request *r)
{
    (void)w;
    put_file(r, avow_html_style(), "style.css", "text/css; charset=utf-8");
}

void script(worker *w, request *r)
{
    (void)w;
    put_file(r, avow_html_script(), "script.js", "text/javascript; charset=utf-8");
}

static void put_whole(request *r, const char *name, const char *type)
{
    const template_file *file = web_file(name);
    if (file != NULL)
        reply_static(r, file->data, file->size, type);
}

void api_document(worker *w, request *r)
{
    (void)w;
    put_whole(r, "openapi.json", "application/json; charset=utf-8");
}

void icon(worker *w, request *r)
{
    (void)w;
    put_whole(r, "icon.svg", "image/svg+xml");
}
