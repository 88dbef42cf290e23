"""How messages put questions, answers and what is wrong with them."""

from __future__ import annotations

from fractions import Fraction

from cnncount.analysis.explain.interpretation import Value
from cnncount.exams.asking import Subject
from cnncount.exams.fields import Asked, several
from cnncount.exams.key import Question
from cnncount.exams.typed.parts import Part, Typed
from cnncount.figures.figure import Unit, plain
from cnncount.shapes import shape_text

_LONGEST = 200


def one_line(text: str, longest: int = _LONGEST) -> str:
    """A text from a file on one line, without control characters, and not long."""
    printable = "".join(c if c.isprintable() else " " for c in text[: 2 * longest])
    line = " ".join(printable.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def asked(question: Question) -> str:
    """What a question asks: ``params of C1 of lenet5``."""
    what = question.asked
    if what.solve:
        return one_line(f"{what.solve} of {what.layer} of {_network(question)} for {_output(what)}")
    quantity = str(what.quantity).replace("_", " ")
    if what.kinds:
        quantity += f" ({', '.join(what.kinds)})"
    if "flops" in what.terms:
        quantity += f" ({what.convention})"
    where = [what.layer] if what.layer else what.patterns
    parts = [quantity, *([f"of {', '.join(where)}"] if where else []), f"of {_network(question)}"]
    for term in what.plus:
        of = [term.layer] if term.layer else [*several(term.layers), *several(term.kind)]
        parts.append(f"+ {term.quantity.replace('_', ' ')}")
        parts += [f"of {', '.join(of)}"] if of else []
    if what.share:
        parts.append("as a share of the whole")
    if what.over:
        parts.append(f"over {what.over if isinstance(what.over, str) else 'another network'}")
    settings = [f"{name}={value}" for name, value in what.set.items()]
    if what.input:
        settings.append(f"input {shape_text(tuple(what.input))}")
    if what.batch != 1:
        settings.append(f"batch {what.batch}")
    if settings:
        parts.append(f"with {', '.join(settings)}")
    if what.symbols:
        parts.append(f"in {', '.join(what.symbols)}")
    if what.dtype:
        in_bits = isinstance(question.answer, Typed) and question.answer.unit is Unit.BIT
        parts.append(f"in {'bits' if in_bits else 'bytes'} as {what.dtype}")
    return one_line(" ".join(parts))


def _output(what: Asked) -> str:
    if isinstance(what.output, list):
        return "×".join(map(str, what.output))
    return str(what.output)


def _network(question: Question) -> str:
    return question.asked.arch if question.asked.arch else "the network"


def claim(question: Question) -> str:
    """The answer of the key as its author prints it, and the tolerance with it."""
    tolerance = question.asked.tolerance
    return one_line(question.typed + (f" ± {tolerance}" if tolerance is not None else ""))


def points(number: float) -> str:
    """Points: ``3``, ``2.5``."""
    return f"{round(number, 6):g}"


def value_text(value: Value, question: Question) -> str:
    """What was counted, as people read it: ``1,516``, ``16@10×10``, ``about 21.4286``."""
    if isinstance(value, tuple):
        maps_too = question.asked.quantity in ("output_shape", "input_shape")
        return shape_text(value) if maps_too else "×".join(map(str, value))
    return number(value)


def number(value: Value) -> str:
    """An exact number, to four decimals where it has no end: ``1,516``, ``about 21.4286``."""
    if isinstance(value, tuple):
        return "×".join(map(str, value))
    return plain(value) if value == _rounded(value) else f"about {plain(_rounded(value))}"


def expected_but(
    question: Question, value: Value, answer: Part, difference: Fraction | None = None
) -> str:
    """``expected 156, not 150 (6 too few)``."""
    said = f"expected {value_text(value, question)}, not {one_line(str(answer))}"
    return f"{said} ({off_by(difference)})" if difference else said


def off_by(difference: Fraction) -> str:
    """How far an answer is off: ``6 too few``, ``0.0714 too high``."""
    size = plain(_rounded(abs(difference)) or abs(difference))
    if difference.denominator == 1:
        return f"{size} too {'few' if difference < 0 else 'many'}"
    return f"{size} too {'low' if difference < 0 else 'high'}"


def _rounded(value: int | Fraction) -> Fraction:
    """The value to four decimals; the value itself where it ends soon after them."""
    exact = Fraction(value)
    return exact if "/" not in plain(exact) else round(exact, 4)


def part(about: Subject) -> str:
    """What a mistake is made in: ``C1``, or the whole network."""
    asked = about.question.asked
    return asked.layer or ", ".join(asked.patterns) or _network(about.question)
