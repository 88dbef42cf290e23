"""Which of several interpretations is the likelier one.

Fewer steps come first, and then what prints the figure exactly or by rounding. Among equals the
figure's unit decides, then how often authors count so, and whether a tool for code was run on code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cnncount.analysis.explain.counting import OPERATIONS, PLAIN, Counting
from cnncount.analysis.explain.explanation import Interpretation
from cnncount.analysis.explain.networks import NetworkForm
from cnncount.conventions import PRIORS, Convention
from cnncount.figures.figure import PrintedFigure, Quantity, Unit, Verdict

_VERDICTS = (Verdict.EXACT, Verdict.ROUNDING, Verdict.WITHIN, Verdict.TRUNCATION, Verdict.NO)
_QUANTITIES = (OPERATIONS, "params", "activations")

Key = tuple[int, ...]


class Order:
    """The order of interpretations of one figure.

    Args:
        figure: the figure.
        conventions: those that are tried, by name, the usual ones first.
        has_code: whether there is code for the network that counts otherwise than as it is named.
    """

    def __init__(
        self, figure: Quantity, conventions: Mapping[str, Convention], *, has_code: bool
    ) -> None:
        self._figure = figure
        self._conventions = conventions
        self._rank = {name: number for number, name in enumerate(conventions)}
        self._has_code = has_code

    def __call__(self, interpretation: Interpretation) -> Key:
        """What sorts the likelier interpretations first."""
        counting, form, scaling = (
            interpretation.counting,
            interpretation.form,
            interpretation.scaling,
        )
        by_convention = self._by_convention(form, counting)
        return (
            interpretation.steps,
            _VERDICTS.index(interpretation.verdict),
            *by_convention[:3],
            _closeness(form),
            *by_convention[3:],
            len(counting.options) + (counting.change is not None),
            scaling.steps,
            0 if (scaling.bytes is None) == (scaling.base == 1000) else 1,
            scaling.passes,
        )

    def _by_convention(self, form: NetworkForm, counting: Counting) -> Key:
        """For operations: unit, prior, use and order of the likeliest convention that counts so."""
        if counting.quantity != OPERATIONS:
            place = _QUANTITIES.index(counting.quantity) if counting.quantity in _QUANTITIES else 0
            return 0, 0, 0, 0, place
        return min(self._of(self._conventions[name], form) for name in counting.conventions)

    def _of(self, convention: Convention, form: NetworkForm) -> Key:
        is_tool = convention.written.tool is not None
        misused = is_tool and self._has_code and form.code is None
        return (
            int(convention.written.prior == "guess"),
            self._unit(convention),
            PRIORS.index(convention.written.prior),
            int(misused),
            self._rank[convention.name],
        )

    def _unit(self, convention: Convention) -> int:
        """0 where a convention has the figure's unit by its own word, 1 where it has it, else 2."""
        unit = self._figure.unit
        word = self._figure.style.suffix.strip() if isinstance(self._figure, PrintedFigure) else ""
        if word and _singular(convention.unit) in _singular(word).split():
            return 0
        own = convention.unit.lower()
        is_mac = convention.written.mac == 1
        if unit is Unit.MAC:
            return 1 if is_mac else 2
        if unit is Unit.FLOP:
            return 1 if "flop" in own or not is_mac else 2
        return 1


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _closeness(form: NetworkForm) -> int:
    if form.is_other:
        return 3
    if form.input is not None and form.code is None:
        return 2
    return 0 if form.code is not None or not form.variables else 1


def by_prior(conventions: Iterable[Convention], of_paper: Sequence[str] = ()) -> list[Convention]:
    """Conventions, the usual ones first: MACs, the paper's own, and then what most tools print."""

    first = (PLAIN, *of_paper)

    def key(each: Convention) -> tuple[int, int, int]:
        own = first.index(each.name) if each.name in first else len(first)
        return PRIORS.index(each.written.prior), own, _place(each.name)

    return sorted(conventions, key=key)


def _place(name: str) -> int:
    return _OFTEN.index(name) if name in _OFTEN else len(_OFTEN)


_OFTEN = (
    "macs",
    "he2015",
    "fvcore",
    "ptflops_pytorch_modules",
    "thop",
    "ptflops_pytorch",
    "torch_flop_counter",
)
"""Conventions in which most figures are printed, the likeliest first."""
