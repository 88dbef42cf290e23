"""How messages speak of questions and answers."""

from __future__ import annotations

from cnncount.exams.asking import Subject
from cnncount.exams.key import Question
from cnncount.figures.figure import Unit
from cnncount.shapes import shape_text

_LONGEST = 200


def one_line(text: str, longest: int = _LONGEST) -> str:
    """A text from a file on one line, without anything that a terminal would obey, and not long."""
    printable = "".join(c if c.isprintable() else " " for c in text[: 2 * longest])
    line = " ".join(printable.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def asked(question: Question) -> str:
    """What a question asks: ``params of C1 of lenet5``."""
    what = question.asked
    kinds = [what.kind] if isinstance(what.kind, str) else what.kind or []
    quantity = str(what.quantity).replace("_", " ")
    if kinds:
        quantity += f" ({', '.join(kinds)})"
    if what.quantity == "flops":
        quantity += f" ({what.convention})"
    parts = [quantity, *([f"of {what.layer}"] if what.layer else []), f"of {_network(question)}"]
    if what.over:
        parts.append(f"over {what.over}")
    settings = [f"{name}={value}" for name, value in what.set.items()]
    if what.input:
        settings.append(f"input {shape_text(tuple(what.input))}")
    if what.batch != 1:
        settings.append(f"batch {what.batch}")
    if settings:
        parts.append(f"with {', '.join(settings)}")
    if what.dtype:
        in_bits = getattr(question.answer, "unit", None) is Unit.BIT
        parts.append(f"in {'bits' if in_bits else 'bytes'} as {what.dtype}")
    return one_line(" ".join(parts))


def claim(question: Question) -> str:
    """The answer of the key as its author prints it, and the tolerance with it."""
    tolerance = question.asked.tolerance
    return one_line(question.typed + (f" ± {tolerance}" if tolerance is not None else ""))


def part(about: Subject) -> str:
    """What a slip is made in: ``C1``, or the whole network."""
    return about.question.asked.layer or _network(about.question)


def number(points: float) -> str:
    """Points: ``3``, ``2.5``."""
    return f"{round(points, 6):g}"


def _network(question: Question) -> str:
    return question.asked.arch if question.asked.arch else "the network"
