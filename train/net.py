"""The network: a BERT encoder with a shape embedding, a cue tagger, and a source-and-content tagger asked once a cue.

Every matrix product goes through Linear below, which can imitate the engine's int8 arithmetic (fake quantisation with a
straight-through gradient, Jacob et al. 2018) so that the last epoch learns to live with it.
"""
import math
import torch, torch.nn as nn, torch.nn.functional as F

SHAPES, ROLE_WIDTH, CONV_WIDTH, BUCKETS = 16, 256, 128, 64
CUE_TAGS, ROLE_TAGS = 3, 5           # O B I; O B-source I-source B-content I-content
DILATIONS = (1, 2, 4)
ILLEGAL = -1e4

def fake_quant(x, dim):
    """Symmetric int8 along dim: one scale a row."""
    s = x.detach().abs().amax(dim, keepdim=True).clamp(min=1e-8) / 127
    return x + ((x / s).round() * s - x).detach()

class Linear(nn.Linear):
    quant = False                    # set on the class: all of them or none
    def forward(self, x):
        if not Linear.quant: return super().forward(x)
        return F.linear(fake_quant(x, -1), fake_quant(self.weight, -1), self.bias)

class Dropout(nn.Module):
    """Dropout whose mask is a random slice of a pool of random bits: torch's CPU generator costs a quarter of a step."""
    pool = {}
    def __init__(self, p): super().__init__(); self.p = p
    def forward(self, x):
        if not self.training or self.p == 0: return x
        n, size = x.numel(), 1 << 23
        if self.p not in Dropout.pool or torch.randint(200, ()) == 0:
            Dropout.pool[self.p] = ((torch.rand(size) >= self.p) / (1 - self.p)).to(torch.bfloat16)
        pool = Dropout.pool[self.p]
        if n > size: return F.dropout(x, self.p)
        at = int(torch.randint(size - n + 1, ()))
        return x * pool[at:at + n].view(x.shape).to(x.dtype)

class Layer(nn.Module):
    def __init__(self, h, inter, heads, drop):
        super().__init__()
        self.heads, self.drop = heads, Dropout(drop)
        self.query, self.key, self.value, self.out = (Linear(h, h) for _ in range(4))
        self.up, self.down = Linear(h, inter), Linear(inter, h)
        self.norm1, self.norm2 = nn.LayerNorm(h, eps=1e-12), nn.LayerNorm(h, eps=1e-12)
    def forward(self, x, mask):
        B, T, h = x.shape
        q, k, v = (f(x).view(B, T, self.heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)   # no dropout here: the fused path has none
        a = self.out(a.transpose(1, 2).reshape(B, T, h))
        x = self.norm1(x + self.drop(a))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))

class Encoder(nn.Module):
    def __init__(self, tensors, heads=12, drop=0.1, layers=0):
        super().__init__()
        V, h = tensors["embeddings.word_embeddings.weight"].shape
        n = 1 + max(int(k.split(".")[2]) for k in tensors if k.startswith("encoder.layer."))
        self.word, self.pos = nn.Embedding(V, h), nn.Embedding(512, h)
        self.case, self.line, self.quote = nn.Embedding(4, h), nn.Embedding(2, h), nn.Embedding(2, h)
        for e in (self.case, self.line, self.quote): nn.init.zeros_(e.weight)
        self.norm, self.drop = nn.LayerNorm(h, eps=1e-12), Dropout(drop)
        inter = tensors["encoder.layer.0.intermediate.dense.weight"].shape[0]
        self.layers = nn.ModuleList(Layer(h, inter, heads, drop) for _ in range(layers or n))
        self.load(tensors)
    @torch.no_grad()
    def load(self, t):
        self.word.weight.copy_(t["embeddings.word_embeddings.weight"])
        self.pos.weight.copy_(t["embeddings.position_embeddings.weight"] + t["embeddings.token_type_embeddings.weight"][0])
        def put(mod, name):
            mod.weight.copy_(t[name + ".weight"]); mod.bias.copy_(t[name + ".bias"])
        put(self.norm, "embeddings.LayerNorm")
        for i, l in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for mod, name in ((l.query, "attention.self.query"), (l.key, "attention.self.key"), (l.value, "attention.self.value"),
                              (l.out, "attention.output.dense"), (l.norm1, "attention.output.LayerNorm"),
                              (l.up, "intermediate.dense"), (l.down, "output.dense"), (l.norm2, "output.LayerNorm")):
                put(mod, p + name)
    def forward(self, ids, shapes, mask):
        """ids, shapes: B x T (with [CLS] and [SEP], shape 0); mask: B x T, true where a piece stands -> B x T x h"""
        x = self.word(ids) + self.pos.weight[:ids.shape[1]] + self.case(shapes >> 2) + self.line(shapes >> 1 & 1) + self.quote(shapes & 1)
        x = self.drop(self.norm(x))
        m = mask[:, None, None, :]
        for l in self.layers: x = l(x, m)
        return x

class Conv(nn.Module):
    """Width-3 dilated convolution along the window written as a Linear over three stacked rows, as the engine runs it."""
    def __init__(self, i, o, d):
        super().__init__(); self.lin, self.d = Linear(3 * i, o), d
    def forward(self, x):                       # C x T x i
        d = self.d; p = F.pad(x, (0, 0, d, d)); T = x.shape[1]
        return self.lin(torch.cat([p[:, :T], p[:, d:d + T], p[:, 2 * d:2 * d + T]], -1))

class Mentions(nn.Module):
    """The tagger of names, descriptions and pronouns. It reads the vectors that the lower half of the encoder's layers make: what a word is
    called by shows there, and the layers above forget it for the attributions' sake (Tenney et al. 2019, "BERT Rediscovers the Classical NLP
    Pipeline"). What the last layer still knows, of the names of people above all, is added."""
    def __init__(self, h, tags):
        super().__init__()
        self.token, self.drop = Linear(h, CONV_WIDTH), Dropout(0.15)
        self.conv = nn.ModuleList(Conv(CONV_WIDTH, CONV_WIDTH, d) for d in DILATIONS[:2])
        self.out, self.last, self.trans = Linear(CONV_WIDTH, tags), Linear(h, tags), nn.Parameter(torch.zeros(tags, tags))
    def forward(self, x, last, live):
        """x, last: B x T x h, of the lower layers and of all, [CLS] and [SEP] left out; live: B x T, true where a piece stands -> B x T x tags"""
        live = live[..., None]
        x = F.gelu(self.token(self.drop(x))) * live
        for c in self.conv: x = x + F.gelu(c(self.drop(x))) * live
        return self.out(self.drop(x)) + self.last(self.drop(last))

class Addressee(nn.Module):
    """Whom a statement is said to: a score of each piece near the cue as the first of the words that name them, as one of them, and as their
    last. A span's score is their sum, and one span or none is chosen. It reads what mentions are read off, for what is a name or a
    description and where it ends, and the role tagger's features, for what the cue makes of it."""
    def __init__(self, h, width):
        super().__init__()
        self.low, self.seen, self.out = Linear(3 * h, width), Linear(CONV_WIDTH, width), Linear(width, 3)
        self.place, self.role, self.none = nn.Embedding(BUCKETS, width), nn.Linear(3, width, bias=False), nn.Parameter(torch.zeros(1))
        nn.init.normal_(self.place.weight, std=0.05)
        self.drop = Dropout(0.3)
    def forward(self, low, seen, place, role):
        """low: N x T x 3h, the vectors before, at and behind a piece; seen: N x T x CONV_WIDTH; place: N x T, of buckets(); role: N x T x 3, 1 on the
        pieces of cue, source, content -> N x T x 3"""
        return self.out(self.drop(F.gelu(self.low(self.drop(low)) + self.seen(self.drop(seen)) + self.place(place) + self.role(role))))
    def spans(self, scores, live, most):
        """scores: N x T x 3; live: N x T, true where a piece stands -> N x (1 + T * most): of none, then of the spans by first piece and by length,
        1 to most"""
        N, L, _ = scores.shape
        first, last = (scores[..., k].masked_fill(~live, -1e4) for k in (0, 2))
        sums = F.pad((scores[..., 1] * live).cumsum(1), (1, 0))
        end = torch.arange(L)[:, None] + torch.arange(most)
        over, end = end >= L, end.clamp(max=L - 1)
        s = first[..., None] + last[:, end] + sums[:, end + 1] - sums[:, :L, None]
        return torch.cat([self.none.expand(N, 1), s.masked_fill(over, -1e9).reshape(N, -1)], 1)

class Statement(nn.Module):
    """What a statement that has been found is: its act, its speaker's type, and where its content holds cues of other statements. It reads the
    statement's own pieces alone, one behind the other, so what stands between source and content is out of the way; their vectors behind the
    lower layers and behind all side by side, for the last one's have learnt to pass over cues within contents, and those less."""
    POOLED = 8
    def __init__(self, h, form, acts, types):
        super().__init__()
        self.token, self.role = Linear(2 * h, CONV_WIDTH), nn.Embedding(3, CONV_WIDTH)
        self.conv = nn.ModuleList(Conv(CONV_WIDTH, CONV_WIDTH, d) for d in DILATIONS)
        self.cue, self.look = Linear(CONV_WIDTH, CUE_TAGS), nn.Linear(CONV_WIDTH, 4, bias=False)
        self.form, self.act, self.kind = Linear(self.POOLED * CONV_WIDTH, form), Linear(form, acts), Linear(form, types)
        self.drop = nn.Dropout(0.3)
    def forward(self, x, role):
        """x: N x T x 2h; role: N x T, 0 cue, 1 source, 2 content, -1 past the end -> N x T x CONV_WIDTH"""
        live = (role >= 0)[..., None]
        y = F.gelu(self.token(self.drop(x)) + self.role(role.clamp(min=0))) * live
        for c in self.conv: y = y + F.gelu(c(self.drop(y))) * live
        return y
    def cues(self, y): return self.cue(self.drop(y))
    def forms(self, y, role):
        """(scores of acts, of types) by the means over cue, source and content, the most of the content, and four looks at all (softmax)"""
        mask = (role[..., None] == torch.arange(3)).float()
        mean = (mask.transpose(1, 2) @ y) / mask.sum(1)[..., None].clamp(min=1)
        most = y.masked_fill((role != 2)[..., None], -1e4).amax(1) * mask[..., 2].amax(1, keepdim=True)
        look = self.look(self.drop(y)).masked_fill((role < 0)[..., None], -1e4).softmax(1)
        z = self.drop(F.gelu(self.form(self.drop(torch.cat([mean.flatten(1), most, (look.transpose(1, 2) @ y).flatten(1)], 1)))))
        return self.act(z), self.kind(z)

class InnerRoles(nn.Module):
    """Source and content of a statement within another's content, by its cue: as Net.roles, over the pieces and vectors that Statement reads of
    the one around it."""
    def __init__(self, h):
        super().__init__()
        self.token, self.given = Linear(2 * h, ROLE_WIDTH), Linear(2 * h, 2 * ROLE_WIDTH)
        self.dist, self.flag, self.within = nn.Embedding(BUCKETS, ROLE_WIDTH), nn.Parameter(torch.zeros(ROLE_WIDTH)), nn.Embedding(3, ROLE_WIDTH)
        nn.init.normal_(self.dist.weight, std=0.1)
        self.conv = nn.ModuleList(Conv(CONV_WIDTH if i else ROLE_WIDTH, CONV_WIDTH, d) for i, d in enumerate(DILATIONS))
        self.role, self.trans = Linear(CONV_WIDTH, ROLE_TAGS), nn.Parameter(torch.zeros(ROLE_TAGS, ROLE_TAGS))
        self.drop = nn.Dropout(0.3)
    def forward(self, x, within, cue):
        """x, within: as Statement's x and role; cue: N x T, 1 on the cue's pieces -> N x T x ROLE_TAGS; what is no content has none"""
        live = (within >= 0)[..., None]
        x = self.drop(x)
        add, mul = self.given((cue[:, None] @ x).squeeze(1) / cue.sum(1, keepdim=True)).chunk(2, -1)
        y = F.gelu(self.token(x) * (1 + mul[:, None]) + add[:, None] + self.dist(buckets(cue)) + cue[..., None] * self.flag + self.within(within.clamp(min=0))) * live
        for i, c in enumerate(self.conv):
            z = F.gelu(c(self.drop(y))) * live
            y = z if i == 0 else y + z
        e = self.role(self.drop(y))
        return torch.cat([e[..., :1], e[..., 1:].masked_fill((within != 2)[..., None], ILLEGAL)], -1)

class Net(nn.Module):
    def __init__(self, tensors, heads=12, drop=0.1, head_drop=0.2, layers=0):
        super().__init__()
        self.enc = Encoder(tensors, heads, drop, layers)
        h, self.mention_layers = self.enc.norm.weight.numel(), len(self.enc.layers) // 2
        self.drop = Dropout(head_drop)
        self.cue = Linear(h, CUE_TAGS)
        self.token, self.given = Linear(h, ROLE_WIDTH), Linear(h, 2 * ROLE_WIDTH)    # given: added and multiplied
        self.dist, self.flag = nn.Embedding(BUCKETS, ROLE_WIDTH), nn.Parameter(torch.zeros(ROLE_WIDTH))
        nn.init.normal_(self.dist.weight, std=0.1)
        self.conv = nn.ModuleList(Conv(ROLE_WIDTH if i == 0 else CONV_WIDTH, CONV_WIDTH, d) for i, d in enumerate(DILATIONS))
        self.role = Linear(CONV_WIDTH, ROLE_TAGS)
        for tags, name in ((CUE_TAGS, "cue_trans"), (ROLE_TAGS, "role_trans")):
            self.register_parameter(name, nn.Parameter(torch.zeros(tags, tags)))     # [from, to]
    def roles(self, H, win, cue):
        """H: B x T x h; win: C (the window of each cue); cue: C x T, 1 on the cue's pieces -> C x T x ROLE_TAGS"""
        P = self.token(H)[win]
        B, T, h = H.shape
        w = torch.zeros(len(win), B, T); w[torch.arange(len(win)), win] = cue / cue.sum(1, keepdim=True)
        add, mul = self.given(w.view(len(win), B * T).to(H.dtype) @ H.reshape(B * T, h)).chunk(2, -1)
        x = P * (1 + mul[:, None]) + add[:, None] + self.dist(buckets(cue)) + cue[..., None] * self.flag
        x = F.gelu(x)
        for i, c in enumerate(self.conv):
            y = F.gelu(c(self.drop(x)))
            x = y if i == 0 else x + y
        return self.role(self.drop(x))

def buckets(cue):
    """Signed distance of each piece from the cue's first piece, in thirds of octaves, 0..62 with 31 at the cue."""
    pos = torch.arange(cue.shape[1])[None] - cue.argmax(1)[:, None]
    table = bucket_table(cue.shape[1])
    return 31 + torch.sign(pos) * table[pos.abs()]

def bucket_table(n):
    return torch.tensor([min(30, int(math.floor(3 * math.log2(d + 1) + 1e-9))) for d in range(n)])

def legal(trans):
    """Adds ILLEGAL where an inside tag does not follow its own begin or inside tag."""
    K = trans.shape[0]; bad = torch.zeros(K, K)
    for k in range(2, K, 2):
        for j in range(K):
            if j not in (k - 1, k): bad[j, k] = ILLEGAL
    return trans + bad

def start_scores(K):
    s = torch.zeros(K); s[2::2] = ILLEGAL
    return s

def crf_nll(emit, tags, lengths, trans):
    """Negative log likelihood of a linear-chain CRF, one a row. emit: N x T x K, tags: N x T, lengths: N."""
    N, T, K = emit.shape; tr = legal(trans)
    live = torch.arange(T)[None] < lengths[:, None]
    gold = emit.gather(2, tags[..., None]).squeeze(2)
    step = tr[tags[:, :-1], tags[:, 1:]]
    score = (gold * live).sum(1) + (step * live[:, 1:]).sum(1)
    a = emit[:, 0] + start_scores(K)
    for t in range(1, T):
        b = torch.logsumexp(a[:, :, None] + tr[None], 1) + emit[:, t]
        a = torch.where(live[:, t, None], b, a)
    return torch.logsumexp(a, 1) - score

def viterbi(emit, trans):
    """emit: T x K tensor -> list of T tags. Ties go to the lower tag, as in the engine."""
    import numpy as np
    e, tr = emit.numpy().astype("float32"), legal(trans.detach()).numpy()
    a, back = e[0] + start_scores(e.shape[1]).numpy(), []
    for t in range(1, len(e)):
        m = a[:, None] + tr; i = m.argmax(0); back.append(i); a = m[i, np.arange(len(i))] + e[t]
    tags = [int(a.argmax())]
    for i in reversed(back): tags.append(int(i[tags[-1]]))
    return tags[::-1]

def runs(tags, begin):
    """[(first, end)] of the spans that open with tag begin and go on with begin + 1."""
    out, cur = [], None
    for k, x in enumerate(list(tags) + [-1]):
        if cur is not None and x != begin + 1: out.append((cur, k)); cur = None
        if x == begin: cur = k
    return out
