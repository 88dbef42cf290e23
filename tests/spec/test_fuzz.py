"""Broken files: whatever happens to a spec's text, there is a report or a clear error."""

from __future__ import annotations

import json
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncount.analysis.count import Report, count
from cnncount.errors import SpecError
from cnncount.registry import kinds
from cnncount.spec.bundled import families
from cnncount.spec.library import find_family

SECONDS = 5
"""Of processor time, for one file; most take a hundredth of one."""

BAD = Path(__file__).parents[1] / "specs" / "bad"
texts = [path.read_text(encoding="utf-8") for path in (*families(), *sorted(BAD.glob("*.yaml")))]

PIECES = [
    *":,[]{}'\"#$%&*!|>@?\n\t\0",
    *("- ", "  ", "${", "null", "true", "-1", "1.5", "0", "9" * 40, "&a ", "*a", "<<: ", "---\n"),
    *("\r", "\x85", "\u2028", "\ufeff", "\u200b", "é", "한", "😀"),
    *("channels", "size", "input", "repeat: 7", "from: input", "when: false", "name: a"),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("broken") / "case.yaml"


def judge(path: Path, data: bytes) -> list[Report]:
    """The reports of all variants, after what must hold of every error has been checked."""
    path.write_bytes(data)
    began = time.process_time()
    reports = []
    try:
        for choice in find_family(str(path))[:3]:
            reports.append(count(choice))
    except SpecError as error:
        check(path, error)
    assert time.process_time() - began < SECONDS
    return reports


def check(path: Path, error: SpecError) -> None:
    assert error.problems
    for problem in error.problems:
        first, *rest = str(problem).split("\n")
        assert first.startswith(f"{path}:")
        assert problem.message == problem.message.strip() != ""
        assert len(first) < 1000
        if problem.place:
            assert len(rest) == 2 + 3 * len(problem.also)
            assert rest[1].endswith("^")
            assert 1 <= problem.place.line <= len(problem.place.source.lines) + 1
            assert 1 <= problem.place.column <= len(problem.place.text) + 1


def mutated(text: str, edits: list[tuple[str, float, float, str]]) -> str:
    """The text after some edits; positions are fractions of its length."""
    for edit, where, extent, piece in edits:
        at = int(where * len(text))
        behind = at + int(extent * 12)
        match edit:
            case "delete":
                text = text[:at] + text[behind:]
            case "insert":
                text = text[:at] + piece + text[at:]
            case "replace":
                text = text[:at] + piece + text[behind:]
            case "swap":
                lines = text.split("\n")
                a, b = int(where * len(lines)), int(extent * len(lines))
                lines[a], lines[b] = lines[b], lines[a]
                text = "\n".join(lines)
    return text


fraction = st.floats(0, 1, exclude_max=True)
edits = st.lists(
    st.tuples(
        st.sampled_from(["delete", "insert", "replace", "swap"]),
        fraction,
        fraction,
        st.sampled_from(PIECES) | st.characters(),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=400)
@given(text=st.sampled_from(texts), edits=edits)
def test_a_mutated_file_is_counted_or_refused(
    path: Path, text: str, edits: list[tuple[str, float, float, str]]
) -> None:
    judge(path, mutated(text, edits).encode(errors="replace"))


pieces = st.lists(st.sampled_from([*PIECES, *"abc "]), max_size=30)


@settings(max_examples=100)
@given(data=st.binary(max_size=60) | pieces.map("".join).map(str.encode))
def test_any_bytes_are_refused(path: Path, data: bytes) -> None:
    assert judge(path, data) == []


# --- well-formed YAML of the language's own words, put together at random


@cache
def words() -> list[str]:
    keys = {key for kind in kinds().values() for key in kind.model_fields}
    return sorted({*kinds(), *(key.rstrip("_") for key in keys), "b", "v", "input", "conv1"})


numbers = st.integers(-2, 9) | st.sampled_from([0.5, True, False, None, 2**70])
formulas = st.sampled_from(
    [
        "$v",
        "$w",
        "${v + 1}",
        "${channels // 2}",
        "${size[0]}",
        "${1 // 0}",
        "${v if channels else w}",
    ]
)
scalars = numbers | formulas | st.deferred(lambda: st.sampled_from(words()))
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.deferred(lambda: st.dictionaries(st.sampled_from(words()), inner, max_size=3))
    ),
    max_leaves=5,
)


def sensible(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Steps that are right as such, around others."""
    lists = st.lists(inner, max_size=3)
    sizes = st.sampled_from([1, 2, 3, "$v", "$w", "${v + 1}", "${channels}", "${size}"])
    name = st.sampled_from(["a", "b", "conv1", "relu1", "input"])
    return st.one_of(
        st.builds(lambda o, k: {"conv": {"out": o, "kernel": k}}, sizes, sizes),
        st.builds(lambda o, n: {"linear": {"out": o, "name": n}}, sizes, name),
        st.builds(lambda n: {"relu": {"from": n}}, name | st.lists(name, max_size=2)),
        st.builds(lambda w: {"relu": {"when": w}}, scalars),
        st.builds(lambda n, x: {"stage": {"layers": x, "repeat": n}}, sizes, lists),
        st.builds(lambda b, v: {"stage": {"block": b, "with": {"v": v}}}, name, sizes),
        st.builds(lambda x, y: {"residual": {"body": x, "shortcut": y}}, lists, lists | sizes),
        st.builds(lambda x: {"branches": {"branches": x}}, st.lists(lists, max_size=2)),
        st.builds(lambda x: {"dense": {"layers": x, "repeat": 2}}, lists),
        st.builds(lambda x: {"scale": {"by": x}}, lists),
    )


random_steps = st.deferred(
    lambda: st.dictionaries(st.sampled_from(words()), values, min_size=1, max_size=1)
)
steps = st.lists(
    st.recursive(
        st.sampled_from(["relu", "flatten", "max_pool"]) | random_steps, sensible, max_leaves=6
    ),
    max_size=5,
)


@settings(max_examples=300)
@given(layers=steps, block=steps, v=values, w=scalars, input=st.just([3, 6, 6]) | values)
def test_any_structure_is_counted_or_refused(
    path: Path, layers: list[Any], block: list[Any], v: Any, w: Any, input: Any
) -> None:
    blocks = {"a": {"layers": block}, "b": {"vars": {"v": None, "u": v}, "layers": block}}
    spec = {
        "name": "x",
        "input": input,
        "vars": {"v": v, "w": w},
        "blocks": blocks,
        "layers": layers,
    }
    for report in judge(path, json.dumps(spec).encode()):
        assert report.figure("params") >= 0
        assert len({row.path for row in report.rows()}) == len(list(report.rows()))


def test_the_fuzz_reaches_both_ends(path: Path) -> None:
    """The checks above are not idle: an untouched file is counted, and one touched is refused."""
    lenet = next(text for text in texts if "name: LeNet-5" in text)
    (report,) = judge(path, lenet.encode())
    assert report.figure("params") == 60_000
    assert judge(path, mutated(lenet, [("insert", 0, 0, "\t")]).encode()) == []
