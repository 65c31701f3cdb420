/* antecedent_facts.h - in a build with CFLAGS "-DAVOW_PRINT_FACTS -Itrain", antecedent.c prints the facts it has of each candidate, for antecedent.py:
 * the text's bytes, where the pronoun begins, whether it is one of persons or of groups, the candidate's name, the facts. */
#include <stdio.h>

static void print_facts(const avow_work *work, const avow_personal *p, const avow_antecedent *a, const float *fact, size_t count)
{
    avow_find find = a->told != NULL ? *a->told : (avow_find){.entity = a->entity == AVOW_NO_MENTION ? AVOW_ITSELF : (int32_t)a->entity};
    avow_joint joint;
    if (a->told == NULL && a->entity == AVOW_NO_MENTION) {
        find.source = (avow_spans){&a->where, 1};
        find.both[0] = a->pair[0], find.both[1] = a->pair[1];
    }
    bool several = find.entity == AVOW_ITSELF && avow_joint_names(work, &find, &joint);
    const char *name = avow_speaker_name(work, &find, several ? &joint : NULL, &work->session->article);
    fprintf(stderr, "fact\t%zu\t%zu\t%s\t%s", work->size, p->start, p->kind >= AVOW_QUERY_THEY ? "groups" : "persons", name != NULL ? name : "");
    for (size_t k = 0; k < count; k++) fprintf(stderr, "\t%g", (double)fact[k]);
    fprintf(stderr, "\n");
}
