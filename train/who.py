"""Who a source stands for: mentions, entities made of them, and what the linker looks at. src/extract does the same in C.

An entity is a person, organisation, place or description with all its mentions; names are joined by rules that a reader can
check, everything else is the scorer's. For each attribution the scorer chooses among the entities near its source, SELF (the source
describes its speaker itself) and NONE (the text does not tell).
"""
import os, re, unicodedata

KINDS = ("person", "organisation", "place", "nominal", "pronoun")
TITLES = set("""mr mrs ms miss dr sir sen senator rep representative gov governor president vice secretary prof professor gen general
col colonel lt capt captain sgt sergeant maj major judge justice mayor pope rev reverend king queen prince princess lord lady dame
attorney minister prime chancellor ambassador congressman congresswoman former presidential republican democratic nominee candidate
speaker majority minority leader admiral adm lieutenant officer detective sheriff councilman councilwoman assemblyman chairman chairwoman
director coach rabbi bishop cardinal pastor commissioner retired democrat chief""".split())
COURTESY = {"mr", "mrs", "ms", "miss", "dr", "sir"}
SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
ARTICLES = {"the", "a", "an"}
MALE, FEMALE = {"mr", "sir", "king", "prince", "lord", "congressman"}, {"mrs", "ms", "miss", "queen", "princess", "lady", "dame", "congresswoman"}
MEN = set("""man boy father son brother husband uncle nephew grandfather grandson widower boyfriend spokesman businessman policeman chairman
actor dad stepfather""".split())
WOMEN = set("""woman girl mother daughter sister wife aunt niece grandmother granddaughter widow girlfriend spokeswoman businesswoman policewoman
chairwoman actress mom mum stepmother""".split())
NO_OFFICE = set("former vice prime deputy ex late retired republican democratic democrat presidential majority minority".split())
SMALL = {"of", "and", "for", "the"}
_LISTS = dict(re.findall(r"avow_(\w+)_names\[\] = \{([^}]*)", open(os.path.dirname(os.path.abspath(__file__)) + "/../src/extract/given_names.c").read()))
GIVEN = {k: set(re.findall(r'"([a-z]+)"', v)) for k, v in _LISTS.items()}
WORD = re.compile(r"[^\W_](?:[\w&'’.-]*[\w])?\.?")

# ---- names compared ----------------------------------------------------------------------------------------------------

TITLE = re.compile(r"^(the|a|an|mr|mrs|ms|miss|dr|sen|senator|rep|representative|gov|governor|president|vice president|former|secretary|sir|prof|"
                   r"gen|general|judge|justice|mayor|pope|republican|democratic|presidential|nominee|candidate)\s+")

def norm(name):
    """As score.py compares names: without case, titles, articles and possessives."""
    n = re.sub(r"[^\w&/ -]", "", re.sub("[’']s", "", unicodedata.normalize("NFKC", name or "").casefold())).strip()
    while TITLE.match(n): n = TITLE.sub("", n, 1)
    return re.sub(r"\s+", " ", n)

# ---- entities ---------------------------------------------------------------------------------------------------------

def words(text):
    """Words of a name, without possessives and outer punctuation."""
    out = []
    for w in WORD.findall(text):
        w = re.sub(r"['’]s?$", "", w)
        if w: out.append(w)
    return out

def key(w): return w.lower().rstrip(".").replace("’", "'")

ROLES = {w: g.split()[0] for g in ("governor gov", "senator sen", "representative rep congressman congresswoman", "president pres", "republican republicans gop",
         "democratic democrat democrats", "spokesman spokeswoman spokesperson", "chairman chairwoman chair", "businessman businesswoman", "lieutenant lt", "attorney lawyer",
         "professor prof", "general gen", "nominee candidate", "campaign team") for w in g.split()}
def role(w): return ROLES.get(key(w), key(w))                                     # the same for "Gov." and "governor", "GOP" and "Republican"

def is_title(w): return key(w) in TITLES or w == "Del."                            # a delegate; "Del Toro" is none

def core(ws, person=False):
    """A name's words without articles and titles before it; all of them if nothing else is left. Of "Mr. King" King is the name."""
    i, end = 0, len(ws) - (person and len(ws) > 1 and key(ws[0]) in COURTESY)
    while i < end and (key(ws[i]) in ARTICLES or is_title(ws[i])): i += 1
    for k in range(i, len(ws) - 2):
        if person and is_title(ws[k]): i = k + 1                                  # "Charlotte Mayor Jennifer Roberts"
    return ws[i:] or ws

def split_suffix(ks):
    """("donald", "trump"), "jr" """
    return (ks[:-1], ks[-1]) if len(ks) > 1 and ks[-1] in SUFFIXES else (ks, None)

class Entity:
    def __init__(self, kind, ws): self.kind, self.full, self.mentions, self.male, self.female, self.said, self.title = kind, ws, [], 0, 0, None, None
    def add(self, m, ws, male, female):
        self.mentions.append(m)
        if len(ws) > len(self.full): self.full = ws
        self.male |= male; self.female |= female
    def name(self): return " ".join(self.full)

COMMON = set("""new american national united democratic republican federal international world central european north south east west
first house senate white supreme state public university bank department ministry committee party court""".split())

def initials(k, ws):
    """Is the word of key k the initials of the others? Those in small letters are left out."""
    letters = [w[0].lower() for w in ws if key(w) not in SMALL and not "a" <= w[0] <= "z"]
    return len(letters) > (1 if k[:1].isupper() and k.rstrip(".")[-1:].isupper() else 2) and key(k).replace(".", "") == "".join(letters)

def fits(e, kind, ws, male=False, female=False):
    """How well a name of words ws goes with entity e: 0 not at all, more is better."""
    ks = [key(w) for w in ws]
    f = [key(w) for w in e.full]
    if ks == f and (len(f) > 1 or kind != "person"): return 4
    if kind == "nominal" or e.kind == "nominal": return 0
    if kind == "person" and e.kind == "person":
        if (male and e.female and not e.male) or (female and e.male and not e.female): return 0
        (ks, own), (fc, other) = split_suffix(ks), split_suffix(f)
        if len(ks) > 1 and len(fc) > 1 and own != other: return 0
        if len(ks) > 1 and len(fc) > 1:
            n = min(len(ks), len(fc))
            same = ks[-1] == fc[-1] and (ks[0] == fc[0] or (min(len(ks[0]), len(fc[0])) == 1 and ks[0][0] == fc[0][0]))
            return 3 if same or ks[-n:] == fc[-n:] else 0                        # "de Blasio", "Bill de Blasio"
        if ks[-1] == fc[-1]: return 3
        if len(ks) == 1 and ks[0] == fc[0]: return 2
        if len(fc) == 1 and fc[0] == ks[0]: return 1
    if len(ks) == 1 and e.kind == "organisation" and len(ks[0]) > 2 and ws[0][1].isupper() and initials(ws[0], e.full): return 3     # "AROS"
    if kind == "person" or kind != e.kind: return 0
    if (len(ks) == 1 and initials(ws[0], e.full)) or (len(f) == 1 and initials(e.full[0], ws)): return 3
    if kind != "organisation": return 0
    for a, b in ((ks, f), (f, ks)):
        if len(a) < len(b) and b[-len(a):] == a: return 2                                                           # "Security Council"
    for a, b in ((ks, f), (f, ks)):
        if len(a) == 1 and len(b) > 1 and a[0] == b[0] and a[0] not in COMMON: return 1                          # "Peabody", "Peabody Energy"
    return 0

def office(ws):
    """The office that words before a name, or instead of one, tell: "president" of "U.S. President", none of "former President" or "Mr."."""
    if not ws or not is_title(ws[-1]) or key(ws[-1]) in COURTESY | NO_OFFICE or (len(ws) > 1 and key(ws[-2]) in NO_OFFICE): return None
    return role(ws[-1])

def agree_on_kinds(text, mentions):
    """The tagger sees a window at a time; what it mostly took a name for holds everywhere."""
    def name(s, e, kind):
        ws = [] if kind == "pronoun" else words(text[s:e])
        while ws and key(ws[0]) in ARTICLES: ws = ws[1:]
        return tuple(map(key, ws)) if ws and all(w[0].isupper() or key(w) in SMALL for w in ws) else None
    votes = {}
    for m in mentions:
        if name(*m): votes.setdefault(name(*m), dict.fromkeys(KINDS[:4], 0))[m[2]] += 1
    out = []
    for s, e, kind in mentions:
        v = votes.get(name(s, e, kind))
        if v:
            best = max(KINDS[:3], key=lambda k: (v[k], -KINDS.index(k)))
            if v[best] > v[kind] or (kind == "nominal" and v[best] == v[kind]): kind = best
        out.append((s, e, kind))
    return out

def entities(text, mentions):
    """mentions: [(start, end, kind)] in order, pronouns left out -> entities in order of their first mention"""
    out = []
    for s, e, kind in agree_on_kinds(text, mentions):
        raw = words(text[s:e])
        if not raw: continue
        ws = core(raw, kind == "person")
        courtesy = kind == "person" and len(raw) > 1 and key(raw[0]) in COURTESY                                 # "Mr. King"
        if kind != "nominal" and not courtesy and all(is_title(w) or key(w) in ARTICLES for w in raw): kind = "nominal"   # "the President"
        titles = {key(w) for w in (raw if kind == "nominal" else raw[:len(raw) - len(ws)]) if key(w) in TITLES}
        if kind == "nominal": ws = [w for w in raw if key(w) not in ARTICLES] or raw
        before = words(text[max(0, s - 12):s])
        if kind == "person" and before and text[max(0, s - 12):s].rstrip().endswith(before[-1]): titles |= {key(before[-1])} & TITLES
        male, female, title = bool(titles & MALE), bool(titles & FEMALE), None
        if kind == "nominal":
            male, female = male or key(raw[-1]) in MEN, female or key(raw[-1]) in WOMEN
            if len(raw) == 2 and key(raw[0]) == "the": title = office(raw)
        if kind == "person": title = office(raw[:len(raw) - len(ws)]) if len(raw) > len(ws) else \
            office(before) if before and text[max(0, s - 12):s].rstrip().endswith(before[-1]) else None
        if kind == "person" and len(ws) > 1 and not male and not female: male, female = (key(ws[0]) in GIVEN[k] for k in ("male", "female"))
        best, rank = None, ()
        holders = [x for x in out[-1000:] if kind == "nominal" and title and x.title == title]
        if len(holders) == 1: best = holders[0]                                    # "the president", where one only is called so
        for x in out[-1000:] if best is None else []:
            f = fits(x, kind, ws, male, female)
            # a surname alone is that of the one of whom the article tells most
            r = (f, (male and x.male) or (female and x.female), len(x.mentions), x.mentions[-1][0])
            if f > 0 and r > rank: best, rank = x, r
        if best is None: best = Entity(kind, ws); out.append(best)
        best.add((s, e, kind), ws, male, female)
        if kind == "person" and title: best.title = title
    return out

# ---- what the scorer is told beside vectors ---------------------------------------------------------------------------

PRONOUN = {w: i for i, ws in enumerate(("he him his himself", "she her hers herself", "they them their theirs themselves",
           "it its itself", "i me my mine myself", "we us our ours ourselves", "you your yours", "who whom whose which that"), 1) for w in ws.split()}
DEFINITE = {"the", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my"}
NOTHING, NOMINAL, OPEN, NAMED = 0, 9, 10, 11                 # kinds of query beside pronouns: no source, "the president", "officials", a name
QUERIES, CANDIDATES = 12, 7                                  # candidates: 4 kinds, a nominal without article, SELF, NONE
SELF, NONE = 5, 6

def query_kind(text, span, named):
    if span is None: return NOTHING
    ws = words(text[span[0]:span[1]])
    if not ws: return OPEN
    if len(ws) == 1 and key(ws[0]) in PRONOUN: return PRONOUN[key(ws[0])]
    if named: return NAMED
    return NOMINAL if key(ws[0]) in DEFINITE else OPEN

def log_bucket(d, top):
    b = 0
    while d >= (1 << b) and b < top: b += 1
    return b

FEATURES = dict(kinds=QUERIES * CANDIDATES, distance=14, lines=8, rank=8, count=6, said=8, quotes=4, inside=4, gender=4, overlap=4, first=2)

def features(text, quoted, q, e, m, rank, said_rank):
    """q: (start, end, kind, own words, line); e: entity; m: its mention looked at, with its line"""
    (qs, qe, qk, qwords, qline), (s, t, _, line) = q, m
    inside = s >= qs and t <= qe and qe > qs
    cand = KINDS.index(e.kind)
    if cand == 3 and key(words(text[s:t])[0]) not in DEFINITE: cand = 4
    ahead = s >= qe
    d = abs(qs - t) // 4
    gender = 0
    if qk in (1, 2) and (e.male or e.female): gender = 1 if (qk == 1) == bool(e.male) and not (e.male and e.female) else 2
    overlap = 0
    if qk in (NOMINAL, OPEN):
        head = role(qwords[-1]) if qwords else ""
        more = {role(w) for w in qwords[-6:-1] if len(w) > 2 and key(w) not in DEFINITE}
        for ms, me, _ in e.mentions[:12]:
            near = {role(w) for w in words(text[max(0, ms - 40):me + 60])}
            if head in near: overlap = max(overlap, 3 if more & near else 2 if head in {role(w) for w in words(text[max(0, ms - 25):ms])} else 1)
    return dict(kinds=qk * CANDIDATES + cand, distance=(13 if ahead else log_bucket(d, 12)), lines=min(7, abs(qline - line)), rank=min(7, rank),
                count=log_bucket(len(e.mentions), 5), said=min(7, said_rank), quotes=2 * quoted[min(qs, len(quoted) - 1)] + quoted[s],
                inside=0 if not inside else 1 + (t >= qe - 1) if s > qs + 1 or t < qe - 1 else 3, gender=gender, overlap=overlap, first=int(e.mentions[0][0] == s))

def plain_features(qk, cand, quoted_at):
    return dict(kinds=qk * CANDIDATES + cand, distance=0, lines=0, rank=0, count=0, said=7, quotes=2 * quoted_at, inside=0, gender=0, overlap=0, first=0)
