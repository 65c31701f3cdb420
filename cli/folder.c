/* folder.c - a file an article. A file is written under another name and then renamed, so that one that is there is whole.
 *
 * Ids are anybody's. A name keeps an id's letters, digits, dots, hyphens and underscores; all else becomes an underscore, so that no
 * id leads out of the folder. Two ids that give one name, also where capitals or accents are not told apart, get numbers: crane,
 * crane-2. The same articles in the same order get the same names, so that a run again replaces what one before wrote. */
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utf8proc.h>

enum { LONGEST = 120 };             /* bytes of a name, without number and extension: file systems allow 255 */

static const char *const extensions[] = {"txt", "jsonl", "html", "ann", "jsonld", "csv", "conllup", "jsonld", "json"};

/* What brat needs to know of the types: without it, it shows no event. */
static const char brat_configuration[] =
    "[entities]\nSource\nContent\nAddressee\nTime\n\n"
    "[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n"
    "[events]\nStatement\tSource?:Source, Content?:Content, Addressee?:Addressee, Time?:Time, Within?:Statement\n\n"
    "[attributes]\nNegated\tArg:Statement\nType\tArg:Statement, Value:direct|indirect|mixed\n"
    "Act\tArg:Statement, Value:state|deny|accuse|criticize|support|promise|request|ask|predict|admit|warn|believe\n";

bool is_folder(const cli_options *options)
{
    struct stat is;
    const char *path = options->output;
    if (path == NULL || path[0] == '\0')
        return false;
    return options->format == FORMAT_BRAT || path[strlen(path) - 1] == '/' || (stat(path, &is) == 0 && S_ISDIR(is.st_mode));
}

/* ---- names ---------------------------------------------------------------------------------------------------------- */

static bool may_stay(int32_t c)
{
    if (c == '-' || c == '_' || c == '.')
        return true;
    utf8proc_category_t category = c < 0 ? UTF8PROC_CATEGORY_CN : utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/* Whether the id is a file's name, of an article's kind, so that its ending tells nothing. */
static size_t without_ending(const char *id)
{
    static const char *const endings[] = {".txt", ".html", ".htm", ".xhtml"};
    size_t size = strlen(id);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t tail = strlen(endings[i]);
        if (size > tail && strcmp(id + size - tail, endings[i]) == 0)
            return size - tail;
    }
    return size;
}

/* To be freed. */
static char *plain_name(const char *id)
{
    char *name = must_alloc(LONGEST + 1, 1);
    size_t size = id != NULL ? without_ending(id) : 0, used = 0, length;
    for (size_t at = 0; at < size; at += length) {
        int32_t c;
        length = decode_utf8(id + at, size - at, &c);
        bool stays = may_stay(c) && (used > 0 || (c != '.' && c != '-'));
        if (used + length > LONGEST)
            break;
        memcpy(name + used, stays ? id + at : "_", stays ? length : 1);
        used += stays ? length : 1;
    }
    name[used] = '\0';
    if (used > 0)
        return name;
    free(name);
    return must_copy("article");
}

/* What two names share that some file system takes for one. To be freed. */
static char *folded(const char *name)
{
    utf8proc_uint8_t *text = utf8proc_NFKC_Casefold((const utf8proc_uint8_t *)name);
    return text != NULL ? (char *)text : must_copy(name);
}

static void give(cli_folder *folder, const char *key, json_int_t number)
{
    if (json_object_set_new(folder->names, key, json_integer(number)) != 0) {
        say("out of memory");
        exit(SOME_INPUT_FAILED);
    }
}

/* A name that no other article of the run has. To be freed. */
static char *own_name(cli_folder *folder, const char *id)
{
    char *name = plain_name(id), *key = folded(name), *other = NULL, *other_key = NULL;
    json_int_t number = json_integer_value(json_object_get(folder->names, key));
    if (number == 0) {
        give(folder, key, 1);
        free(key);
        return name;
    }
    do {
        free(other);
        free(other_key);
        other = must_format("%s-%lld", name, (long long)++number);
        other_key = folded(other);
    } while (json_object_get(folder->names, other_key) != NULL);
    give(folder, key, number);
    give(folder, other_key, 1);
    free(other_key);
    free(key);
    free(name);
    return other;
}

/* ---- files ---------------------------------------------------------------------------------------------------------- */

static bool begin(const cli_folder *folder, cli_part *part, const char *name, const char *extension)
{
    char *path = must_format("%s/%s.%s", folder->path, name, extension);
    bool opened = part_open(part, path);
    free(path);
    return opened;
}

/* The text that brat's offsets count in. Of CRLF the CR becomes a space, as many readers of text take the two for one character, and
 * all offsets behind would be wrong to them. */
static bool write_text(const cli_folder *folder, const char *name, const avow_result *result)
{
    cli_part p;
    bool opened = begin(folder, &p, name, "txt");
    const char *text = result->text;
    for (size_t at = 0, to; opened && at < result->text_size; at = to) {
        const char *cr = memchr(text + at, '\r', result->text_size - at);
        to = cr != NULL ? (size_t)(cr - text) : result->text_size;
        output_sink(&p.output, text + at, to - at);
        if (cr != NULL) {
            bool pair = ++to < result->text_size && text[to] == '\n';
            output_sink(&p.output, pair ? " " : "\r", 1);
        }
    }
    return part_close(&p, opened);
}

static avow_status put_result(cli_folder *folder, cli_output *output, const avow_result *result, avow_origin origin, const void *context,
                              avow_error *error)
{
    avow_writer *writer;
    avow_status status = avow_writer_new(&folder->options, output_sink, output, NULL, &writer, error);
    if (status != AVOW_OK)
        return status;
    avow_writer_set_origin(writer, origin, context);
    status = avow_write(writer, result, error);
    if (status == AVOW_OK)
        return avow_writer_finish(writer, error);
    avow_writer_free(writer);
    return status;
}

avow_status folder_write(cli_folder *folder, const avow_result *result, avow_origin origin, const void *context, avow_error *error)
{
    char *name = own_name(folder, result->id);
    cli_part p;
    avow_status status = AVOW_WRITE_FAILED;
    if (folder->options.format != AVOW_FORMAT_BRAT || write_text(folder, name, result)) {
        if (begin(folder, &p, name, extensions[folder->options.format]))
            status = put_result(folder, &p.output, result, origin, context, error);
        if (!part_close(&p, status == AVOW_OK) && status == AVOW_OK)
            status = AVOW_WRITE_FAILED;
    }
    free(name);
    if (status == AVOW_WRITE_FAILED)
        folder->failed = true;
    return status;
}

/* ---- the folder ----------------------------------------------------------------------------------------------------- */

static bool write_configuration(const cli_folder *folder)
{
    int file = openat(folder->file, "annotation.conf", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0 && errno == EEXIST)
        return true;
    bool written = file >= 0 && write(file, brat_configuration, sizeof brat_configuration - 1) == (ssize_t)sizeof brat_configuration - 1;
    if (file >= 0 && close(file) != 0)
        written = false;
    if (!written)
        say("can't write to %s/annotation.conf: %s", folder->path, strerror(errno));
    return written;
}

bool folder_open(cli_folder *folder, const char *path, const avow_write_options *options)
{
    *folder = (cli_folder){.path = path, .file = -1, .options = *options};
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        folder->file = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->file < 0) {
        say("can't write to %s: %s", path, strerror(errno));
        return false;
    }
    folder->names = json_object();
    if (folder->names != NULL && (options->format != AVOW_FORMAT_BRAT || write_configuration(folder)))
        return true;
    if (folder->names == NULL)
        say("out of memory");
    folder_close(folder);
    return false;
}

static bool same(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_dev == b->st_dev;
}

/* Whether the folder is the one that `is` tells of, or lies in it. */
static bool lies_in(const cli_folder *folder, const struct stat *is)
{
    struct stat here, above;
    bool found = false;
    int at = dup(folder->file);
    while (at >= 0 && fstat(at, &here) == 0 && !(found = same(&here, is))) {
        int up = openat(at, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bool top = up < 0 || fstat(up, &above) != 0 || same(&above, &here);
        close(at);
        at = up;
        if (top)
            break;
    }
    if (at >= 0)
        close(at);
    return found;
}

/* The folder that a file lies in. */
static bool parent(const char *path, struct stat *is)
{
    char *copy = must_copy(path), *slash = strrchr(copy, '/');
    if (slash != NULL)
        slash[slash == copy] = '\0';
    bool found = stat(slash != NULL ? copy : ".", is) == 0;
    free(copy);
    return found;
}

const char *folder_is_read(const cli_folder *folder, char **files, size_t count)
{
    struct stat is, input, around;
    if (fstat(folder->file, &is) != 0)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(files[i], "-") == 0 || stat(files[i], &input) != 0)
            continue;
        if (S_ISDIR(input.st_mode) ? lies_in(folder, &input) : parent(files[i], &around) && same(&around, &is))
            return files[i];
    }
    return NULL;
}

void folder_close(cli_folder *folder)
{
    json_decref(folder->names);
    if (folder->file >= 0)
        close(folder->file);
}
