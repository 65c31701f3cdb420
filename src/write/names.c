/* names.c - words for people for what a result says in numbers. */
#include "writer.h"

const char *avow_act_label(const avow_attribution *a)
{
    static const char *const labels[][2] = {
        {NULL, "no statement"},           {"denial", "no denial"},     {"accusation", "no accusation"},
        {"criticism", "no criticism"},    {"support", "no support"},   {"promise", "no promise"},
        {"request", "no request"},        {"question", "no question"}, {"prediction", "no prediction"},
        {"admission", "no admission"},    {"warning", "no warning"},   {"belief", "no belief"},
        {NULL, "negated"},
    };
    return labels[a->act][a->negated];
}

const char *avow_who_remark(const avow_attribution *a, bool named)
{
    if (a->speaker != 0) return named ? NULL : "implied";
    if (!named) return "nobody named";
    return a->unknown == AVOW_NO_ANTECEDENT ? "not known who" : a->unknown == AVOW_AMBIGUOUS ? "several would fit" : NULL;
}

double avow_confidence(float confidence)
{
    return confidence > 0 ? (confidence < 1 ? (double)confidence : 1.0) : 0.0;
}
