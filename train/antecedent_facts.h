/* antecedent_facts.h - in a build with CFLAGS "-DAVOW_PRINT_FACTS -Itrain", antecedent.c prints the facts it has of each candidate, for antecedent.py:
 * the text's bytes, where the pronoun begins, the candidate's name, the facts. */
#include <stdio.h>

static void print_facts(const avow_work *work, size_t pronoun, const avow_entity_found *e, const float *fact, size_t count)
{
    int name = (int)(e->full[e->words - 1].end - e->full[0].start);
    fprintf(stderr, "fact\t%zu\t%zu\t%.*s", work->size, pronoun, name, work->text + e->full[0].start);
    for (size_t k = 0; k < count; k++) fprintf(stderr, "\t%g", (double)fact[k]);
    fprintf(stderr, "\n");
}
