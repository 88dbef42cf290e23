"""Another quantity than the one asked for: activations for parameters, parameters for MACs."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from cnncount.errors import SpecError
from cnncount.exams.asking import Subject
from cnncount.exams.mistakes.mistake import COMMON, FAR, RARE, Mistake
from cnncount.exams.phrases import number
from cnncount.exams.quantities import value_of

_NEAR = {
    "params": ("activations", "macs", "weights", "biases", "buffers"),
    "weights": ("params", "activations", "macs"),
    "biases": ("weights", "params"),
    "activations": ("params", "weights", "macs", "input"),
    "macs": ("params", "activations", "weights"),
    "multiplications": ("params", "activations", "weights", "additions"),
    "additions": ("params", "activations", "multiplications"),
    "flops": ("params", "activations", "weights"),
    "memory": ("params", "activations"),
    "connections": ("params", "macs", "activations"),
    "buffers": ("params", "affine"),
    "receptive_field": ("stride", "receptive_area", "effective_kernel"),
    "receptive_area": ("receptive_field",),
    "stride": ("receptive_field",),
    "layers": ("channels",),
    "training_memory": ("params", "activations", "peak_activations"),
    "peak_activations": ("activations", "params"),
    "input": ("activations",),
}
_CALLED = {
    "params": "the number of parameters",
    "macs": "the number of multiply-accumulates",
    "input": "the size of the input",
    "peak_activations": "the peak of the activations",
}


def mistakes(about: Subject) -> Iterator[Mistake]:
    """The other quantities of the same layers."""
    if not about.is_plain or about.question.asked.share:
        return
    for quantity in _NEAR.get(about.quantity, ()):
        try:
            value = value_of(about.part, quantity)
        except (SpecError, ValueError):
            continue
        if value and not isinstance(value, tuple):
            called = _CALLED.get(quantity, f"the number of {quantity.replace('_', ' ')}")
            rank = COMMON if quantity in ("params", "activations", "macs") else RARE
            yield Mistake(
                f"{called}, not of {about.quantity.replace('_', ' ')}",
                rank,
                value * about.element_size(),
                said=f"{number(value)} is {called}",
            )
    if about.leaf is not None and about.quantity in ("activations", "params", "macs"):
        positions = prod(about.leaf.costs.out[1:])
        yield Mistake("the positions of one map", FAR, positions * about.element_size())
