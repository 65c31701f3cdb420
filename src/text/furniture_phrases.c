/* furniture_phrases.c - the words of furniture. A list has ; between its phrases; small letters stand for capitals too, a space for any
 * blanks, ' for the typographic apostrophe as well. */
#include <string.h>

#include "ascii.h"
#include "furniture.h"

static const struct {
    const char *kind;
    int use;
    const char *phrases;
} lists[] = {
    {"advertisement", AVOW_WHOLE,
     "advertisement;advertising;ads by adblade;sponsored;paid content;promoted content;ad feedback"},
    {"advertisement", AVOW_FIRST,
     "sponsored content;article continues;story continues;scroll to continue;ad block"},
    {"advertisement", AVOW_ANYWHERE,
     "article continues below;story continues below;article continues below advertisement;"
     "story continues below advertisement;article continues after advertisement;story continues after advertisement;"
     "advertisement - continue reading below;advertisement - scroll to continue;"
     "advertisement continue reading the main story;continue reading the main story;continue reading below"},
    {"related", AVOW_WHOLE,
     "continue reading;more;related;related articles;related stories;related topics;related content;related coverage;"
     "related news;related posts;related links;see all related;recommended;recommended for you;recommended stories;"
     "we recommend;tags;more on this topic;more coverage;more stories;more news;more to come;most read;most popular;"
     "most viewed;most shared;trending;trending now;top stories;latest news;editor's picks;editors' picks;before you go;"
     "view gallery;what's brewing;on the blog"},
    {"related", AVOW_FIRST,
     "read more;read also;read next;read full;read the full story;read the rest of;more:;related:;related |;recommended by;"
     "see also;see more at;related roundup;related roundups;also read;also see;also on huffpost;also on worldpost;"
     "more on this story;more from;don't miss;you may also like;you might also like;you may also be interested in;"
     "for more stories;check out our;for more on;for more from;click for more;posted in;filed under;tags:;topics:;"
     "photo gallery;photos:;in pictures:"},
    {"newsletter", AVOW_WHOLE,
     "subscribe;newsletter;newsletters;invalid email address"},
    {"newsletter", AVOW_FIRST,
     "sign up;subscribe to;subscribe now;subscribe here;get the latest;get all the news;get our;to get more;stay up to date;"
     "enter your email;by signing up;for more, sign up;want more updates;download our;download the app;download the free;"
     "thank you for subscribing;thanks for signing up"},
    {"share", AVOW_WHOLE,
     "share;shares;tweet;tweet this;email;e-mail;print;emailprint;email this;facebook;twitter;whatsapp;linkedin;pinterest;"
     "reddit;google+;tumblr;messenger;flipboard;pocket;copy link;link copied;copy;telegram;save;share article;share story;"
     "like this;like loading"},
    {"share", AVOW_FIRST,
     "share this;share on;share by;share via;share with;share to;share and comment;click to email;please like and share"},
    {"share", AVOW_ANYWHERE,
     "share this on facebook;share on facebook;share on twitter;share via email;click to share on;(opens in new window);"
     "like us on facebook;like the page:"},
    {"follow", AVOW_WHOLE,
     "follow"},
    {"follow", AVOW_FIRST,
     "follow us;join us on;contact the author;to contact the author;email the author;email:;e-mail:;twitter:;got a story;"
     "got a tip;do you have a story;send us your;send tips;we want to hear from you;get in touch with our"},
    {"follow", AVOW_ANYWHERE,
     "follow us on twitter;follow us on facebook"},
    {"image-credit", AVOW_WHOLE,
     "getty;reuters;afp;aap;ap;file photo;photo;photos;image;credit"},
    {"image-credit", AVOW_FIRST,
     "image copyright;image source;image credit;image:;images:;image via;photo:;photo by;photo credit;photo source;"
     "photo courtesy;photo via;photos by;photograph:;photograph by;picture:;pictures:;picture credit;featured image;"
     "stock image via;getty images;ap photo"},
    {"image-credit", AVOW_ANYWHERE,
     "image copyright"},
    {"image-caption", AVOW_FIRST,
     "image caption;media caption"},
    {"reply-form", AVOW_WHOLE,
     "post a comment;post comment;add a comment;add comment;have your say;comments;no comments;your comment;reply;"
     "report this comment"},
    {"reply-form", AVOW_FIRST,
     "join the conversation;join the discussion;save my name, email, and website;notify me of;you must be logged in to;"
     "log in to leave a comment;this site uses akismet;comments are closed;view comments;show comments;view all comments;"
     "sorry we are not currently accepting comments;to comment on this;have something to add to this story"},
    {"reply-form", AVOW_ANYWHERE,
     "leave a reply;leave a comment;cancel reply;your email address will not be published;required fields are marked;"
     "learn how your comment data is processed"},
    {"notice", AVOW_WHOLE,
     "copyright;loading...;loading;poll loading;accept cookies;accept all cookies;cookie policy;privacy policy;terms of use;"
     "terms of service;twitter ads info & privacy"},
    {"notice", AVOW_FIRST,
     "copyright \xC2\xA9;copyright 20;copyright 19;\xC2\xA9;(c) copyright;all rights reserved;"
     "this article was originally published;this story was originally published;this article originally appeared;"
     "our journalism needs;by clicking;by entering your;by submitting;you must have javascript;please enable;"
     "if you buy something using;our community members are treated;our website is the place for;"
     "your browser does not support;this site requires javascript;we use cookies;this site uses cookies;"
     "this website uses cookies;you have full access to this article;click here;on a mobile device? click;"
     "support our journalism;skip to"},
    {"media", AVOW_WHOLE,
     "video;play video;video loading"},
    {"media", AVOW_FIRST,
     "watch:;watch |;watch more;watch now;a photo posted by;a video posted by;listen:;listen |;video:;watch the video;"
     "we apologize, but this video;we are sorry,this video is restricted from playing"},
    {"media", AVOW_ANYWHERE,
     "media playback is unsupported on your device;scroll down for video;this video is restricted from playing"},

    {NULL, AVOW_SAYS,
     "\";\xE2\x80\x9C;said;says;told;according to;tweeted;wrote"},
    {NULL, AVOW_INVITES,
     "follow;on twitter follow;contact;reach;email;write to;do you know"},
    {NULL, AVOW_ASKS,
     "email us;email me;e-mail us;e-mail me"},
    {NULL, AVOW_REACHED,
     "@;on twitter;on facebook;on instagram;on google;on x;on bluesky;twitter.com;facebook.com"},
    {NULL, AVOW_BRACKETS,
     "ap photo;ap photos;getty;photo by;photo:;photos:;photo credit;photo courtesy;image:;picture:;pictures:;pic:;"
     "file photo;file picture;file image;credit:;/ap;ap/;afp/;/afp;/reuters;reuters/;/epa;epa/;shutterstock;alamy;"
     "pa wire;pa images;usa today sports;screenshot;image credit;photograph:;photograph by"},
    {NULL, AVOW_ENDS,
     "getty images;/getty;/reuters;/ reuters;/ap;/ ap;/afp;/epa;ap photo;/shutterstock;via ap;via reuters;pa wire;/pa;"
     "/alamy;via afp;ap images;usa today sports"},
    {NULL, AVOW_LABELS,
     "photo:;photos:;photograph:;picture:;pictures:;image:;images:;credit:;pic:;photo by;picture by;photograph by;"
     "photos by;photo courtesy;(photo;image credit;photo credit;courtesy:"},
    {NULL, AVOW_AGENCY,
     "reuters/;ap/;afp/;epa/;getty/;ap photo/"},
    {NULL, AVOW_TOPIC,
     "advertisements;an email;browser;commenting;cookies;e-mail;epaper;inbox;javascript;log in;newsletter;newsletters;"
     "notifications;opt-out;opt out;opting-out;our partners;our site;our website;personal data;personal information;"
     "privacy policy;privacy notice;registering;sign in;sign up;subscribe;subscriber;subscribers;subscriber-only;"
     "subscription;terms of;this site;this website;unlimited"},
    {NULL, AVOW_ADDRESS,
     "you;your;we;our"},
    {NULL, AVOW_DATED,
     "published;posted;updated;last updated;first published"},
};

/* Length of a blank at text[at..size): a space, a tab or a no-break space; 0 if there is none. */
static size_t blank_at(const char *text, size_t size, size_t at)
{
    if (at < size && (text[at] == ' ' || text[at] == '\t')) return 1;
    return size - at >= 2 && memcmp(text + at, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* Length of the text that is the phrase phrase[0..length), or 0. A word of it ends where the text's does. */
static size_t length_at(const char *text, size_t size, size_t at, const char *phrase, size_t length)
{
    size_t i = at, blank;
    for (const char *p = phrase; p < phrase + length; p++) {
        if (*p == ' ') {
            if ((blank = blank_at(text, size, i)) == 0) return 0;
            for (; blank > 0; blank = blank_at(text, size, i)) i += blank;
        } else if (*p == '\'' && size - i >= 3 && memcmp(text + i, "\xE2\x80\x99", 3) == 0) {
            i += 3;
        } else if (i < size && avow_small(text[i]) == *p) {
            i++;
        } else {
            return 0;
        }
    }
    return avow_is_letter(phrase[length - 1]) && i < size && avow_is_letter(text[i]) ? 0 : i - at;
}

size_t avow_phrase_at(const avow_phrases *phrases, const char *text, size_t size, size_t at, unsigned uses, const avow_phrase **found)
{
    unsigned char first = (unsigned char)avow_small(text[at]);
    size_t longest = 0, length;
    if ((phrases->uses[first] & uses) == 0) return 0;
    for (size_t i = phrases->first[first]; i > 0; i = phrases->items[i - 1].next) {
        const avow_phrase *p = &phrases->items[i - 1];
        if ((p->use & uses) == 0 || (length = length_at(text, size, at, p->words, p->length)) <= longest) continue;
        longest = length;
        if (found != NULL) *found = p;
    }
    return longest;
}

void avow_phrases_init(avow_phrases *phrases)
{
    phrases->count = 0;
    memset(phrases->first, 0, sizeof phrases->first);
    memset(phrases->uses, 0, sizeof phrases->uses);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        unsigned number = 0;
        for (const char *words = lists[i].phrases, *end; *words != '\0'; words = *end == ';' ? end + 1 : end, number++) {
            unsigned char first = (unsigned char)*words;
            if ((end = strchr(words, ';')) == NULL) end = words + strlen(words);
            if (phrases->count == AVOW_MOST_PHRASES) return;
            phrases->items[phrases->count++] = (avow_phrase){.words = words, .kind = lists[i].kind, .next = phrases->first[first],
                                                             .use = (uint16_t)lists[i].use, .length = (uint8_t)(end - words),
                                                             .number = (uint8_t)number};
            phrases->first[first] = (uint16_t)phrases->count;
            phrases->uses[first] |= (uint16_t)lists[i].use;
        }
    }
}
