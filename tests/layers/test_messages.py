"""What layers refuse, in which words, and which argument they blame."""

from __future__ import annotations

from typing import Any

import pytest

from cnncount.registry import kinds
from cnncount.shapes import Shape, ShapeError

NO_MAP = "needs a feature map, and its input is a vector of 84"
NO_VECTOR = "put flatten or global_avg_pool before it"
CONV = {"out": 4, "kernel": 3}
UP = {"out": 4, "kernel": 2}
C3 = {"kernel": 5}

REFUSED: list[tuple[str, dict[str, Any], list[Shape], str, str | None]] = [
    # A vector and a feature map are two things.
    (
        "linear",
        {"out": 120},
        [(16, 5, 5)],
        f"linear needs a vector, and its input is a feature map of 16@5×5: {NO_VECTOR}"
        " (or say over: channels, for every position by itself)",
        None,
    ),
    (
        "rbf",
        {"out": 10},
        [(84, 2, 1)],
        f"rbf needs a vector, and its input is a feature map of 84@2×1: {NO_VECTOR}",
        None,
    ),
    *[
        (kind, arguments, [(84,)], f"{kind} {NO_MAP}", None)
        for kind, arguments in [
            ("conv", CONV),
            ("transposed_conv", UP),
            ("max_pool", {"kernel": 2}),
            ("avg_pool", {"kernel": 2}),
            ("subsample", {"kernel": 2}),
            ("global_avg_pool", {}),
            ("global_max_pool", {}),
            ("adaptive_avg_pool", {"out": 1}),
            ("adaptive_max_pool", {"out": 1}),
            ("instance_norm", {}),
            ("lrn", {"size": 5}),
            ("zero_pad", {"padding": 1}),
            ("padded_identity", {"out": 84}),
            ("crop", {"size": 1}),
            ("upsample", {"scale": 2}),
            ("pixel_shuffle", {"scale": 2}),
            ("tokens", {}),
            ("position_embedding", {}),
            ("attention", {"heads": 4}),
        ]
    ],
    *[
        (
            kind,
            {},
            [shape],
            f"{kind} needs a sequence C@L, and its input is {shown}: put tokens before it",
            None,
        )
        for kind in ("class_token", "first_token")
        for shape, shown in [((768, 14, 14), "768@14×14"), ((768,), "768")]
    ],
    # The number of inputs.
    *[
        (kind, arguments, [(6, 4, 4), (6, 4, 4)], "takes one input, not 2", "from")
        for kind, arguments in [
            ("conv", CONV),
            ("linear", {"out": 120}),
            ("relu", {}),
            ("softmax", {}),
            ("batch_norm", {}),
            ("flatten", {}),
            ("dropout", {}),
            ("crop", {"size": 2}),
        ]
    ],
    # One number for each axis.
    *[
        (
            kind,
            arguments | {argument: [1]},
            [(4, 6, 6)],
            f"{argument} has 1 number, and the input 4@6×6 has 2 spatial axes",
            argument,
        )
        for kind, arguments, argument in [
            ("conv", CONV, "kernel"),
            ("conv", CONV, "stride"),
            ("conv", CONV, "padding"),
            ("conv", CONV, "dilation"),
            ("transposed_conv", UP, "kernel"),
            ("transposed_conv", UP, "padding"),
            ("transposed_conv", UP, "output_padding"),
            ("max_pool", {"kernel": 2}, "dilation"),
            ("adaptive_max_pool", {}, "out"),
            ("zero_pad", {}, "padding"),
            ("padded_identity", {"out": 4}, "stride"),
            ("crop", {}, "size"),
            ("upsample", {}, "scale"),
        ]
    ],
    # A window that does not fit.
    (
        "conv",
        {"out": 6, "kernel": 5},
        [(1, 8, 4)],
        "a window of 5 does not fit into 1@8×4: that axis has 4",
        "kernel",
    ),
    (
        "conv",
        {"out": 6, "kernel": 5, "padding": [0, [1, 0]]},
        [(1, 8, 3)],
        "a window of 5 does not fit into 1@8×3: that axis has 3 with its padding 4",
        "kernel",
    ),
    (
        "max_pool",
        {"kernel": 3, "dilation": 3, "ceil_mode": True},
        [(6, 6)],
        "a window of 7 does not fit into 6@6: that axis has 6",
        "kernel",
    ),
    (
        "transposed_conv",
        {"out": 4, "kernel": 2, "padding": [0, 2]},
        [(3, 2, 2)],
        "the padding crops the whole output away",
        "padding",
    ),
    *[
        (
            kind,
            {"kernel": 3, "padding": padding},
            [(6, 8, 8)],
            "a padding of 2 is more than half of a window of 3: "
            "PyTorch refuses it, for windows might lie in the padding alone",
            "padding",
        )
        for kind in ("max_pool", "avg_pool", "subsample")
        for padding in (2, [1, 2], [1, [0, 2]])
    ],
    (
        "max_pool",
        {"kernel": 2, "dilation": 2, "padding": 2},
        [(6, 8, 8)],
        "a padding of 2 is more than half of a window of 3: "
        "PyTorch refuses it, for windows might lie in the padding alone",
        "padding",
    ),
    # Groups.
    (
        "conv",
        CONV | {"groups": 2},
        [(3, 8, 8)],
        "3 input channels do not divide into 2 groups",
        "groups",
    ),
    (
        "conv",
        CONV | {"groups": 3},
        [(3, 8, 8)],
        "4 output channels do not divide into 3 groups",
        "groups",
    ),
    (
        "transposed_conv",
        UP | {"groups": 2},
        [(3, 8, 8)],
        "3 input channels do not divide into 2 groups",
        "groups",
    ),
    (
        "transposed_conv",
        UP | {"groups": 3},
        [(3, 8, 8)],
        "4 output channels do not divide into 3 groups",
        "groups",
    ),
    *[
        (kind, {"groups": 4}, [(6, 8, 8)], "6 channels do not divide into 4 groups", "groups")
        for kind in ("group_norm", "channel_shuffle")
    ],
    (
        "pixel_shuffle",
        {"scale": 2},
        [(6, 8, 8)],
        "6 channels do not divide into 4 = scale^2",
        "scale",
    ),
    ("channel_slice", {"start": 3, "out": 4}, [(6, 8, 8)], "channels 3 to 6 of 6@8×8", "out"),
    (
        "attention",
        {"heads": 5},
        [(768, 197)],
        "768 channels do not divide into 5 heads",
        "heads",
    ),
    # Connection tables.
    ("conv", C3, [(6, 14, 14)], "conv needs 'out', the number of output channels", None),
    *[
        (
            "conv",
            C3 | {"connect": table},
            [(6, 14, 14)],
            f"output map {number} of 'connect' must list different input maps, 0 to 5",
            "connect",
        )
        for number, table in [(0, [[0, 6]]), (1, [[0], []]), (2, [[0], [0, 1], [1, 1]])]
    ],
    (
        "conv",
        C3 | {"connect": [[0], [1], [2]], "out": 16},
        [(6, 14, 14)],
        "'connect' lists 3 maps, and 'out' says 16",
        "out",
    ),
    (
        "conv",
        C3 | {"connect": [[0], [1]], "groups": 2},
        [(6, 14, 14)],
        "a connection table and groups exclude each other",
        "groups",
    ),
    # Joins.
    (
        "add",
        {},
        [(64, 56, 56), (64, 56, 56), (256, 56, 56)],
        "add needs inputs of one shape, and gets 64@56×56, 64@56×56 and 256@56×56",
        None,
    ),
    *[
        (
            "multiply",
            {},
            shapes,
            f"multiply needs inputs of one shape, or C@1×1 to scale C maps, and gets {gets}",
            None,
        )
        for shapes, gets in [
            ([(64, 8, 8), (64, 8, 4)], "64@8×8 and 64@8×4"),
            ([(64, 8, 8), (32, 1, 1)], "64@8×8 and 32@1×1"),
            ([(64, 1, 1), (32, 8, 8)], "64@1×1 and 32@8×8"),
            ([(64, 1, 1), (32, 1, 1)], "64@1×1 and 32@1×1"),
            ([(64,), (32,)], "64 and 32"),
        ]
    ],
    (
        "concat",
        {},
        [(64, 28, 28), (32, 14, 14)],
        "concat needs inputs of one size, and gets 64@28×28 and 32@14×14",
        None,
    ),
    # Crops and shortcuts.
    ("crop", {"size": 5}, [(3, 4, 4)], "cannot crop 3@4×4 to 3@5×5", "size"),
    ("crop", {}, [(3, 4, 4), (8, 2, 5)], "cannot crop 3@4×4 to 3@2×5", "size"),
    ("crop", {}, [(3, 4, 4), (8,)], "cannot crop 3@4×4 to 3", "size"),
    *[
        (
            "crop",
            {},
            [(3, 4, 4)] * number,
            "crop needs 'size', or a second input whose size it takes",
            "size",
        )
        for number in (1, 3)
    ],
    ("padded_identity", {"out": 2}, [(3, 4, 4)], "zeros cannot turn 3 channels into 2", "out"),
]


@pytest.mark.parametrize(("kind", "arguments", "inputs", "message", "key"), REFUSED)
def test_refused(
    kind: str, arguments: dict[str, Any], inputs: list[Shape], message: str, key: str | None
) -> None:
    """Each with a message that says what was needed and what was there."""
    layer = kinds()[kind](**arguments)
    with pytest.raises(ShapeError) as refusal:
        layer.costs(*inputs)
    assert (str(refusal.value), refusal.value.key) == (message, key)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"kernel": 3, "connect": []}, "at least 1 item"),
        ({"kernel": 0, "out": 1}, "greater than or equal to 1"),
        ({"kernel": 3, "out": 1, "padding": [[1, 1, 1]]}, "at most 2 items"),
    ],
)
def test_refused_before_there_is_an_input(arguments: dict[str, Any], message: str) -> None:
    """No output map at all; a window of nothing; an axis with three ends."""
    with pytest.raises(ValueError, match=message):
        kinds()["conv"](**arguments)


@pytest.mark.torch
@pytest.mark.parametrize("kind", ["max_pool", "avg_pool"])
def test_poolings_refuse_the_paddings_that_pytorch_refuses(kind: str) -> None:
    """A window of 1 to 5 without gaps."""
    from torch import nn, zeros

    pytorch = {"max_pool": nn.MaxPool1d, "avg_pool": nn.AvgPool1d}[kind]

    def takes(pool: Any, *inputs: Any) -> bool:
        try:
            pool(*inputs)
        except (RuntimeError, ShapeError):
            return False
        return True

    cases = [(kernel, padding) for kernel in range(1, 6) for padding in range(5)]
    ours = [takes(kinds()[kind](kernel=k, padding=p).costs, (1, 8)) for k, p in cases]
    assert ours == [takes(pytorch(k, padding=p), zeros(1, 8)) for k, p in cases]
    assert {*ours} == {True, False}
