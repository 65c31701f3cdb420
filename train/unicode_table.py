"""Writes src/text/unicode_table.c: what BERT's uncased normalizer and pre-tokenizer do to each code point.

    python train/unicode_table.py > src/text/unicode_table.c

The table is taken from the behaviour of the tokenizers package itself (whose parts follow Unicode 8, 9 and later ones, each
its own), not from any one version of the Unicode Character Database: a model sees here what it saw in training. Each code
point is asked alone; that strings are no more than the sequence of their code points, but for the order of combining marks
which the C code restores by their classes, is what the parity fixtures show.
"""
from tokenizers import normalizers, pre_tokenizers, __version__

BERT = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True)
CLEAN = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=False, strip_accents=False, lowercase=False)
NFD, SPLIT = normalizers.NFD(), pre_tokenizers.BertPreTokenizer()
WORD, SPACE, PUNCT, REMOVED, CJK, DROPPED, KEPT, MAPPED = 0, 1, 2, 3, 4, 0x100, 0x200, 0x300   # as in unicode.h
MORE, BLOCK = 1 << 24, 32
HANGUL, TABLE, TAGS = range(0xAC00, 0xD7A4), 0x30000, range(0xE0000, 0xE0200)
CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
# A mark of each canonical combining class that any character of Unicode 9 has, smallest class first.
CLASSES = {1: 0x334, 7: 0x93C, 8: 0x3099, 9: 0x94D, 10: 0x5B0, 11: 0x5B1, 12: 0x5B2, 13: 0x5B3, 14: 0x5B4, 15: 0x5B5,
           16: 0x5B6, 17: 0x5B7, 18: 0x5B8, 19: 0x5B9, 20: 0x5BB, 21: 0x5BC, 22: 0x5BD, 23: 0x5BF, 24: 0x5C1, 25: 0x5C2,
           26: 0xFB1E, 27: 0x64B, 28: 0x64C, 29: 0x64D, 30: 0x64E, 31: 0x64F, 32: 0x650, 33: 0x651, 34: 0x652, 35: 0x670,
           36: 0x711, 84: 0xC55, 91: 0xC56, 103: 0xE38, 107: 0xE48, 118: 0xEB8, 122: 0xEC8, 129: 0xF71, 130: 0xF72,
           132: 0xF74, 202: 0x321, 214: 0x1DCE, 216: 0x31B, 218: 0x302A, 220: 0x316, 222: 0x59A, 224: 0x302E, 226: 0x1D16D,
           228: 0x5AE, 230: 0x300, 232: 0x315, 233: 0x35C, 234: 0x35D, 240: 0x345}

def after(a, b):
    """Does NFD put a, which stands before b, behind it: class of b in 1 .. class of a - 1?"""
    return NFD.normalize_str(a + b) != a + b

def combining(ch):
    """Canonical combining class of a character that is its own NFD, found by how it sorts among marks of known class."""
    lowest, highest = chr(CLASSES[1]), chr(CLASSES[240])
    if not after(highest, ch) and not after(ch, lowest): return 240 if ord(ch) == CLASSES[240] else 0
    same = [k for k, m in CLASSES.items() if not after(ch, chr(m)) and not after(chr(m), ch)]
    assert len(same) == 1, (hex(ord(ch)), same)
    return same[0]

def pretoken(ch):
    words = [w for w, _ in SPLIT.pre_tokenize_str("a" + ch + "a")]
    return {1: WORD, 2: SPACE, 3: PUNCT}[len(words)]

def value(c, mapped):
    """The table's value of a code point; mapped collects the texts of those that become other characters."""
    ch = chr(c)
    if CLEAN.normalize_str(ch) == "": return REMOVED
    out, first = BERT.normalize_str(ch), NFD.normalize_str(ch)[0]
    k = combining(first)
    if out == "":
        assert all(BERT.normalize_str(x) == "" for x in NFD.normalize_str(ch))
        return DROPPED + k
    text = out.strip()
    if text == "": return SPACE
    assert not any(x.isspace() for x in text)
    if text != ch:
        assert k == 0
        assert BERT.normalize_str(text).replace(" ", "") == text
        assert out == BERT.normalize_str(text)            # so CJK and its spaces follow from the mapped character
        if c not in HANGUL: mapped[c] = text
        return WORD
    if out == " " + ch + " ": return CJK
    assert out == ch
    if k: assert pretoken(ch) == WORD; return KEPT + k
    return pretoken(ch)

def numbers(name, kind, values):
    line, out = "   ", [f"const {kind} {name}[{len(values)}] = {{"]
    for v in values:
        item = f" {v},"
        if len(line) + len(item) > 126: out.append(line); line = "   "
        line += item
    return "\n".join(out + [line, "};"])

def main():
    mapped = {}
    table = [0] * 0x110000
    for c in CODE_POINTS: table[c] = value(c, mapped)
    pool, places = [], {}
    for c, text in mapped.items():
        if text not in places:
            places[text] = len(pool)
            pool += [ord(x) + MORE for x in text[:-1]] + [ord(text[-1])]
        table[c] = MAPPED + places[text]
    for c in CODE_POINTS:                                 # what unicode.h says without a table
        if c >= TABLE and c not in TAGS: assert table[c] == (REMOVED if c >= 0xF0000 and c & 0xFFFF < 0xFFFE else WORD)
    table = table[:TABLE] + table[TAGS.start:TAGS.stop]
    blocks, stage1 = {}, []
    for at in range(0, len(table), BLOCK):
        block = tuple(table[at:at + BLOCK])
        stage1.append(blocks.setdefault(block, len(blocks)))
    print(f"""/* unicode_table.c - what BERT's uncased normalizer and pre-tokenizer do to each code point; unicode.h says how to read it.
 * Written by train/unicode_table.py from tokenizers {__version__}; do not edit. */
#include "unicode.h"
""")
    print(numbers("avow_unicode_stage1", "uint16_t", stage1))
    print(numbers("avow_unicode_stage2", "uint16_t", [v for b in blocks for v in b]))
    print(numbers("avow_unicode_mapped", "uint32_t", pool))

main()
