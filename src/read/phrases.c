/* phrases.c - what publishers put between paragraphs: by how it begins; notices to readers, image credits and dates by
 * their words.
 *
 * Only short paragraphs are asked how they begin; a single word without a colon, which may begin any sentence, counts in labels. */
#include <string.h>

#include "article.h"

#include "ascii.h"
#include "wording.h"

enum { NOTICE = 200, CAPTION = 80, SHORT = 40, DATE = 20, LABEL = 4 };         /* words */

static const char *const beginnings[] = {
    "advertisement", "advertising", "article continues", "story continues", "scroll to continue", "continue reading", "read more",
    "read also", "read next", "read full", "more:", "related:", "related articles", "related stories", "related topics",
    "recommended", "see also", "also read", "also see", "watch:", "watch more", "watch now", "listen:", "sign up", "subscribe",
    "subscribe now",
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
    "we apologize, but this video", "get in touch with our", "you have full access to this article",
};

/* What a publisher's notices to readers are about, and how they address them. */
static const char *const notices[] = {
    "account", "advertisements", "an email", "browser", "commenting", "cookies", "e-mail", "epaper", "inbox", "javascript", "log in",
    "newsletter", "notifications", "opt-out", "opt out", "opting-out", "our partners", "our site", "our website", "personal data",
    "personal information", "privacy policy", "privacy notice", "registering", "sign in", "sign up", "subscribe", "subscriber",
    "subscription", "terms of", "this site", "this website", "unlimited",
};
static const char *const addresses[] = {"you", "your", "we", "our"};

/* Whether the phrase, or a word that it begins, stands at text[at..size). */
static bool stands_at(const char *text, size_t size, size_t at, const char *phrase, bool whole)
{
    if ((text[at] | 0x20) != (phrase[0] | 0x20)) return false;
    size_t length = strlen(phrase);
    if (size - at < length || avow_ascii_compare(text + at, phrase, length) != 0) return false;
    return !whole || at + length == size || !avow_is_letter(text[at + length]);
}

/* Two things that notices are about, addressed to the reader, and nobody quoted. */
static bool is_notice(const char *text, size_t size)
{
    size_t about = 0;
    bool addressed = false;
    for (size_t at = 0; at < size; at++) {
        if (text[at] == '"' || (size - at >= 3 && memcmp(text + at, "\xE2\x80\x9C", 3) == 0)) return false;
        if (!avow_is_letter(text[at]) || (at > 0 && avow_is_letter(text[at - 1]))) continue;
        for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) addressed |= stands_at(text, size, at, addresses[i], true);
        for (size_t i = 0; i < sizeof notices / sizeof *notices; i++) about += stands_at(text, size, at, notices[i], false);
    }
    return addressed && about >= 2;
}

/* Who took a picture, or who made an agency's. */
static const char *const credits[] = {
    "(ap photo", "ap photo/", "/getty images", "getty images)", "via getty", "reuters/", "afp via", "via ap)", "(photo by", "(photo:",
    "(image:", "(picture:", "(pic:", "/pa wire", "photo/", "file photo",
};

static bool is_credit(const char *text, size_t size)
{
    for (size_t at = 0; at < size; at++)
        for (size_t i = 0; i < sizeof credits / sizeof *credits; i++)
            if (stands_at(text, size, at, credits[i], false)) return true;
    return false;
}

/* "Published Jun 04, 2026 - 2 minute read" */
static bool is_date_line(const char *text, size_t size)
{
    static const char *const beginnings_of_dates[] = {"published", "posted", "updated", "last updated", "first published"};
    bool digit = false, begins = false;
    for (size_t i = 0; i < sizeof beginnings_of_dates / sizeof *beginnings_of_dates; i++)
        begins |= stands_at(text, size, 0, beginnings_of_dates[i], true);
    for (size_t i = 0; i < size && begins; i++) digit |= text[i] >= '0' && text[i] <= '9';
    return digit && text[size - 1] != '.';
}

bool avow_phrase_is_furniture(const char *text, size_t size, size_t words)
{
    if (words <= NOTICE && is_notice(text, size)) return true;
    if (words <= CAPTION && is_credit(text, size)) return true;
    if (words <= DATE && is_date_line(text, size)) return true;
    if (words > SHORT) return false;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        size_t length = strlen(beginnings[i]);
        bool label = !strpbrk(beginnings[i], " :");
        if (label && words > LABEL) continue;
        if (size >= length && avow_ascii_compare(text, beginnings[i], length) == 0) return true;
    }
    return false;
}
