"""Writes what text.py makes of texts, for test/parity/test_wordpiece.c to compare with what src/text makes of them.

    python train/fixtures_tokens.py vocab.txt > test/parity/tokens.txt                   the invented strings below
    python train/fixtures_tokens.py vocab.txt --polnear DIR > FILE                       articles; not to be committed
    python train/fixtures_tokens.py vocab.txt --random COUNT [SEED] > FILE               odd code points at random

A line for each text: its UTF-8 in hexadecimal, then "id,start,end,shape" for each piece, all separated by spaces. Offsets
are in bytes (the tokenizers package counts code points).
"""
import json, pathlib, random, sys
from text import pieces, tokenizer

NEWS = [
    "Ministers will meet again on Tuesday, the council's spokeswoman, Ada Quill, said.",
    "“We have no plans to sell,” Ms. Orbán told reporters in Reykjavík. “None.”\n\n“Not this year,” she added.\n",
    'The mayor said: "It\'s over."\r\n\r\nHis rival, Jean-Luc D’Arcy, called that “nonsense”.\r\n',
    "LONDON (AP) — U.S. and E.U. officials said Wednesday they'd agreed on a $3.5-billion deal; McAllister's O'Neill denied it.",
    "„Das ist falsch“, sagte Müller. «Non», répondit-il. « Peut-être », dit-elle…\nA line with an \"open quotation\nends it.",
    "iPhone sales rose 12% to €4,2 bn, said CEO TIM COOKSON @timc #earnings https://example.org/a?b=c&d=e_f",
    "Naïve café-goers, über-rich façades; ÆTHER, ŒUVRE, ØRSTED, ßtraße, ÞORN, Éa, ÉCLAIR, éclair, aÉ, ×A, ÷a, ×, ÷",
]
ODD = [
    "", " ", "\n", "\n\n \t\r\n", "a", "A", "AB", "aB", "Ab", "A1", "ABc", "aBC", "0", "\n a", "a\nb", "a\rb", "a\x0bb", "a\x0cb",
    "[SEP] [CLS][PAD] [UNK] [MASK]", "##ing ## # ing##", "x\x00y", "\x00", "a \x00 b", "a\x01b\x7fc\x1f", "a\x85b", "a\u2028b\u2029c",
    "\ufeffBOM at the start", "mid\ufeffdle", "a\ufffdb", "\ufffd\ufffd", "soft\u00adhyphen", "no\u00a0break\u202fspace\u3000wide",
    "zero\u200bwidth\u200cnon\u200djoiner\u2060word\u2061joiner", "\u202aabc\u202c \u200fdef", "e\u0301 E\u0301COLE É é", "\u0301a", "a \u0301 b",
    "x\u0323\u0307y x\u0307\u0323y", "o\u0328\u0304 ǭ ȭ ṩ s\u0323\u0307", "ı İ I\u0307 i̇", "ΣΑΣ ΌΣΟΣ ς σ", "ﬁnd ﬄ ﬀ ﬅ", "ǅ ǈ ǋ ǲ", "ẞ STRASSE",
    "Å Å Ω Ω K K", "½ ² ₂ ™ ℡ Ⅷ ⅷ ①", "Ａｂｃ１２３！", "\u1e9e\u1e9b\u1e9b\u0323", "\u0344\u0340\u0341\u0343 x\u0344y", "\u0345α\u0345", "ᾳ ᾼ ᾀ ᾈ ῼ", "`´¨ ¯ ῁ ῭ ΅ ` ", "\u037e\u0387\u1fef",
    "中文新聞報道。「你好」他說。", "日本語のテキスト、カタカナ：ガギグゲゴ パピプペポ", "か\u3099き\u3099 は\u309a", "豈更車 賈 \ufa0e\ufa0f", "\U00020000\U0002a6df\U0002f800\U0002fa1d", "a中b", "〇々〆", "㐀㿿䶿䷀",
    "한국어 신문 기사 가각힣", "\u1112\u1161\u11ab 각\u11a8", "ᄀ 가\u0301나", "\ud7a4 \uabff", "عربي مُحَمَّد القاهرة، قال: «نعم»؟", "הוא אמר: \"שָׁלוֹם\" יִ שׁ",
    "हिन्दी क़ ड़ कि की नमस्ते।", "বাংলা কো কৌ ো", "தமிழ் கொ கோ கௌ", "ಕೀ ಕೇ ಕೈ ಕೊ ಕೋ \u0cc0\u0cc7\u0cc8\u0cca\u0ccb", "ไทย น้ำ เก่า", "ລາວ ນ້ຳ", "བོད་ \u0f43\u0f4d\u0f73\u0f75\u0f81\u0f77",
    "မြန်မာ ဦ", "ខ្មែរ", "\u1b06\u1b08\u1b3b\u1b3d\u1b40\u1b41\u1b43", "Москва ЁЖ ёж Й й ѐ ї Ґ", "ЀЍ и\u0306", "\U00010400\U00010428 \U0001e900\U0001e922", "Ꭰ ꭰ Ა ა Ⴀ ⴀ",
    "😀😃 👩\u200d👩\u200d👧\u200d👦 👍🏽 🇩🇪 ❤️ ☎️ 1️⃣", "a😀b", "\ue000\uf8ff\U000f0000\U0010fffd \U000ffffe\U0010ffff", "\u0378\u0380 \uffff\ufdd0 \U0003fffe \U000e0001\U000e0041\U000e0100",
    "𝐀𝔅ℂ 𝟙", "𝅗𝅥 \U0001d15e\U0001d15f\U0001d160\U0001d164\U0001d1bb\U0001d1c0", "\U0001d15e\u0327\U0001d165\u302e\U0001d16d", "x\u0301\u302e\u0327\u302fy", "\u302e\u0301a", "é\u302e é\u0327\u302f", "中\u302e文 .\u302e, \u302f",
    "\u1b44\u0334\u1baa\u1bf2\u302e", "a\u1b44\u093c\u0334b", "\u0301\u1e000\U0001e000\u302e\U0001e94a\u0327", "a\x00\u0301\u00ad\u302e\u200b\u0327\u302fb", "\u0c55\u0c56\u0e38\u0e48\u0eb8\u0ec8\u0f71\u0f72\u0f74\u302a\u302e\u0315\u035c\u035d\u0345\U0001d16d",
    "\u00ab\u00bb\u00ac\u00bf \u2018a\u2019 \u201a \u201fx\u201d \u2039y\u203a \u301dz\u301e", '"a" "b"c"d\n"e', '“a\nb” c', '""', '"\u0301x"',
    "$+<=>^`|~ ¢£¤¥§©®°±¶· †‡•…‰′″‹›‽⁂ ≠≮≯ ∅", "a_b a-b a–b a—b a―b a·b a•b a'b a’b", "don't DON'T Don’t", "\u2260 =\u0338 a\u0338", "x" * 99, "x" * 100, "x" * 101, "X" * 101 + " b", "é" * 100, "é" * 101, "e\u0301" * 100,
    "e\u0301" * 101, "\u0301" * 150 + "a", "각" * 33 + "a", "각" * 33 + "ab", "가" * 50, "가" * 51, "中" * 150, "." * 150, "a\x00" * 100, "a\x00" * 101, "\u302e" * 120, "word" * 30 + ".end", "A" + "b" * 100 + "\n\"C", "ab\U0001d160" * 20,
    "qzxjkvwq Qzxjkvwqé ÉQ zzzzzzzzzz ŧħɇ", "\u01c4\u01f1 Ǆ", "\u1fed\u1fee", "a\u0085\u001c\u001d\u001e\u001fb", "\u180e\u1680\u2000\u2001\u2002\u200a\u205f x", "\u0600\u06dd\u070f\u08e2\U000110bd 1", "\u2029\n\u2028a", "é\n“É”\r\nÀ",
]

def record(tok, text):
    at = [0]
    for c in text: at.append(at[-1] + len(c.encode()))
    ids, offsets, shapes = pieces(tok, text)
    return " ".join([text.encode().hex()] + [f"{i},{at[b]},{at[e]},{s}" for i, (b, e), s in zip(ids, offsets, shapes)])

def polnear(folder):
    for name in ("train", "dev"):
        for line in open(pathlib.Path(folder) / f"polnear-{name}.jsonl", encoding="utf8"): yield json.loads(line)["text"]

def odd_code_points():
    """By kinds, so that each kind is drawn as often as the others; marks that stay several times."""
    import unicodedata as u
    kept = [0x1b44, 0x1baa, 0x1bf2, 0x302e, 0x302f, 0xa953, 0xa9c0, 0x111c0, 0x11446, 0x1d165, 0x1d16d, 0x1d16e, 0x8d4, 0x1e000, 0x1e94a]
    kinds = {"ascii": list(range(128)), "latin": list(range(128, 0x250)), "kept": kept, "kept again": kept, "musical": [*range(0x1d15e, 0x1d165), *range(0x1d1bb, 0x1d1c1)],
             "space": [0x20, 0xa, 0xd, 9, 0xa0, 0x85, 0x2028], "quote": [0x22, 0x201c, 0x201d, 0x201e, 0xab, 0xbb], "letters": [0x61, 0x42, 0x43, 0x65], "any": list(range(0x110000))}
    for c in range(0x110000):
        if 0xd800 <= c < 0xe000: continue
        ch = chr(c)
        kinds.setdefault(u.category(ch), []).append(c)
        if u.combining(ch): kinds.setdefault("class %d" % u.combining(ch), []).append(c); kinds.setdefault("marks", []).append(c)
        if u.decomposition(ch) and not u.decomposition(ch).startswith("<"): kinds.setdefault("decomposes", []).append(c)
        if 0xac00 <= c < 0xd7a4: kinds.setdefault("hangul", []).append(c)
    return [[c for c in v if not 0xd800 <= c < 0xe000] for k, v in kinds.items() if k != "Cs"]

def randoms(count, seed):
    r, kinds = random.Random(seed), odd_code_points()
    for _ in range(count):
        few = r.sample(kinds, r.randint(1, 6))
        yield "".join(chr(r.choice(r.choice(few))) for _ in range(r.randint(1, 60)))

def main(vocab, mode="", what="", seed="1"):
    tok = tokenizer(vocab)
    texts = {"": lambda: NEWS + ODD, "--polnear": lambda: polnear(what), "--random": lambda: randoms(int(what), int(seed))}[mode]()
    for text in texts: print(record(tok, text))

if __name__ == "__main__": main(*sys.argv[1:])
