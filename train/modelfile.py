"""The model file of doc/model-format.md in Python: a dictionary of float arrays goes in, the same dictionary comes out.

The dictionary's keys are the section names; of a linear, `x.weights` (outputs x inputs) and `x.bias` stand for all four
sections. write() quantises what the file holds as int8, Model() reads a file, checks it and gives the arrays back
dequantised, so that a test or a training script can compute with exactly the numbers that the C engine sees.
"""
import struct
import numpy as np
import xxhash

MAGIC, VERSION = b"AVOWMDL\0", 7
TYPES = [np.dtype(t) for t in ("u1", "i1", "<f4", "<i4", "<u4")]
CONFIG = ("layers width heads inner vocabulary positions shapes cue_tags role_tags role_width conv_width buckets convs").split()
WINDOWS = "core_min core_max left right".split()
WIDTHS = "form_width link_width link_inner wide mention_layers".split()
FIXED = {"mention": 11, "mention.last": 11, "inner": 3, "inner.role": 5, "addressee": 3, "act": 12, "speaker.type": 7, "link.out": 1}      # outputs that no number of the config says
up = lambda n, to: -(-n // to) * to

def quantise(w):
    """Symmetric int8, one scale a row, to the bit what train/net.py's fake_quant does."""
    s = (np.maximum(np.abs(w).max(1, keepdims=True), np.float32(1e-8)) / np.float32(127)).astype(np.float32)
    return np.clip(np.rint(w / s), -127, 127).astype(np.int8), s[:, 0]

def pack(q):
    """outputs x inputs -> [outputs/16][inputs/4][16][4], outputs filled up with zeros"""
    n, k = q.shape
    assert k % 16 == 0, "a linear's inputs are a multiple of 16"
    p = np.zeros((up(n, 16), k), np.int8); p[:n] = q
    return p.reshape(-1, 16, k // 4, 4).transpose(0, 2, 1, 3).reshape(-1, 16 * k)

def unpack(p):
    k = p.shape[1] // 16
    return p.reshape(-1, k // 4, 16, 4).transpose(0, 2, 1, 3).reshape(-1, k)

def row(x, n=0):
    """A vector as one row, filled up with zeros to n."""
    return np.pad(x, (0, max(0, n - len(x))))[None]

def sections(arrays):
    """(name, array of two dimensions) for each section that the float arrays make."""
    for name, a in arrays.items():
        a = np.ascontiguousarray(a, np.float32)
        base, _, last = name.rpartition(".")
        if last == "weights":
            q, s = quantise(a); n = up(len(q), 16)
            yield name, pack(q)
            yield base + ".scale", row(s, n)
            yield base + ".sum", row(q.sum(1, dtype=np.int32), n)
        elif name == "word":
            q, s = quantise(a)
            yield name, q
            yield name + ".scale", row(s)
        elif name == "act.wide":                                    # one scale an act, and in a second row what is added once
            q, s = quantise(a[:-1].T)
            yield name, q.T
            yield name + ".scale", np.stack([s, a[-1]])
        elif a.ndim == 1: yield name, row(a, up(len(a), 16) if base + ".weights" in arrays else 0)
        else: yield name, a

def config_row(config, dilations, windows):
    filled = list(dilations) + [0] * (8 - len(dilations))
    return np.array([[config[k] for k in CONFIG] + filled + [windows[k] for k in WINDOWS] + [config[k] for k in WIDTHS]], np.uint32)

def assemble(parts):
    """[(name, array of two dimensions)] -> the file's bytes"""
    table, at, body = b"", 64 + 64 * len(parts), []
    for name, a in parts:
        a = np.ascontiguousarray(a, a.dtype.newbyteorder("<"))
        assert len(name) < 32 and a.ndim == 2, name
        table += struct.pack("<32sIIIIQQ", name.encode("ascii"), TYPES.index(a.dtype), *a.shape, 0, at, a.nbytes)
        body.append(a.tobytes().ljust(up(a.nbytes, 64), b"\0")); at += up(a.nbytes, 64)
    return seal(struct.pack("<8sIIQQ32x", MAGIC, VERSION, len(parts), at, 0) + table + b"".join(body))

def seal(data):
    """Puts the checksum where it belongs."""
    return data[:24] + struct.pack("<Q", xxhash.xxh3_64_intdigest(data[:24] + data[32:])) + data[32:]

def write(path, metadata, config, dilations, windows, vocabulary, arrays):
    """metadata: [(key, value)], name first; vocabulary: the pieces. Returns the file's bytes."""
    assert metadata[0][0] == "name" and not any("\n" in k + v or ":" in k for k, v in metadata)
    assert len(vocabulary) == config["vocabulary"] and not any("\n" in p or not p for p in vocabulary)
    text = lambda lines: np.frombuffer("".join(l + "\n" for l in lines).encode("utf8"), np.uint8)[None]
    parts = [("metadata", text(f"{k}: {v}" for k, v in metadata)), ("config", config_row(config, dilations, windows)),
             ("vocabulary", text(vocabulary)), *sections(arrays)]
    assert all(np.isfinite(a).all() and np.abs(a).max(initial=0) <= 1e4 for _, a in parts if a.dtype == np.float32)
    data = assemble(parts)
    with open(path, "wb") as f: f.write(data)
    return data

class Model:
    """A model file read back: metadata, config, dilations, windows, vocabulary; raw (the sections as stored) and arrays
    (floats, dequantised, as write() took them)."""
    def __init__(self, path):
        data = open(path, "rb").read()
        magic, version, count, size, checksum = struct.unpack_from("<8sIIQQ", data)
        assert magic == MAGIC and version == VERSION and size == len(data) and seal(data) == data, f"{path} is no sound model file"
        self.raw = {}
        for i in range(count):
            name, kind, rows, cols, _, at, size = struct.unpack_from("<32sIIIIQQ", data, 64 + 64 * i)
            self.raw[name.rstrip(b"\0").decode()] = np.frombuffer(data, TYPES[kind], rows * cols, at).reshape(rows, cols)
        text = lambda name: self.raw[name].tobytes().decode("utf8").split("\n")[:-1]
        numbers = [int(x) for x in self.raw["config"][0]]
        self.checksum, self.vocabulary = checksum, text("vocabulary")
        self.metadata = [tuple(l.split(": ", 1)) for l in text("metadata")]
        self.config = dict(zip(CONFIG, numbers)) | dict(zip(WIDTHS, numbers[25:30]))
        self.windows = dict(zip(WINDOWS, numbers[21:25]))
        self.dilations = numbers[13:13 + self.config["convs"]]
        self.arrays = {n: self.floats(n) for n, a in self.raw.items() if a.dtype in TYPES[1:3] and not n.endswith(".scale")}
    def outputs(self, linear):
        """Number of outputs of a linear: the file stores it filled up to a multiple of 16."""
        c = self.config
        return {"cue": c["cue_tags"], "role.out": c["role_tags"], **FIXED}.get(linear, self.raw[linear + ".scale"].size)
    def floats(self, name):
        a, (base, _, last) = self.raw[name], name.rpartition(".")
        if name == "act.wide": return np.vstack([a * self.raw["act.wide.scale"][:1], self.raw["act.wide.scale"][1:]])
        if name == "word": return a * self.raw["word.scale"].T
        if last == "weights": return (unpack(a) * self.raw[base + ".scale"].T)[:self.outputs(base)]
        if last == "bias" and base + ".weights" in self.raw: return a[0, :self.outputs(base)]
        return a[0] if last in ("gain", "bias", "flag") else a
