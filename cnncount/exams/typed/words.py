"""Words around a number: which may be there, which change it, and the units among them."""

from __future__ import annotations

import re

from cnncount.exams.typed.spelling import Spelling
from cnncount.figures.figure import Unit
from cnncount.figures.numerals import UNITS

_DENIED = """not no never none nor or either neither versus vs half twice thrice double doubled
triple dozen hundred minus plus divided squared cubed unknown two three four five six seven eight
nine ten
아니 아님 아니다 또는 혹은 절반"""
DENIED = frozenset(_DENIED.split())
"""Words that make another number of the one beside them, or a second answer."""

_HEDGES = frozenset(["or", "either", "maybe", "vs", "versus", "또는", "혹은"])
_LETTERS = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_BOUNDS = re.compile(
    r"""(?: (?<![A-Za-z]) (?: more[ ]than | at[ ]least | no[ ]less[ ]than | less[ ]than | at[ ]most
          | no[ ]more[ ]than | up[ ]to | over | above | under | below )
      | [<>]=? | [\u2264\u2265] ) \s* $""",
    re.IGNORECASE | re.VERBOSE,
)
_BOUNDS_AFTER = ("이상", "이하", "초과", "미만")
_ABOUT = re.compile(
    r"""약 | 대략 | [~\u2248] | (?<![A-Za-z])
      (?: about | approximately | approx | around | roughly | circa | nearly | almost )
      (?![A-Za-z])""",
    re.IGNORECASE | re.VERBOSE,
)
_ABOUT_AFTER = re.compile(r"\s*(?:개|번|회)?\s*(?:정도|쯤|가량)")
_LABEL = re.compile(r"^[^:\d]*[^\W\d_][^:]*:(?=\s|[\d(\[])\s*")
_OPTION = re.compile(r"^\(?[A-Ha-h][.)]\s+(?=[\d(\[])")
_TOTAL_WORD = r"(?:total|sum|합계|총합|총)"
_TOTAL = re.compile(rf"^.*[,;]\s*(?:in\s+)?{_TOTAL_WORD}\s*:\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[., ]\d+)*")
_POWER = re.compile(
    r"""\s* (?: [eE] [+-]? \d+
      | [xX\u00d7*\u00b7] \s* 10 \s* (?: \^ | \*\* ) \s* \(? [+-]? \d+ \)?
      | [xX\u00d7*\u00b7] \s* 10 \u207b? [\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+ )""",
    re.VERBOSE,
)
_GLUED = re.compile(
    r"""\s* (?: 천만 | 백만 | 천 | 만 | 억 | 조 | %
      | (?: [KkMGTB] | Ki | Mi | Gi )?
        (?: i?B | bytes? | bits? | FLOPs? | MAC[Cc]?s? | MAdds? | params? | OPs? ) (?![A-Za-z])
      | [KkMGTB] (?![A-Za-z])
      | thousand | million | billion | trillion | lakh | crore )""",
    re.IGNORECASE | re.VERBOSE,
)
_SCALE_IN_BRACKETS = re.compile(r"\s*\(\s*([A-Za-z]{1,7}|백만|만|억)\s*\)\s*$")
_REMARK = re.compile(r"([^\W\d_])\s*\([^()]*\)|\((?=[^()]*[^\W\d_]{2})[^()]*\)")
_PER = re.compile(r"/\s*[A-Za-z가-힣]+|(?<=[A-Za-z가-힣])-(?=[A-Za-z])|\bper\b")
_CALCULATES = re.compile(r"\d|,\s*[^\W\d_]|[+*=^\u00d7\u00b7\u2013-]\s*[^\s+]|[(\[]")
_BEFORE_A_NUMBER = re.compile(r"[A-Za-z_.-]$|[-\u2013(\[]\s*$")


def is_hedge(remark: str) -> bool:
    """Whether a remark in brackets offers a second answer."""
    words = {word.lower() for word in _LETTERS.findall(remark)}
    return bool(words & _HEDGES) and any(c.isdigit() for c in remark)


def unlabelled(part: Spelling) -> Spelling:
    """A part without the name in front of it: ``Output size: 28`` and ``C. 28`` are 28."""
    if summed := _TOTAL.match(part.text):
        part = part.cut(summed.end())
    if option := _OPTION.match(part.text):
        part = part.cut(option.end())
    while (label := _LABEL.match(part.text)) and label.end() < len(part.text):
        if part.text[label.end() :].strip() == "1" and re.search(r"\d\s*:\s*$", label[0]):
            break  # 21.4 : 1
        part = part.cut(label.end())
    return part


def is_label(part: Spelling) -> bool:
    """Whether a part is nothing but the name of what is computed: ``params``, ``C1``, ``l_1``."""
    if re.search(rf"[,;]\s*{_TOTAL_WORD}\s*$", part.text, re.IGNORECASE):
        return True
    text = re.sub(r"[A-Za-z_]+_?\d*", " ", part.text)
    return bool(_LETTERS.search(part.text)) and not re.search(r"\d", text)


def core(part: Spelling) -> tuple[str, Unit | None] | None:
    """The figure in a part that holds one number, and the unit that words after it name.

    None where there is no number, or several, or a word that changes it.
    """
    number = _NUMBER.search(part.text)
    if not number:
        return None
    head, rest = part.text[: number.start()], part.text[number.end() :]
    if _BEFORE_A_NUMBER.search(head.replace("~", "")):
        return None
    power = _POWER.match(rest)
    suffix = power[0].replace("(", "").replace(")", "") if power else ""
    rest = rest[power.end() :] if power else rest
    if glued := _GLUED.match(rest):
        suffix, rest = suffix + glued[0], rest[glued.end() :]
    elif re.match(r"[A-Za-z]", rest):
        return None
    bound = _BOUNDS.search(head)
    before = head[: bound.start()] if bound else head
    if not _only_words(before, rest):
        return None
    if re.match(r"\s*\+\s*$", rest):
        return f"at least {number[0]}{suffix}", None
    if scaled := _SCALE_IN_BRACKETS.match(rest):
        suffix = suffix or scaled[1]
    about = "약 " if _ABOUT.search(before) or _ABOUT_AFTER.match(rest) else ""
    after = next((word for word in _BOUNDS_AFTER if word in rest), "")
    sided = f"{bound[0].strip()} " if bound else ""
    return f"{sided}{about}{number[0]}{suffix}{after}", _unit(rest)


def _only_words(before: str, rest: str) -> bool:
    """Whether what is around a number is nothing but words that leave it as it is."""
    if any(is_hedge(remark) for remark in re.findall(r"\([^()]*\)", rest)):
        return False
    if re.search(r"\d", before) or _CALCULATES.search(_unremarked(rest)):
        return False
    words = {word.lower() for word in _LETTERS.findall(f"{before} {_unremarked(rest)}")}
    return not words & DENIED


def _unremarked(text: str) -> str:
    """A text without remarks in brackets, and without ``/image``."""
    return _PER.sub(" ", _REMARK.sub(r"\1 ", text))


def _unit(rest: str) -> Unit | None:
    """The unit that the words after a number name; one that says what is counted before 개."""
    text = _unremarked(rest).lower()
    found = [
        (place, unit)
        for word, unit in UNITS.items()
        if len(word) > 1 and (place := _placed(word.lower(), text)) is not None
    ]
    named = [unit for _, unit in sorted(found, key=lambda pair: pair[0]) if unit is not Unit.COUNT]
    return named[0] if named else None


def _placed(word: str, text: str) -> int | None:
    pattern = rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
    found = re.search(pattern, text)
    return found.start() if found else None
