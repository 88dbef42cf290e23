"""Answer keys, some with a network of their own, changed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from cnncount.exams.schema import key_schema
from cnncount.spec.schema import architecture_schema
from tests.fuzz.answers import ANSWERS
from tests.fuzz.case import Case
from tests.fuzz.hostile import Raw
from tests.fuzz.inputs.documents import ROOT, encoding, trees, words, written
from tests.fuzz.inputs.specs import LAYERS
from tests.fuzz.trees import Mutator, document

NETWORK = {"input": [1, 6, 6], "vars": {"n": 2}, "layers": [{"conv": {"out": "$n", "kernel": 3}}]}

KEY = {
    "name": "key",
    "source": "an exam",
    "questions": [
        {
            "arch": "lenet5",
            "layer": "C1",
            "parts": [
                {"quantity": "params", "answer": 156, "points": 2},
                {"quantity": "output_shape", "answer": "6@28x28"},
                {"id": "rf", "quantity": "receptive_field", "answer": "5"},
            ],
        },
        {"network": NETWORK, "set": {"n": 4}, "quantity": "params", "answer": "36+4 = 40"},
        {
            "network": NETWORK,
            "input": [2, 9, 9],
            "quantity": "flops",
            "convention": "fvcore",
            "batch": 2,
            "answer": "3k",
            "tolerance": "10%",
            "text": "a text",
        },
        {
            "arch": "lenet5",
            "quantity": "params",
            "dtype": "float32",
            "kilo": 1024,
            "answer": "234 KB",
        },
        {
            "arch": "plain5x5",
            "over": "bottleneck5x5",
            "quantity": "multiplications",
            "answer": 21.4,
        },
        {
            "arch": "lenet5",
            "quantity": "layers",
            "kind": ["conv", "linear"],
            "answer": 3,
            "expect": "differs",
            "reason": "because",
            "rounding": "truncated",
            "decimal": ".",
        },
    ],
}

SMALL = [{"name": "one", "questions": [question]} for question in KEY["questions"]]

VALUES: tuple[Any, ...] = (*ANSWERS, *LAYERS, *map(Raw, ANSWERS[:3]), NETWORK)


def maker() -> Callable[[Random], Case]:
    """A key, checked, or used for marking a submission."""
    found = trees((ROOT / "docs" / "examples").glob("*.key.yaml"))
    wrong = trees((ROOT / "tests" / "exams" / "bad").glob("*.yaml"))
    seeds: list[Any] = [KEY, *SMALL * 8, *found, *wrong]
    vocabulary = [*words(key_schema(), architecture_schema()), "lenet5", "resnet18", "C1", "macs"]

    def case(random: Random) -> Case:
        mutator = Mutator(random, vocabulary, seeds, VALUES)
        files = {"exam.key.yaml": document(mutator, random.choice(seeds), random)}
        if random.random() < 0.75:
            command = ["check", "exam.key.yaml"]
            if random.random() < 0.5:
                command += ["--format", random.choice(("text", "json", "github", "junit"))]
            if random.random() < 0.2:
                command += ["--hide-expected"]
        else:
            files["ada.csv"] = b"id,answer\n1a,156\n1b,150\n2,40\n"
            command = ["grade", "exam.key.yaml", "ada.csv", *written(random)]
        return Case(
            tuple(command), files, terminal=random.random() < 0.1, encoding=encoding(random)
        )

    return case
