"""The examples of the messages about layers: the bad one gives its message, the good one none."""

from __future__ import annotations

import pytest

from cnncount import count
from cnncount.errors import SpecError
from cnncount.messages.layers import MESSAGES

CHANNELS = 12
STEPS = "{relu: {name: a}}, {relu: {name: b}}"


def spec(example: str) -> str:
    """A network of the example: a list of layers, or a step behind two others."""
    before = f"{STEPS}, tokens" if example.startswith("attention") else STEPS
    layers = example if example.startswith("layers") else f"layers: [{before}, {{{example}}}]"
    return f"name: x\ninput: [{CHANNELS}, 32, 32]\n{layers}\n"


@pytest.mark.parametrize("code", [code for code, message in MESSAGES.items() if message.bad])
def test_the_examples_do_what_they_say(code: str) -> None:
    with pytest.raises(SpecError) as caught:
        count(spec(MESSAGES[code].bad))
    assert [problem.code for problem in caught.value.problems] == [code]
    assert count(spec(MESSAGES[code].good)).figure("params") >= 0
