"""The network of a model file as ONNX graphs for ONNX Runtime, quantised to int8 by its own tool: the peer of the engine.

The graphs hold the operators that ONNX Runtime has for BERT (Attention, Gelu; its optimiser fuses the rest), written down at once, which
was faster than what torch.onnx.export gives it to find. Two graphs, as the engine works: the encoder with the cue tagger,
windows in; and the source-and-content tagger, one window and its cues in.
"""
import logging, os, sys
import numpy as np, onnx
from onnx import TensorProto, helper, numpy_helper
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "train"))
import modelfile

OWN = "com.microsoft"                                          # the domain of ONNX Runtime's own operators
FLOAT, INT64, INT32 = TensorProto.FLOAT, TensorProto.INT64, TensorProto.INT32

class Graph:
    """An ONNX graph in the making. Its calls take and return names of tensors."""
    def __init__(self, arrays): self.arrays, self.nodes, self.constants = arrays, [], {}
    def constant(self, value, name=None):
        name = name or f"constant.{len(self.constants)}"
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name
    def array(self, name, transpose=False): return self.constant(self.arrays[name].T if transpose else self.arrays[name], name)
    def node(self, kind, *inputs, **attributes):
        name = f"{kind}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name
    def linear(self, x, name): return self.node("Add", self.node("MatMul", x, self.array(name + ".weights", True)), self.array(name + ".bias"))
    def gelu(self, x): return self.node("Gelu", x, domain=OWN)
    def norm(self, x, name): return self.node("LayerNormalization", x, self.array(name + ".gain"), self.array(name + ".bias"), epsilon=1e-12)
    def cut(self, x, start, end, axis):
        """x[start:end] along an axis; end may be the name of a tensor"""
        return self.node("Slice", x, self.constant(np.array([start])), end if isinstance(end, str) else self.constant(np.array([end])),
                         self.constant(np.array([axis])))
    def model(self, name, inputs, outputs):
        nodes = self.nodes + [helper.make_node("Identity", [at], [out]) for out, at, _ in outputs]
        graph = helper.make_graph(nodes, name, [helper.make_tensor_value_info(*i) for i in inputs],
                                  [helper.make_tensor_value_info(out, FLOAT, shape) for out, _, shape in outputs], list(self.constants.values()))
        return helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(OWN, 1)])

def encoder(m):
    """ids, shapes: windows x pieces with [CLS] and [SEP]; lengths: the pieces of each window. -> x, cue"""
    g, c = Graph(m.arrays), m.config
    count = g.cut(g.node("Shape", "ids"), 1, 2, 0)
    x = g.node("Add", g.node("Gather", g.array("word"), "ids"), g.node("Gather", g.array("shape"), "shapes"))
    x = g.norm(g.node("Add", x, g.cut(g.array("position"), 0, count, 0)), "norm")
    for l in range(c["layers"]):
        part = lambda name: f"layer.{l}.{name}"
        a = g.node("Attention", x, g.array(part("qkv.weights"), True), g.array(part("qkv.bias")), "lengths", domain=OWN, num_heads=c["heads"])
        x = g.norm(g.node("Add", g.linear(a, part("out")), x), part("norm1"))
        x = g.norm(g.node("Add", g.linear(g.gelu(g.linear(x, part("up"))), part("down")), x), part("norm2"))
    cells = ["windows", "pieces"]
    return g.model("encoder", [("ids", INT64, cells), ("shapes", INT64, cells), ("lengths", INT32, cells[:1])],
                   [("x", x, cells + [c["width"]]), ("cue", g.linear(x, "cue"), cells + [c["cue_tags"]])])

def roles(m):
    """x: pieces x width, one window without [CLS] and [SEP]; mean: cues x pieces, 1 / pieces of the cue on these; place: cues
    x pieces, the bucket of each piece's distance, plus the number of buckets on the cue itself. -> role"""
    g, c = Graph(m.arrays), m.config
    r = c["role_width"]
    given = g.node("Unsqueeze", g.linear(g.node("MatMul", "mean", "x"), "role.given"), g.constant(np.array([1])))
    near = g.constant(np.concatenate([m.arrays["role.dist"], m.arrays["role.dist"] + m.arrays["role.flag"]]))
    z = g.node("Mul", g.linear("x", "role.token"), g.node("Add", g.cut(given, r, 2 * r, 2), g.constant(np.float32(1))))
    y = g.gelu(g.node("Add", g.node("Add", z, g.cut(given, 0, r, 2)), g.node("Gather", near, "place")))
    for i, d in enumerate(m.dilations):
        pad = g.node("Pad", y, g.constant(np.array([0, d, 0, 0, d, 0])))
        stack = g.node("Concat", g.cut(pad, 0, -2 * d, 1), g.cut(pad, d, -d, 1), g.cut(pad, 2 * d, 2**31, 1), axis=2)
        out = g.gelu(g.linear(stack, f"role.conv.{i}"))
        y = out if i == 0 else g.node("Add", y, out)
    cells = ["cues", "pieces"]
    return g.model("roles", [("x", FLOAT, ["pieces", c["width"]]), ("mean", FLOAT, cells), ("place", INT64, cells)],
                   [("role", g.linear(y, "role.out"), cells + [c["role_tags"]])])

def build(path, folder):
    """Writes encoder.onnx and roles.onnx of the model file, in int8, to the folder."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    logging.getLogger().setLevel(logging.ERROR)                # it would advise to pre-process at each call
    m = modelfile.Model(path)
    for name, make in (("encoder", encoder), ("roles", roles)):
        whole = os.path.join(folder, name + "-float.onnx")
        onnx.save(make(m), whole)
        quantize_dynamic(whole, os.path.join(folder, name + ".onnx"), per_channel=True, weight_type=QuantType.QInt8,
                         op_types_to_quantize=["MatMul", "Attention"], extra_options={"DefaultTensorType": FLOAT})
    return m
