/* test_name.c - what a speaker is called: each case is a sentence with its mentions in [brackets] and its source in {braces}. */
#include "marked.h"

#include "description.h"
#include "name.h"
#include "speaker.h"

/* What a source that stands for itself is called; two: if that is two persons, "" if not. */
static const char *called(const char *from, bool two)
{
    static char out[512];
    marked m;
    read_marked(from, &m);
    avow_arena arena;
    avow_work work = work_of(&m, &arena);
    avow_find find = {.source = {&m.source, 1}, .entity = AVOW_ITSELF, .owner = AVOW_NOBODY};
    avow_joint joint;
    bool known = !two || avow_both(&work, &find, find.both), several = avow_joint_names(&work, &find, &joint);
    snprintf(out, sizeof out, "%s", known ? avow_speaker_name(&work, &find, several ? &joint : NULL, &arena) : "");
    avow_arena_free(&arena);
    return out;
}

static const char *name(const char *from) { return called(from, false); }
static const char *both(const char *from) { return called(from, true); }

/* What a relative pronoun, the source, stands for; "" where that is not plain. */
static const char *relative(const char *from)
{
    static char out[512];
    marked m;
    read_marked(from, &m);
    avow_arena arena;
    avow_work work = work_of(&m, &arena);
    avow_find find = {.source = {&m.source, 1}, .entity = AVOW_ITSELF, .owner = AVOW_NOBODY};
    uint32_t entity;
    avow_joint joint;
    bool known = avow_relative(&work, &find, &entity, &find.fuller);
    if (entity != AVOW_NO_MENTION) find.entity = (int32_t)entity;
    bool several = find.entity == AVOW_ITSELF && avow_joint_names(&work, &find, &joint);
    snprintf(out, sizeof out, "%s", known ? avow_speaker_name(&work, &find, several ? &joint : NULL, &arena) : "");
    avow_arena_free(&arena);
    return out;
}

/* The first mention as it is made whole; the others are left alone. */
static const char *whole(const char *from)
{
    static char out[512];
    marked m;
    read_marked(from, &m);
    avow_work work = {.text = m.text, .size = m.size};
    size_t last = m.count - 1;
    avow_mention_complete(&work, &m.mentions[last], last > 0 ? m.mentions[last - 1].end : 0);
    snprintf(out, sizeof out, "%.*s", (int)(m.mentions[last].end - m.mentions[last].start), m.text + m.mentions[last].start);
    return out;
}

static void joint_sources_are_named_by_all_their_names(void **state)
{
    (void)state;
    assert_string_equal(name("{Mr. [p:Grassley] and Mr. [p:Leahy]} said so."), "Grassley & Leahy");
    assert_string_equal(name("{[p:Jeff Merkley] (D-[l:Ore.]), [p:Sherrod Brown] (D) and [p:Robert Menendez] all} left."),
                        "Jeff Merkley & Sherrod Brown & Robert Menendez");
    assert_string_equal(name("{[p:Donald Trump] and [o:House] Speaker [p:Paul Ryan]} agreed."), "Donald Trump & Paul Ryan");
    assert_string_equal(name("{Former presidents [p:Bill Clinton] and [p:George Bush], the hosts,} smiled."), "Bill Clinton & George Bush");
    assert_string_equal(name("{[p:Joseph] and other residents} protested."), "Joseph & other residents");
    assert_string_equal(name("{Senator [p:Ted Cruz] of [l:Texas] and Senator [p:Rand Paul] of [l:Kentucky]} agreed."), "Ted Cruz & Rand Paul");
    assert_string_equal(name("{[p:Jeb Bush], the former [l:Florida] governor, and Senator [p:Marco Rubio] of [l:Florida]} ran."),
                        "Jeb Bush & Marco Rubio");
    assert_string_equal(name("{[l:India] and [l:Pakistan]} deny it."), "India & Pakistan");
    /* with what each of them is, and a name of one that stands before a person */
    assert_string_equal(name("{[p:Ann Wong], president of the [o:Roosevelt Institute], a think tank, and [p:Stan Roe], who helped,} agreed."), "Ann Wong & Stan Roe");
    assert_string_equal(name("{[p:Ali Zahed], 25, and his wife, [p:Bree Alawee], 27,} fled."), "Ali Zahed & Bree Alawee");
    assert_string_equal(name("{[l:Maine] Sen. [p:Susan Roe] and [l:Texas] Rep. [p:Louis Doe]} voted."), "Susan Roe & Louis Doe");
    assert_string_equal(name("{Former Secretary of State [p:Jane Roe] and former Gov. [p:John Doe]} ran."), "Jane Roe & John Doe");
    assert_string_equal(name("{Brothers [p:John] and [p:Brian Meza], 22 and 19,} came."), "John Meza & Brian Meza");
    assert_string_equal(name("{[p:Ruiz] and [p:John Roe]} came."), "Ruiz & John Roe");
    /* other words than "and", and a headline's comma */
    assert_string_equal(name("{Neither [p:Ann Roe] nor [p:John Doe]} came."), "Ann Roe & John Doe");
    assert_string_equal(name("{[p:Ann Roe], along with reporter [p:John Doe],} saw it."), "Ann Roe");
    assert_string_equal(name("{[p:Ann Roe], [p:John Doe]} spar over plan."), "Ann Roe & John Doe");
}

static void an_apposition_is_no_second_speaker(void **state)
{
    (void)state;
    assert_string_equal(name("{[p:Jane Roe], a former mayor and a supporter,} said so."), "Jane Roe");
    assert_string_equal(name("{[p:Jane Roe], its president and chief executive,} said so."), "Jane Roe");
    assert_string_equal(name("{The secretary of the [o:Treasury], [p:Jane Roe],} said so."), "secretary of the Treasury");
}

static void descriptions_go_on_over_what_says_who_is_meant(void **state)
{
    (void)state;
    assert_string_equal(name("{Republicans who critiqued the speech} agreed."), "Republicans who critiqued the speech");
    assert_string_equal(name("{the party that's been locked out for years, he said,} lost."), "party that's been locked out for years");
    assert_string_equal(name("{experts like [p:Paul Roe], a geologist,} agreed."), "experts like Paul Roe");
    assert_string_equal(name("{a woman in [l:Worcester], Massachusetts,} agreed."), "woman in Worcester, Massachusetts");
    assert_string_equal(name("{a group of 67 artists, writers, actors and scientists} agreed."), "group of 67 artists, writers, actors and scientists");
    assert_string_equal(name("{the [l:United States] and other countries} agreed."), "United States and other countries");
    assert_string_equal(name("{Congressman [p:Trey Roe]'s office} agreed."), "Trey Roe's office");
    assert_string_equal(name("{[l:New Hampshire] Sen. [p:Kelly Roe]'s office} agreed."), "Kelly Roe's office");
    assert_string_equal(name("{the [o:Democratic National Committee]'s office} agreed."), "Democratic National Committee's office");
    /* but not over what says why no name is given, or is told besides */
    assert_string_equal(name("{an official who spoke on condition of anonymity} agreed."), "official");
    assert_string_equal(name("{officials, who met on Monday,} agreed."), "officials");
    assert_string_equal(name("{liberal groups, including labor unions,} agreed."), "liberal groups");
}

static void a_poll_is_called_by_its_name(void **state)
{
    (void)state;
    assert_string_equal(name("{a new [o:Acme News] poll} shows it."), "Acme News poll");
    assert_string_equal(name("{an [o:Acme News] poll released last Thursday} shows it."), "Acme News poll");
    assert_string_equal(name("{a national [o:Acme News] poll out Monday} shows it."), "national Acme News poll");
    assert_string_equal(name("{a new poll released Thursday} shows it."), "new poll released Thursday");
}

static void both_are_the_two_named_together(void **state)
{
    (void)state;
    assert_string_equal(both("[p:Jane Roe] and [p:John Doe] met. {Both} said no."), "Jane Roe & John Doe");
    assert_string_equal(both("[p:Jane Roe] met Sen. [p:Marco Rubio] (R-Fla.) and Sen. [p:Ted Cruz] (R-Texas). {The two men} left."), "Marco Rubio & Ted Cruz");
    assert_string_equal(both("[p:Paul Ryan], the speaker, and [p:Mitch McConnell] oppose it, but {neither man} spoke."), "Paul Ryan & Mitch McConnell");
    /* one alone, one since, three, and other two */
    assert_string_equal(both("[p:Jane Roe] met [p:John Doe]. {Both} said no."), "");
    assert_string_equal(both("[p:Jane Roe] and [p:John Doe] met [p:Ann Poe]. {Both} said no."), "");
    assert_string_equal(both("[p:Ann Poe], [p:Jane Roe] and [p:John Doe] met. {Both} said no."), "");
    assert_string_equal(both("[p:Jane Roe] and [p:John Doe] met. {Both companies} said no."), "");
    assert_string_equal(both("[p:Jane Roe] and [p:John Doe] met. {The men} said no."), "");
}

static void phrases_are_joint_where_one_of_them_is_definite(void **state)
{
    (void)state;
    assert_string_equal(name("[p:Amelize Joseph] came. {Joseph and other residents} protested."), "Amelize Joseph & other residents");
    assert_string_equal(name("{[l:France and Germany]} object."), "France & Germany");
    assert_string_equal(name("{The Times and the Gannett newspaper chain} filed a motion."), "Times & Gannett newspaper chain");
    assert_string_equal(name("{The family, protesters and civic leaders} ask for it."), "family & protesters & civic leaders");
    assert_string_equal(name("{Senior Democrats and some allies} agreed."), "Senior Democrats and some allies");
    assert_string_equal(name("{Hispanics and African Americans} agreed."), "Hispanics and African Americans");
    assert_string_equal(name("{[p:Holt] and leading Democrats} agreed."), "Holt & leading Democrats");
    assert_string_equal(name("[p:Holt] met [p:Roe]. {Holt and Roe supporters} booed."), "Holt and Roe supporters");
    assert_string_equal(name("{He and his allies} agreed."), "He & his allies");
    assert_string_equal(name("{[p:Holt] and the [o:State Department]} agreed."), "Holt & State Department");
    assert_string_equal(name("{The company and its founder} declined."), "company & its founder");
    assert_string_equal(name("{Companies and individuals} must report it."), "Companies and individuals");
    assert_string_equal(name("{Federal and state officials} agreed."), "Federal and state officials");
    assert_string_equal(name("{The [o:House Oversight and Government Reform Committee]} met."), "House Oversight and Government Reform Committee");
    assert_string_equal(name("{The former first lady and senator} said so."), "former first lady and senator");
    assert_string_equal(name("{Police and Crime Commissioner [p:Matt Storey]} said so."), "Police and Crime Commissioner Matt Storey");
    assert_string_equal(name("{The [o:Department of Health] and [o:Human Services]} said so."), "Department of Health and Human Services");
    assert_string_equal(name("{Its directors, Paul Stanley and Ann Roe,} left."), "Paul Stanley & Ann Roe");
}

/* Who the text says has written it. */
static const char *writer(const char *from)
{
    static char out[512];
    marked m;
    read_marked(from, &m);
    avow_arena arena;
    avow_work work = work_of(&m, &arena);
    int32_t found = avow_byline(&work);
    avow_find find = {.entity = found};
    snprintf(out, sizeof out, "%s", found < 0 ? "nobody" : avow_speaker_name(&work, &find, NULL, &arena));
    avow_arena_free(&arena);
    return out;
}

static void the_writer_is_who_the_text_says(void **state)
{
    (void)state;
    assert_string_equal(writer("I think so.\n\n[p:Jane Roe] is a professor of law in Ohio.\n"), "Jane Roe");
    assert_string_equal(writer("Schools\n\nBy [p:Jane Roe]\n\n[p:John Doe] says no."), "Jane Roe");
    assert_string_equal(writer("I think so.\n\n[p:Jane Roe] is right.\n"), "Jane Roe");
    assert_string_equal(writer("I think so.\n\n[p:Jane Roe] left the room.\n"), "nobody");
    assert_string_equal(writer("[p:Jane Roe] is a judge.\nOne.\nTwo.\nThree.\nFour.\n"), "nobody");
    assert_string_equal(writer("By [p:Jane Roe] he was not seen."), "nobody");
    assert_string_equal(writer(""), "nobody");
}

/* Whom the description of a person or organisation stands for, where the linker gives each one named before it `score` over itself and
 * prefers none. What is in the last mention is the source of the next statement. */
static const char *described(const char *from, avow_speaker_type type, float score)
{
    static char out[512];
    marked m;
    read_marked(from, &m);
    avow_arena arena;
    avow_work work = work_of(&m, &arena);
    avow_span last = {m.mentions[m.count - 1].start, m.mentions[m.count - 1].end};
    avow_find next = {.source = {&last, 1}}, find = {.next = &next, .source = {&m.source, 1}, .speaker_type = (uint8_t)type, .owner = AVOW_NOBODY};
    avow_antecedent all[16];
    size_t n = 0;
    for (size_t i = m.count; i-- > 0;) {            /* nearest first, each entity once */
        bool known = m.mentions[i].end > m.source.start;
        for (size_t k = 0; k < n; k++) known |= all[k].entity == m.mentions[i].entity;
        if (!known) all[n++] = (avow_antecedent){.entity = m.mentions[i].entity, .mention = (uint32_t)i, .score = score};
    }
    float chance;
    find.entity = avow_description_follow(&work, &find, 0, all, n, AVOW_ITSELF, &chance);
    assert_true(chance >= 0 && chance <= 1);
    snprintf(out, sizeof out, "%s", avow_speaker_name(&work, &find, NULL, &arena));
    avow_arena_free(&arena);
    return out;
}

static void who_is_called_so_is_meant(void **state)
{
    (void)state;
    assert_string_equal(described("Ohio Gov. [p:Ada Holt] met [p:John Doe].\n\n{The Ohio governor} said no.", AVOW_PERSON, 1), "Ada Holt");
    assert_string_equal(described("[p:Ada Holt], the actress, left. {The actress} said no.", AVOW_PERSON, 1), "Ada Holt");
    assert_string_equal(described("The [o:United Auto Workers] met [p:John Doe]. {The union} said no.", AVOW_ORGANISATION, 1), "United Auto Workers");
    assert_string_equal(described("{A federal judge} stopped it.\n\nFederal Judge [p:Ada Holt] said so.", AVOW_PERSON, 0), "Ada Holt");
}

static void too_little_names_nobody(void **state)
{
    (void)state;
    assert_string_equal(described("[p:Ada Holt] met [p:John Doe].\n\n{A voter} said no.", AVOW_PERSON, -2), "voter");
    assert_string_equal(described("{A voter} was angry at [p:Ada Holt].", AVOW_PERSON, 0), "voter");
    assert_string_equal(described("[p:Ada Holt] came. {The papers} say no.", AVOW_DOCUMENT, 0), "papers");
    assert_string_equal(described("Mr. [p:Doe] met voters. {The [n:actress]} said no.", AVOW_PERSON, 3), "actress");
}

/* What the speaker is called once its description is followed, where the linker first took it for the `chosen`th entity, or for itself. */
static const char *followed(const char *from, int32_t chosen)
{
    static char out[512];
    static avow_session session;
    marked m;
    read_marked(from, &m);
    avow_arena arena;
    avow_work work = work_of(&m, &arena);
    session = (avow_session){.allocator = avow_allocator_or_default(NULL)};
    avow_arena_init(&session.article, &session.allocator);
    avow_find find = {.source = {&m.source, 1}, .entity = chosen, .owner = AVOW_NOBODY};
    work.session = &session;
    work.first = &find;
    work.finds = 1;
    assert_true(avow_descriptions_follow(&work));
    snprintf(out, sizeof out, "%s", avow_speaker_name(&work, &find, NULL, &arena));
    avow_arena_free(&session.article);
    avow_arena_free(&arena);
    return out;
}

static void descriptions_are_followed_to_the_name_before_their_head(void **state)
{
    (void)state;
    const int32_t itself = AVOW_ITSELF;
    assert_string_equal(followed("Aides of the Holt campaign met. {The campaign} declined.", itself), "Holt campaign");
    assert_string_equal(followed("Ada Holt's primary campaign began. {Her rivals} and {the primary campaign} agreed.", itself),
                        "Ada Holt's primary campaign");
    assert_string_equal(followed("A Reuters/Ipsos opinion poll came. {The poll's} answers differ.", itself), "Reuters/Ipsos opinion poll");
    assert_string_equal(followed("It is in the Reuters/Ipsos opinion poll. {The new poll} shows it.", itself), "Reuters/Ipsos opinion poll");
    assert_string_equal(followed("It is in a University of Ohio poll. {The poll} shows it.", itself), "University of Ohio poll");
    assert_string_equal(followed("It is in a University of Ohio poll. {The survey} shows it.", itself), "University of Ohio poll");
    assert_string_equal(followed("A Fox News poll came. {The poll} is a Fox poll.", itself), "Fox News poll");
    assert_string_equal(followed("{Poll}: Holt leads\n\nIt is in a Monmouth University poll.", itself), "Monmouth University poll");
    assert_string_equal(followed("{Police} denied it. He had met Dunmore-Lowick police.", itself), "Dunmore-Lowick police");
    assert_string_equal(followed("He met Dunmore-Lowick police. On Monday {police} denied it.", itself), "Dunmore-Lowick police");
    assert_string_equal(followed("The [o:State Department] answered. {The department} denied it.", itself), "State Department");
    assert_string_equal(followed("Ohio Gov. Ada Holt's campaign met. {The campaign} declined.", itself), "Ada Holt's campaign");
}

static void what_the_article_does_not_make_plain_is_left(void **state)
{
    (void)state;
    const int32_t itself = AVOW_ITSELF;
    assert_string_equal(followed("The Holt campaign met. The Roe campaign left. {The campaign} declined.", itself), "campaign");
    assert_string_equal(followed("The Holt campaign met the Holt campaign. The Roe campaign left. {The campaign} declined.", itself), "campaign");
    assert_string_equal(followed("The Holt campaign met. {A campaign} declined.", itself), "campaign");
    assert_string_equal(followed("A CBS News poll came. A Fox News poll came. {The poll} shows it.", itself), "poll");
    assert_string_equal(followed("The Holt campaign met. {The primary campaign} declined.", itself), "primary campaign");
    assert_string_equal(followed("He saw the Holt Campaign Manager. {The campaign} declined.", itself), "campaign");
    assert_string_equal(followed("He likes Ohio. The report came. {The report} shows it.", itself), "report");
    assert_string_equal(followed("{The campaign} declined. The Holt campaign met.", itself), "campaign");
    assert_string_equal(followed("He saw the Holt ad. {The ad} says so.", itself), "ad");
    assert_string_equal(followed("Ohio voters came. {Voters} agreed.", itself), "Voters");
}

static void what_carries_its_kind_in_its_name_is_called_by_it(void **state)
{
    (void)state;
    assert_string_equal(followed("The [o:Supreme Court] met. {The legislation} bars it.", 0), "legislation");
    assert_string_equal(followed("[o:Fox News] came. Aides of the Holt campaign met. {The campaign} declined.", 0), "Holt campaign");
    assert_string_equal(followed("The [o:Supreme Court] met. {The court} declined.", 0), "Supreme Court");
    assert_string_equal(followed("The [o:FCC] met. {The commission} declined.", 0), "FCC");
    assert_string_equal(followed("[o:Exxon Mobil] met. {The company} declined.", 0), "Exxon Mobil");
    assert_string_equal(followed("[p:Ada Holt] met the Roe campaign. {The campaign} declined.", 0), "Ada Holt");
}

/* Whom the headline's "Lawmaker" is, if the article tells `below`. */
static const char *lawmaker(const char *below)
{
    static char out[512], from[512];
    marked m;
    snprintf(from, sizeof from, "Lawmaker: dam was never inspected\n\n[p:Ada Holt] said %s.", below);
    read_marked(from, &m);
    avow_arena arena;
    avow_work work = work_of(&m, &arena);
    size_t colon = strlen("Lawmaker"), line = strlen("Lawmaker: dam was never inspected"), said = line + 2 + strlen("Ada Holt");
    avow_span head = {0, colon}, first = {colon + 2, line}, name = {line + 2, said}, second = {said + 6, m.size - 1};
    avow_find later = {.source = {&name, 1}, .cue = {said + 1, said + 5}, .content = {&second, 1}, .speaker_type = AVOW_PERSON, .owner = AVOW_NOBODY};
    avow_find top = {.next = &later, .source = {&head, 1}, .cue = {colon, colon + 1}, .content = {&first, 1}, .speaker_type = AVOW_PERSON,
                     .entity = AVOW_ITSELF, .owner = AVOW_NOBODY};
    work.first = &top;
    avow_retold(&work);
    snprintf(out, sizeof out, "%s", avow_speaker_name(&work, &top, NULL, &arena));
    avow_arena_free(&arena);
    return out;
}

static void a_headline_is_told_again_below(void **state)
{
    (void)state;
    assert_string_equal(lawmaker("on Monday that the dam had never been inspected"), "Ada Holt");
    assert_string_equal(lawmaker("she would run again"), "Lawmaker");
}

static void names_within_a_description_are_not_joint(void **state)
{
    (void)state;
    assert_string_equal(name("{Supporters of [p:Trump] and [p:Clinton]} booed."), "Supporters of Trump and Clinton");
    assert_string_equal(name("{The [p:Trump] and [p:Clinton] campaigns} declined."), "Trump and Clinton campaigns");
    assert_string_equal(name("{[p:Dean], a chairman and candidate,} laughed."), "Dean");
}

static void descriptions_are_cut_where_they_can_be(void **state)
{
    (void)state;
    assert_string_equal(name("{The two officials, who asked for anonymity,} said so."), "two officials");
    assert_string_equal(name("{Those who were there} said so."), "Those who were there");
    assert_string_equal(name("{Many voters, including Democrats,} said so."), "Many voters");
    assert_string_equal(name("{Voters in Ohio, Iowa and Maine, long ignored,} said so."), "Voters in Ohio, Iowa and Maine");
    assert_string_equal(name("{Strategists - some of them rivals -} said so."), "Strategists");
    assert_string_equal(name("told {by several people who heard it}."), "several people who heard it");
    assert_string_equal(name("{The nonpartisan Tax Foundation} said so."), "Tax Foundation");
    assert_string_equal(name("{some House Republicans} said so."), "some House Republicans");
    assert_string_equal(name("{the Alliance for Schools (AROS)} said so."), "Alliance for Schools");
    assert_string_equal(name("{A survey by Comcast Xfinity} shows it."), "survey by Comcast Xfinity");
    assert_string_equal(name("{A CBS News poll released} on Monday"), "CBS News poll");
    assert_string_equal(name("{Congressman [p:Trey Gowdy]'s office} declined."), "Trey Gowdy's office");
    assert_string_equal(name("Of them {47%} agree."), "47%");
    assert_string_equal(name("{a   report\nof 1,100 pages} said so."), "report of 1,100 pages");
}

static void names_that_the_tagger_cut_are_made_whole(void **state)
{
    (void)state;
    assert_string_equal(whole("IMF chief economist Maury [p:Obstfeld] said"), "Maury Obstfeld");
    assert_string_equal(whole("Douglas [p:Holtz]-Eakin said"), "Douglas Holtz-Eakin");
    assert_string_equal(whole("Rep. [p:Gregory W.] Meeks said"), "Gregory W. Meeks");
    assert_string_equal(whole("Speaker [p:Paul D]. Ryan said"), "Paul D. Ryan");
    assert_string_equal(whole("Vice President [p:Joseph R. Biden] Jr. said"), "Joseph R. Biden Jr.");
    assert_string_equal(whole("a man named [p:Tom] Clarke"), "Tom Clarke");
    assert_string_equal(whole("as [n:Mr.] King said"), "Mr. King");
    assert_string_equal(whole("as [p:Mr. Van] Voorhis said"), "Mr. Van Voorhis");
    assert_string_equal(whole("as [p:Mr] President said"), "Mr");
    assert_string_equal(whole("The United [o:Nations Security Council] met"), "United Nations Security Council");
    assert_string_equal(whole("the [o:nonpartisan Tax Foundation] said"), "Tax Foundation");
    assert_string_equal(whole("[o:Unlike Patriot], it said"), "Patriot");
    assert_string_equal(whole("as [p:Mr. Obama recruited to lead] it"), "Mr. Obama");
    assert_string_equal(whole("as [p:Suleiman al-Amr] said"), "Suleiman al-Amr");
    assert_string_equal(whole("as [o:The New York Times and] others"), "The New York Times");
    assert_string_equal(whole("as [p:Bill de Blasio] and [p:Ludwig van der Rohe] said"), "Ludwig van der Rohe");
    assert_string_equal(whole("[p:Mr]. Obama said"), "Mr. Obama");
    assert_string_equal(whole("Osama bin [p:Laden] said"), "Osama bin Laden");
    assert_string_equal(whole("[p:Robert C.] \"Bobby\" Scott said"), "Robert C. \"Bobby\" Scott");
}

static void persons_are_found_in_descriptions(void **state)
{
    (void)state;
    assert_string_equal(whole("his [n:running mate Donald Roe] spoke"), "Donald Roe");
    assert_string_equal(whole("the [n:Donald Roe supporters] spoke"), "Donald Roe supporters");
    assert_string_equal(whole("said [p:Patrick Roe of Ohio] again"), "Patrick Roe");
}

static void words_before_a_name_are_not_taken_for_it(void **state)
{
    (void)state;
    assert_string_equal(whole("But [p:Trump] said"), "Trump");
    assert_string_equal(whole("Labor Secretary [p:Perez] said"), "Perez");
    assert_string_equal(whole("GOP nominee [p:Trump] and NBC's [p:Lauer]"), "Lauer");
    assert_string_equal(whole("[p:Bill] [p:Clinton] said"), "Clinton");
    assert_string_equal(whole("Derelict [p:Obama] fails"), "Obama");
    assert_string_equal(whole("[p:Tom Clarke, a nursing home owner], said"), "Tom Clarke");
    assert_string_equal(whole("the [p:Hillary] Campaign"), "Hillary");
    assert_string_equal(whole("in Iowa. [p:Sanders] said"), "Sanders");
    assert_string_equal(whole("Then [p:Hillary Clinton] said"), "Hillary Clinton");
    assert_string_equal(whole("[o:Justice] Department"), "Justice");
}

static void a_relative_pronoun_stands_for_what_is_right_before_it(void **state)
{
    (void)state;
    assert_string_equal(relative("They met [p:John Doe], {who} said no."), "John Doe");
    assert_string_equal(relative("They met [p:John Doe] (R-Ohio), {who} said no."), "John Doe");
    assert_string_equal(relative("They met [n:angry voters] {who} said no."), "angry voters");
    assert_string_equal(relative("They met [p:John Smith]. {Who} said no?"), "");
    assert_string_equal(relative("They read [p:John Doe], {which} said no."), "");
    assert_string_equal(relative("They read a page on health care, {which} said no."), "page on health care");
    assert_string_equal(relative("They met [p:John Doe], who left in May and {who} said no."), "John Doe");
    assert_string_equal(relative("Nobody {who} said no."), "");
}

static void an_apposition_is_passed_over(void **state)
{
    (void)state;
    assert_string_equal(relative("They met [p:John Doe], [n:a banker] and [n:former official] {who} said no."), "John Doe");
    assert_string_equal(relative("They met [p:John Doe] of [l:Ohio], [n:the senator], {who} said no."), "John Doe");
    assert_string_equal(relative("They met at [o:Quadrivium], [n:a foundation] {that} said no."), "Quadrivium");
}

static void who_are_persons_and_all_that_a_plural_verb_takes(void **state)
{
    (void)state;
    assert_string_equal(relative("There are [n:candidates] in [n:close races] {who} say no."), "candidates in close races");
    assert_string_equal(relative("There are [n:partisans] and [n:thinkers] {who} say no."), "partisans and thinkers");
    assert_string_equal(relative("They met [p:John Doe] and Sen. [p:Ann Roe], {who} have said no."), "John Doe & Ann Roe");
    assert_string_equal(relative("They met [p:John Doe] and Sen. [p:Ann Roe], {who} has said no."), "Ann Roe");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_relative_pronoun_stands_for_what_is_right_before_it), cmocka_unit_test(an_apposition_is_passed_over),
                                       cmocka_unit_test(who_are_persons_and_all_that_a_plural_verb_takes),
                                       cmocka_unit_test(joint_sources_are_named_by_all_their_names),
                                       cmocka_unit_test(an_apposition_is_no_second_speaker),
                                       cmocka_unit_test(descriptions_go_on_over_what_says_who_is_meant),
                                       cmocka_unit_test(a_poll_is_called_by_its_name),
                                       cmocka_unit_test(both_are_the_two_named_together),
                                       cmocka_unit_test(phrases_are_joint_where_one_of_them_is_definite),
                                       cmocka_unit_test(the_writer_is_who_the_text_says),
                                       cmocka_unit_test(a_headline_is_told_again_below),
                                       cmocka_unit_test(who_is_called_so_is_meant), cmocka_unit_test(too_little_names_nobody),
                                       cmocka_unit_test(descriptions_are_followed_to_the_name_before_their_head),
                                       cmocka_unit_test(what_the_article_does_not_make_plain_is_left),
                                       cmocka_unit_test(what_carries_its_kind_in_its_name_is_called_by_it),
                                       cmocka_unit_test(names_within_a_description_are_not_joint),
                                       cmocka_unit_test(descriptions_are_cut_where_they_can_be),
                                       cmocka_unit_test(names_that_the_tagger_cut_are_made_whole),
                                       cmocka_unit_test(persons_are_found_in_descriptions),
                                       cmocka_unit_test(words_before_a_name_are_not_taken_for_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
