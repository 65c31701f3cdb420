#!/usr/bin/env python3
"""plot.py MEASURED.json PLOT.svg - accuracy against speed, of what bench/peers.py measured (bench/peers.json), or of our own networks of several
sizes (bench/frontier.json): a column a reader, a mark a role. Colours follow the reader's light or dark mode."""
import json, math, sys

ROLES = (("source", "circle"), ("cue", "square"), ("content", "diamond"))
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 360, 56, 24, 56, 48
STYLE = """text { font: 13px sans-serif; fill: #1f2328 } .small { font-size: 12px; fill: #59636e } .grid { stroke: #d1d9e0 } .bar { stroke: #59636e }
.source { fill: #0969da } .cue { fill: #9a6700 } .content { fill: #1a7f37 }
@media (prefers-color-scheme: dark) { text { fill: #f0f6fc } .small { fill: #9198a1 } .grid { stroke: #3d444d } .bar { stroke: #9198a1 }
.source { fill: #4493f8 } .cue { fill: #d29922 } .content { fill: #3fb950 } }"""

def mark(role, shape, x, y):
    if shape == "circle": return f'<circle class="{role}" cx="{x:.1f}" cy="{y:.1f}" r="6"/>'
    turn = f' transform="rotate(45 {x:.1f} {y:.1f})"' if shape == "diamond" else ""
    return f'<rect class="{role}" x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"{turn}/>'

def text(x, y, words, anchor="middle", kind=""):
    words = words.replace("&", "&amp;").replace("<", "&lt;")
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{kind and f" class={chr(34)}{kind}{chr(34)}"}>{words}</text>'

def main():
    with open(sys.argv[1]) as f: rows = json.load(f)
    speeds = [r["articles_a_second"] for r in rows]
    steps = [m * 10.0 ** k for k in range(-4, 5) for m in (1, 2, 5)]
    low, high = max(v for v in steps if v < min(speeds) / 1.3), min(v for v in steps if v > max(speeds) * 1.3)
    least = min(v for r in rows for v in r["exact_f1"].values() if v is not None)
    floor = 10 * int((least - 1) / 10) if least > 50 else 0
    ceiling, step = (90, 5) if floor else (100, 20)
    x = lambda v: LEFT + (WIDTH - LEFT - RIGHT) * math.log10(v / low) / math.log10(high / low)
    y = lambda v: TOP + (HEIGHT - TOP - BOTTOM) * (1 - (v - floor) / (ceiling - floor))
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">', f"<style>{STYLE}</style>",
           "<title>Exact F1 of source, cue and content against articles a second on one core</title>"]
    for v in range(floor, ceiling + 1, step):
        out += [f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(v):.1f}" y2="{y(v):.1f}"/>',
                text(LEFT - 8, y(v) + 4, str(v), "end", "small")]
    for v in (v for v in steps if low <= v <= high):
        out += [f'<line class="grid" y1="{TOP}" y2="{HEIGHT - BOTTOM}" x1="{x(v):.1f}" x2="{x(v):.1f}"/>',
                text(x(v), HEIGHT - BOTTOM + 18, f"{v:g}", "middle", "small")]
    for i, (role, shape) in enumerate(ROLES): out += [mark(role, shape, LEFT + 14 + 90 * i, 18), text(LEFT + 26 + 90 * i, 22, role, "start")]
    out.append(text(WIDTH - RIGHT, 22, "exact F1 on PolNeAR dev", "end", "small"))
    out.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "articles a second, one core", "middle", "small"))
    last = -WIDTH
    for row in sorted(rows, key=lambda r: r["articles_a_second"]):
        found = {r: v for r, v in row["exact_f1"].items() if v is not None}
        at = x(row["articles_a_second"])
        out.append(f'<line class="bar" x1="{at:.1f}" x2="{at:.1f}" y1="{y(max(found.values())):.1f}" y2="{y(min(found.values())):.1f}"/>')
        out += [mark(role, shape, at, y(found[role])) for role, shape in ROLES if role in found]
        name = "spaCy, textacy" if "textacy" in row["name"] else row["name"].split()[0] if floor == 0 else row["name"]
        beside = at - last < 80                                              # its name would touch the one before: below, then
        out.append(text(at, y(min(found.values())) + 24 if beside else y(max(found.values())) - 12, name))
        last = at
    with open(sys.argv[2], "w", encoding="utf8") as f: f.write("\n".join(out) + "\n</svg>\n")

main()
