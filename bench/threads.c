/* threads.c - are labelled pairs of statements in one thread?
 *
 *     threads TEXTS.jsonl ARTICLES.jsonl FOLDER PAIRS.jsonl
 *
 * TEXTS and ARTICLES are what bench/gold.py writes; a line of PAIRS is {"a": {"id", "n"}, "b", "relation": same, deny or other}, n
 * being the number of an article's statement from 0. The articles are put into a store in FOLDER, unless it is there. Of each pair it is asked
 * whether either statement is among the candidates of the other, and what the thread of the one, or else of the other, makes of it. */
#include <avow/record.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "made.h"
#include "claim.h"
#include "threads.h"

enum { NEAR = 20, POSTINGS = 1536 };        /* as in thread.c */

static avow_store *store;
static avow_near near;

static void open_store(const char *path)
{
    avow_error error = {0};
    bool there = access(path, F_OK) == 0;
    if (avow_store_open(path, &(avow_store_options){.create = true}, &store, &error) != AVOW_OK) made_fail(error.detail);
    size_t count = 0;
    const avow_result *articles = made_originals(&count);
    for (size_t i = 0; i < count && !there; i++)
        if (avow_store_add(store, &articles[i], NULL, &error) != AVOW_OK) made_fail(error.detail);
}

static const avow_claim *find(const json_t *which)
{
    int64_t first = avow_number(store->db, "SELECT first FROM article WHERE given_id = $1",
                                avow_text(json_string_value(json_object_get(which, "id"))));
    avow_claim *claim = first != 0 ? avow_claim_read(&near, first + json_integer_value(json_object_get(which, "n"))) : NULL;
    return claim != NULL && avow_claim_side(&near, claim) != NULL ? claim : NULL;
}

static bool is_near(const avow_claim *a, const avow_claim *b)
{
    int64_t found[NEAR];
    size_t n = avow_record_near(&near, a->side, POSTINGS, found, NEAR);
    for (size_t i = 0; i < n; i++)
        if (found[i] == b->id) return true;
    return false;
}

static bool none_taken(void *context, int64_t utterance)
{
    (void)context, (void)utterance;
    return false;
}

/* What b is in a's thread: 's' of the claim's side, 'd' said against it, '-' not in it. */
static char place_in(const avow_thread *t, int64_t utterance)
{
    if (t->claim.utterance == utterance) return 's';
    for (size_t i = 0; i < t->member_count; i++)
        if (t->members[i].statement.utterance == utterance) return t->members[i].relation >= AVOW_THREAD_DENY ? 'd' : 's';
    return '-';
}

static char judge(const avow_claim *a, const avow_claim *b)
{
    avow_thread t;
    if (!avow_record_thread(&near, a->id, AVOW_BYTES, none_taken, NULL, &t)) return '-';
    const char x = place_in(&t, a->utterance), y = place_in(&t, b->utterance);
    return x == '-' || y == '-' ? '-' : x == y ? 's' : 'd';
}

int main(int argc, char **argv)
{
    static const char *const names[] = {"other", "same", "deny"};
    size_t all[3] = {0}, candidates[3] = {0}, joined[3] = {0}, denied[3] = {0};
    char path[4096], *line = NULL;
    size_t room = 0;
    if (argc != 5) made_fail("TEXTS.jsonl ARTICLES.jsonl FOLDER PAIRS.jsonl");
    made_read(argv[1], argv[2]);
    snprintf(path, sizeof path, "%s/threads.db", argv[3]);
    open_store(path);
    avow_near_init(&near, store);
    FILE *file = fopen(argv[4], "r");
    while (file != NULL && getline(&line, &room, file) > 0) {
        json_t *pair = json_loads(line, 0, NULL);
        const char *relation = json_string_value(json_object_get(pair, "relation"));
        int r = 0;
        while (r < 2 && relation != NULL && strcmp(relation, names[r]) != 0) r++;
        const avow_claim *a = find(json_object_get(pair, "a")), *b = find(json_object_get(pair, "b"));
        if (a != NULL && b != NULL) {
            all[r]++;
            candidates[r] += is_near(a, b) || is_near(b, a);
            char what = judge(a, b);
            if (what == '-') what = judge(b, a);
            joined[r] += what == 's';
            denied[r] += what == 'd';
        }
        json_decref(pair);
        avow_near_tidy(&near);
        avow_arena_reset(&store->arena);
    }
    for (int r = 0; r < 3; r++)
        printf("%-5s %3zu pairs: %3zu candidates, %3zu in one thread as the same, %3zu as opposed\n", names[r], all[r], candidates[r], joined[r],
               denied[r]);
    avow_near_free(&near);
    avow_store_close(store);
    return 0;
}
