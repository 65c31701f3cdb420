/* help.c - the pages of avow help: examples first, then the options. doc/man/ says the same at more length. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

static const struct {
    const char *command, *summary, *page;
} pages[] = {
    {"extract", "find who said what in articles",
     "avow extract: articles in, attributions out\n"
     "\n"
     "Examples\n"
     "  avow extract article.txt                            read on the screen\n"
     "  avow extract --format html -o page.html *.txt       one page to look at in a browser\n"
     "  avow extract --jobs 0 news.jsonl > statements.jsonl many articles, on all cores\n"
     "  avow extract page.html                              a saved web page\n"
     "  curl -s URL-OF-JSONL | avow extract --from jsonl -  from another program\n"
     "  avow extract --resume run.journal -o statements.jsonl news.warc.gz\n"
     "                                                      a long run: after a crash, the same line goes on with it\n"
     "\n"
     "Usage: avow extract [OPTIONS] [FILE|DIR|-]...\n"
     "  A text file is an article. A JSONL file has one a line: {\"id\", \"text\", \"title\"?, \"date\"?, \"outlet\"?, \"url\"?}.\n"
     "  Of a web page the article is read; in jsonl each span then has its \"origin\", bytes of the page.\n"
     "  A WARC archive has one a web page. Files may be packed with gzip or zstd (.gz, .zst).\n"
     "  A folder stands for its .txt, .jsonl, .ndjson, .html, .htm, .xhtml and .warc files, packed or not, at any depth. - is\n"
     "  standard input, and the default.\n"
     "\n"
     "Options\n"
     "  --from auto|text|jsonl|html|warc\n"
     "                               what the input is (auto: by name, then by how it begins)\n"
     "  --format text|jsonl|html|brat|webannotation|csv|conll|jsonld|citron\n"
     "                               what to write (text on a terminal, jsonl elsewhere); the last six: see avow help export\n"
     "  --offsets codepoints|bytes|utf16\n"
     "                               the unit of offsets in jsonl (codepoints)\n"
     "  -j, --jobs N                 threads; 0: one for each core (1). The output is the same.\n"
     "  -o, --output FILE|DIR        write there, not to standard output; to a folder, a file an article\n"
     "  --resume JOURNAL             note in JOURNAL how far the run is; if it says that it has begun, go on with it (with -o)\n"
     "  --color auto|always|never    colours in text (auto: on a terminal, unless NO_COLOR is set)\n"
     "  --max-bytes N                cut longer articles there, with a warning (16777216)\n"
     "  --model FILE|NAME            the model: a file, or one that came with avow by its name: avow-en (the default) or avow-en-fast,\n"
     "                               which is less accurate and more than twice as fast (the environment variable AVOW_MODEL likewise)\n"
     "  --kernel NAME                the instruction set to compute with (the fastest; avow model info lists them)\n"
     "\n"
     "Exit status: 0 done; 1 some input failed, with a line of JSON on standard error for each; 2 wrong use; 3 no model.\n"},
    {"read", "take the article out of a web page",
     "avow read: pages in, their articles out; nothing is extracted and no model is needed\n"
     "\n"
     "Examples\n"
     "  avow read page.html                                 read on the screen\n"
     "  avow read pages/ > articles.jsonl                   all pages of a folder, an article a line\n"
     "  avow read news.warc.gz > articles.jsonl             all pages of an archive\n"
     "  avow read --format markdown -o article.md page.html\n"
     "  curl -s URL | avow read --from html -               from another program\n"
     "\n"
     "Usage: avow read [OPTIONS] [FILE|DIR|-]...\n"
     "  A line of JSONL is {\"id\", \"url\", \"title\", \"date\", \"authors\", \"outlet\", \"language\", \"text\", \"furniture\", \"warnings\"};\n"
     "  id is the file's name as given, or the id of an archive's record. Files, folders and archives are taken as avow extract\n"
     "  takes them. furniture is what of the text is still the page's (share lines, credits of pictures); the other formats leave it out.\n"
     "\n"
     "Options\n"
     "  --from auto|text|jsonl|html|warc\n"
     "                               what the input is (auto: by name, then by how it begins)\n"
     "  --format text|jsonl|markdown what to write (text on a terminal, jsonl elsewhere)\n"
     "  -j, --jobs N                 threads; 0: one for each core (1). The output is the same.\n"
     "  -o, --output FILE            write there, not to standard output\n"
     "  --resume JOURNAL             note in JOURNAL how far the run is; if it says that it has begun, go on with it (with -o)\n"
     "\n"
     "Exit status: 0 done; 1 some page could not be read, with a line of JSON on standard error for each; 2 wrong use.\n"},
    {"add", "put articles and their statements into a store",
     "avow add: articles in, their statements into a store\n"
     "\n"
     "Examples\n"
     "  avow add --store news.db articles/                  what is there already is passed over\n"
     "  avow add --store news.db --jobs 0 news.warc.gz      many articles, on all cores\n"
     "  avow search --store news.db bridge                  then look for what was said\n"
     "\n"
     "Usage: avow add --store FILE [OPTIONS] [FILE|DIR|-]...\n"
     "  Files are taken as avow extract takes them. An article is known by its url, or else its outlet and id; the id of a file is its\n"
     "  name as given. With another text, or another model, it becomes a new version. Each article is in the store wholly or not at\n"
     "  all; a run that was cut off is begun again with the same line.\n"
     "  A line of jsonl is {\"id\", \"article\", \"version\", \"new\", \"attributions\", \"copy_of\"}:\n"
     "  copy_of is the first article, of those before, that this one is a copy of, or null.\n"
     "\n"
     "Options\n"
     "  --store FILE                 the store, made if there is none; or postgresql://USER@HOST/DATABASE, an empty database or a store.\n"
     "                               The other commands take the same\n"
     "  --from auto|text|jsonl|html|warc\n"
     "                               what the input is (auto: by name, then by how it begins)\n"
     "  --format text|jsonl          what to write (text on a terminal, jsonl elsewhere)\n"
     "  -j, --jobs N                 threads; 0: one for each core (1)\n"
     "  -o, --output FILE            write there, not to standard output\n"
     "  --max-bytes N                cut longer articles there, with a warning (16777216)\n"
     "  --model FILE, --kernel NAME  as in avow extract\n"
     "\n"
     "Exit status: 0 done; 1 some input failed, with a line of JSON on standard error for each; 2 wrong use; 3 no model or store.\n"},
    {"search", "find statements in a store",
     "avow search: statements in a store, newest first\n"
     "\n"
     "Examples\n"
     "  avow search --store news.db bridge safe             statements with both words\n"
     "  avow search --store news.db \"climate change\"        the words together\n"
     "  avow search --store news.db --speaker \"Donald Trump\" --act deny,promise --since 2016-05\n"
     "  avow search --store news.db --about Clinton --anonymous\n"
     "  avow search --store news.db --like \"Mexico will pay for the wall\"\n"
     "                                                      statements that say something close to it, closest first\n"
     "  avow search --store news.db --format csv --outlet \"The Post\" > post.csv\n"
     "\n"
     "Usage: avow search --store FILE [OPTIONS] [WORDS]...\n"
     "  All WORDS are in the statement, its sentence or its speaker's name. Case, accents and English endings make no difference.\n"
     "  A line of jsonl is {\"statement\", \"article\", \"outlet\", \"date\", \"url\", \"speaker\": {\"id\", \"name\"}, \"act\", \"negated\", \"source\", \"cue\",\n"
     "  \"content\", \"sentence\", \"start\", \"end\", \"utterance\": {\"id\", \"appearances\", \"outlets\"}, ...}; start and end are the sentence's.\n"
     "\n"
     "Options\n"
     "  --store FILE                 the store\n"
     "  --like TEXT                  says something close to it: once of each utterance, at most 128, closest first\n"
     "  --speaker NAME               who says it: a whole name, or a surname\n"
     "  --about WORDS                in what is said, together\n"
     "  --act ACT,...                state, deny, accuse, criticize, support, promise, request, ask, predict, admit, warn, believe\n"
     "  --outlet NAME                where it stands\n"
     "  --since DATE, --until DATE   articles of these days, both included: 2016-05-24, 2016-05 or 2016\n"
     "  --anonymous                  only what nobody says with a name\n"
     "  --limit N                    at most so many (text: 20; else all)\n"
     "  --format text|jsonl|csv      what to write (text on a terminal, jsonl elsewhere)\n"
     "  --offsets codepoints|bytes|utf16\n"
     "                               the unit of start and end (codepoints)\n"
     "  -o, --output FILE            write there, not to standard output\n"
     "\n"
     "Exit status: 0 done, also if nothing is found; 2 wrong use; 3 no store.\n"},
    {"who", "say what a speaker said, counted",
     "avow who: a speaker's statements over time, acts and outlets counted\n"
     "\n"
     "Examples\n"
     "  avow who --store news.db Trump                      all speakers of that name\n"
     "  avow who --store news.db --merge 12 40              speaker 40 is speaker 12\n"
     "  avow who --store news.db --split 901 933            whoever makes these statements is somebody else\n"
     "\n"
     "Usage: avow who --store FILE [OPTIONS] NAME|NUMBER\n"
     "  Speakers of articles are joined by name, initials, and the names that stand near them. What is decided by hand lasts.\n"
     "  A line of jsonl is {\"speaker\": {\"id\", \"name\", \"type\", \"aliases\"}, \"statements\", \"utterances\", \"articles\", \"acts\": {}, \"outlets\": {},\n"
     "  \"first\", \"last\"}. An utterance that stands in several articles is one.\n"
     "\n"
     "Options\n"
     "  --store FILE                 the store\n"
     "  --merge                      NUMBERs are speakers, and all of them the first\n"
     "  --split                      NUMBERs are statements, as the jsonl of avow search has them: their articles' speaker is made one\n"
     "                               of its own\n"
     "  --format text|jsonl          what to write (text on a terminal, jsonl elsewhere)\n"
     "  -o, --output FILE            write there, not to standard output\n"
     "\n"
     "Exit status: 0 done, also if there is nobody; 2 wrong use; 3 no store.\n"},
    {"threads", "show who repeats and who denies a claim",
     "avow threads: claims with their repeats, paraphrases, denials and reversals\n"
     "\n"
     "Examples\n"
     "  avow threads --store news.db wall                   threads of the statements that avow search finds so\n"
     "  avow threads --store news.db --speaker Trump --since 2016-05\n"
     "  avow threads --store news.db >threads.jsonl         all of a store\n"
     "\n"
     "Usage: avow threads --store FILE [OPTIONS] [WORDS]...\n"
     "  Below a claim stand by day, each with its outlet and sentence: repeat, in the same words; paraphrase, in others; deny, by whoever denies\n"
     "  or opposes it; reverse, where its own speaker does so on a later day. Copies of one report are one. A claim that nobody takes up is\n"
     "  no thread. What is related is judged by a trained scorer, which errs: see doc/record.md for how often.\n"
     "  A line of jsonl is {\"thread\", \"claim\": {...}, \"members\": [{\"relation\", \"to\", \"probability\", ...}]}: claim and members are lines of\n"
     "  avow search, and \"to\" is the statement that a member repeats or denies.\n"
     "\n"
     "Options\n"
     "  --store FILE                 the store\n"
     "  --speaker NAME               who says it: a whole name, or a surname\n"
     "  --since DATE, --until DATE   articles of these days, both included: 2016-05-24, 2016-05 or 2016\n"
     "  --limit N                    at most so many threads (text: 10; else all)\n"
     "  --format text|jsonl          what to write (text on a terminal, jsonl elsewhere)\n"
     "  --offsets codepoints|bytes|utf16\n"
     "                               the unit of start and end (codepoints)\n"
     "  -o, --output FILE            write there, not to standard output\n"
     "\n"
     "Exit status: 0 done, also if nothing is found; 2 wrong use; 3 no store.\n"},
    {"drift", "show how one utterance is worded in several articles",
     "avow drift: the wordings of one utterance, with what was changed\n"
     "\n"
     "Examples\n"
     "  avow drift --store news.db                          all utterances with more than one wording\n"
     "  avow drift --store news.db --speaker Trump wall     of statements that avow search finds so\n"
     "\n"
     "Usage: avow drift --store FILE [OPTIONS] [WORDS]...\n"
     "  The wording of most articles comes first, and each other one with its differences from it: words, ellipses, square brackets,\n"
     "  negations, typography.\n"
     "  A line of jsonl is {\"utterance\", \"speaker\", \"variants\": [{\"text\", \"outlets\", \"articles\"}], \"changes\": [{\"from\", \"to\", \"kind\",\n"
     "  \"variant\"}]}; variant counts from 0.\n"
     "\n"
     "Options\n"
     "  --store FILE                 the store\n"
     "  --speaker NAME               who says it: a whole name, or a surname\n"
     "  --since DATE, --until DATE   articles of these days, both included: 2016-05-24, 2016-05 or 2016\n"
     "  --limit N                    at most so many utterances\n"
     "  --format text|jsonl          what to write (text on a terminal, jsonl elsewhere)\n"
     "  --color auto|always|never    colours in text (auto: on a terminal, unless NO_COLOR is set)\n"
     "  -o, --output FILE            write there, not to standard output\n"
     "\n"
     "Exit status: 0 done, also if nothing is found; 2 wrong use; 3 no store.\n"},
    {"verify", "check quotations against what was said",
     "avow verify: quotations against the statements in a store\n"
     "\n"
     "Examples\n"
     "  avow verify --store news.db \"The bridge is safe\"     is that what was said, and where\n"
     "  avow verify --store news.db --speaker \"Ana Ruiz\" \"The bridge is safe\"\n"
     "  avow verify --store news.db --draft article.txt     all quotations of an article that is being written\n"
     "  avow verify --store news.db --draft article.txt >checks.jsonl || echo look at checks.jsonl\n"
     "\n"
     "Usage: avow verify --store FILE [OPTIONS] QUOTATION...\n"
     "       avow verify --store FILE [OPTIONS] --draft FILE\n"
     "  A verdict for each quotation: verbatim; altered (words were changed); truncated (a part of the sentence is left out that belongs\n"
     "  to it); stitched (from several places); misattributed (somebody else said it); not-found. Case, punctuation, contractions and\n"
     "  what square brackets mark make no difference. Of a draft, what stands in quotation marks is looked at, three words or more.\n"
     "  A line of jsonl is {\"quotation\", \"start\", \"end\", \"speaker\", \"verdict\", \"changes\": [{\"from\", \"to\", \"kind\"}], \"sense_changed\",\n"
     "  \"sources\": [...]}; sources are lines of avow search with the \"match\" in the article.\n"
     "\n"
     "Options\n"
     "  --store FILE                 the store\n"
     "  --speaker NAME               who is said to have said it (with --draft: instead of whom the model finds)\n"
     "  --draft FILE                 an article, as avow extract takes it\n"
     "  --from auto|text|jsonl|html|warc\n"
     "                               what the draft is (auto: by name, then by how it begins)\n"
     "  --format text|jsonl          what to write (text on a terminal, jsonl elsewhere)\n"
     "  --offsets codepoints|bytes|utf16\n"
     "                               the unit of start and end (codepoints)\n"
     "  --color auto|always|never    colours in text (auto: on a terminal, unless NO_COLOR is set)\n"
     "  -o, --output FILE            write there, not to standard output\n"
     "  --model FILE                 the model that reads the draft\n"
     "\n"
     "Exit status: 0 all verbatim; 4 something is not; 1 the draft could not be read; 2 wrong use; 3 no store.\n"},
    {"export", "write a store's articles in other programs' formats",
     "avow export: the articles of a store and their statements, in the formats of others\n"
     "\n"
     "Examples\n"
     "  avow export --store news.db --format csv -o news.csv        a table for a spreadsheet or pandas\n"
     "  avow export --store news.db --format brat -o news/          .txt and .ann files to look at and edit in brat\n"
     "  avow export --store news.db --format conll -o corpus/       a file an article\n"
     "  avow export --store news.db --format jsonld | jq .          an article a line\n"
     "\n"
     "Usage: avow export --store FILE --format FORMAT [-o FILE|DIR]\n"
     "  brat           brat's standoff: two files an article, so it takes a folder\n"
     "  webannotation  W3C Web Annotation, with position and quote selectors\n"
     "  csv            a table, a row a statement\n"
     "  conll          CoNLL-U Plus: a token a line, a column a role\n"
     "  jsonld         schema.org's Quotation\n"
     "  citron         the JSON of BBC Citron\n"
     "  doc/formats.md says what each holds. Each article's newest version is written.\n"
     "\n"
     "Options\n"
     "  --store FILE                 the store\n"
     "  --format brat|webannotation|csv|conll|jsonld|citron\n"
     "                               what to write\n"
     "  -o, --output FILE|DIR        write there, not to standard output; to a folder (one that there is, or a name that ends in /), a file\n"
     "                               an article. A file appears when it is whole, and takes the place of one of its name\n"
     "\n"
     "Exit status: 0 done; 1 something could not be written; 2 wrong use; 3 no store.\n"},
    {"serve", "show a store in the browser, and give it to programs",
     "avow serve: a store as web pages and as an HTTP API\n"
     "\n"
     "Examples\n"
     "  avow serve --store news.db                          prints the address to open in a browser\n"
     "  avow serve --store news.db --listen 127.0.0.1:0     at any port that is free\n"
     "  avow serve --store news.db --token-file token.txt   articles may be added by who has the token\n"
     "  curl 'http://127.0.0.1:8080/api/statements?words=bridge'\n"
     "\n"
     "Usage: avow serve --store FILE [OPTIONS]\n"
     "  Serves until SIGTERM or SIGINT, then finishes what is under way. The address is printed to standard output, a line for each\n"
     "  request to standard error. /api/openapi.json describes the API. Nothing is asked of other hosts.\n"
     "\n"
     "Options\n"
     "  --store FILE                 the store\n"
     "  --listen HOST:PORT           where to listen (127.0.0.1:8080); port 0: any that is free\n"
     "  --token-file FILE            its first line is the token for writing; without it nobody may write\n"
     "  --open                       beyond loopback: reading and extracting need no token either\n"
     "  --model FILE                 the model that reads articles; without one nothing can be extracted\n"
     "  -j, --jobs N                 articles that are read at a time (1); 0: one for each core\n"
     "  --log text|json              how requests are written down (text)\n"
     "\n"
     "Exit status: 0 ended when it was asked to; 2 wrong use; 3 no model or store.\n"},
    {"eval", "score attributions against annotated articles",
     "avow eval: how well extracted attributions agree with annotated ones\n"
     "\n"
     "Examples\n"
     "  avow eval gold.jsonl                                extract from gold's texts and score that\n"
     "  avow eval gold.jsonl statements.jsonl               score what avow extract wrote before\n"
     "  avow eval --speakers who.jsonl gold.jsonl statements.jsonl\n"
     "\n"
     "Usage: avow eval [OPTIONS] GOLD [PRED]\n"
     "  GOLD has an article a line: {\"id\", \"text\", \"attributions\": [{\"source\": [[start, end]...], \"cue\", \"content\"}]},\n"
     "  offsets in code points, and \"publisher\" or \"outlet\" for the table of each. Attributions with a \"parent\" are scored apart.\n"
     "  An attribution of GOLD may have the fields of --speakers itself. The intervals hold 95 % of 1000 bootstrap samples of articles.\n"
     "\n"
     "Options\n"
     "  --format text|json           what to write (text on a terminal, json elsewhere)\n"
     "  --speakers FILE              score speakers, acts and addressees, by {\"id\", \"speakers\": [{\"speaker\", \"aliases\"?, \"type\"?,\n"
     "                               \"act\", \"addressee\"?}]}\n"
     "  -j, --jobs N                 threads; 0: one for each core (1)\n"
     "  --model FILE, --kernel NAME  as in avow extract\n"},
    {"model", "show or check a model file",
     "avow model: what a model file is, and whether it is whole\n"
     "\n"
     "Examples\n"
     "  avow model info                                     the model that avow extract would use\n"
     "  avow model check downloads/avow-en.model            exit status 0 if the file is whole, 3 if not\n"
     "\n"
     "Usage: avow model info|check [OPTIONS] [FILE]\n"
     "\n"
     "Options\n"
     "  --format text|json           what info writes (text on a terminal, json elsewhere)\n"
     "  --model FILE                 the same as FILE\n"},
    {"help", "explain a command",
     "avow help: explains a command\n"
     "\n"
     "Examples\n"
     "  avow help                                           the commands\n"
     "  avow help extract                                   one of them\n"},
    {"version", "say which version this is",
     "avow version: says which version this is\n"
     "\n"
     "Examples\n"
     "  avow version\n"},
};

enum { PAGES = sizeof pages / sizeof *pages };

static void overview(void)
{
    puts("avow: who said what in news articles, with exact offsets\n"
         "\n"
         "Examples\n"
         "  avow extract article.txt                            read on the screen\n"
         "  avow extract --jobs 0 news.jsonl > statements.jsonl many articles, on all cores\n"
         "  avow help extract                                   more examples, and the options\n"
         "\n"
         "Commands");
    for (int i = 0; i < PAGES; i++)
        printf("  %-10s %s\n", pages[i].command, pages[i].summary);
}

bool help_page(const char *command)
{
    if (command == NULL) {
        overview();
        return true;
    }
    for (int i = 0; i < PAGES; i++)
        if (strcmp(pages[i].command, command) == 0) {
            fputs(pages[i].page, stdout);
            return true;
        }
    return false;
}

/* Levenshtein's distance; words of 31 letters at most. */
static size_t distance(const char *a, const char *b)
{
    size_t row[32], m = strlen(a), n = strlen(b);
    if (m > 31 || n > 31)
        return 32;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            best = best < row[j] + 1 ? best : row[j] + 1;
            row[j] = best < row[j - 1] + 1 ? best : row[j - 1] + 1;
        }
    }
    return row[n];
}

const char *help_nearest(const char *word)
{
    const char *nearest = NULL;
    size_t least = 3;
    for (int i = 0; i < PAGES; i++) {
        size_t far = strncmp(word, pages[i].command, strlen(word)) == 0 ? 1 : distance(word, pages[i].command);
        if (far < least) {
            least = far;
            nearest = pages[i].command;
        }
    }
    return nearest;
}

int command_help(int argc, char **argv)
{
    if (argc > 2)
        return say_wrong_use("help", "avow help takes one command");
    if (help_page(argc == 2 ? argv[1] : NULL))
        return DONE;
    const char *nearest = help_nearest(argv[1]);
    return nearest != NULL ? say_wrong_use(NULL, "no command '%s': did you mean '%s'?", argv[1], nearest)
                           : say_wrong_use(NULL, "no command '%s'", argv[1]);
}

int command_version(int argc, char **argv)
{
    (void)argv;
    if (argc > 1)
        return say_wrong_use("version", "avow version takes nothing else");
    printf("avow %s\n", avow_version());
    return DONE;
}
