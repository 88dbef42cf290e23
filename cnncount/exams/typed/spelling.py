"""The signs of a typed answer, written in one way: full-width digits, LaTeX, Markdown, drawn signs.

Every character keeps the offset at which it was typed, so that messages can point to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

_SIGNS = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t\r\n", " "),
        **dict.fromkeys("\u2217\u204e\u2731", "*"),
        **dict.fromkeys("\u2715\u2716\u2a2f\u2a09\u0445\u0425", "\u00d7"),
        **dict.fromkeys("\u2219\u22c5\u30fb\uff65\u2027\u2022\u318d", "\u00b7"),
        **dict.fromkeys("\u00f7\u2215\u2044", "/"),
        **dict.fromkeys("\u2212\u2010\u2011\u2012\ufe63\u2500", "-"),
        **dict.fromkeys("\u223c\u301c", "~"),
        **dict.fromkeys("\u2252\u2243\u2245\u2248", "\u2248"),
        **dict.fromkeys("\u21d2\u27f6\u27a1\u21fe\u27f9\u25b6", "\u2192"),
        **dict.fromkeys("\u2018\u2019\u02b9", "'"),
        **dict.fromkeys("\u230a\u23a3", "\u230a"),
        **dict.fromkeys("\u3010\u3014", "["),
        **dict.fromkeys("\u3011\u3015", "]"),
    }
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text and, for each of its characters and its end, the offset at which it was typed."""

    text: str
    offsets: tuple[int, ...]

    def replaced(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> Spelling:
        """The text with each match replaced; what is new counts as typed where the match began."""
        pieces: list[str] = []
        offsets: list[int] = []
        end = 0
        for found in pattern.finditer(self.text):
            new = by(found)
            pieces += [self.text[end : found.start()], new]
            offsets += self.offsets[end : found.start()]
            offsets += [self.offsets[found.start()]] * len(new)
            end = found.end()
        pieces.append(self.text[end:])
        offsets += self.offsets[end:]
        return Spelling("".join(pieces), tuple(offsets))

    def cut(self, start: int, end: int | None = None) -> Spelling:
        """What lies between two offsets of this text, without the spaces around it."""
        inner = self.text[start:end]
        first = start + len(inner) - len(inner.lstrip())
        last = first + len(inner.strip())
        return Spelling(self.text[first:last], self.offsets[first : last + 1])

    @property
    def column(self) -> int:
        """Where it begins."""
        return self.offsets[0]


_LATEX = {
    "times": "\u00d7",
    "cdot": "\u00b7",
    "ast": "*",
    "div": "/",
    "lfloor": "\u230a",
    "rfloor": "\u230b",
    "lceil": "\u2308",
    "rceil": "\u2309",
    "approx": "\u2248",
    "simeq": "\u2248",
    "to": "\u2192",
    "rightarrow": "\u2192",
    "Rightarrow": "\u2192",
    "implies": "\u2192",
    "pm": "\u00b1",
    **dict.fromkeys(
        ("left", "right", "big", "Big", "bigl", "bigr", "quad", "qquad", "displaystyle"), ""
    ),
    **dict.fromkeys(("text", "mathrm", "textrm", "mathbf", "textbf", "operatorname"), ""),
    "ge": "\u2265",
    "geq": "\u2265",
    "le": "\u2264",
    "leq": "\u2264",
}
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_GROUP_COMMA = re.compile(r"\{,\}")
_THIN_SPACE = re.compile(r"\\[,!;:]|(?<=\d)~(?=\d{3}\b)")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_ESCAPED = re.compile(r"\\[()\[\]\\]|\\(?=[%&#_$ ])")
_DECORATION = re.compile(r"[`$&]|^\s*\*\*(?=[^*\s])|(?<=[^*\s])\*\*\s*$|[\u2713\u2714\u2705]")
_SWISS = re.compile(r"(?<=\d)'(?=\d{3}(?!\d))")
_INDIAN = re.compile(r"(?<![\d,.])\d{1,2}(?:,\d{2})+,\d{3}(?![\d,])")
_ABROAD = re.compile(r"(?<=\d)( ?)(mio|mn|mrd|bn)\b\.?", re.IGNORECASE)
_WORDS_IN_BRACKETS = re.compile(r"\[([A-Za-z가-힣 ]+)\]")
_SMALL_M = re.compile(r"(?<=\d)( ?)m(?![A-Za-z0-9\u00b2\u00b3^])")


def spelled(typed: str) -> Spelling:
    """A typed answer with its signs in one way of writing."""
    spelling = Spelling(typed.translate(_SIGNS), tuple(range(len(typed) + 1)))
    spelling = spelling.replaced(_GROUP_COMMA, lambda found: ",")
    if "\\" in typed or "$" in typed:
        spelling = _from_latex(spelling)
    spelling = spelling.replaced(_DECORATION, lambda found: " " * len(found[0]))
    spelling = spelling.replaced(_SWISS, lambda found: ",")
    spelling = spelling.replaced(_INDIAN, lambda found: found[0].replace(",", ""))
    spelling = spelling.replaced(_ABROAD, lambda found: f"{found[1]}{_SCALES[found[2].lower()]}")
    spelling = spelling.replaced(_WORDS_IN_BRACKETS, lambda found: f"({found[1]})")
    return korean(spelling.replaced(_SMALL_M, lambda found: f"{found[1]}M"))


def _from_latex(spelling: Spelling) -> Spelling:
    for _ in range(spelling.text.count("frac")):
        spelling = spelling.replaced(_FRACTION, lambda found: f"(({found[1]})/({found[2]}))")
    spelling = spelling.replaced(_THIN_SPACE, lambda found: "")
    spelling = spelling.replaced(
        _COMMAND, lambda found: _LATEX.get(found[1], found[1]) + " " * (not found[0][-1:].isalpha())
    )
    spelling = spelling.replaced(_ESCAPED, lambda found: "")
    return spelling.replaced(re.compile("[{}]"), lambda found: "()"["{}".index(found[0])])


_SCALES = {"mio": "M", "mn": "M", "mrd": "G", "bn": "G"}

_KOREAN = {"조": 12, "억": 8, "천만": 7, "백만": 6, "만": 4, "천": 3, "백": 2}
_CHUNK = "|".join(_KOREAN)
_MIXED = re.compile(
    rf"(?<![\d.,])(\d[\d,]*)\s*({_CHUNK})((?:\s*\d[\d,]*\s*(?:{_CHUNK}))*)(?:\s*(\d[\d,]*))?(?!\d|\.\d|\s*(?:{_CHUNK}))"
)
_PIECE = re.compile(rf"(\d[\d,]*)\s*({_CHUNK})")


def korean(spelling: Spelling) -> Spelling:
    """Numbers of several Korean units as one: ``38억 5797만`` is 385797만."""
    return spelling.replaced(_MIXED, _of_one_unit)


def _of_one_unit(found: re.Match[str]) -> str:
    pieces = [(_digits(number), _KOREAN[unit]) for number, unit in _PIECE.findall(found[0])]
    if found[4]:
        pieces.append((_digits(found[4]), 0))
    if len(pieces) < 2 or any(
        high <= low or below >= 10 ** (high - low) for (_, high), (below, low) in pairwise(pieces)
    ):
        return found[0]
    smallest = pieces[-1][1]
    total = sum(number * 10 ** (power - smallest) for number, power in pieces)
    if smallest < 3:
        return str(total * 10**smallest)
    return f"{total}{next(name for name, power in _KOREAN.items() if power == smallest)}"


def _digits(number: str) -> int:
    return int(number.replace(",", ""))
