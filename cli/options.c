/* options.c - the command line. One table of options, since a name means the same in every command. */
#include "cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_JOBS = 1024 };

static const struct option table[] = {
    {"from", required_argument, NULL, 'f'},    {"format", required_argument, NULL, 'F'},
    {"offsets", required_argument, NULL, 'u'}, {"jobs", required_argument, NULL, 'j'},
    {"model", required_argument, NULL, 'm'},   {"kernel", required_argument, NULL, 'k'},
    {"color", required_argument, NULL, 'c'},   {"max-bytes", required_argument, NULL, 'b'},
    {"output", required_argument, NULL, 'o'},  {"speakers", required_argument, NULL, 's'},
    {"resume", required_argument, NULL, 'r'},  {"store", required_argument, NULL, 'S'},
    {"speaker", required_argument, NULL, 'w'}, {"about", required_argument, NULL, 'a'},
    {"act", required_argument, NULL, 'A'},     {"outlet", required_argument, NULL, 'O'},
    {"since", required_argument, NULL, 'd'},   {"until", required_argument, NULL, 'D'},
    {"limit", required_argument, NULL, 'l'},   {"anonymous", no_argument, NULL, 'n'},
    {"draft", required_argument, NULL, 'q'},   {"like", required_argument, NULL, 'L'},
    {"listen", required_argument, NULL, 'N'},  {"token-file", required_argument, NULL, 't'},
    {"open", no_argument, NULL, 'P'},          {"log", required_argument, NULL, 'G'},
    {"split", no_argument, NULL, 'p'},         {"merge", no_argument, NULL, 'g'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

/* The place of value in the words of list ("auto text jsonl html"), or -1. */
static int choice(const char *list, const char *value)
{
    size_t size = strlen(value);
    for (int i = 0; *list != '\0'; i++) {
        size_t word = strcspn(list, " ");
        if (word == size && memcmp(list, value, size) == 0)
            return i;
        list += word + (list[word] == ' ');
    }
    return -1;
}

/* A decimal number of at most limit, digits alone. */
static bool number(const char *value, uint64_t limit, uint64_t *out)
{
    char *end;
    errno = 0;
    *out = strtoull(value, &end, 10);
    return value[0] >= '0' && value[0] <= '9' && *end == '\0' && errno == 0 && *out <= limit;
}

static size_t cores(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > MAX_JOBS ? MAX_JOBS : (size_t)n;
}

/* One of words into *out; says what is wrong if it is none of them. */
static int choose(const char *command, const char *name, const char *words, int *out)
{
    *out = choice(words, optarg);
    return *out >= 0 ? DONE : say_wrong_use(command, "--%s takes one of: %s; not '%s'", name, words, optarg);
}

static int take_from(const char *command, cli_options *options)
{
    int chosen, status = choose(command, "from", "auto text jsonl html warc", &chosen);
    options->from = (cli_from)chosen;
    return status;
}

/* The formats that a command writes, in the order of cli_format. */
static int take_format(const char *command, cli_options *options)
{
    static const char *const names[] = {"", "text", "json", "html", "brat", "webannotation", "csv", "conll", "jsonld", "citron", "markdown"};
    static const struct {
        const char *command, *formats;
    } written[] = {{"extract", "text jsonl html brat webannotation csv conll jsonld citron"}, {"read", "text jsonl markdown"},
                   {"add", "text jsonl"}, {"search", "text jsonl csv"}, {"who", "text jsonl"},
                   {"threads", "text jsonl"}, {"drift", "text jsonl"}, {"verify", "text jsonl"},
                   {"export", "brat webannotation csv conll jsonld citron"}, {"eval", "text json"}, {"model", "text json"}};
    size_t i = 0, count = sizeof written / sizeof *written;
    while (i + 1 < count && strcmp(written[i].command, command) != 0)
        i++;
    bool lines = choice(written[i].formats, "jsonl") >= 0;
    if (!lines && strcmp(optarg, "jsonl") == 0)
        optarg = "json";
    int chosen, status = choose(command, "format", written[i].formats, &chosen);
    for (size_t k = 1; k < sizeof names / sizeof *names; k++)
        if (strcmp(lines && strcmp(optarg, "jsonl") == 0 ? "json" : optarg, names[k]) == 0)
            options->format = (cli_format)k;
    return status;
}

/* "deny,accuse" */
static int take_acts(const char *command, cli_options *options)
{
    for (const char *at = optarg;; at++) {
        size_t size = strcspn(at, ",");
        int act = 0;
        for (const char *name; act < AVOW_ACT_UNREAD; act++)
            if (name = avow_act_name((avow_act)act), strlen(name) == size && memcmp(name, at, size) == 0)
                break;
        if (act == AVOW_ACT_UNREAD)
            return say_wrong_use(command, "--act takes some of: state,deny,accuse,criticize,support,promise,request,ask,predict,admit,warn,"
                                          "believe; not '%.*s'", (int)(size < 80 ? size : 80), at);
        options->acts |= 1u << act;
        at += size;
        if (*at == '\0')
            return DONE;
    }
}

static int take_number(const char *command, int option, cli_options *options)
{
    uint64_t n;
    if (option == 'j') {
        if (!number(optarg, MAX_JOBS, &n))
            return say_wrong_use(command, "--jobs takes a number from 0 (all cores) to %d, not '%s'", MAX_JOBS, optarg);
        options->jobs = n > 0 ? (size_t)n : cores();
    } else if (option == 'l') {
        if (!number(optarg, SIZE_MAX / 2, &n) || n == 0)
            return say_wrong_use(command, "--limit takes a number from 1, not '%s'", optarg);
        options->limit = (size_t)n;
    } else {
        if (!number(optarg, SIZE_MAX / 2, &n) || n == 0)
            return say_wrong_use(command, "--max-bytes takes a number of bytes from 1, not '%s'", optarg);
        options->max_bytes = (size_t)n;
    }
    return DONE;
}

static int take(const char *command, int option, cli_options *options)
{
    int chosen, status = DONE;
    switch (option) {
    case 'f': return take_from(command, options);
    case 'F': return take_format(command, options);
    case 'A': return take_acts(command, options);
    case 'j':
    case 'l':
    case 'b': return take_number(command, option, options);
    case 'u':
        status = choose(command, "offsets", "codepoints bytes utf16", &chosen);
        options->offsets = (avow_offsets)chosen;
        break;
    case 'c':
        status = choose(command, "color", "auto always never", &chosen);
        options->color = (cli_color)chosen;
        break;
    case 'm': options->model = optarg; break;
    case 'k': options->kernel = optarg; break;
    case 'o': options->output = optarg; break;
    case 's': options->speakers = optarg; break;
    case 'S': options->store = optarg; break;
    case 'q': options->draft = optarg; break;
    case 'L': options->like = optarg; break;
    case 'w': options->speaker = optarg; break;
    case 'a': options->about = optarg; break;
    case 'O': options->outlet = optarg; break;
    case 'd': options->since = optarg; break;
    case 'D': options->until = optarg; break;
    case 'n': options->anonymous = true; break;
    case 'N': options->listen = optarg; break;
    case 't': options->token_file = optarg; break;
    case 'P': options->open = true; break;
    case 'G':
        status = choose(command, "log", "text json", &chosen);
        options->log_json = chosen == 1;
        break;
    case 'p': options->split = true; break;
    case 'g': options->merge = true; break;
    default: options->resume = optarg;
    }
    return status;
}

static const char *long_name(int option)
{
    for (size_t i = 0; table[i].name != NULL; i++)
        if (table[i].val == option)
            return table[i].name;
    return "";
}

int options_parse(const char *command, const char *allowed, int argc, char **argv, cli_options *options)
{
    *options = (cli_options){.jobs = 1};
    opterr = 0;
    for (;;) {
        int option = getopt_long(argc, argv, ":o:j:h", table, NULL);
        if (option == -1)
            break;
        if (option == 'h') {
            help_page(command);
            return HELP_GIVEN;
        }
        if (option == ':')
            return say_wrong_use(command, "%s needs a value", argv[optind - 1]);
        if (option == '?' && optopt != 0 && long_name(optopt)[0] == '\0')
            return say_wrong_use(command, "unknown option '-%c'", optopt);
        if (option == '?')
            return say_wrong_use(command, "unknown or ambiguous option '%s'", argv[optind - 1]);
        if (choice(allowed, long_name(option)) < 0)
            return say_wrong_use(command, "avow %s takes no --%s", command, long_name(option));
        int status = take(command, option, options);
        if (status != DONE)
            return status;
    }
    options->files = argv + optind;
    options->file_count = (size_t)(argc - optind);
    return DONE;
}

bool wants_text(const cli_options *options)
{
    if (options->format != FORMAT_DEFAULT)
        return options->format == FORMAT_TEXT;
    return options->output == NULL && isatty(STDOUT_FILENO);
}

avow_format library_format(const cli_options *options)
{
    if (options->format == FORMAT_DEFAULT)
        return wants_text(options) ? AVOW_FORMAT_TEXT : AVOW_FORMAT_JSONL;
    return (avow_format)(options->format - FORMAT_TEXT);
}

bool wants_color(const cli_options *options)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    bool may = options->output == NULL && isatty(STDOUT_FILENO) && (no_color == NULL || no_color[0] == '\0') &&
               (term == NULL || strcmp(term, "dumb") != 0);
    return options->color == COLOR_ALWAYS || (options->color == COLOR_AUTO && may);
}
