"""The networks close to one, and the ways to count them, made as far as they are needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from cnncount.analysis.count import Report
from cnncount.analysis.explain.counting import Countings
from cnncount.analysis.explain.networks import MOST_NETWORKS, NetworkForm, Subject, networks
from cnncount.analysis.explain.tally import Counter
from cnncount.conventions import Convention
from cnncount.errors import SpecError
from cnncount.shapes import Shape

_FIGURES = "params", "biases", "affine", "buffers", "macs", "activations"
"""What tells networks apart, with what the conventions count."""

_PLAIN = "params", "macs"
"""Code in which these are as the network has them is the network, to one who does not run it."""


Candidate = tuple[NetworkForm, Countings]
"""A network that a figure may be about, with the ways to count it."""


class Search:
    """The networks close to one, by their steps. It serves all figures of the network.

    Attributes:
        subject: the network.
        report: the same, counted.
        conventions: those that are tried, the usual ones first.
    """

    def __init__(
        self,
        subject: Subject,
        conventions: Sequence[Convention],
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Count the network.

        Raises:
            SpecError: it cannot be counted.
        """
        self.subject = subject
        self.conventions = conventions
        self._progress = progress
        self._counted = 0
        self._reports: dict[tuple[str | None, str, Shape | None], Report] = {}
        self.report = self._report(NetworkForm(subject.choice))
        self._counter = Counter(conventions)
        self._seen: set[tuple[int | None, ...]] = set()
        self._by_steps: dict[int, list[Candidate]] = {}
        self._idle: set[str] = set()
        self._made = 0

    def networks(self, steps: int) -> list[Candidate]:
        """The different networks that are so many steps away, each with the ways to count it."""
        self._make(steps)
        return self._by_steps.get(steps, [])

    def named(self, steps: int) -> list[Candidate]:
        """Those of them that are the named network, or code for it."""
        self._make(0)
        found = self._by_steps.get(steps, [])
        return [(form, countings) for form, countings in found if form.code or not form.steps]

    @property
    def has_code(self) -> bool:
        """Whether there is code for the network that counts otherwise than as it is named."""
        return any(form.code for steps in (0, 1) for form, _ in self.named(steps))

    def _make(self, steps: int) -> None:
        while self._made <= steps:
            closer = [form for form, _ in self._by_steps.get(1, ())]
            for form in networks(self.subject, self.report, self._made, closer):
                self._add(form)
            self._made += 1

    def _add(self, form: NetworkForm) -> None:
        if self._counted == MOST_NETWORKS or self._idle & form.variables.keys():
            return
        try:
            report = self._report(form)
        except SpecError:
            return
        tally = self._counter.tally(report.network, form.layer_forms)
        figures = {name: tally.figure(name) for name in _FIGURES}
        same = (*tally.prices(), *figures.values())
        if same in self._seen:
            self._idle |= form.undeclared
            return
        self._seen.add(same)
        plain = all(figures[name] == self.report.figure(name) for name in _PLAIN)
        if form.code is not None and plain and form.input is None:
            form = replace(form, steps=0)
        countings = Countings(report, tally, self.conventions)
        self._by_steps.setdefault(form.steps, []).append((form, countings))

    def _report(self, form: NetworkForm) -> Report:
        key = form.choice.name, repr(form.variables), form.input
        if key not in self._reports:
            self._reports[key] = self.subject.count(form)
            self._counted += 1
            if self._progress:
                self._progress(self._counted)
        return self._reports[key]
