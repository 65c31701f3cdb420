#!/usr/bin/env python3
"""Give a model file other windows (src/nn/window.h), its weights as they are: what `avow eval` says of them needs no training.

usage: windows.py [--core-min 48] [--core-max 230] [--left 24] [--right 0] FROM.model TO.model
"""
import argparse
import modelfile

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in modelfile.WINDOWS: ap.add_argument("--" + k.replace("_", "-"), type=int)
    ap.add_argument("model"); ap.add_argument("out")
    a = ap.parse_args()
    m = modelfile.Model(a.model)
    windows = {k: m.windows[k] if getattr(a, k) is None else getattr(a, k) for k in modelfile.WINDOWS}
    m.raw["config"] = modelfile.config_row(m.config, m.dilations, windows)
    with open(a.out, "wb") as f: f.write(modelfile.assemble(list(m.raw.items())))
    print(f"{a.out}: " + ", ".join(f"{k} {v}" for k, v in windows.items()))

if __name__ == "__main__":
    main()
