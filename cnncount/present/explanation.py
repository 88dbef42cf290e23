"""The explanation of a figure as a document: the conclusion, what prints it, and the odds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnncount.analysis.explain.counting import OPERATIONS, PLAIN, QUANTITIES, Change, Counting
from cnncount.analysis.explain.explanation import (
    NEAR_TOLERANCE,
    Explanation,
    Interpretation,
)
from cnncount.analysis.explain.networks import NetworkForm
from cnncount.analysis.explain.result import FigureExplanation
from cnncount.analysis.explain.scale import Scaling
from cnncount.conventions.items import FACTS
from cnncount.figures.figure import ONE, PrintedFigure, Verdict
from cnncount.formats.document import Amount, Cell, Column, Document, Table
from cnncount.present.titles import network
from cnncount.present.verdicts import BY, off_by
from cnncount.shapes import shape_text
from cnncount.wording import all_of

SHOWN = 16
"""Interpretations, unless all are asked for."""

_LIKELY = 0.5
_UNLIKELY = 0.05
"""What more than half of the figures of a length would match explains nothing; less than one in
twenty is not said in the conclusion."""

_NAMES_SHOWN = 3


def explanation(result: FigureExplanation, *, every: bool = False) -> Document:
    """The explanation of a figure.

    Args:
        result: what explains it.
        every: show all interpretations, not the first `SHOWN`.
    """
    found = result.found
    shown = found.interpretations if every else found.interpretations[:SHOWN]
    tables = [_matching(found, shown)] if shown else []
    if found.closest or not shown:
        tables.append(_closest(found))
    return Document([*tables, _odds(found)], result)


def conclusion(found: Explanation) -> str:
    """What a figure is, in one sentence."""
    figure, likeliest = found.figure, found.likeliest
    if likeliest is None:
        nearest = min(found.closest, key=lambda each: abs(each.difference), default=None)
        if nearest is None or abs(nearest.difference) > NEAR_TOLERANCE * nearest.counting.number:
            return f"Nothing plausible of {found.report.name} prints as {figure}, or comes near it."
        off = f"{nearest.counting.number:,}, is {off_by(nearest.difference)} off"
        return (
            f"Nothing plausible of {found.report.name} prints as {figure}: the nearest, "
            f"{_phrase(nearest)}, {off}."
        )
    chance = found.match_probability
    share = _share(chance)
    if chance >= _LIKELY and likeliest.steps > 1:
        return (
            f"Nothing plausible prints as {figure}: what does takes {likeliest.steps} steps, and "
            f"{share} of such figures match something as far-fetched."
        )
    odds = f"; {share} of such figures match something as simple" if chance >= _UNLIKELY else ""
    return f"{figure} is {_phrase(likeliest)}{_printed(likeliest)}{odds}."


def _share(probability: float) -> str:
    return f"{probability:.0%}" if probability < 0.995 else "nearly all"


def _phrase(each: Interpretation) -> str:
    """A network with what is counted of it: ``torchvision's resnet50 in MACs``."""
    form, counting = each.form, each.counting
    name = form.choice.name
    if form.code is not None:
        model = form.code.model if form.code.model.lower() != name.replace("_", "") else name
        name = f"{library_name(form.code.library)}'s {model}"
    settings = _settings(form)
    of = f"{name} ({settings})" if settings else name
    if counting.quantity == OPERATIONS:
        unit = "MACs" if PLAIN in counting.conventions else "operations"
        counted = f"{of} in {unit}{'' if PLAIN in counting.conventions else _as_counted(counting)}"
        counted += _changed(counting.change)
    else:
        counted = f"{counting_phrase(counting)} of {of}"
    scaled = scaling_phrase(each.scaling)
    return f"{counted}, {scaled}" if scaled else counted


def _as_counted(counting: Counting) -> str:
    names = named(counting.conventions)
    return f" as {names} count{'s' if len(counting.conventions) == 1 else ''} them"


def _printed(each: Interpretation) -> str:
    return ", if digits are cut off" if each.verdict is Verdict.TRUNCATION else ""


# --- phrases


def form_phrase(form: NetworkForm) -> str:
    """A network: ``torchvision's code, downsample_at=3x3``; ``as named``."""
    parts = []
    if form.is_other:
        parts.append(form.choice.name)
    if form.code is not None:
        parts.append(f"{library_name(form.code.library)}'s code")
    if settings := _settings(form):
        parts.append(settings)
    return ", ".join(parts) or "as named"


def library_name(library: str) -> str:
    """What a library is called in a sentence."""
    return {"keras": "Keras", "pretrainedmodels": "Cadene"}.get(library, library)


def _settings(form: NetworkForm) -> str:
    given = [f"{name}={format_value(value)}" for name, value in form.variables.items()]
    size = [f"input {shape_text(form.input)}"] if form.input is not None else []
    return ", ".join([*given, *size])


def format_value(value: Any) -> str:
    """A value as `--set` takes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def counting_phrase(counting: Counting) -> str:
    """What is counted: ``parameters with buffers``, ``fvcore and thop``."""
    if counting.quantity == OPERATIONS:
        return f"{named(counting.conventions)}{_changed(counting.change)}"
    words = [_QUANTITIES.get(counting.quantity, counting.quantity.replace("_", " "))]
    if counting.conventions:
        words = [f"outputs of convolutions and linear layers ({', '.join(counting.conventions)})"]
    if counting.options:
        words.append(all_of([option_phrase(option) for option in counting.options]))
    return " ".join(words) + _changed(counting.change)


_QUANTITIES = {"params": "parameters"}
_OPTIONS = {
    "buffers": "with buffers",
    "no_biases": "without biases",
    "no_affine": "without scales and shifts",
    "no_scales": "without the scales of normalisations",
    "conv_biases": "with a bias for each map of every convolution",
}


def option_phrase(option: str) -> str:
    """What is counted otherwise; a convention or a tool by its name."""
    return _OPTIONS.get(option, option)


def _changed(change: Change | None) -> str:
    if change is None:
        return ""
    if change.item is None:
        return f" without {all_of(change.paths)}"
    kind, fact = change.item
    item = f"{kind.replace('_', '-')} {FACTS.get(fact, fact)}"
    return f" without {item}" if change.kind == "without_item" else f" with {item} added"


def named(names: Sequence[str]) -> str:
    """Several names in few words: ``macs, he2015 and 3 others``."""
    shown = names if len(names) <= _NAMES_SHOWN else names[: _NAMES_SHOWN - 1]
    more = [f"{len(names) - len(shown)} others"] if len(shown) < len(names) else []
    return all_of([*shown, *more])


def scaling_phrase(scaling: Scaling) -> str:
    """A unit, empty for the plain one: ``4 bytes each, by 1024``."""
    parts = []
    if scaling.operations == 2:
        parts.append("a MAC counted as two operations")
    if scaling.operations < 1:
        parts.append("two operations counted as one MAC")
    if scaling.bytes is not None:
        parts.append("1 byte each" if scaling.bytes == 1 else f"{scaling.bytes} bytes each")
    if scaling.passes > 1:
        parts.append("for the forward and the backward pass")
    if scaling.base != 1000:
        parts.append(f"in thousands of {scaling.base}")
    return ", ".join(parts)


# --- tables


def _matching(found: Explanation, shown: Sequence[Interpretation]) -> Table:
    columns = [*_COLUMNS[:3], Column("by", "Match"), _COLUMNS[3]]
    rows = [_row(each, BY[each.verdict]) for each in shown]
    notes = [f"{network(found.report)}."]
    hidden = len(found.interpretations) - len(shown)
    if hidden:
        notes.append(f"{hidden:,} more match; --all shows them.")
    return Table(conclusion(found), columns, rows, notes=notes, key="prints")


def _closest(found: Explanation) -> Table:
    columns = [*_COLUMNS[:3], Column("by", "Off by", "right"), _COLUMNS[3]]
    rows = [_row(each, off_by(each.difference)) for each in found.closest]
    if found.interpretations:
        return Table("Closest counts that do not match", columns, rows, key="does not")
    return Table(conclusion(found), columns, rows, notes=_advice(found), key="does not")


_COLUMNS = (
    Column("form", "Network"),
    Column("counted", "Counted"),
    Column("count", "Count", "right"),
    Column("steps", "Steps", "right"),
)


def _row(each: Interpretation, by: Cell) -> list[Cell]:
    counted = ", ".join(
        filter(None, (counting_phrase(each.counting), scaling_phrase(each.scaling)))
    )
    return [form_phrase(each.form), counted, each.counting.number, by, each.steps]


def _advice(found: Explanation) -> list[str]:
    """What could be tried."""
    others = [name for name in QUANTITIES if name not in found.quantities]
    notes = [
        f"{network(found.report)}; tried: {', '.join(found.quantities)}. "
        f"--quantity has others: {', '.join(others)}."
    ]
    figure = found.figure
    if isinstance(figure, PrintedFigure) and figure.scale == ONE and figure.decimals:
        notes.append(f"For millions write {figure}M, for billions {figure}G.")
    return notes


def _odds(found: Explanation) -> Table:
    columns = [
        Column("steps", "Steps at most", "right"),
        Column("interpretations", "Interpretations", "right"),
        Column("counts", "Different counts", "right"),
        Column("match_probability", "Figures matched", "right"),
        Column("matches", "Matches", "right"),
    ]
    rows: list[list[Cell]] = [
        [
            level.steps,
            level.interpretations,
            level.counts,
            Amount(level.match_probability, _percent(level.match_probability)),
            level.matches,
        ]
        for level in found.levels
    ]
    note = (
        "Figures matched: how many of the figures with as many digits, within a tenth of the plain "
        "count, some interpretation prints. A step is another setting or code that counts "
        "otherwise, another unit, or digits cut off; two steps are another network or input, or "
        "one thing added or left out."
    )
    return Table("Matches expected by chance", columns, rows, notes=[note])


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.1 else f"{share:.1%}" if share >= 0.001 else f"{share:.1e}"
