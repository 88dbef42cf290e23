"""Explaining a printed figure: interpretations are tried, those of the fewest steps first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from cnncount.analysis.explain.counting import MOST_STEPS, QUANTITIES, Counting, Countings
from cnncount.analysis.explain.explanation import (
    CUTTING_DIGITS,
    NEAR_TOLERANCE,
    Explanation,
    Interpretation,
    Level,
)
from cnncount.analysis.explain.networks import NetworkForm, Subject
from cnncount.analysis.explain.odds import odds
from cnncount.analysis.explain.order import Order, by_prior
from cnncount.analysis.explain.printed_figure import quantities_of
from cnncount.analysis.explain.scale import Scaling, scalings
from cnncount.analysis.explain.search import Search
from cnncount.analysis.printed import printed
from cnncount.conventions import Convention, convention, convention_names
from cnncount.errors import SpecError, no_such
from cnncount.figures.figure import Quantity, Verdict
from cnncount.spec.bundled import archs_dir

_NEAR_SHOWN = 3

_FURTHER = 2
"""What is so many steps from a plain count is tried of the named network and of code for it."""


def search(
    subject: Subject,
    conventions: Sequence[Convention] = (),
    progress: Callable[[int], None] | None = None,
) -> Search:
    """Prepare to explain figures of a network.

    Args:
        subject: the network.
        conventions: a user's own, beside the bundled ones.
        progress: called with the number of networks counted so far.

    Raises:
        SpecError: the network cannot be counted.
    """
    bundled = [convention(name) for name in convention_names()]
    of_paper = _of_paper(subject)
    return Search(subject, by_prior([*conventions, *bundled], of_paper), progress)


def _of_paper(subject: Subject) -> Sequence[str]:
    """The conventions in which the paper of a bundled family prints its figures, where known."""
    path = Path(subject.choice.spec.node.place.source.name)
    return printed(path.stem).written.conventions if path.parent == archs_dir() else ()


def explain(
    search: Search,
    figure: Quantity,
    quantity: str | None = None,
    *,
    every: bool = False,
    most_steps: int = MOST_STEPS,
) -> Explanation:
    """Explain a printed figure.

    Args:
        search: the network with the conventions to try.
        figure: the figure.
        quantity: one of `QUANTITIES`; by default what the figure's unit says.
        every: try as many steps as are allowed, also where fewer explain it.
        most_steps: how many are allowed.

    Raises:
        SpecError: there is no such quantity.
    """
    if quantity is not None and quantity not in QUANTITIES:
        raise SpecError([no_such("quantity", quantity, QUANTITIES)])
    made = _Made(search, figure, (quantity,) if quantity else quantities_of(figure))
    levels = []
    for steps in range(most_steps + 1):
        made.extend(steps)
        levels.append(made.level(steps))
        if levels[-1].matches and not every:
            break
    return Explanation(
        search.report,
        made.figure,
        made.quantities,
        made.matching(len(levels) - 1),
        made.closest(),
        levels,
    )


def interpretations(
    search: Search, figure: Quantity, quantity: str, most_steps: int, *, named: bool = False
) -> list[Interpretation]:
    """All interpretations of so many steps at most, the likeliest first, also what does not match.

    With `named`, of the named network and of code for it alone.
    """
    made = _Made(search, figure, (quantity,), named=named)
    for steps in range(most_steps + 1):
        made.extend(steps)
    return made.sorted()


class _Made:
    """The interpretations of a figure that were made so far, those of fewer steps first."""

    def __init__(
        self, search: Search, figure: Quantity, quantities: Sequence[str], *, named: bool = False
    ) -> None:
        self.quantities = quantities
        self._networks = search.named if named else search.networks
        self.figure = figure.settled(1000)
        self._scalings = {of: list(scalings(figure, of)) for of in quantities}
        self._made: list[Interpretation] = []
        self._verdicts: dict[Fraction, Verdict] = {}
        conventions = {each.name: each for each in search.conventions}
        self._order = Order(figure, conventions, has_code=search.has_code)

    def extend(self, steps: int) -> None:
        """Make the interpretations of so many steps."""
        self._made += [
            self._interpretation(form, counting, scaling, steps)
            for form_steps in range(steps + 1)
            for form, countings in self._networks(form_steps)
            for quantity in self.quantities
            for scaling in self._scalings[quantity]
            if not form_steps or form.code or steps - form_steps < _FURTHER
            for counting in self._countings(countings, quantity, scaling, steps - form_steps)
        ]

    def _countings(
        self, countings: Countings, quantity: str, scaling: Scaling, steps: int
    ) -> Iterator[Counting]:
        """The ways to count a quantity that take so many steps together with the unit."""
        left = steps - scaling.steps - self._quantity_steps(quantity)
        for counting in countings.of(quantity, left) if left >= 0 else ():
            if not _saved(scaling, counting) and counting.number and scaling.takes(counting.mac):
                yield counting
        if left >= 0 and scaling.bytes is not None:
            yield from (c for c in countings.of(quantity, left + 1) if _saved(scaling, c))

    def _quantity_steps(self, quantity: str) -> int:
        """Activations are meant where it is said; a bare figure, or one in bytes, seldom is."""
        return 1 if quantity == "activations" and len(self.quantities) > 1 else 0

    def _interpretation(
        self, form: NetworkForm, counting: Counting, scaling: Scaling, steps: int
    ) -> Interpretation:
        value = counting.number * scaling.factor
        if value not in self._verdicts:
            self._verdicts[value] = self.figure.verdict(value)
        off = self.figure.difference(value) / scaling.factor
        return Interpretation(form, counting, scaling, self._verdicts[value], off, steps)

    def level(self, steps: int) -> Level:
        """What was tried with at most so many steps, and the matches expected by chance."""
        rounded = {each.value for each in self._made}
        cut = {e.value for e in self._made if e.steps_before_printing <= steps - CUTTING_DIGITS}
        plain = [each.value for each in self._made if each.is_plain]
        matches = {each.value for each in self._made if each.matches and each.steps <= steps}
        return Level(
            steps,
            len(self._made),
            len(rounded),
            len(matches),
            *odds(self.figure, plain, rounded, cut),
        )

    def matching(self, steps: int) -> list[Interpretation]:
        """Those that print the figure, the likeliest first; of two with one number, the first.

        Where the figure is exact, all that count it in the fewest steps are kept.
        """
        matching = [each for each in self._made if each.matches and each.steps <= steps]
        return _different(sorted(matching, key=self._order))

    def sorted(self) -> list[Interpretation]:
        """All of them, the likeliest first."""
        return sorted(self._made, key=self._order)

    def closest(self) -> list[Interpretation]:
        """The plain counts that do not print the figure, and the nearest others."""
        about = {each.counting.quantity for each in self._made if each.matches} or {
            *self.quantities
        }
        plain: dict[str, Interpretation] = {}
        for each in self._made:
            if each.is_plain and not each.matches and each.counting.quantity in about:
                plain.setdefault(each.counting.quantity, each)
        near = [
            each
            for each in self._made
            if not each.matches
            and not each.is_plain
            and abs(each.difference) <= NEAR_TOLERANCE * each.counting.number
        ]
        near.sort(key=lambda each: (abs(each.difference), each.steps))
        return [*plain.values(), *_different(near)[:_NEAR_SHOWN]]


def _saved(scaling: Scaling, counting: Counting) -> bool:
    """Whether it is the size of a saved model: its buffers are counted without a step."""
    return scaling.bytes is not None and "buffers" in counting.options


def _different(found: Sequence[Interpretation]) -> list[Interpretation]:
    different: dict[tuple[str, Fraction], Interpretation] = {}
    exact: list[Interpretation] = []
    for each in found:
        known = different.setdefault((each.counting.quantity, each.value), each)
        if known is not each and each.verdict is Verdict.EXACT and each.steps == known.steps:
            exact.append(each)
    kept = {id(each) for each in (*different.values(), *exact)}
    return [each for each in found if id(each) in kept]
