#!/usr/bin/env python3
"""Averages a network's weights with those that it was trained from, so that it forgets less of what they knew.

usage: average.py ENCODER SHARE START.model|START.pt TRAINED.pt OUT.pt     OUT = SHARE * TRAINED + (1 - SHARE) * START
TRAINED may be a net.pt or fit_who.py's state.pt; of the latter OUT keeps the later heads as they are, for --init.
Source of the method: Wortsman et al. 2022, "Robust fine-tuning of zero-shot models".
"""
import sys, torch
from later import start

def main():
    encoder, share, first, second, out = sys.argv[1:6]
    a, b, s = start(first, encoder).state_dict(), torch.load(second), float(share)
    net = b["net"] if "net" in b else b
    mixed = {k: s * v + (1 - s) * a[k] if v.is_floating_point() else v for k, v in net.items()}
    torch.save(dict(net=mixed, who=b["who"]) if "net" in b else mixed, out)

if __name__ == "__main__":
    main()
