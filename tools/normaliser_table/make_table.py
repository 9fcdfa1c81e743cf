#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes src/signals/tables/normalise_table.inc: for each code point its normalised form, and for
each normalised code point its class.

Sources, all from Debian 12: python3's unicodedata (Unicode 14), the `opencc` program with
libopencc-data (traditional to simplified, one character at a time) and libicu72 (look-alikes:
the skeletons of UTS 39). Run from the repository root:

    python3 tools/normaliser_table/make_table.py > src/signals/tables/normalise_table.inc
"""

import ctypes
import subprocess
import sys
import unicodedata as ud

LIMIT = 0x30000          # code points above are left alone, but for the tags of plane 14
BLOCK = 128
DROP, EXPANSIONS = 1, 0xE000   # cell values; from EXPANSIONS on: index of an expansion
LETTER, WORD, IDEOGRAPH, SEPARATOR, SENTENCE_END, SPACE = range(6)

SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz"))
FILLERS = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180E, 0x2800,
           0x3164, 0xFFA0}
APOSTROPHES = "'`´‘’‚‛ʹʻʼʽˈ′＇｀"
# What neither Unicode nor OpenCC folds, but people write for one another.
PEOPLE = {"妳": "你", "祢": "你", "佢": "他", "牠": "它", "祂": "他", "〇": "0", "…": "…", "⋯": "…",
          "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "€": "€"}


def cjk(point):
    return (0x3400 <= point <= 0x4DBF or 0x4E00 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF
            or 0x20000 <= point <= 0x2FFFF or point == 0x3007)


def simplified():
    """Every ideograph with its simplified form."""
    points = [chr(p) for p in range(LIMIT) if cjk(p) and ud.category(chr(p)) != "Cn"]
    done = subprocess.run(["opencc", "-c", "t2s.json"], input="\n".join(points), text=True,
                          capture_output=True, check=True).stdout.split("\n")
    return {a: b for a, b in zip(points, done) if a != b and len(b) == 1}


class Skeletons:
    """UTS 39 skeletons through ICU's C interface."""

    def __init__(self):
        self.icu = ctypes.CDLL("libicui18n.so.72")
        self.icu.uspoof_open_72.restype = ctypes.c_void_p
        self.status = ctypes.c_int(0)
        self.checker = ctypes.c_void_p(self.icu.uspoof_open_72(ctypes.byref(self.status)))

    def of(self, text):
        data = text.encode()
        out = ctypes.create_string_buffer(256)
        self.status.value = 0
        size = self.icu.uspoof_getSkeletonUTF8_72(self.checker, 0, data, len(data), out, 256,
                                                  ctypes.byref(self.status))
        return out.raw[:size].decode()

    def letter(self, text):
        """The ASCII letter that looks the same, or None."""
        found = self.of(text)
        if len(found) == 1 and found.isascii() and found.isalpha():
            return found.lower()
        return SMALL_CAPITALS.get(found)


def enclosed(point):
    """Letters in circles and squares that compatibility decomposition leaves alone."""
    for first in (0x1F150, 0x1F170, 0x1F1E6):
        if first <= point < first + 26:
            return chr(ord("a") + point - first)
    if 0x2776 <= point <= 0x2793 or 0x24EB <= point <= 0x24FF:
        return str(int(ud.numeric(chr(point))))
    return None


def normal(point, to_simple, skeletons):
    char = chr(point)
    kind = ud.category(char)
    if point in (0x0D, 0x85, 0x2028, 0x2029, 0x0B, 0x0C):
        return "\n"
    if point == 0x0A:
        return "\n"
    if point == 0x09 or kind == "Zs":
        return " "
    if char in PEOPLE:
        return PEOPLE[char]
    if char in APOSTROPHES or point in FILLERS or kind in ("Cc", "Cf", "Mn", "Me"):
        return ""
    if enclosed(point) is not None:
        return enclosed(point)
    if 0xAC00 <= point <= 0xD7A3 or 0x3040 <= point <= 0x30FF:
        return char
    folded = ud.normalize("NFKD", ud.normalize("NFKD", char).casefold())
    kept = [c for c in folded if ud.category(c) not in ("Mn", "Me", "Cf")]
    result = ""
    for each in kept:
        each = PEOPLE.get(each, to_simple.get(each, each))
        if len(each) == 1 and ord(each) > 0x7F and ud.category(each)[0] == "L" and not cjk(ord(each)):
            each = SMALL_CAPITALS.get(each) or skeletons.letter(char if len(kept) == 1 else each) \
                or skeletons.letter(each) or each
        elif 0x2E80 <= ord(each[0]) <= 0x2FDF:
            each = to_simple.get(skeletons.of(each), skeletons.of(each))
        result += "" if each in APOSTROPHES else each
    return " " if result.strip() == "" and result else result


def kind_of(point):
    char = chr(point)
    if char in "。!?\n｡":
        return SENTENCE_END
    if char == " ":
        return SPACE
    if point < 0x80 and char.isalnum():
        return WORD
    if cjk(point):
        return IDEOGRAPH
    return SEPARATOR if ud.category(char)[0] in "PSZC" else LETTER


def blocks_of(cells):
    """Two stages: which block, and the blocks without repetition."""
    index, blocks, seen = [], [], {}
    for at in range(0, len(cells), BLOCK):
        block = tuple(cells[at:at + BLOCK])
        if block not in seen:
            seen[block] = len(blocks)
            blocks.append(block)
        index.append(seen[block])
    return index, [cell for block in blocks for cell in block]


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
    to_simple, skeletons = simplified(), Skeletons()
    cells, expansions, starts = [], [], {}
    for point in range(LIMIT):
        form = chr(point) if 0xD800 <= point < 0xF900 else normal(point, to_simple, skeletons)
        if form == chr(point):
            cells.append(0)
        elif form == "":
            cells.append(DROP)
        elif len(form) == 1 and 1 < ord(form) < EXPANSIONS:
            cells.append(ord(form))
        else:
            if form not in starts:
                starts[form] = len(expansions)
                expansions += [len(form)] + [ord(c) for c in form]
            cells.append(EXPANSIONS + starts[form])
    if len(expansions) > 0x1FFF:
        sys.exit(f"too many expansions: {len(expansions)}")
    index, blocks = blocks_of(cells)
    kind_index, kinds = blocks_of([kind_of(p) for p in range(LIMIT)])
    print("// SPDX-License-Identifier: Apache-2.0")
    print("// Generated by tools/normaliser_table/make_table.py; do not edit. What each cell means is told")
    print("// in signals/normalise.cc. Data: Unicode 14, OpenCC t2s, UTS 39 skeletons.")
    write_array("std::uint16_t", "form_index", index)
    write_array("std::uint16_t", "form_cells", blocks)
    write_array("char32_t", "form_expansions", expansions)
    write_array("std::uint8_t", "kind_index", kind_index)
    write_array("std::uint8_t", "kind_cells", kinds)


main()
