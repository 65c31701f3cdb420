#!/usr/bin/env python3
"""Writes the scores that net.py's Statement and InnerRoles give invented statements, with the weights of a small model, for
test/parity/test_statement.c to compare with src/nn/statement.c.

    python train/fixtures_statement.py test/data/tiny.model > test/parity/statement.txt

A line for each: what the window's pieces are to the statement (0 its cue, 1 its source, 2 its content, . none of it); the first piece of
a cue within the content and the piece behind that cue, 0 0 for no cue; then the scores: of acts; of speaker types; of the tags of inner
cues, for each piece of the content; and, if there is such a cue, likewise of the tags of its source and content.
"""
import sys
from types import SimpleNamespace
import torch
from torch.nn.utils.rnn import pad_sequence
import modelfile, net
from export import statement_arrays

GAPS = "..11.0022.2222.2...22.1122"
CASES = ((GAPS, 7, 9), (GAPS, 12, 13), (GAPS, 24, 26), ("2" * 36, 20, 22), ("222220", 0, 5), ("...2", 3, 4), (".0.", 0, 0), ("1", 0, 0))

def vector(piece, last, width):
    """A piece's vector behind the lower layers, or behind the last; the test makes the same."""
    row = piece + 1                                            # row 0 is [CLS]
    return [((row * row + 3 * i * i + 7 * row * i + 5 * last) % 31 - 15) / 8 for i in range(width)]

@torch.no_grad()
def heads_of(model):
    """Statement and InnerRoles of the model's sizes, with its weights."""
    c, a = model.config, model.arrays
    net.CONV_WIDTH, net.ROLE_WIDTH, net.BUCKETS, net.DILATIONS = c["conv_width"], c["role_width"], c["buckets"], model.dilations
    heads = SimpleNamespace(statement=net.Statement(c["width"], c["form_width"], len(a["act.bias"]), len(a["speaker.type.bias"])).eval(),
                            roles=net.InnerRoles(c["width"]).eval())
    for name, weights in statement_arrays(heads).items():      # these are the networks' own tensors, not copies
        assert weights.shape == a[name].shape, name
        weights[...] = a[name]
    return heads

@torch.no_grad()
def scores(model):
    """For each case a list of all its scores. The cases are one batch, the shorter ones filled up, as in training."""
    heads, width, rows = heads_of(model), model.config["width"], []
    for roles, first, end in CASES:
        pieces = [t for t, r in enumerate(roles) if r != "."]
        rows.append((torch.tensor([vector(t, 0, width) + vector(t, 1, width) for t in pieces]),
                     torch.tensor([int(roles[t]) for t in pieces]), torch.tensor([float(first <= t < end) for t in pieces])))
    x, role, cue = (pad_sequence(tensors, True, fill) for tensors, fill in zip(zip(*rows), (0, -1, 0)))
    y = heads.statement(x, role)
    acts, types = heads.statement.forms(y, role)
    cues, inner = heads.statement.cues(y), heads.roles(x, role, cue)
    for k, (_, first, end) in enumerate(CASES):
        content = role[k] == 2
        parts = [acts[k], types[k], cues[k][content]] + ([inner[k][content]] if first < end else [])
        yield torch.cat([p.flatten() for p in parts]).tolist()

def main(path):
    for case, numbers in zip(CASES, scores(modelfile.Model(path))): print(*case, *(f"{n:.5f}" for n in numbers))

if __name__ == "__main__": main(*sys.argv[1:])
