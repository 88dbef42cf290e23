"""Conventions, changed, as what is counted of small networks."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from cnncount.layers.base import FIGURES
from cnncount.registry import families, kinds
from tests.fuzz.case import Case
from tests.fuzz.inputs.documents import ROOT, encoding, trees, written
from tests.fuzz.trees import Mutator, document

FORMULAS = (
    "macs",
    "2*macs + (elements_out if bias else 0)",
    "N*biases",
    "elements_in*(2 if affine else 1)",
    "prod(K)*C_in",
    "prod(O)*prod(K)",
    "K[0]",
    "K[9]",
    "O",
    "form",
    "padding",
    "mode == 'linear'",
    "macs // 0",
    "macs if in_scale else 0",
    "0 - macs",
    "macs*macs*macs*macs",
    "exact_div(macs, 7)",
    "isqrt(macs)",
    "ceil_div(macs, 2)",
    "min(macs, elements)",
    "sum([macs, N])",
    "nothing_of_this_name",
    "+ ".join(["macs"] * 60),
    "*".join(["(1 + macs)"] * 40),
    "*".join(["(1 + macs + N)"] * 30),
    "1 if " * 40 + "1" + " else 0" * 40,
)


def maker() -> Callable[[Random], Case]:
    """A convention, and a command that counts by it."""
    bundled = (ROOT / "cnncount" / "conventions").glob("*.yaml")
    seeds = trees([*bundled, *(ROOT / "docs" / "examples").glob("*.convention.yaml")], 2_500)
    keys = {key for seed in seeds for key in seed}
    vocabulary = sorted(
        {*keys, *kinds(), *families(), *FIGURES, "count", "source", "layers", "note"}
    )

    def case(random: Random) -> Case:
        mutator = Mutator(random, vocabulary, seeds, FORMULAS)
        data = document(mutator, random.choice(seeds), random)
        return Case(
            tuple(_command(random)),
            {"mine.yaml": data},
            terminal=random.random() < 0.1,
            encoding=encoding(random),
        )

    return case


def _command(random: Random) -> list[str]:
    arch = random.choice(("lenet5", "residual_block", "se_block", "bottleneck5x5"))
    commands: tuple[list[Any], ...] = (
        [arch, "--convention", "mine.yaml"],
        [arch, "--convention", "mine.yaml", "--show-work"],
        [arch, "--convention", "mine.yaml", "--per-layer"],
        ["compare", arch, "plain5x5", "--convention", "mine.yaml"],
    )
    if random.random() < 0.2:
        return ["explain", arch, "--between", "mine.yaml", random.choice(("fvcore", "mine.yaml"))]
    return [*random.choice(commands), *written(random)]
