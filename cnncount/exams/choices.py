"""Questions whose answer is one of several options."""

from __future__ import annotations

import re
import string

from cnncount.exams.fields import Asked
from cnncount.figures.refusal import FigureError

_LETTER = re.compile(r"^\(?\s*([A-Za-z])\s*[).:]?(?:\s+(.*))?$", re.DOTALL)


def letter_of(asked: Asked, typed: str) -> str:
    """The letter of the option that an answer names: ``B``, ``(b)``, or the option itself.

    Raises:
        FigureError: it is none of the options.
    """
    options = [str(option).strip() for option in asked.choices or ()]
    letters = string.ascii_uppercase[: len(options)]
    plain = typed.strip()
    same = [letter for letter, option in zip(letters, options, strict=True) if option == plain]
    if len(same) == 1:
        return same[0]
    found = _LETTER.match(plain)
    if found and found[1].upper() in letters:
        letter = found[1].upper()
        if not found[2] or found[2].strip() == options[letters.index(letter)]:
            return letter
    raise FigureError(f"expected one of the choices {letters[0]} to {letters[-1]}")
