"""Writes the windows that text.py cuts invented pieces into, for test/parity/test_windows.c to compare with src/nn/window.c.

    python train/fixtures_windows.py > test/parity/windows.txt

A line for each: core_min, core_max, left, right, the number of pieces and the seed they are made from (pieces() below; the test
makes them alike), then "begin,core begin,core end,end" of each window, all separated by spaces.
"""
from text import windows

def pieces(count, seed):
    """ids, offsets, shapes: now and then a full stop, a capital behind it, a line's start; two pieces of five go on a word."""
    ids, off, shapes, at = [], [], [], 0
    for i in range(count):
        seed = (seed * 1664525 + 1013904223) % 2**32           # Numerical Recipes' generator
        r = seed >> 16
        stop = r % 16 == 0
        at += r % 5 > 1
        ids.append(1012 if stop else 2000 + r % 37); off.append((at, at + 1)); at += 1
        shapes.append((r // 16 % 3 == 0) * 4 + (i == 0 or r // 64 % 40 == 0) * 2)
    return ids, off, shapes

if __name__ == "__main__":
    for core_min, core_max, left, right in ((48, 230, 24, 0), (48, 206, 48, 0), (12, 24, 8, 4), (4, 9, 0, 0), (30, 60, 2, 7)):
        for count, seed in ((0, 1), (1, 2), (70, 3), (500, 4)):
            cut = windows(*pieces(count, seed), core_min, core_max, left, right)
            print(core_min, core_max, left, right, count, seed, *(",".join(map(str, w)) for w in cut))
