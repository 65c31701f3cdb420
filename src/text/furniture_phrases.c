/* furniture_phrases.c - the words of furniture. A list has ; between its phrases; small letters stand for capitals too, a space for any
 * blanks, ' for the typographic apostrophe as well. */
#include <string.h>

#include "ascii.h"
#include "furniture.h"

enum { WHOLE = AVOW_PHRASE_WHOLE, FIRST = AVOW_PHRASE_FIRST, ANYWHERE = AVOW_PHRASE_ANYWHERE };

static const struct {
    const char *kind;
    int place;
    const char *phrases;
} lists[] = {
    {"advertisement", WHOLE,
     "advertisement;advertising;ads by adblade;sponsored;paid content;promoted content;ad feedback"},
    {"advertisement", FIRST,
     "sponsored content;article continues;story continues;scroll to continue;ad block"},
    {"advertisement", ANYWHERE,
     "article continues below;story continues below;article continues below advertisement;"
     "story continues below advertisement;article continues after advertisement;story continues after advertisement;"
     "advertisement - continue reading below;advertisement - scroll to continue;"
     "advertisement continue reading the main story;continue reading the main story;continue reading below"},
    {"related", WHOLE,
     "continue reading;more;related;related articles;related stories;related topics;related content;related coverage;"
     "related news;related posts;related links;see all related;recommended;recommended for you;recommended stories;"
     "we recommend;tags;more on this topic;more coverage;more stories;more news;more to come;most read;most popular;"
     "most viewed;most shared;trending;trending now;top stories;latest news;editor's picks;editors' picks;before you go;"
     "view gallery;what's brewing;on the blog"},
    {"related", FIRST,
     "read more;read also;read next;read full;read the full story;read the rest of;more:;related:;related |;recommended by;"
     "see also;see more at;related roundup;related roundups;also read;also see;also on huffpost;also on worldpost;"
     "more on this story;more from;don't miss;you may also like;you might also like;you may also be interested in;"
     "for more stories;check out our;for more on;for more from;click for more;posted in;filed under;tags:;topics:;"
     "photo gallery;photos:;in pictures:"},
    {"newsletter", WHOLE,
     "subscribe;newsletter;newsletters;invalid email address"},
    {"newsletter", FIRST,
     "sign up;subscribe to;subscribe now;subscribe here;get the latest;get all the news;get our;to get more;stay up to date;"
     "enter your email;by signing up;for more, sign up;want more updates;download our;download the app;download the free;"
     "thank you for subscribing;thanks for signing up"},
    {"share", WHOLE,
     "share;shares;tweet;tweet this;email;e-mail;print;emailprint;email this;facebook;twitter;whatsapp;linkedin;pinterest;"
     "reddit;google+;tumblr;messenger;flipboard;pocket;copy link;link copied;copy;telegram;save;share article;share story;"
     "like this;like loading"},
    {"share", FIRST,
     "share this;share on;share by;share via;share with;share to;share and comment;click to email;please like and share"},
    {"share", ANYWHERE,
     "share this on facebook;share on facebook;share on twitter;share via email;click to share on;(opens in new window);"
     "like us on facebook;like the page:"},
    {"follow", WHOLE,
     "follow"},
    {"follow", FIRST,
     "follow us;join us on;contact the author;to contact the author;email the author;email:;e-mail:;twitter:;got a story;"
     "got a tip;do you have a story;send us your;send tips;we want to hear from you;get in touch with our"},
    {"follow", ANYWHERE,
     "follow us on twitter;follow us on facebook"},
    {"image-credit", WHOLE,
     "getty;reuters;afp;aap;ap;file photo;photo;photos;image;credit"},
    {"image-credit", FIRST,
     "image copyright;image source;image credit;image:;images:;image via;photo:;photo by;photo credit;photo source;"
     "photo courtesy;photo via;photos by;photograph:;photograph by;picture:;pictures:;picture credit;featured image;"
     "stock image via;getty images;ap photo"},
    {"image-credit", ANYWHERE,
     "image copyright"},
    {"image-caption", FIRST,
     "image caption;media caption"},
    {"reply-form", WHOLE,
     "post a comment;post comment;add a comment;add comment;have your say;comments;no comments;your comment;reply;"
     "report this comment"},
    {"reply-form", FIRST,
     "join the conversation;join the discussion;save my name, email, and website;notify me of;you must be logged in to;"
     "log in to leave a comment;this site uses akismet;comments are closed;view comments;show comments;view all comments;"
     "sorry we are not currently accepting comments;to comment on this;have something to add to this story"},
    {"reply-form", ANYWHERE,
     "leave a reply;leave a comment;cancel reply;your email address will not be published;required fields are marked;"
     "learn how your comment data is processed"},
    {"notice", WHOLE,
     "copyright;loading...;loading;poll loading;accept cookies;accept all cookies;cookie policy;privacy policy;terms of use;"
     "terms of service;twitter ads info & privacy"},
    {"notice", FIRST,
     "copyright \xC2\xA9;copyright 20;copyright 19;\xC2\xA9;(c) copyright;all rights reserved;"
     "this article was originally published;this story was originally published;this article originally appeared;"
     "our journalism needs;by clicking;by entering your;by submitting;you must have javascript;please enable;"
     "if you buy something using;our community members are treated;our website is the place for;"
     "your browser does not support;this site requires javascript;we use cookies;this site uses cookies;"
     "this website uses cookies;you have full access to this article;click here;on a mobile device? click;"
     "support our journalism;skip to"},
    {"media", WHOLE,
     "video;play video;video loading"},
    {"media", FIRST,
     "watch:;watch |;watch more;watch now;a photo posted by;a video posted by;listen:;listen |;video:;watch the video;"
     "we apologize, but this video;we are sorry,this video is restricted from playing"},
    {"media", ANYWHERE,
     "media playback is unsupported on your device;scroll down for video;this video is restricted from playing"},
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

size_t avow_phrase_listed(const char *text, size_t size, size_t at, const char *list, unsigned *place)
{
    size_t longest = 0, length;
    unsigned n = 0;
    char first = avow_small(text[at]);
    for (const char *phrase = list, *end; *phrase != '\0'; phrase = *end == ';' ? end + 1 : end, n++) {
        if ((end = strchr(phrase, ';')) == NULL) end = phrase + strlen(phrase);
        if (first != *phrase) continue;
        if ((length = length_at(text, size, at, phrase, (size_t)(end - phrase))) <= longest) continue;
        longest = length;
        if (place != NULL) *place = n;
    }
    return longest;
}

size_t avow_phrase_at(const char *text, size_t size, size_t at, avow_phrase_place place, const char **kind)
{
    size_t longest = 0, length;
    bool may_begin = avow_is_letter(text[at]) || text[at] == '(' || text[at] == '\xC2';
    for (size_t i = 0; i < sizeof lists / sizeof *lists && may_begin; i++) {
        if (place != AVOW_PHRASE_WHOLE && lists[i].place != (int)place) continue;
        if ((length = avow_phrase_listed(text, size, at, lists[i].phrases, NULL)) > longest) longest = length, *kind = lists[i].kind;
    }
    return longest;
}
