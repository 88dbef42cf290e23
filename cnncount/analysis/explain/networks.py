"""The networks that a printed figure may be about: the one that is named, and those close to it.

Each has a number of steps, which says how far it is from the network as it is named. Other people's
code for the network is tried first: a table's figures are of some code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import prod
from pathlib import Path
from typing import Any

from cnncount.analysis.count import Report, count
from cnncount.shapes import Shape
from cnncount.spec.bundled import archs_dir, families
from cnncount.spec.library import Choice, find_family

MOST_NETWORKS = 120
"""So many networks are counted for one figure at most."""

_SIZES = 128, 160, 192, 227, 240, 256, 288, 299, 320, 331, 384, 448, 512
_SMALL_SIZES = 28, 32, 64
_SCREENS = (480, 640), (720, 1280), (1080, 1920), (512, 1024), (1024, 2048)
_PLAIN_SIZE = 224
"""Sizes of images: of classifiers, of small ones, of outputs that are images; what tools use."""

_USUAL: Mapping[str, Sequence[Any]] = {
    "classes": (10, 100, 1000),
    "groups": (1,),
    "reduction": (2, 4, 8, 16, 32),
}
"""Other natural values of variables that declare no choices."""


@dataclass(frozen=True, slots=True)
class Code:
    """Other people's code for a network.

    Attributes:
        library: where it is from: ``torchvision``.
        model: what it is called there: ``resnet50``.
    """

    library: str
    model: str


@dataclass(frozen=True, slots=True)
class NetworkForm:
    """A network that is counted.

    Attributes:
        choice: the variant.
        variables: those that are set otherwise than in the network asked about.
        input: the input, if it is another.
        code: the code that it is in, if it is somebody's.
        layer_forms: for a layer kind, the form that the code has where the spec's is another.
        undeclared: those of the variables that declare no choices: where such a variable changes
            nothing at one value, it is not tried at others.
        is_other: whether it is another network than the one asked about.
        steps: how far it is from the network asked about.
    """

    choice: Choice
    variables: Mapping[str, Any] = field(default_factory=dict)
    input: Shape | None = None
    code: Code | None = None
    layer_forms: Mapping[str, str] = field(default_factory=dict)
    undeclared: frozenset[str] = frozenset()
    is_other: bool = False
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """The network asked about, with what its user set.

    Attributes:
        choice: the network.
        variables: the user's values, which are not varied.
        input: the user's input, which is not varied.
        batch: examples.
    """

    choice: Choice
    variables: Mapping[str, Any] = field(default_factory=dict)
    input: Shape | None = None
    batch: int = 1

    def count(self, form: NetworkForm) -> Report:
        """Count a network as the user would have it.

        Raises:
            SpecError: it cannot be counted.
        """
        given = {} if form.is_other else self.variables
        return count(
            form.choice,
            variables={**form.variables, **given},
            input=self.input or form.input,
            batch=self.batch,
            convention="macs",
        )


def networks(
    subject: Subject, report: Report, steps: int, closer: Sequence[NetworkForm]
) -> Iterator[NetworkForm]:
    """The networks that are so many steps from the one asked about.

    Args:
        subject: the network asked about.
        report: the same, counted.
        steps: 0 for the network and for its code, whatever that is, up to 2.
        closer: the networks of one step that are different ones, to go on from.
    """
    own = subject.choice
    near, named = _variables(subject, report)
    match steps:
        case 0:
            yield NetworkForm(own)
            yield from codes(own)
        case 1:
            yield from _set(own, near, 1)
            if max(report.input[1:]) > _PLAIN_SIZE:
                yield from _resized(subject, report, [_PLAIN_SIZE], 1)
        case 2:
            yield from _set(own, named, 2)
            yield from _both(closer)
            yield from _resized(subject, report, _SIZES, 2)
            yield from _others(subject)


def codes(choice: Choice) -> Iterator[NetworkForm]:
    """A network in the code of each reference that its family names for it."""
    for reference in choice.spec.references:
        if reference.get("variant") == choice.variant:
            own_input = reference.get("input")
            yield NetworkForm(
                choice,
                reference.get("vars", {}),
                tuple(own_input) if own_input else None,
                _code(reference),
                reference.get("forms", {}),
                steps=1,
            )


def _code(reference: Mapping[str, Any]) -> Code:
    library, *_, function = str(reference["model"]).split(".")
    return Code(library, str(reference.get("arguments", {}).get("model_name", function)))


def other_values(report: Report, name: str) -> list[Any]:
    """The other natural values of a variable, as it is declared or as it is called."""
    now = report.settings.variables[name]
    if isinstance(now, bool):
        return [not now]
    spec = report.choice.spec
    if name in spec.choices:
        values: Iterable[Any] = spec.choices[name]
    else:
        of_code = (reference.get("vars", {}).get(name) for reference in spec.references)
        values = [*_USUAL.get(name, ()), *(value for value in of_code if value is not None)]
    others: list[Any] = []
    for value in values:
        if value != now and value not in others:
            others.append(value)
    return others


Values = dict[str, list[Any]]
"""For variables by their names, other values."""


def _variables(subject: Subject, report: Report) -> tuple[Values, Values]:
    """The variables with other values: those that name no variant, and those that do."""
    variants = subject.choice.spec.variants
    naming = {name for variant in variants.values() for name in variant}
    near: Values = {}
    named: Values = {}
    for name in report.settings.variables:
        if name in subject.variables:
            continue
        values = other_values(report, name)
        if name in naming and not values and name not in subject.choice.spec.choices:
            values = _alone(variants, subject.choice.variant, name)
        if values:
            (named if name in naming else near)[name] = values
    return near, named


def _alone(variants: Mapping[str, Mapping[str, Any]], own: str | None, name: str) -> list[Any]:
    """The values of a variable in variants that differ in it alone: MobileNet's `alpha`."""
    pairs = combinations(variants.values(), 2)
    differences = ({key for key in {*a, *b} if a.get(key) != b.get(key)} for a, b in pairs)
    if own is None or {name} not in differences:
        return []
    now = variants[own].get(name)
    values = [variant[name] for variant in variants.values() if name in variant]
    return [value for value in values if value != now]


def _set(own: Choice, values: Values, steps: int) -> Iterator[NetworkForm]:
    """The network with one variable set otherwise."""
    for name, others in values.items():
        for value in others:
            undeclared = {name} - own.spec.choices.keys()
            yield NetworkForm(own, {name: value}, undeclared=frozenset(undeclared), steps=steps)


def _both(closer: Sequence[NetworkForm]) -> Iterator[NetworkForm]:
    """Two variables set otherwise, or one of somebody's code."""
    for one, other in combinations([form for form in closer if form.input is None], 2):
        if other.code is None and not one.variables.keys() & other.variables.keys():
            yield replace(one, variables={**one.variables, **other.variables}, steps=2)


def _resized(
    subject: Subject, report: Report, sizes: Sequence[int], steps: int
) -> Iterator[NetworkForm]:
    """The network on inputs of other sizes, in the code that it is in most often."""
    channels, *own = report.input
    if subject.input is not None or len(own) != 2:
        return
    plain = NetworkForm(subject.choice)
    for height, width in _shapes(report, sizes):
        if [height, width] != own:
            for form in (plain, *(code for code in codes(subject.choice) if code.variables)):
                yield replace(form, input=(channels, height, width), steps=steps)


def _shapes(report: Report, sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Sizes of inputs: square for classifiers; for images, that of the output is the usual one."""
    out, height = report.network.out[1:], report.input[1]
    if len(out) == 2 and prod(out) > 1:
        scale = max(out[0] // height, 1)
        yield from ((high // scale, wide // scale) for high, wide in _SCREENS)
    else:
        usual = sizes if height > max(_SMALL_SIZES) else _SMALL_SIZES
        yield from ((size, size) for size in usual)


def _others(subject: Subject) -> Iterator[NetworkForm]:
    """The other variants of the family and of its neighbours, plain and in somebody's code."""
    own = subject.choice
    variants = [Choice(own.spec, name, name) for name in own.spec.variants if name != own.variant]
    for choice in (*variants, *_neighbours(own)):
        yield NetworkForm(choice, is_other=True, steps=2)
        for code in codes(choice):
            if code.variables:
                yield replace(code, is_other=True, steps=2)


def _neighbours(own: Choice) -> Iterator[Choice]:
    """The variants of the bundled families whose files have a word of its name in common."""
    path = Path(own.spec.node.place.source.name)
    if path.parent != archs_dir():
        return
    for other in families():
        if other.stem != path.stem and _words(other.stem) & _words(path.stem):
            yield from find_family(other.stem)


def _words(stem: str) -> set[str]:
    return {word for word in re.split("[^a-z]+", stem) if len(word) >= _WORD}


_WORD = 5
