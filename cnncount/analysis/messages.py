"""The catalogue of messages as results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cnncount.analysis.result import Result
from cnncount.messages import Message


@dataclass(frozen=True)
class CodedMessage:
    """A message under its code.

    Attributes:
        code: the key of its entry in the catalogue.
        message: the sentence; ``{name}`` stands for a parameter.
    """

    code: str
    message: str


@dataclass(frozen=True, repr=False)
class MessageRule(CodedMessage, Result):
    """A message, explained.

    Attributes:
        meaning: what it means and what to do.
        bad: an example that causes it; may be empty.
        good: the same example, corrected; may be empty.
    """

    meaning: str
    bad: str
    good: str


@dataclass(frozen=True, repr=False)
class MessageList(Result):
    """All messages.

    Attributes:
        messages: by code.
    """

    messages: tuple[CodedMessage, ...]


def message_rule(code: str, message: Message) -> MessageRule:
    """An entry of the catalogue."""
    return MessageRule(code, message.text, message.meaning, message.bad, message.good)


def message_list(known: Mapping[str, Message]) -> MessageList:
    """Every entry of the catalogue."""
    listed = [CodedMessage(code, message.text) for code, message in sorted(known.items())]
    return MessageList(tuple(listed))
