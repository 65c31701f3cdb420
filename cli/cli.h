/* cli.h - what the files of the avow command share: exit statuses, options, messages, output.
 *
 * The command uses the public header only, as any other program would. Where memory ends it says so and exits. */
#ifndef AVOW_CLI_H
#define AVOW_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <avow/record.h>

enum { HELP_GIVEN = -1, DONE = 0, SOME_INPUT_FAILED = 1, WRONG_USE = 2, NO_MODEL = 3, NO_STORE = 3, NOT_VERBATIM = 4 };

/* The signal that asked to stop (SIGINT, SIGTERM), or 0. Sessions watch it too. */
extern volatile int interrupted;

/* ---- commands: main.c chooses; each takes the arguments behind its name and returns the exit status ---------------- */

int command_extract(int argc, char **argv);
int command_read(int argc, char **argv);
int command_eval(int argc, char **argv);
int command_model(int argc, char **argv);
int command_add(int argc, char **argv);
int command_search(int argc, char **argv);
int command_who(int argc, char **argv);
int command_threads(int argc, char **argv);
int command_drift(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_export(int argc, char **argv);
int command_serve(int argc, char **argv);
int command_help(int argc, char **argv);
int command_version(int argc, char **argv);

/* Writes the page of a command, or of avow itself for NULL, to standard output. False if there is no such page. */
bool help_page(const char *command);

/* The known command nearest to word, or NULL if none is near. */
const char *help_nearest(const char *word);

/* ---- options: the same names mean the same in every command (options.c) --------------------------------------------- */

typedef enum cli_from { FROM_AUTO, FROM_TEXT, FROM_JSONL, FROM_HTML, FROM_WARC } cli_from;
/* jsonl and json are one here; the nine from text on are the library's, in its order */
typedef enum cli_format {
    FORMAT_DEFAULT, FORMAT_TEXT, FORMAT_JSON, FORMAT_HTML, FORMAT_BRAT, FORMAT_WEB_ANNOTATION, FORMAT_CSV, FORMAT_CONLL, FORMAT_JSONLD,
    FORMAT_CITRON, FORMAT_MARKDOWN
} cli_format;
typedef enum cli_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } cli_color;

typedef struct cli_options {
    cli_from from;
    cli_format format;
    avow_offsets offsets;
    cli_color color;
    size_t jobs;                    /* at least 1 */
    size_t max_bytes;               /* 0: the library's limit */
    const char *model, *kernel, *output, *speakers, *resume, *store, *draft, *like;
    const char *speaker, *about, *outlet, *since, *until;       /* what to look for in a store */
    uint32_t acts;                  /* bits 1u << avow_act; 0: all */
    bool anonymous;
    size_t limit;                   /* 0: not said */
    const char *listen, *token_file;        /* avow serve */
    bool open, log_json;
    bool split, merge;              /* avow who */
    char **files;                   /* what is no option, in order */
    size_t file_count;
} cli_options;

/* Parses the arguments of a command that takes the options named in allowed ("from format jobs"). Reorders argv. Returns
 * DONE, WRONG_USE with a message given, or HELP_GIVEN, which main takes for DONE. */
int options_parse(const char *command, const char *allowed, int argc, char **argv, cli_options *options);

/* Whether text is wanted of a command that writes text or JSON: as told, or else on a terminal. */
bool wants_text(const cli_options *options);
/* Whether text has colours: as told, or else on a terminal that can, unless NO_COLOR is set. */
bool wants_color(const cli_options *options);

/* The library's format for what is wanted. */
avow_format library_format(const cli_options *options);

/* ---- messages on standard error (say.c) ---------------------------------------------------------------------------- */

void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same with a pointer to the command's help; returns WRONG_USE. */
int say_wrong_use(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* One line of JSON about an input that failed; record is the number of its line, or 0; id, which may be NULL, stands for it. */
void say_failed(const avow_error *error, const char *file, uint64_t record, const char *id);
/* Says why there is no model to work with; returns NO_MODEL. */
int say_no_model(const avow_error *error);
/* Says that there is no such kernel set, and which there are; returns WRONG_USE. */
int say_no_kernel(const char *name);
/* Fills error (never NULL) and returns code. */
avow_status fail(avow_error *error, avow_status code, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* A line that shows how far the work is; only on a terminal, and only once it takes long. */
void say_progress(uint64_t articles, uint64_t bytes);
/* Takes the line away. Whether one was ever shown. */
bool say_progress_end(void);
/* Since the first call of say_progress. */
double say_seconds(void);

/* ---- output (output.c) --------------------------------------------------------------------------------------------- */

typedef struct cli_output {
    int file;
    int error;                      /* errno of the write that failed, or 0 */
    size_t used;
    char buffer[64 * 1024];
} cli_output;

/* path NULL is standard output. False, with a message given, if the file can't be made. */
bool output_open(cli_output *output, const char *path);
/* Opens a regular file to write on behind its first `kept` bytes, which are the only ones that stay; it may be missing if that is
 * 0. False, with a message given, if that can't be. */
bool output_open_behind(cli_output *output, const char *path, uint64_t kept);
/* Flushes and waits until what was written is kept, also if the machine stops. Sets *size to that of the file. */
bool output_keep(cli_output *output, uint64_t *size);
int output_sink(void *output, const char *data, size_t size);       /* an avow_sink */
void output_text(cli_output *output, const char *text);             /* up to its NUL */
/* For a terminal: control characters, which could steer it, are shown as U+FFFD. */
void output_safe(cli_output *output, const char *text, size_t size);
bool output_flush(cli_output *output);
/* Flushes and closes. False, with a message given, if anything could not be written. A closed pipe needs no message, it
 * counts as SIGPIPE does by default. */
bool output_close(cli_output *output, const char *path);

/* A file that appears under its name as a whole or not at all: it is written under another, in the same folder. */
typedef struct cli_part {
    cli_output output;
    char *path, *temporary;
} cli_part;

/* False, with a message given, if the file can't be made; part_close is to be called even so. */
bool part_open(cli_part *part, const char *path);
/* Gives the file its name or, if it isn't wanted or could not be written, takes it away. Whether it is there; if that is not for not being
 * wanted, a message was given. */
bool part_close(cli_part *part, bool wanted);

/* ---- small things (util.c) ------------------------------------------------------------------------------------------ */

/* malloc that never returns NULL; count * size is checked. */
void *must_alloc(size_t count, size_t size);
void *must_grow(void *memory, size_t count, size_t size);
char *must_copy(const char *text);                                  /* NULL gives NULL */
/* What a word ends in for so many: "statement", "statements". */
const char *plural(uint64_t count);
char *must_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A copy of text in which bytes that are not UTF-8 are U+FFFD: file names need not be UTF-8, JSON must be. */
char *must_utf8(const char *text);
/* Decodes the character at text[0..size), size > 0: its length, with the code point in *c, or 1 and -1 if ill-formed. */
size_t decode_utf8(const char *text, size_t size, int32_t *c);
const char *base_name(const char *path);
bool has_extension(const char *path, const char *extension);        /* ".txt", or the same packed: ".txt.gz",
                                                                       ".txt.zst"; capitals count as small letters */

/* Opens the model named, or else the one in $AVOW_MODEL, beside the executable, or installed. */
avow_status open_model(const char *path, avow_model **model, avow_error *error);
/* The path that open_model would take, to be freed; NULL, with error filled, if there is none. */
char *find_model(const char *path, avow_error *error);

#endif
