"""The explanation of a printed figure as a result: plain data, for JSON and for Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cnncount.analysis.explain.counting import Change
from cnncount.analysis.explain.explanation import Explanation, Interpretation, Level
from cnncount.analysis.fields import Ratio, Unwritten
from cnncount.analysis.result import NetworkResult, asked
from cnncount.shapes import Shape


@dataclass(frozen=True)
class FigureInterpretation:
    """A network, a way of counting and a unit under which a count may print as a figure.

    Attributes:
        network: the network that is counted.
        library: whose code it is in, if it is somebody's; `model` is its name there.
        model: the model's name in that library.
        variables: what is set otherwise than in the network that was asked about.
        input: the input, if it is another.
        quantity: operations, params, activations, …
        conventions: those that count so, the usual ones first.
        options: what is counted otherwise of parameters: buffers, no_biases, …
        change: one thing left out or added.
        operations: what a multiply-accumulate becomes in the figure's unit, as a factor.
        bytes: of one value, where the figure is a size in bytes.
        passes: how often values are held.
        base: what a thousand stands for.
        count: what is counted, without the unit.
        match: exact, rounding, within, truncation, or no.
        difference: the count less what would print the figure exactly.
        steps: how far it is from the plain count of the network asked about.
    """

    network: str
    library: str | None
    model: str | None
    variables: Mapping[str, Any]
    input: Shape | None
    quantity: str
    conventions: tuple[str, ...]
    options: tuple[str, ...]
    change: Change | None
    operations: Ratio
    bytes: int | None
    passes: int
    base: int
    count: int
    match: str
    difference: float
    steps: int


@dataclass(frozen=True, kw_only=True, repr=False)
class FigureExplanation(NetworkResult):
    """What explains a printed figure of a network.

    Attributes:
        found: the same with the networks and conventions themselves.
        figure: the figure as it was typed.
        quantities: what it may be about.
        match_probability: the share of figures with as many digits that would be explained in as
            few steps.
        interpretations: those that print it, the likeliest first.
        closest: plain counts that do not, and what is near.
        levels: for each number of steps tried, the matches expected by chance.
    """

    found: Unwritten[Explanation]
    figure: str
    quantities: tuple[str, ...]
    match_probability: float
    interpretations: tuple[FigureInterpretation, ...]
    closest: tuple[FigureInterpretation, ...]
    levels: tuple[Level, ...]

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each interpretation."""
        data = self.to_dict()["interpretations"]
        return data if isinstance(data, list) else []


def explanation_result(found: Explanation) -> FigureExplanation:
    """An explanation as data."""
    return FigureExplanation(
        **asked(found.report),
        found=found,
        figure=str(found.figure),
        quantities=tuple(found.quantities),
        match_probability=found.match_probability,
        interpretations=tuple(map(interpretation_data, found.interpretations)),
        closest=tuple(map(interpretation_data, found.closest)),
        levels=tuple(found.levels),
    )


def interpretation_data(each: Interpretation) -> FigureInterpretation:
    """An interpretation as data."""
    form, counting, scaling = each.form, each.counting, each.scaling
    return FigureInterpretation(
        network=form.choice.name,
        library=form.code.library if form.code else None,
        model=form.code.model if form.code else None,
        variables=form.variables,
        input=form.input,
        quantity=counting.quantity,
        conventions=counting.conventions,
        options=counting.options,
        change=counting.change,
        operations=scaling.operations,
        bytes=scaling.bytes,
        passes=scaling.passes,
        base=scaling.base,
        count=counting.number,
        match=each.verdict.name.lower(),
        difference=float(each.difference),
        steps=each.steps,
    )
