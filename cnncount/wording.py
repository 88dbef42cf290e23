"""Words of messages: quoted names, lists, and suggestions for mistyped names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

_WORD = 60
_LISTED = 20
_KNOWN = 300


def quoted(word: object) -> str:
    """A user's word as messages show it: in quotes, and not too much of it."""
    text = str(word)
    return repr(text if len(text) <= _WORD else f"{text[: _WORD - 1]}…")


def listed(words: Iterable[object]) -> str:
    """The first of many words: ``a, b, c, …``."""
    shown = [str(word) for word in islice(words, _LISTED + 1)]
    return ", ".join([*shown[:_LISTED], "…"] if len(shown) > _LISTED else shown)


def chained(words: Sequence[str]) -> str:
    """Words each of which leads to the next: ``a → b → … → a``."""
    shown = words if len(words) <= _LISTED else [*words[: _LISTED - 1], "…", words[-1]]
    return " → ".join(shown)


def all_of(words: Iterable[str]) -> str:
    """Words as a sentence enumerates them: ``a, b and c``."""
    return _enumerated(words, "and")


def one_of(words: Iterable[str]) -> str:
    """Words as a sentence offers them: ``a, b or c``."""
    return _enumerated(words, "or")


def _enumerated(words: Iterable[str], conjunction: str) -> str:
    *most, last = words
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def closest(word: object, known: Iterable[object]) -> str | None:
    """The known word that a mistyped one is most like, if there is one."""
    return _closest(str(word)[:_WORD], tuple(str(k) for k in islice(known, _KNOWN)))


@lru_cache(maxsize=1024)
def _closest(word: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    lower = {k.lower(): k for k in reversed(known)}
    begun = [k for k in lower if len(word) > 2 and k.startswith(word.lower())]
    close = begun[-1:] or get_close_matches(word.lower(), lower, n=1, cutoff=0.6)
    return lower[close[0]] if close else None


def did_you_mean(word: object, known: Iterable[object]) -> str:
    """A suggestion to append to a message: ``; did you mean 'kernel'?``, or nothing."""
    return suggested(closest(word, known))


def suggested(word: str | None) -> str:
    """A word as a message suggests it; nothing for None."""
    return f"; did you mean {word!r}?" if word is not None else ""
