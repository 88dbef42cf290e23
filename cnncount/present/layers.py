"""The layer kinds and combinators of the spec language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from cnncount.formats.document import Column, Document, Table
from cnncount.registry import Step
from cnncount.spec.schema import attributes, summary


class Argument(NamedTuple):
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


def arguments(kind: type[Step]) -> list[Argument]:
    """The arguments of a kind, in their order, without those that every step has."""
    meanings = attributes(kind)
    return [
        Argument(
            field.alias or name,
            field.is_required(),
            None if field.is_required() or field.default is None else json.dumps(field.default),
            meanings[field.alias or name],
        )
        for name, field in kind.model_fields.items()
        if name not in Step.model_fields
    ]


def listing(kinds: Mapping[str, type[Step]]) -> Document:
    """One row for each kind, by family.

    Args:
        kinds: the kinds by name.
    """
    columns = [
        Column("family", "Family"),
        Column("kind", "Kind", label=True),
        Column("summary", "What it does"),
    ]
    ordered = sorted(kinds.items(), key=lambda item: (_family(item[1]), item[0]))
    rows = [(_family(kind), name, summary(kind)) for name, kind in ordered]
    notes = ["cnncount layers KIND shows the arguments of one kind."]
    return Document(
        [Table("", columns, rows, notes=notes)],
        lambda: {"kinds": [_data(name, kind) for name, kind in ordered]},
    )


def one(name: str, kind: type[Step]) -> Document:
    """One row for each argument of a kind.

    Args:
        name: the kind's name.
        kind: its class.
    """
    columns = [
        Column("argument", "Argument"),
        Column("default", "Default"),
        Column("meaning", "Meaning"),
    ]
    rows = [
        (argument.name, "required" if argument.required else argument.default, argument.meaning)
        for argument in arguments(kind)
    ]
    title = f"{name} ({_family(kind)}): {summary(kind)}"
    own = [] if rows else [f"{name} has no arguments of its own."]
    notes = [*own, f"Every step also accepts {', '.join(attributes(Step))}."]
    return Document([Table(title, columns, rows, notes=notes)], lambda: _data(name, kind))


def _family(kind: type[Step]) -> str:
    return getattr(kind, "family", "combinator")


def _data(name: str, kind: type[Step]) -> dict[str, Any]:
    return {
        "kind": name,
        "family": _family(kind),
        "summary": summary(kind),
        "arguments": [argument._asdict() for argument in arguments(kind)],
    }
