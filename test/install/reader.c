/* reader.c - uses the installed libavow-read as another program would. */
#include <avow/read.h>
#include <stdio.h>

int main(void)
{
    static const char page[] = "<title>Bridge</title><p>The mayor said on Monday that the caf&eacute; is safe.";
    avow_document *document;
    avow_error error;
    if (avow_read_html(page, sizeof page - 1, NULL, &document, &error) != AVOW_OK) return fprintf(stderr, "%s\n", error.detail), 1;
    printf("%s: %s\n", document->title, document->text);
    avow_document_free(document);
}
