/* json.c - what the record holds as JSON: the objects of record.h, which the command writes as lines and the server serves. */
#include "record.h"

static json_t *string_or_null(const char *text)
{
    json_t *value = text != NULL ? json_string(text) : NULL;
    return value != NULL ? value : json_null();
}

static double thousandths(float probability)
{
    return (double)(long)((double)probability * 1000 + 0.5) / 1000;
}

json_t *record_statement(const avow_statement *s)
{
    json_t *speaker = s->speaker != 0 ? json_pack("{s:I, s:o, s:s}", "id", (json_int_t)s->speaker, "name", string_or_null(s->speaker_name),
                                                  "type", avow_speaker_type_name(s->speaker_type)) : json_null();
    json_t *utterance = json_pack("{s:I, s:I, s:I}", "id", (json_int_t)s->utterance, "appearances", (json_int_t)s->appearances, "outlets",
                                  (json_int_t)s->outlets);
    return json_pack("{s:I, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:b, s:s, s:s, s:s, s:s, s:o, s:s, s:I, s:I, s:f, s:o}",
                     "statement", (json_int_t)s->id, "article", (json_int_t)s->article, "number", (json_int_t)s->number,
                     "id", string_or_null(s->article_id), "title", string_or_null(s->title), "outlet", string_or_null(s->outlet),
                     "date", string_or_null(s->date), "url", string_or_null(s->url), "speaker", speaker,
                     "speaker_unknown", string_or_null(s->speaker == 0 ? avow_unknown_name(s->unknown) : NULL),
                     "type", avow_type_name(s->type), "act", string_or_null(avow_act_name(s->act)), "negated", s->negated,
                     "source", s->source, "cue", s->cue, "content", s->content, "addressee", s->addressee,
                     "said", string_or_null(s->time), "sentence", s->sentence, "start", (json_int_t)s->place.start,
                     "end", (json_int_t)s->place.end, "confidence", thousandths(s->confidence), "utterance", utterance);
}

json_t *record_change(const avow_change *c)
{
    return json_pack("{s:o, s:o, s:s}", "from", json_stringn(c->from, c->from_size), "to", json_stringn(c->to, c->to_size), "kind",
                     avow_change_name(c->kind));
}

json_t *record_speaker(const avow_speaker *s)
{
    json_t *aliases = json_array(), *acts = json_object(), *outlets = json_object();
    for (size_t i = 0; i < s->alias_count; i++)
        json_array_append_new(aliases, json_string(s->aliases[i]));
    for (int act = 0; act < AVOW_ACT_UNREAD; act++)
        if (s->acts[act] > 0)
            json_object_set_new(acts, avow_act_name((avow_act)act), json_integer((json_int_t)s->acts[act]));
    for (size_t i = 0; i < s->outlet_count; i++)
        json_object_set_new(outlets, s->outlets[i].name, json_integer((json_int_t)s->outlets[i].count));
    json_t *speaker = json_pack("{s:I, s:s, s:s, s:o}", "id", (json_int_t)s->id, "name", s->name, "type", avow_speaker_type_name(s->type),
                                "aliases", aliases);
    return json_pack("{s:o, s:I, s:I, s:I, s:o, s:o, s:s?, s:s?}", "speaker", speaker, "statements", (json_int_t)s->statements,
                     "utterances", (json_int_t)s->utterances,
                     "articles", (json_int_t)s->articles, "acts", acts, "outlets", outlets, "first", s->first,
                     "last", s->last);
}

static json_t *variant_json(const avow_variant *v)
{
    json_t *outlets = json_array(), *articles = json_array();
    for (size_t i = 0; i < v->outlet_count; i++)
        json_array_append_new(outlets, json_string(v->outlets[i]));
    for (size_t i = 0; i < v->article_count; i++)
        json_array_append_new(articles, json_integer((json_int_t)v->articles[i]));
    return json_pack("{s:s, s:o, s:o}", "text", v->text, "outlets", outlets, "articles", articles);
}

json_t *record_drift(const avow_drift *drift)
{
    json_t *variants = json_array(), *changes = json_array(), *speaker = json_null();
    if (drift->speaker != 0)
        speaker = json_pack("{s:I, s:s}", "id", (json_int_t)drift->speaker, "name", drift->speaker_name);
    for (size_t i = 0; i < drift->variant_count; i++) {
        const avow_variant *v = &drift->variants[i];
        json_array_append_new(variants, variant_json(v));
        for (size_t k = 0; k < v->change_count; k++) {
            json_t *change = record_change(&v->changes[k]);
            json_object_set_new(change, "variant", json_integer((json_int_t)i));
            json_array_append_new(changes, change);
        }
    }
    return json_pack("{s:I, s:o, s:o, s:o}", "utterance", (json_int_t)drift->utterance, "speaker", speaker, "variants", variants,
                     "changes", changes);
}

json_t *record_thread(const avow_thread *t)
{
    json_t *members = json_array();
    for (size_t i = 0; i < t->member_count; i++) {
        const avow_member *m = &t->members[i];
        json_t *member = json_pack("{s:s, s:I, s:f}", "relation", avow_thread_relation_name(m->relation), "to", (json_int_t)m->to,
                                   "probability", thousandths(m->probability));
        json_t *statement = record_statement(&m->statement);
        json_object_update(member, statement);
        json_decref(statement);
        json_array_append_new(members, member);
    }
    return json_pack("{s:I, s:o, s:o, s:b}", "thread", (json_int_t)t->id, "claim", record_statement(&t->claim), "members", members, "more",
                     t->more);
}

static json_t *source_json(const avow_evidence *e)
{
    static const char *const speakers[] = {"unknown", "same", "other"};
    json_t *object = record_statement(&e->statement);
    json_object_set_new(object, "match", json_pack("{s:I, s:I, s:s, s:b}", "start", (json_int_t)e->place.start, "end",
                                                   (json_int_t)e->place.end, "text", e->words, "quoted", e->quoted));
    json_object_set_new(object, "speaker_asked", json_string(speakers[e->speaker]));
    return object;
}

json_t *record_verification(const record_quotation *q, const avow_verification *v)
{
    json_t *sources = json_array(), *changes = json_array();
    for (size_t i = 0; i < v->change_count; i++)
        json_array_append_new(changes, record_change(&v->changes[i]));
    for (size_t i = 0; i < v->source_count; i++)
        json_array_append_new(sources, source_json(&v->sources[i]));
    return json_pack("{s:o, s:I, s:I, s:o, s:s, s:o, s:b, s:o}", "quotation", json_stringn(q->text, q->size), "start",
                     (json_int_t)q->start, "end", (json_int_t)q->end, "speaker", string_or_null(q->speaker), "verdict",
                     avow_verdict_name(v->verdict), "changes", changes, "sense_changed", v->sense_changed, "sources", sources);
}
