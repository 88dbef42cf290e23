"""The layer kinds and combinators of the spec language, with their arguments, as results."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from cnncount.analysis.result import Result
from cnncount.registry import Step
from cnncount.spec.schema import attributes, summary


@dataclass(frozen=True)
class Argument:
    """One argument of a kind.

    Attributes:
        name: the key in a spec.
        required: whether a spec must give it.
        default: its value if a spec does not give it, as YAML writes it; None for no value.
        meaning: its description.
    """

    name: str
    required: bool
    default: str | None
    meaning: str


@dataclass(frozen=True, repr=False)
class LayerKind(Result):
    """A layer kind or a combinator.

    Attributes:
        kind: its name in a spec.
        family: the family of a layer kind, or ``combinator``.
        summary: what it does, in a sentence.
        arguments: its arguments, without those that every step has.
    """

    kind: str
    family: str
    summary: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, repr=False)
class LayerKinds(Result):
    """All layer kinds and combinators.

    Attributes:
        kinds: by family, then by name.
    """

    kinds: tuple[LayerKind, ...]


def layer_kind(name: str, kind: type[Step]) -> LayerKind:
    """A kind with its arguments.

    Args:
        name: its name in a spec.
        kind: its class.
    """
    meanings = attributes(kind)
    arguments = [
        Argument(
            field.alias or field_name,
            field.is_required(),
            None if field.is_required() or field.default is None else json.dumps(field.default),
            meanings[field.alias or field_name],
        )
        for field_name, field in kind.model_fields.items()
        if field_name not in Step.model_fields
    ]
    family = getattr(kind, "family", "combinator")
    return LayerKind(name, family, summary(kind), tuple(arguments))


def layer_kinds(kinds: Mapping[str, type[Step]]) -> LayerKinds:
    """All of some kinds, by family.

    Args:
        kinds: the classes by name.
    """
    found = [layer_kind(name, kind) for name, kind in kinds.items()]
    return LayerKinds(tuple(sorted(found, key=lambda each: (each.family, each.kind))))
