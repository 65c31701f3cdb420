"""What the network sees of a text: word pieces, a shape for each piece, and the windows it is read through.

The C program does the same in src/text (wordpiece.c, shape.c) and src/nn/window.c; test/parity holds the two together.
"""
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

PAD, UNK, CLS, SEP = 0, 100, 101, 102
MAX_TOKENS = 256                       # of one window, with [CLS] and [SEP]

def tokenizer(vocab_path):
    """BERT's uncased WordPiece, without the special tokens that the stock tokenizer would find in the text itself:
    an article that says "[SEP]" must not end the network's input."""
    with open(vocab_path, encoding="utf8") as f:
        vocab = {w: i for i, w in enumerate(f.read().split("\n")[:-1])}
    t = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]", max_input_chars_per_word=100))
    t.normalizer = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True)
    t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return t

def is_upper(c):   # ASCII and Latin-1 only: enough for news in English, and no table
    return "A" <= c <= "Z" or ("À" <= c <= "Þ" and c != "×")

def is_lower(c):
    return "a" <= c <= "z" or ("ß" <= c <= "ÿ" and c != "÷")

def case_class(word):
    """0 no capital, 1 capital first, 2 two capitals or more and no small letter, 3 a capital further in."""
    up = sum(map(is_upper, word))
    if not up: return 0
    if up > 1 and not any(map(is_lower, word)): return 2
    return 1 if up == 1 and is_upper(word[0]) else 3

def inside_quotes(text):
    """One flag a character: within double quotation marks, the marks included. Each line starts outside: a quotation
    that runs over paragraphs opens again in each."""
    out, inside = bytearray(len(text)), False
    for i, c in enumerate(text):
        if c == "\n": inside = False
        elif c in "“„«": inside = True; out[i] = 1
        elif c in "”»": out[i] = 1; inside = False
        elif c == '"': out[i] = 1; inside = not inside
        else: out[i] = inside
    return out

def pieces(tok, text):
    """ids, offsets and shapes: shape = case class * 4 + first of its line * 2 + inside quotation marks."""
    e = tok.encode(text, add_special_tokens=False)
    ids, off, words = e.ids, e.offsets, e.word_ids
    quoted, shapes, ends = inside_quotes(text), [], {}
    for (b, t), w in zip(off, words):
        lo, hi = ends.get(w, (b, t)); ends[w] = (min(lo, b), max(hi, t))
    for i, (b, t) in enumerate(off):
        line = i == 0 or "\n" in text[off[i - 1][1]:b]
        lo, hi = ends[words[i]]
        shapes.append(case_class(text[lo:hi]) * 4 + line * 2 + (1 if b < len(quoted) and quoted[b] else 0))
    return ids, off, shapes

STOPS = (999, 1012, 1029)              # ! . ?
NO_BREAK, WEAK = 0xFFFFFFFF, 0x80000000

def fnv(numbers):
    """FNV-1a, 32 bits, a number at a time."""
    h = 2166136261
    for x in numbers: h = ((h ^ x) * 16777619) & 0xFFFFFFFF
    return h

def break_hash(ids, off, shapes, p):
    """May the text be cut before piece p? A line start gives a hash below WEAK, a sentence start one from WEAK on."""
    line = shapes[p] & 2
    if not line and (ids[p - 1] not in STOPS or off[p][0] == off[p - 1][1] or shapes[p] >> 2 == 0): return NO_BREAK
    h = fnv(ids[p:p + 4])
    return h >> 1 | (0 if line else WEAK)

def windows(ids, off, shapes, core_min=48, core_max=230, left=24, right=0):
    """[(begin, core begin, core end, end)]: cores tile the text, a cue belongs to the core it starts in.

    Where a core ends depends on the text near the cut alone (content-defined chunking, Muthitacharoen et al. 2001), so text
    put before an article moves the first of its cuts only: a line start, or more weakly a sentence start, whose hash is the
    least from core_min pieces before it to twice as many behind is a cut. Where none comes within core_max pieces, the core
    ends at the least hash among those core_min to core_max pieces on, or after core_max pieces if there is none. The context
    before a core begins with the first line or sentence within the left pieces before it (half as many if the core begins a
    line), but not in the last quarter of left; without any, it has all of these pieces.
    """
    n, out, pos = len(ids), [], 0
    h = [NO_BREAK] + [break_hash(ids, off, shapes, p) for p in range(1, n)]
    def is_cut(p):
        near = range(max(1, p - core_min), min(n, p + 2 * core_min + 1))
        return not any(q != p and (h[q] < h[p] or (h[q] == h[p] and q < p)) for q in near)
    def context(core):
        first = max(0, core - (left // 2 if shapes[core] & 2 else left))
        return next((p for p in range(first, min(core, core - left // 4 + 1)) if p == 0 or h[p] != NO_BREAK), first)
    while pos < n:
        last = pos + core_max
        cand = [p for p in range(pos + 1, min(last, n - 1) + 1) if h[p] != NO_BREAK]
        end = next((p for p in cand if is_cut(p)), None)
        if end is None:
            late = [p for p in cand if p >= pos + core_min]
            end = n if n <= last else min(late, key=lambda p: (h[p], p)) if late else last
        out.append((context(pos), pos, end, min(n, end + right)))
        pos = end
    return out
