/* find.c - which model file to open.
 *
 * The one named by --model, or else by the environment variable AVOW_MODEL, or else the first there is of: share/avow beside
 * the executable's folder (an installed tree, wherever it was moved), models/ above it (the source tree that it was built
 * in), the place that it was built to be installed in. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The folder of the executable, to be freed; "." if the system doesn't tell. */
static char *own_folder(void)
{
    size_t size = 4096;
    char *path = must_alloc(size, 1);
    ssize_t length = readlink("/proc/self/exe", path, size - 1);
    path[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(path, '/');
    if (slash == NULL)
        strcpy(path, ".");
    else
        *slash = '\0';
    return path;
}

char *find_model(const char *path, avow_error *error)
{
    static const char *const places[] = {"../share/avow/avow-en.model", "../models/avow-en.model",
                                         "../../models/avow-en.model"};
    if (path == NULL)
        path = getenv("AVOW_MODEL");
    if (path != NULL && path[0] != '\0')
        return must_copy(path);
    char *folder = own_folder(), *found = NULL;
    for (size_t i = 0; i < sizeof places / sizeof *places && found == NULL; i++) {
        found = must_format("%s/%s", folder, places[i]);
        if (access(found, F_OK) != 0) {
            free(found);
            found = NULL;
        }
    }
    free(folder);
    if (found == NULL && access(AVOW_INSTALLED_MODEL, F_OK) == 0)
        found = must_copy(AVOW_INSTALLED_MODEL);
    if (found == NULL)
        fail(error, AVOW_MODEL_NOT_FOUND, 0, "no model: name one with --model FILE or AVOW_MODEL=FILE (looked for %s)",
             AVOW_INSTALLED_MODEL);
    return found;
}

avow_status open_model(const char *path, avow_model **model, avow_error *error)
{
    *model = NULL;
    char *found = find_model(path, error);
    if (found == NULL)
        return error->code;
    avow_status status = avow_model_open(found, NULL, model, error);
    if (status != AVOW_OK) {
        avow_error cause = *error;
        const char *remedy = status == AVOW_MODEL_NOT_FOUND ? "; name one with --model FILE or AVOW_MODEL=FILE"
                           : status == AVOW_MODEL_DAMAGED ? "; get the file anew" : "";
        fail(error, status, cause.offset, "%s: %.100s%s", found, cause.detail, remedy);
    }
    free(found);
    return status;
}
