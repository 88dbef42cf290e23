"""Our side of the comparison with other people's models: the references, and our count of each.

Neither PyTorch nor Keras nor the models are needed here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from cnncount.analysis.count import Report, count
from cnncount.conventions import convention
from cnncount.network.tree import Leaf, leaves
from cnncount.spec.bundled import families
from cnncount.spec.library import Choice, find_family


class Reference(NamedTuple):
    """A bundled network, and someone else's code for it.

    Attributes:
        choice: the network.
        written: the entry under `references` of its spec.
    """

    choice: Choice
    written: dict[str, Any]

    @property
    def network(self) -> str:
        """The network's name, with the variables that the reference sets."""
        given = [f"{name}={value}" for name, value in self.written.get("vars", {}).items()]
        return " ".join([self.choice.name, *given])

    @property
    def call(self) -> str:
        """How the model is made, as Python writes it."""
        arguments = self.written.get("arguments", {})
        given = ", ".join(f"{name}={value!r}" for name, value in arguments.items())
        return f"{self.written['model']}({given})"

    @property
    def key(self) -> str:
        """What the record calls it."""
        return f"{self.network}: {self.call}"

    def counted(self) -> Report:
        """Our count of it."""
        written = self.written
        return count(self.choice, variables=written.get("vars"), input=written.get("input"))

    def formed(self, leaf: Leaf) -> Leaf:
        """A layer in the form that the reference's code gives it."""
        form = self.written.get("forms", {}).get(leaf.layer.kind)
        if form is None:
            return leaf
        return leaf._replace(layer=leaf.layer.model_copy(update={"form": form}))


def references(*, keras: bool = False) -> Iterator[Reference]:
    """Every reference of every bundled network to a model in PyTorch, or to one in Keras."""
    for path in families():
        for choice in find_family(path.stem):
            for written in choice.spec.references:
                of_keras = written["model"].startswith("keras.")
                if written.get("variant") == choice.variant and of_keras == keras:
                    yield Reference(choice, written)


def shapes(report: Report) -> Counter[str]:
    """The shapes of each layer's parameters, ``64×3×7×7 + 64``, with how many layers have them."""
    found: Counter[str] = Counter()
    for leaf, times in leaves(report.network):
        for own in _shapes(leaf):
            found[shapes_text(own)] += times
    return found


def shapes_text(shapes: list[list[int]]) -> str:
    """The shapes of a layer's parameters in one word."""
    return " + ".join("×".join(map(str, shape)) for shape in shapes)


def _shapes(leaf: Leaf) -> list[list[list[int]]]:
    """The shapes that PyTorch gives the parameters of a layer, for each module that holds some."""
    if not leaf.costs.value("params"):
        return []
    if leaf.layer.kind == "attention":  # the first three projections in one; and the last
        channels, biased = leaf.costs.out[0], leaf.costs.value("biases") > 0
        return [[[n * channels, channels], *([[n * channels]] if biased else [])] for n in (3, 1)]
    return [_own_shapes(leaf)]


def _own_shapes(leaf: Leaf) -> list[list[int]]:
    costs, kind = leaf.costs, leaf.layer.kind
    roles = {role: costs.value(role) for role in ("weights", "biases", "affine")}
    biases = [[roles["biases"]]] if roles["biases"] else []
    channels, *spatial = costs.inputs[0]
    if kind == "layer_scale":
        return [[channels, *(1 for _ in spatial)]]
    if kind == "class_token":
        return [[1, 1, channels]]
    if kind == "position_embedding":
        return [[1, *spatial, channels]]
    if kind in ("conv", "transposed_conv"):
        first, second = costs.out[0], costs.inputs[0][0]
        if kind == "transposed_conv":
            first, second = second, first
        kernel = costs.quantities["K"]
        return [[first, second // costs.quantities["g"], *kernel], *biases]
    if kind == "linear":
        return [[costs.out[0], channels], *biases]
    if roles["affine"]:
        return [[roles["affine"] // 2]] * 2
    return [[roles["weights"]], *biases]


def macs(report: Report) -> Counter[int]:
    """The MACs of each convolution and linear layer, with how many layers have as many."""
    found: Counter[int] = Counter()
    for leaf, times in leaves(report.network):
        if leaf.layer.kind in ("conv", "transposed_conv", "linear"):
            found[leaf.costs.value("macs")] += times
    return found


def total(reference: Reference, report: Report, name: str) -> int:
    """The network's figure under a convention, in the forms of the reference's code."""
    price = convention(name).price
    return sum(times * price(reference.formed(leaf)) for leaf, times in leaves(report.network))
