/* find.c - which model file to open.
 *
 * The file named by --model, or else by the environment variable AVOW_MODEL. What is no file but a plain name ("avow-en-fast"), or avow-en
 * where nothing is named, is looked for in: share/avow beside the executable's folder (an installed tree, wherever it was moved), models/
 * above it (the source tree that it was built in), the place that it was built to be installed in. */
#include "cli.h"

#include <stdbool.h>
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

/* FOLDER/place/NAME.model if it is there, to be freed; else NULL. */
static char *model_in(const char *folder, const char *place, const char *name)
{
    char *found = must_format("%s/%s/%s.model", folder, place, name);
    if (access(found, F_OK) == 0)
        return found;
    free(found);
    return NULL;
}

/* Is it a path, rather than the name of a model that came with the program? */
static bool is_path(const char *path)
{
    return strchr(path, '/') != NULL || strstr(path, ".model") != NULL || access(path, F_OK) == 0;
}

char *find_model(const char *path, avow_error *error)
{
    static const char *const places[] = {"../share/avow", "../models", "../../models"};
    if (path == NULL)
        path = getenv("AVOW_MODEL");
    bool named = path != NULL && path[0] != '\0';
    if (named && is_path(path))
        return must_copy(path);
    const char *name = named ? path : "avow-en";
    char *folder = own_folder(), *found = NULL;
    for (size_t i = 0; i < sizeof places / sizeof *places && found == NULL; i++)
        found = model_in(folder, places[i], name);
    free(folder);
    if (found == NULL)
        found = model_in(AVOW_INSTALLED_MODELS, ".", name);
    if (found == NULL && named)
        fail(error, AVOW_MODEL_NOT_FOUND, 0, "%s: no such file, and no model of that name in %s; name one with --model FILE or AVOW_MODEL=FILE",
             path, AVOW_INSTALLED_MODELS);
    else if (found == NULL)
        fail(error, AVOW_MODEL_NOT_FOUND, 0, "no model: name one with --model FILE or AVOW_MODEL=FILE (looked for %s/avow-en.model)",
             AVOW_INSTALLED_MODELS);
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
