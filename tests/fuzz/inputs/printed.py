"""Files of printed figures, changed, in a folder that takes the place of the bundled ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from cnncount.analysis.printed import printed_schema
from tests.fuzz.answers import ANSWERS
from tests.fuzz.case import Case
from tests.fuzz.inputs.documents import ROOT, encoding, parsed, words, written
from tests.fuzz.trees import Mutator, document

FAMILY = b"""\
name: small
input: [1, 6, 6]
vars: {n: 2}
variants:
  small2: {n: 2}
  small4: {n: 4}
layers:
  - conv: {name: C1, out: $n, kernel: 3}
  - relu
"""

_FIGURES = {"input": [1, 6, 6], "params": 20, "macs": 288}
INDEX = {
    "small": {
        "title": "small",
        "source": None,
        "networks": {"small2": _FIGURES, "small4": {**_FIGURES, "params": 40, "macs": 576}},
    }
}

PRINTED = """\
title: A table
source: a paper
notes: [a note]
conventions: [macs, he2015]
figures:
  params: {small2: 20, small4: 40}
  macs: {small2: 288, small4: "576"}
  flops: {small2: 0.3k, small4: 0.6k}
layers:
  small2:
    params: {C1: 20}
    channels: {C1: 2}
"""


def maker() -> Callable[[Random], Case]:
    """A family of two networks, and a file of what is printed of them."""
    tree = parsed(PRINTED)
    assert tree is not None
    figures = {key: value for key, value in tree.items() if key != "layers"}
    pairs = {**figures, "pairs": {"small2": "small4"}}
    lenet5 = parsed((ROOT / "archs" / "lenet5.printed.yaml").read_text("utf-8"))
    seeds = [tree, tree, figures, pairs, lenet5]
    index = json.dumps(INDEX).encode()
    vocabulary = [*words(printed_schema()), "small2", "small4", "C1", "macs", "params", "fvcore"]

    def case(random: Random) -> Case:
        mutator = Mutator(random, vocabulary, seeds, ANSWERS)
        data = document(mutator, random.choice(seeds), random)
        command = [random.choice(("table", "published")), "small", *written(random)]
        return Case(
            tuple(command),
            {"small.yaml": FAMILY, "small.printed.yaml": data, "index.json": index},
            terminal=random.random() < 0.1,
            encoding=encoding(random),
            bundled=True,
        )

    return case
