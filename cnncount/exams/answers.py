"""What an answer to a question is read as."""

from __future__ import annotations

from cnncount.exams.fields import ALONG, SHAPES, Asked
from cnncount.exams.typed.answer import read
from cnncount.exams.typed.parts import Typed, Wanted
from cnncount.figures.figure import Kilo
from cnncount.figures.numerals import Mark
from cnncount.figures.refusal import FigureError


def wanted(asked: Asked, decimal: Mark | None = None, kilo: Kilo | None = None) -> Wanted:
    """How an answer is read; `decimal` and `kilo` where the key does not say them."""
    return Wanted(
        shape=asked.quantity in SHAPES and asked.quantity != "output_size",
        sizes=asked.quantity == "output_size" or asked.quantity in ALONG,
        ratio=asked.over is not None or asked.share,
        bytes=asked.dtype is not None,
        decimal=asked.decimal or decimal,
        kilo=asked.kilo or kilo,
    )


def read_answer(asked: Asked, typed: str) -> Typed:
    """Read an answer as its question says that it is written.

    Raises:
        AmbiguousFigure: it can be read in more than one way.
        FigureError: it cannot be read.
    """
    return read(typed, wanted(asked))


def readings(asked: Asked, typed: str) -> list[Typed]:
    """The different answers that a text can be read as, each decimal mark and each kilo tried."""
    found: dict[tuple[object, ...], Typed] = {}
    for decimal in (None, ".", ","):
        for kilo in (1000, 1024):
            try:
                answer = read(typed, wanted(asked, decimal, kilo))
            except FigureError:
                continue
            found.setdefault(answer.parts, answer)
    return list(found.values())
