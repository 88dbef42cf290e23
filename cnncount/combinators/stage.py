"""stage: layers or a block, once or several times over."""

from __future__ import annotations

from cnncount.combinators._repetition import Repeating


class Stage(Repeating):
    """A block, or a list of layers, once or several times one after another.

    Attributes:
        block: the block to use. A stage has either `block` or `layers`.
        layers: the layers, without a block.
        with: values for the block's vars.
        repeat: the number of repetitions. Each has its number in paths: `conv3_x.0.conv2`.
        first: other values for the vars in the first repetition.
    """

    kind = "stage"
