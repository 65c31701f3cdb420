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

def boundary_hash(ids, p):
    """FNV-1a over the four pieces from p on: the same text gives the same value wherever it stands."""
    h = 2166136261
    for x in ids[p:p + 4]: h = ((h ^ x) * 16777619) & 0xFFFFFFFF
    return h

def windows(ids, shapes, lo_core=96, hi_core=190, left=48, right=16):
    """[(begin, core begin, core end, end)]: cores tile the text, a cue belongs to the core it starts in.

    A core ends at the line start with the smallest hash among those lo_core to hi_core pieces on (content-defined
    chunking, Muthitacharoen et al. 2001: the cut depends on the text at the cut, so text put before an article moves
    the first cores only); where a line is longer, after hi_core pieces, and then more context to the right is kept.
    """
    n, out, pos = len(ids), [], 0
    while pos < n:
        if n - pos <= hi_core: end = n
        else:
            cand = [p for p in range(pos + lo_core, pos + hi_core + 1) if shapes[p] & 2]
            end = min(cand, key=lambda p: (boundary_hash(ids, p), p)) if cand else pos + hi_core
        out.append((max(0, pos - left), pos, end, min(n, end + right)))
        pos = end
    return out
