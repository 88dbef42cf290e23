"""Where data comes from, for messages about shapes that do not fit."""

from __future__ import annotations

from collections.abc import Sequence

from cnncount.errors import Place
from cnncount.messages import Text, text
from cnncount.network.scope import State
from cnncount.network.tree import Leaf, Repeat
from cnncount.shapes import shape_text


def origin(children: Sequence[Repeat], end: State) -> list[tuple[Text, Place]]:
    """A note on where the output of a list of layers comes from; none for an empty list."""
    place = last_place(children)
    if place is None or end.shape is None:
        return []
    return [(text("comes-from-here", shape=shape_text(end.shape)), place)]


def last_place(children: Sequence[Repeat]) -> Place | None:
    """Where the last layer of a list was written."""
    if not children:
        return None
    node = children[-1].node
    return node.place if isinstance(node, Leaf) else last_place(node.children)
