#!/usr/bin/env python3
"""The engine against ONNX Runtime, which runs the same network in int8: words a second, one thread each, in turns.

usage: peer.py --speed PROGRAM --folder DIR [--model FILE] [--rounds 5] ARTICLES.jsonl

PROGRAM is bench/speed, which reads the articles from text to result. ONNX Runtime does the network alone: windows, cues and all that
surrounds its calls are made ready before, and only the calls are timed. It gets the batch size that suits it best. Both are timed by the
CPU time of their thread; pin the whole to one core (taskset). DIR keeps the ONNX files.
"""
import argparse, json, os, statistics, subprocess, time
import numpy as np, onnxruntime, torch
import ort_model
import text as T                                               # train/'s, which ort_model put in reach
from net import buckets, runs, viterbi

class Peer:
    """Sessions of ONNX Runtime for the model, one thread."""
    def __init__(self, path, folder):
        os.makedirs(folder, exist_ok=True)
        self.model = ort_model.build(path, folder)
        self.cue_trans, self.role_trans = (torch.tensor(self.model.arrays[n + ".trans"]) for n in ("cue", "role"))
        with open(os.path.join(folder, "vocab.txt"), "w", encoding="utf8") as f: f.write("".join(p + "\n" for p in self.model.vocabulary))
        self.tokenizer = T.tokenizer(f.name)
        self.encoder, self.tagger = (self.session(os.path.join(folder, n + ".onnx")) for n in ("encoder", "roles"))
    def session(self, path):
        """All of its optimisations but the fusion of residual and norm, whose operator takes four times what the two take alone."""
        o = onnxruntime.SessionOptions()
        o.intra_op_num_threads = o.inter_op_num_threads = 1
        o.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        return onnxruntime.InferenceSession(path, o, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"])
    def encode(self, batch): return self.encoder.run(None, batch)
    def roles(self, x, cues): return self.tagger.run(None, {"x": x, **cues})[0]
    def windows(self, text):
        """[(ids, shapes, core)] of an article, [CLS] and [SEP] included; core: where in it a cue may start"""
        ids, off, shapes = T.pieces(self.tokenizer, text)
        for lo, begin, end, hi in T.windows(ids, off, shapes, **self.model.windows):
            yield [T.CLS, *ids[lo:hi], T.SEP], [0, *shapes[lo:hi], 0], range(begin - lo, end - lo)
    def cues(self, scores, core):
        """What roles() asks of a window's cues, found in the window's cue scores; None if there are none."""
        found = [c for c in runs(viterbi(torch.tensor(scores), self.cue_trans), 1) if c[0] in core]
        flags = torch.zeros(len(found), len(scores))
        for flag, (i, j) in zip(flags, found): flag[i:j] = 1
        return self.inputs(flags) if found else None
    def inputs(self, flags):
        place = buckets(flags) + self.model.config["buckets"] * flags.long()
        return {"mean": (flags / flags.sum(1, keepdim=True)).numpy(), "place": place.numpy()}

def batch_of(windows):
    """Windows filled up to the longest one."""
    longest = max(len(w[0]) for w in windows)
    fill = lambda i: np.array([w[i] + [0] * (longest - len(w[i])) for w in windows])
    return {"ids": fill(0), "shapes": fill(1), "lengths": np.array([len(w[0]) for w in windows], np.int32)}

class Job:
    """All calls that the articles need, made ready, the windows in batches of that many of about a length."""
    def __init__(self, peer, articles, size):
        windows = sorted((w for a in articles for w in peer.windows(a)), key=lambda w: len(w[0]))
        self.peer, self.steps = peer, []
        for part in (windows[i:i + size] for i in range(0, len(windows), size)):
            batch = batch_of(part)
            scores = peer.encode(batch)[1]
            self.steps.append((batch, [(len(w[0]), peer.cues(s[1:len(w[0]) - 1], w[2])) for w, s in zip(part, scores)]))
    def seconds(self):
        start = time.thread_time()
        for batch, windows in self.steps:
            x, _ = self.peer.encode(batch)
            for row, (length, cues) in zip(x, windows):
                if cues: self.peer.roles(row[1:length - 1], cues)
        return time.thread_time() - start

def engine(program, model, path):
    """Set of kernels, articles, words, seconds of one pass of bench/speed over the file, which reads few articles several times."""
    command = [program, "--model", model, "--kernel", "best", "--passes", "1", "--plain", path]
    out = subprocess.run(command, capture_output=True, text=True, check=True)
    kernel, articles, words, _, seconds = out.stdout.split()
    return kernel, int(articles), int(words), float(seconds)

def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for k in ("speed", "folder"): ap.add_argument("--" + k, required=True)
    ap.add_argument("--model", default="models/avow-en.model"); ap.add_argument("--rounds", type=int, default=5); ap.add_argument("articles")
    a = ap.parse_args()
    peer = Peer(a.model, a.folder)
    with open(a.articles, encoding="utf8") as f: articles = [json.loads(l)["text"] for l in f]
    trials = {size: Job(peer, articles[:16], size) for size in (1, 2, 4, 8)}
    times = {size: min(job.seconds() for _ in range(3)) for size, job in trials.items()}
    size = min(times, key=times.get)
    job, ours, theirs = Job(peer, articles, size), [], []
    for _ in range(a.rounds):
        kernel, count, words, seconds = engine(a.speed, a.model, a.articles)
        ours.append(words / seconds); theirs.append(words * len(articles) / count / job.seconds())
    row = lambda name, x: print(f"| {name} | {statistics.median(x):.0f} | {min(x):.0f}-{max(x):.0f} |")
    print("| one thread, in turns | words/s | least-most |\n|---|--:|--:|")
    row(f"avow, `{kernel}`, from text to result", ours)
    row(f"ONNX Runtime {onnxruntime.__version__}, int8, the network alone, batches of {size}", theirs)
    ratios = [x / y for x, y in zip(ours, theirs)]
    print(f"| ours divided by its | {statistics.median(ratios):.2f} | {min(ratios):.2f}-{max(ratios):.2f} |")
    print("ONNX Runtime's batches, first 16 articles: " + ", ".join(f"{n} {t:.2f} s" for n, t in times.items()))

if __name__ == "__main__":
    main()
