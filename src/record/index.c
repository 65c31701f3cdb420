/* index.c - the indexes of the record besides the tables of statements: each article passes here once, within the transaction that adds
 * it, so that no index ever knows more or less than the tables. */
#include "candidates.h"
#include "near.h"

bool avow_record_index_article(const avow_incoming *article)
{
    return avow_record_index_words(article) && avow_record_index_grams(article) && avow_record_index_copies(article) &&
        avow_record_index_near(article);
}
