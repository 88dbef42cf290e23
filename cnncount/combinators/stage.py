"""stage: layers or a block, once or several times over."""

from __future__ import annotations

from cnncount.combinators.repetition import Repeating


class Stage(Repeating):
    """Layers, or a block, once or several times one after another.

    Attributes:
        block: the block to use; or
        layers: the layers themselves.
        with: values for the block's vars.
        repeat: how many times; each repetition then has its number in paths, ``conv3_x.0.conv2``.
        first: values for the vars in the first repetition, where it differs.
    """

    kind = "stage"
