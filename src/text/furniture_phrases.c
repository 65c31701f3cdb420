/* furniture_phrases.c - the words of furniture. Small letters stand for capitals too, a space for any blanks, ' for the typographic
 * apostrophe. */
#include <string.h>

#include "ascii.h"
#include "furniture.h"

enum { WHOLE = AVOW_PHRASE_WHOLE, FIRST = AVOW_PHRASE_FIRST, ANYWHERE = AVOW_PHRASE_ANYWHERE };

static const char AD[] = "advertisement", RELATED[] = "related", LETTER[] = "newsletter", SHARE[] = "share", FOLLOW[] = "follow",
                  CREDIT[] = "image-credit", CAPTION[] = "image-caption", REPLY[] = "reply-form", NOTICE[] = "notice",
                  MEDIA[] = "media";

static const struct phrase {
    const char *words, *kind;
    int place;
} phrases[] = {
    {"advertisement", AD, WHOLE}, {"advertising", AD, WHOLE}, {"ads by adblade", AD, WHOLE}, {"sponsored", AD, WHOLE},
    {"sponsored content", AD, FIRST}, {"paid content", AD, WHOLE}, {"promoted content", AD, WHOLE}, {"ad feedback", AD, WHOLE},
    {"article continues", AD, FIRST}, {"story continues", AD, FIRST}, {"scroll to continue", AD, FIRST},
    {"article continues below", AD, ANYWHERE}, {"story continues below", AD, ANYWHERE},
    {"article continues below advertisement", AD, ANYWHERE}, {"story continues below advertisement", AD, ANYWHERE},
    {"article continues after advertisement", AD, ANYWHERE}, {"story continues after advertisement", AD, ANYWHERE},
    {"advertisement - continue reading below", AD, ANYWHERE}, {"advertisement - scroll to continue", AD, ANYWHERE},
    {"advertisement continue reading the main story", AD, ANYWHERE}, {"continue reading the main story", AD, ANYWHERE},
    {"continue reading below", AD, ANYWHERE}, {"ad block", AD, FIRST},

    {"continue reading", RELATED, WHOLE}, {"read more", RELATED, FIRST}, {"read also", RELATED, FIRST}, {"read next", RELATED, FIRST},
    {"read full", RELATED, FIRST}, {"read the full story", RELATED, FIRST}, {"read the rest of", RELATED, FIRST},
    {"more:", RELATED, FIRST}, {"more", RELATED, WHOLE}, {"related:", RELATED, FIRST}, {"related |", RELATED, FIRST},
    {"related", RELATED, WHOLE}, {"related articles", RELATED, WHOLE}, {"related stories", RELATED, WHOLE},
    {"related topics", RELATED, WHOLE}, {"related content", RELATED, WHOLE}, {"related coverage", RELATED, WHOLE},
    {"related news", RELATED, WHOLE}, {"related posts", RELATED, WHOLE}, {"related links", RELATED, WHOLE},
    {"see all related", RELATED, WHOLE}, {"recommended", RELATED, WHOLE}, {"recommended for you", RELATED, WHOLE},
    {"recommended by", RELATED, FIRST}, {"recommended stories", RELATED, WHOLE}, {"see also", RELATED, FIRST}, {"see more at", RELATED, FIRST},
    {"related roundup", RELATED, FIRST}, {"related roundups", RELATED, FIRST}, {"we recommend", RELATED, WHOLE}, {"tags", RELATED, WHOLE},
    {"also read", RELATED, FIRST}, {"also see", RELATED, FIRST}, {"also on huffpost", RELATED, FIRST}, {"also on worldpost", RELATED, FIRST},
    {"more on this story", RELATED, FIRST}, {"more on this topic", RELATED, WHOLE}, {"more from", RELATED, FIRST},
    {"more coverage", RELATED, WHOLE}, {"more stories", RELATED, WHOLE}, {"more news", RELATED, WHOLE}, {"more to come", RELATED, WHOLE},
    {"most read", RELATED, WHOLE}, {"most popular", RELATED, WHOLE}, {"most viewed", RELATED, WHOLE}, {"most shared", RELATED, WHOLE},
    {"trending", RELATED, WHOLE}, {"trending now", RELATED, WHOLE}, {"top stories", RELATED, WHOLE}, {"latest news", RELATED, WHOLE},
    {"editor's picks", RELATED, WHOLE}, {"editors' picks", RELATED, WHOLE}, {"don't miss", RELATED, FIRST}, {"before you go", RELATED, WHOLE},
    {"you may also like", RELATED, FIRST}, {"you might also like", RELATED, FIRST}, {"you may also be interested in", RELATED, FIRST},
    {"for more stories", RELATED, FIRST}, {"check out our", RELATED, FIRST}, {"for more on", RELATED, FIRST}, {"for more from", RELATED, FIRST},
    {"click for more", RELATED, FIRST}, {"posted in", RELATED, FIRST}, {"filed under", RELATED, FIRST}, {"tags:", RELATED, FIRST},
    {"topics:", RELATED, FIRST}, {"view gallery", RELATED, WHOLE}, {"photo gallery", RELATED, FIRST}, {"photos:", RELATED, FIRST},
    {"in pictures:", RELATED, FIRST}, {"what's brewing", RELATED, WHOLE}, {"on the blog", RELATED, WHOLE},

    {"sign up", LETTER, FIRST}, {"subscribe", LETTER, WHOLE}, {"subscribe to", LETTER, FIRST}, {"subscribe now", LETTER, FIRST},
    {"subscribe here", LETTER, FIRST}, {"newsletter", LETTER, WHOLE}, {"newsletters", LETTER, WHOLE}, {"get the latest", LETTER, FIRST},
    {"get all the news", LETTER, FIRST}, {"get our", LETTER, FIRST}, {"to get more", LETTER, FIRST}, {"stay up to date", LETTER, FIRST},
    {"enter your email", LETTER, FIRST}, {"by signing up", LETTER, FIRST}, {"for more, sign up", LETTER, FIRST},
    {"want more updates", LETTER, FIRST}, {"download our", LETTER, FIRST}, {"download the app", LETTER, FIRST}, {"download the free", LETTER, FIRST},
    {"thank you for subscribing", LETTER, FIRST}, {"thanks for signing up", LETTER, FIRST}, {"invalid email address", LETTER, WHOLE},

    {"share", SHARE, WHOLE}, {"shares", SHARE, WHOLE}, {"tweet", SHARE, WHOLE}, {"tweet this", SHARE, WHOLE}, {"email", SHARE, WHOLE},
    {"e-mail", SHARE, WHOLE}, {"print", SHARE, WHOLE}, {"emailprint", SHARE, WHOLE}, {"email this", SHARE, WHOLE}, {"facebook", SHARE, WHOLE},
    {"twitter", SHARE, WHOLE}, {"whatsapp", SHARE, WHOLE}, {"linkedin", SHARE, WHOLE}, {"pinterest", SHARE, WHOLE}, {"reddit", SHARE, WHOLE},
    {"google+", SHARE, WHOLE}, {"tumblr", SHARE, WHOLE}, {"messenger", SHARE, WHOLE}, {"flipboard", SHARE, WHOLE}, {"pocket", SHARE, WHOLE},
    {"copy link", SHARE, WHOLE}, {"link copied", SHARE, WHOLE}, {"copy", SHARE, WHOLE}, {"telegram", SHARE, WHOLE}, {"save", SHARE, WHOLE},
    {"share this", SHARE, FIRST}, {"share on", SHARE, FIRST}, {"share by", SHARE, FIRST}, {"share via", SHARE, FIRST}, {"share with", SHARE, FIRST},
    {"share article", SHARE, WHOLE}, {"share story", SHARE, WHOLE}, {"share to", SHARE, FIRST}, {"share and comment", SHARE, FIRST},
    {"share this on facebook", SHARE, ANYWHERE}, {"share on facebook", SHARE, ANYWHERE}, {"share on twitter", SHARE, ANYWHERE},
    {"share via email", SHARE, ANYWHERE}, {"tweet this", SHARE, WHOLE}, {"click to share on", SHARE, ANYWHERE},
    {"click to email", SHARE, FIRST}, {"(opens in new window)", SHARE, ANYWHERE}, {"like us on facebook", SHARE, ANYWHERE},
    {"please like and share", SHARE, FIRST}, {"like the page:", SHARE, WHOLE}, {"like this", SHARE, WHOLE}, {"like loading", SHARE, WHOLE},

    {"follow", FOLLOW, WHOLE}, {"follow us", FOLLOW, FIRST}, {"follow us on twitter", FOLLOW, ANYWHERE}, {"follow us on facebook", FOLLOW, ANYWHERE},
    {"join us on", FOLLOW, FIRST}, {"contact the author", FOLLOW, FIRST}, {"to contact the author", FOLLOW, FIRST},
    {"email the author", FOLLOW, FIRST}, {"email:", FOLLOW, FIRST}, {"e-mail:", FOLLOW, FIRST}, {"twitter:", FOLLOW, FIRST},
    {"got a story", FOLLOW, FIRST}, {"got a tip", FOLLOW, FIRST}, {"do you have a story", FOLLOW, FIRST}, {"send us your", FOLLOW, FIRST},
    {"send tips", FOLLOW, FIRST}, {"we want to hear from you", FOLLOW, FIRST}, {"get in touch with our", FOLLOW, FIRST},

    {"image copyright", CREDIT, FIRST}, {"image copyright", CREDIT, ANYWHERE}, {"image source", CREDIT, FIRST}, {"image credit", CREDIT, FIRST}, {"image:", CREDIT, FIRST},
    {"images:", CREDIT, FIRST}, {"image via", CREDIT, FIRST}, {"photo:", CREDIT, FIRST}, {"photo by", CREDIT, FIRST},
    {"photo credit", CREDIT, FIRST}, {"photo source", CREDIT, FIRST}, {"photo courtesy", CREDIT, FIRST}, {"photos by", CREDIT, FIRST},
    {"photograph:", CREDIT, FIRST}, {"photograph by", CREDIT, FIRST}, {"picture:", CREDIT, FIRST}, {"pictures:", CREDIT, FIRST},
    {"picture credit", CREDIT, FIRST}, {"featured image", CREDIT, FIRST}, {"stock image via", CREDIT, FIRST}, {"getty images", CREDIT, FIRST},
    {"getty", CREDIT, WHOLE}, {"reuters", CREDIT, WHOLE}, {"afp", CREDIT, WHOLE}, {"ap", CREDIT, WHOLE}, {"ap photo", CREDIT, FIRST},
    {"file photo", CREDIT, WHOLE}, {"photo", CREDIT, WHOLE}, {"photos", CREDIT, WHOLE}, {"image", CREDIT, WHOLE}, {"credit", CREDIT, WHOLE},
    {"image caption", CAPTION, FIRST}, {"media caption", CAPTION, FIRST}, {"media playback is unsupported on your device", MEDIA, ANYWHERE},

    {"leave a reply", REPLY, ANYWHERE}, {"leave a comment", REPLY, ANYWHERE}, {"cancel reply", REPLY, ANYWHERE}, {"post a comment", REPLY, WHOLE},
    {"post comment", REPLY, WHOLE}, {"add a comment", REPLY, WHOLE}, {"add comment", REPLY, WHOLE}, {"join the conversation", REPLY, FIRST},
    {"join the discussion", REPLY, FIRST}, {"have your say", REPLY, WHOLE}, {"your email address will not be published", REPLY, ANYWHERE},
    {"required fields are marked", REPLY, ANYWHERE}, {"save my name, email, and website", REPLY, FIRST}, {"notify me of", REPLY, FIRST},
    {"you must be logged in to", REPLY, FIRST}, {"log in to leave a comment", REPLY, FIRST}, {"this site uses akismet", REPLY, FIRST},
    {"learn how your comment data is processed", REPLY, ANYWHERE}, {"comments", REPLY, WHOLE}, {"no comments", REPLY, WHOLE},
    {"comments are closed", REPLY, FIRST}, {"view comments", REPLY, FIRST}, {"show comments", REPLY, FIRST}, {"view all comments", REPLY, FIRST},
    {"sorry we are not currently accepting comments", REPLY, FIRST}, {"to comment on this", REPLY, FIRST},
    {"have something to add to this story", REPLY, FIRST}, {"your comment", REPLY, WHOLE}, {"reply", REPLY, WHOLE}, {"report this comment", REPLY, WHOLE},

    {"copyright", NOTICE, WHOLE}, {"copyright \xC2\xA9", NOTICE, FIRST}, {"copyright 20", NOTICE, FIRST}, {"copyright 19", NOTICE, FIRST},
    {"\xC2\xA9", NOTICE, FIRST}, {"(c) copyright", NOTICE, FIRST}, {"all rights reserved", NOTICE, FIRST}, {"this article was originally published", NOTICE, FIRST},
    {"this story was originally published", NOTICE, FIRST}, {"this article originally appeared", NOTICE, FIRST}, {"our journalism needs", NOTICE, FIRST},
    {"by clicking", NOTICE, FIRST}, {"by entering your", NOTICE, FIRST}, {"by submitting", NOTICE, FIRST}, {"you must have javascript", NOTICE, FIRST},
    {"please enable", NOTICE, FIRST}, {"loading...", NOTICE, WHOLE}, {"loading", NOTICE, WHOLE}, {"poll loading", NOTICE, WHOLE},
    {"if you buy something using", NOTICE, FIRST}, {"our community members are treated", NOTICE, FIRST}, {"our website is the place for", NOTICE, FIRST},
    {"your browser does not support", NOTICE, FIRST}, {"this site requires javascript", NOTICE, FIRST}, {"we use cookies", NOTICE, FIRST},
    {"this site uses cookies", NOTICE, FIRST}, {"this website uses cookies", NOTICE, FIRST}, {"accept cookies", NOTICE, WHOLE},
    {"accept all cookies", NOTICE, WHOLE}, {"cookie policy", NOTICE, WHOLE}, {"privacy policy", NOTICE, WHOLE}, {"terms of use", NOTICE, WHOLE},
    {"terms of service", NOTICE, WHOLE}, {"you have full access to this article", NOTICE, FIRST}, {"twitter ads info & privacy", NOTICE, WHOLE},
    {"click here", NOTICE, FIRST}, {"on a mobile device? click", NOTICE, FIRST}, {"support our journalism", NOTICE, FIRST}, {"skip to", NOTICE, FIRST},

    {"watch:", MEDIA, FIRST}, {"watch |", MEDIA, FIRST}, {"watch more", MEDIA, FIRST}, {"watch now", MEDIA, FIRST}, {"a photo posted by", MEDIA, FIRST},
    {"a video posted by", MEDIA, FIRST}, {"listen:", MEDIA, FIRST},
    {"listen |", MEDIA, FIRST}, {"video:", MEDIA, FIRST}, {"video", MEDIA, WHOLE}, {"play video", MEDIA, WHOLE}, {"video loading", MEDIA, WHOLE},
    {"scroll down for video", MEDIA, ANYWHERE}, {"watch the video", MEDIA, FIRST}, {"we apologize, but this video", MEDIA, FIRST},
    {"this video is restricted from playing", MEDIA, ANYWHERE}, {"we are sorry,this video is restricted from playing", MEDIA, FIRST},
};

/* Length of a blank at text[at..size): a space, a tab or a no-break space; 0 if there is none. */
static size_t blank_at(const char *text, size_t size, size_t at)
{
    if (at < size && (text[at] == ' ' || text[at] == '\t')) return 1;
    return size - at >= 2 && memcmp(text + at, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* Length of the text that is the phrase, or 0. A word of it ends where the text's does. */
static size_t length_at(const char *text, size_t size, size_t at, const char *phrase)
{
    size_t i = at, blank;
    for (const char *p = phrase; *p != '\0'; p++) {
        if (*p == ' ') {
            if ((blank = blank_at(text, size, i)) == 0) return 0;
            while (blank > 0) i += blank, blank = blank_at(text, size, i);
        } else if (*p == '\'' && size - i >= 3 && memcmp(text + i, "\xE2\x80\x99", 3) == 0) {
            i += 3;
        } else if (i < size && avow_small(text[i]) == *p) {
            i++;
        } else {
            return 0;
        }
    }
    char last = phrase[strlen(phrase) - 1];
    return avow_is_letter(last) && i < size && avow_is_letter(text[i]) ? 0 : i - at;
}

size_t avow_phrase_at(const char *text, size_t size, size_t at, avow_phrase_place place, const char **kind)
{
    size_t longest = 0;
    char first = avow_small(text[at]);
    if (!avow_is_letter(first) && first != '(' && first != '\xC2') return 0;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        if ((place != AVOW_PHRASE_WHOLE && phrases[i].place != (int)place) || first != phrases[i].words[0]) continue;
        size_t length = length_at(text, size, at, phrases[i].words);
        if (length > longest) longest = length, *kind = phrases[i].kind;
    }
    return longest;
}
