/* names.c - the record's words for what a result says in numbers. */
#include <avow/avow.h>

#define WORD_OF(number, ...) \
    static const char *const names[] = {__VA_ARGS__}; \
    return (size_t)(number) < sizeof names / sizeof *names ? names[number] : NULL

const char *avow_type_name(avow_type type) { WORD_OF(type, "direct", "indirect", "mixed"); }

const char *avow_act_name(avow_act act)
{
    WORD_OF(act, "state", "deny", "accuse", "criticize", "support", "promise", "request", "ask", "predict", "admit", "warn", "believe");
}

const char *avow_speaker_type_name(avow_speaker_type type)
{
    WORD_OF(type, "person", "organisation", "group", "document", "place", "anonymous");
}

const char *avow_unknown_name(avow_unknown unknown) { WORD_OF(unknown, NULL, "no-source", "no-antecedent", "ambiguous"); }
