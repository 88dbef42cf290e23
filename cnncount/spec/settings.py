"""Variables get their values: a family's defaults, a variant's, and what the user sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cnncount.errors import Problem, Problems, SpecError, refusal
from cnncount.messages import Text, text
from cnncount.messages.values import describe
from cnncount.shapes import MAX_SIZE, Shape
from cnncount.spec.document import Node, read_text
from cnncount.spec.family import Spec
from cnncount.spec.terms import Work, evaluated, has_unknowns
from cnncount.spec.terms import variables as values_of
from cnncount.unknown import UNKNOWN
from cnncount.wording import closest


class Settings(NamedTuple):
    """A network's variables and its input.

    Attributes:
        variables: by name, every one with its value.
        shape: the input, channels first; empty where the spec says none.
        warnings: what is probably a mistake in the spec.
    """

    variables: Mapping[str, Any]
    shape: Shape
    warnings: tuple[Problem, ...] = ()


def assigned(assignments: Iterable[str], where: str) -> dict[str, Any]:
    """The values of ``VAR=VALUE`` texts, read as YAML: ``depths=[2, 2, 2, 2]``.

    Args:
        assignments: the texts.
        where: what messages call their place: an option, or a network with its settings.

    Raises:
        SpecError: one is not of that form, or a variable is set twice.
    """
    values: dict[str, Any] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        name = name.strip()
        if not equals or not name:
            raise SpecError([Problem(text("not-an-assignment", where=where, word=assignment))])
        if name in values:
            raise SpecError([Problem(text("set-twice", name=name))])
        values[name] = read_text(value, f"{where}, {name}").bare()
    return values


def settle(
    spec: Spec,
    variant: str | None,
    problems: Problems,
    work: Work,
    given: Mapping[str, Any] | None = None,
    shape: Sequence[int] | None = None,
) -> Settings:
    """Give every variable of a family its value.

    Args:
        spec: the family.
        variant: which of its variants, if it has any.
        problems: takes what is wrong with the spec's variables and its input; among that, a
            variable whose computed value its `choices` exclude.
        work: what evaluating may take.
        given: the user's own values, which win.
        shape: the user's own input.

    Raises:
        SpecError: a value for a variable that is not there or that its `choices` exclude, values
            that do not fulfil what the spec requires, or an input of the user's that is none, or
            that has its channels elsewhere than first.
    """
    written = {**spec.vars, **(spec.variants[variant] if variant else {})}
    for name, value in (given or {}).items():
        if name not in written:
            raise SpecError([Problem(_no_var(spec, name, written))])
        if excluded := spec.excluded(name, value):
            raise SpecError([Problem(excluded)])
    variables = values_of({**written, **(given or {})}, {}, problems, work)
    for name, value in variables.items():
        if name not in (given or {}) and (excluded := spec.excluded(name, value)):
            problems.add(Problem(excluded, _written(spec, variant, name).place))
    _check_requirements(spec, variables, bool(given), problems, work)
    if shape is not None:
        if not _is_shape(list(shape)):
            raise refusal("invalid-input")
        own = evaluated(spec.values.get("input", UNKNOWN), variables, Problems(), work)
        if _is_shape(own) and (wrong := _not_channels_first(spec, shape, own)):
            raise SpecError([Problem(wrong)])
        return Settings(variables, tuple(shape))
    chosen = evaluated(spec.values.get("input", UNKNOWN), variables, problems, work)
    if not has_unknowns(chosen) and not _is_shape(chosen):
        problems.add(Problem(text("invalid-input"), spec.node.part("input").place))
    if not _is_shape(chosen):
        return Settings(variables, ())
    return Settings(variables, tuple(chosen), _warnings(spec, chosen))


def _check_requirements(
    spec: Spec, variables: Mapping[str, Any], given: bool, problems: Problems, work: Work
) -> None:
    """Refuse values that do not fulfil what the spec requires.

    Where the user gave values, the message names no place: the mistake is not in the file.
    """
    for number, requirement in enumerate(spec.require):
        place = spec.node.part("require", number, "that").place
        holds = evaluated(requirement.get("that", UNKNOWN), variables, problems, work)
        if has_unknowns(holds):
            continue
        if not isinstance(holds, bool):
            problems.add(Problem(text("require-not-bool", value=describe(holds)), place))
        elif not holds:
            message = text("require", name=spec.name, message=requirement.get("message", ""))
            if given:
                raise SpecError([Problem(message)])
            problems.add(Problem(message, place))


def _warnings(spec: Spec, shape: Sequence[int]) -> tuple[Problem, ...]:
    """A warning about an input that looks like height, width and channels."""
    *sizes, last = shape
    if len(shape) < 3 or last not in _IMAGE_CHANNELS or min(sizes) <= max(_IMAGE_CHANNELS):
        return ()
    if last != 3 and len(set(sizes)) > 1:
        return ()
    message = text("input-channels-last", channels=shape[0], input=[last, *sizes])
    return (Problem(message, spec.node.part("input").place, severity="warning"),)


_IMAGE_CHANNELS = (1, 3, 4)
"""The channels of grey images, of colour images, and of those with transparency."""


def _written(spec: Spec, variant: str | None, name: str) -> Node:
    """Where a variable has its value: in the variant, or else among the defaults."""
    if variant is not None and name in spec.variants[variant]:
        return spec.node.part("variants", variant, name)
    return spec.node.part("vars", name)


def _is_shape(sizes: Any) -> bool:
    return (
        isinstance(sizes, list)
        and 2 <= len(sizes) <= 4
        and all(type(size) is int and 1 <= size <= MAX_SIZE for size in sizes)
    )


def _no_var(spec: Spec, name: str, known: Mapping[str, Any]) -> Text:
    guess = closest(name, known)
    if guess is not None:
        return text("family-has-no-var", family=spec.name, name=name, guess=guess)
    if known:
        return text("family-has-other-vars", family=spec.name, name=name, known=known)
    return text("family-without-vars", family=spec.name, name=name)


def _not_channels_first(spec: Spec, shape: Sequence[int], own: Sequence[int]) -> Text | None:
    """What to type for ``32x32`` or ``224x224x3``, where the first size would be the channels."""
    if len(shape) < len(own):
        whole = [own[0], *shape] if len(shape) == len(own) - 1 else own
        return text(
            "input-rank", family=spec.name, rank=len(own), like=whole, given=shape, n=len(shape)
        )
    if len(shape) == len(own) and shape[-1] == own[0] < shape[0]:
        turned = [shape[-1], *shape[:-1]]
        return text("channels-last", like=turned, given=shape, n=shape[0])
    return None
