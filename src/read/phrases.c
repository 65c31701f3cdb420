/* phrases.c - what publishers put between paragraphs, by how it begins. Only short paragraphs are asked about, and for a single word
 * without a colon, which may begin any sentence, only labels. */
#include <string.h>
#include <strings.h>

#include "article.h"

enum { SHORT = 40, LABEL = 4 };         /* words */

static const char *const beginnings[] = {
    "advertisement", "advertising", "article continues", "story continues", "scroll to continue", "continue reading", "read more",
    "read also", "read next", "read full", "more:", "related:", "related articles", "related stories", "related topics",
    "recommended", "see also", "also read", "also see", "watch:", "watch more", "watch now", "listen:", "sign up", "subscribe",
    "follow us", "follow her on", "follow him on", "join our", "join us on", "download our", "download the", "click here",
    "share this", "share on", "image:", "images:", "image source", "image credit", "photo:", "photo by", "photo credit",
    "photograph:", "picture:", "pictures:", "video:", "getty images", "copyright", "\xC2\xA9", "all rights reserved", "most read",
    "most popular", "trending", "don't miss", "don\xE2\x80\x99t miss", "newsletter", "leave a reply", "leave a comment",
    "got a story", "do you have a story", "comments", "get the latest", "for more stories", "check out our", "for more on",
    "to get more", "stay up to date", "this article was originally published", "this story was originally published",
    "our journalism needs", "by clicking", "by signing up", "by entering your", "by submitting", "you must have javascript",
    "please enable", "loading...", "more to come", "more on this story", "you may also like", "you might also like", "posted in",
    "filed under", "tags:", "topics:", "we want to hear from you", "if you buy something using", "our community members are treated",
    "our website is the place for", "watch |", "listen |", "ad block", "view comments", "show comments", "sponsored content",
    "your browser does not support", "this site requires javascript", "to comment on this", "send us your",
};

bool avow_phrase_is_furniture(const char *text, size_t size, size_t words)
{
    if (words > SHORT) return false;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        size_t length = strlen(beginnings[i]);
        bool label = !strpbrk(beginnings[i], " :");
        if (label && words > LABEL) continue;
        if (size >= length && strncasecmp(text, beginnings[i], length) == 0) return true;
    }
    return false;
}
