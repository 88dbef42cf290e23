"""Specs: bundled ones, examples, and one for each layer kind, changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from cnncount.registry import kinds
from cnncount.spec.schema import architecture_schema
from tests.fuzz.case import Case
from tests.fuzz.inputs.documents import ROOT, bundled, encoding, trees, words, written
from tests.fuzz.trees import Mutator, document

LAYERS: tuple[Any, ...] = (
    "relu",
    {"conv": {"out": 4, "kernel": 3}},
    {"conv": {"out": "$n", "kernel": [1, 3], "padding": [0, 1]}},
    {"stage": {"repeat": 3, "layers": ["relu", {"conv": {"out": 4, "kernel": 1}}]}},
    {"stage": {"repeat": 10**12, "layers": ["relu"]}},
    {"stage": {"repeat": 10**12, "layers": []}},
    {"stage": {"repeat": 10**12, "layers": [{"relu": {"when": False}}]}},
    {"stage": {"block": "b", "with": {"v": 2}, "repeat": "$n", "first": {"v": 3}}},
    {"dense": {"repeat": 3, "layers": [{"conv": {"out": 2, "kernel": 1}}]}},
    {"dense": {"repeat": 3, "layers": []}},
    {"residual": {"body": [{"conv": {"out": 4, "kernel": 1}}], "shortcut": "B"}},
    {"branches": {"join": "add", "branches": {"a": ["relu"], "b": []}}},
    {"scale": {"by": ["global_avg_pool", "sigmoid"]}},
    {"add": {"from": ["input", "input"]}},
)


def small() -> Iterator[dict[str, Any]]:
    """A spec with every part of the language, and one for each kind with what it needs."""
    block = {"vars": {"v": None, "u": 2}, "layers": [{"conv": {"out": "$v", "kernel": 1}}]}
    reference = {"variant": "one", "model": "a.b", "arguments": {"x": 1}, "vars": {"n": 1}}
    yield {
        "name": "whole",
        "source": "a book",
        "notes": ["a note"],
        "input": [4, 8, 8],
        "vars": {"n": 2, "k": [1, 2], "m": "${n + 1}", "w": "A"},
        "choices": {"n": [1, 2, 3]},
        "variants": {"one": {"n": 1}, "three": {"n": 3, "k": [3]}},
        "references": [reference],
        "blocks": {"b": block},
        "layers": [*LAYERS, "flatten", {"linear": {"out": 10, "name": "fc", "form": "functional"}}],
    }
    for layer in LAYERS:
        yield {
            "name": "one",
            "input": [4, 8, 8],
            "vars": {"n": 2},
            "blocks": {"b": {"vars": {"v": 1}, "layers": ["relu"]}},
            "layers": [layer, "relu"],
        }
    for kind, model in kinds().items():
        needed = {
            info.alias or name: 4 if name == "out" else 2
            for name, info in model.model_fields.items()
            if info.is_required()
        }
        if not needed.keys() & {"body", "by", "branches"}:
            layer = {kind: needed | _NEEDED.get(kind, {})}
            yield {"name": kind, "input": [4, 8, 8], "layers": [*_BEFORE.get(kind, ()), layer]}


_NEEDED: dict[str, Any] = {
    **{join: {"from": ["input", "input"]} for join in ("add", "concat", "multiply")},
    **{group: {"layers": ["relu"], "repeat": 2} for group in ("stage", "dense")},
    "conv": {"out": 4},
    "crop": {"size": 2},
}
_BEFORE = {
    **dict.fromkeys(("linear", "rbf"), ("flatten",)),
    **dict.fromkeys(("class_token", "first_token"), ("tokens",)),
}


def maker() -> Callable[[Random], Case]:
    """A spec and a command about it."""
    folder = ROOT / "docs" / "examples"
    examples = trees(path for path in folder.glob("*.yaml") if path.suffixes == [".yaml"])
    wrong = trees((ROOT / "tests" / "specs" / "bad").glob("*.yaml"))
    seeds = [*[*small(), *examples] * 6, *bundled() * 2, *wrong]
    vocabulary = words(architecture_schema())

    def case(random: Random) -> Case:
        tree = random.choice(seeds)
        mutator = Mutator(random, vocabulary, seeds, LAYERS)
        data = document(mutator, tree, random)
        return Case(
            tuple(_command(random, tree)),
            {"net.yaml": data},
            terminal=random.random() < 0.1,
            encoding=encoding(random),
        )

    return case


def _command(random: Random, tree: Any) -> list[str]:
    arch = "net.yaml"
    variants = tree.get("variants")
    if isinstance(variants, dict) and variants and random.random() < 0.8:
        arch = f"net.yaml:{random.choice(list(variants))}"
    chance = random.random()
    if chance < 0.2:
        command = ["show", arch]
    elif chance < 0.3:
        command = ["explain", arch, random.choice(("60k", "4.1G", "107MB", "1"))]
    elif chance < 0.35:
        command = ["explain", arch, "--between", "fvcore", "thop", "--per-layer"]
    elif chance < 0.4:
        command = ["conventions", arch, *written(random)]
    elif chance < 0.45:
        command = ["table", "net.yaml", *written(random)]
    elif chance < 0.5:
        command = ["compare", arch, "lenet5", *written(random)]
    elif chance < 0.55:
        command = ["bench", arch, "--peak", "h100_sxm"]
    else:
        options = (["--per-layer"], ["--show-work"], ["--depth", "1"], ["--dtype", "int8"], [])
        command = [arch, *random.choice(options), *written(random)]
    if random.random() < 0.1:
        command += ["--set", f"n={random.choice(('3', '0', '[]', '${n}', 'a'))}"]
    if random.random() < 0.1:
        command += ["--input", random.choice(("4x8x8", "1x1", "3x224x224", "999999999999x1"))]
    return command
