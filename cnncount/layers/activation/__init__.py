"""Activation functions: element by element, and softmax.

Each says its operations per element, as if every branch were computed: hardware does, and a count
cannot know the data.
"""

from typing import ClassVar

from cnncount.layers.base import Layer, LayerCosts, single_input
from cnncount.shapes import Shape


class Activation(Layer):
    """A function of one element; a subclass says its operations per element."""

    keeps_shape = True
    per_element: ClassVar[dict[str, int]]

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost on any shape: the operations per element times its elements."""
        x = single_input(inputs)
        return LayerCosts(inputs, x, self._tally())

    def _tally(self) -> dict[str, str]:
        return {
            operation: "prod(X)" if times == 1 else f"{times}*prod(X)"
            for operation, times in self.per_element.items()
        }
