"""Messages as documents: one with its meaning and examples, or the list of all codes."""

from __future__ import annotations

from collections.abc import Mapping

from cnncount.formats.document import Column, Document, Table
from cnncount.messages import Message


def explained(code: str, message: Message) -> Document:
    """A message with its meaning, and examples where it has them."""
    parts = {
        "message": message.text,
        "meaning": message.meaning,
        "bad": message.bad,
        "good": message.good,
    }
    rows = [
        ("" if number else name.capitalize(), line)
        for name, text in parts.items()
        for number, line in enumerate(text.splitlines())
    ]
    columns = [Column("part", "Part"), Column("text", "Text")]
    return Document([Table(code, columns, rows)], lambda: {"code": code, **parts})


def listing(known: Mapping[str, Message]) -> Document:
    """Every code with its message."""
    rows = [(code, message.text) for code, message in sorted(known.items())]
    columns = [Column("code", "Code"), Column("message", "Message")]
    return Document(
        [Table("Messages", columns, rows)],
        lambda: {"messages": [{"code": code, "message": text} for code, text in rows]},
    )
