"""The layer kinds and combinators of the spec language, as documents."""

from __future__ import annotations

from cnncount.analysis.layer_kinds import LayerKind, LayerKinds
from cnncount.formats.document import Column, Document, Table
from cnncount.registry import Step
from cnncount.spec.schema import attributes


def listing(result: LayerKinds) -> Document:
    """One row for each kind, by family."""
    columns = [
        Column("family", "Family"),
        Column("kind", "Kind", label=True),
        Column("summary", "What it does"),
    ]
    rows = [(kind.family, kind.kind, kind.summary) for kind in result.kinds]
    notes = ["cnncount layers KIND shows the arguments of one kind."]
    return Document([Table("", columns, rows, notes=notes)], result)


def one(result: LayerKind) -> Document:
    """One row for each argument of a kind."""
    columns = [
        Column("argument", "Argument"),
        Column("default", "Default"),
        Column("meaning", "Meaning"),
    ]
    rows = [
        (argument.name, "required" if argument.required else argument.default, argument.meaning)
        for argument in result.arguments
    ]
    title = f"{result.kind} ({result.family}): {result.summary}"
    own = [] if rows else [f"{result.kind} has no arguments of its own."]
    notes = [*own, f"Every step also accepts {', '.join(attributes(Step))}."]
    return Document([Table(title, columns, rows, notes=notes)], result)
