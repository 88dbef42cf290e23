"""Messages as documents: one with its meaning and examples, or the list of all codes."""

from __future__ import annotations

from cnncount.analysis.messages import MessageList, MessageRule
from cnncount.formats.document import Column, Document, Table


def explained(rule: MessageRule) -> Document:
    """A message with its meaning, and examples where it has them."""
    parts = {
        "Message": rule.message,
        "Meaning": rule.meaning,
        "Bad": rule.bad,
        "Good": rule.good,
    }
    rows = [
        ("" if number else name, line)
        for name, text in parts.items()
        for number, line in enumerate(text.splitlines())
    ]
    columns = [Column("part", "Part"), Column("text", "Text")]
    return Document([Table(rule.code, columns, rows)], rule)


def listing(known: MessageList) -> Document:
    """Every code with its message."""
    columns = [Column("code", "Code"), Column("message", "Message")]
    rows = [(each.code, each.message) for each in known.messages]
    return Document([Table("Messages", columns, rows)], known)
