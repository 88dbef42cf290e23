"""What PyTorch, Keras and papers call layers and their arguments: whoever writes so is understood.

The words are in small letters, without `_`, a module's name before and a dimension after:
`nn.MaxPool2d` is `maxpool`. A known word that differs in no more than that is not listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cnncount.wording import closest


def _by_word(words: Mapping[str, str]) -> dict[str, str]:
    return {word: key for key, several in words.items() for word in several.split()}


KINDS = _by_word(
    {
        "linear": "fc fullyconnected innerproduct gemm",
        "conv": "convolution convolutional depthwiseconv dwconv",
        "transposed_conv": "convtranspose deconv deconvolution upconv",
        "batch_norm": "bn batchnormalization syncbatchnorm",
        "layer_norm": "ln layernormalization",
        "group_norm": "gn groupnormalization",
        "instance_norm": "in instancenormalization",
        "lrn": "localresponsenorm localresponsenormalization",
        "max_pool": "maxpooling pool pooling",
        "avg_pool": "averagepool averagepooling meanpool",
        "global_avg_pool": "gap globalaveragepool globalaveragepooling",
        "global_max_pool": "gmp globalmaxpooling",
        "silu": "swish",
        "hardswish": "hswish",
        "hardsigmoid": "hsigmoid",
        "leaky_relu": "lrelu",
        "attention": "mha multiheadattention selfattention",
        "upsample": "interpolate resize upsampling",
        "zero_pad": "pad padding zeropadding",
        "flatten": "view reshape",
        "concat": "cat concatenate merge",
        "add": "sum plus eltwise",
        "multiply": "mul product",
        "residual": "skip shortcut",
        "branches": "inception parallel",
        "stage": "sequential block repeat",
        "scale": "se squeezeexcitation squeezeandexcitation",
    }
)
"""Layer kinds by what others call them."""

KEYS = _by_word(
    {
        "out": "outchannels outfeatures outputsize channels features units filters numfilters",
        "kernel": "kernelsize filtersize poolsize ksize size window",
        "bias": "usebias",
        "dilation": "dilationrate",
        "groups": "numgroups",
        "affine": "elementwiseaffine",
        "scale": "scalefactor upscalefactor",
        "heads": "numheads",
        "repeat": "times repeats depth",
        "from": "input inputs",
        "with": "args params",
    }
)
"""Keys by what others call them, of the kinds that have the key."""

IGNORED = _by_word(
    {
        "key-from-input": "inchannels infeatures inplanes numfeatures numchannels normalizedshape",
        "key-without-effect": "inplace eps epsilon momentum p negativeslope trackrunningstats",
    }
)
"""Keys that other libraries need and a count does not, with the message that says why."""

OTHERWISE = {"dense": "key-of-dense"}
"""Kinds whose name means something else in another library: the message for unknown keys."""


def resolve_alias(word: object, known: Iterable[str], habits: Mapping[str, str]) -> str | None:
    """The known word that another library's word stands for, or else the closest.

    Args:
        word: as the user wrote it.
        known: the words there are.
        habits: `KINDS` or `KEYS`.
    """
    words, bare = list(known), plain(word)
    alike = {plain(each): each for each in words}
    habit = habits.get(bare)
    return alike.get(bare) or (habit if habit in words else closest(word, words))


def plain(word: object) -> str:
    """A word as the tables here have it."""
    return re.sub(r"^.*\.|[123]d$|_", "", str(word)[:100].lower())
