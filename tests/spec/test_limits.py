"""Monstrous files: whatever is in a file, the answer comes soon and takes little memory.

All of them are counted one after another by one child process of limited memory, which writes a
line about each: so a crash or a hang is a failure here, and no harm.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cnncount.analysis.count import MAX_ROWS, count
from cnncount.errors import SpecError
from cnncount.network.limits import MAX_NESTING, MAX_STEPS
from cnncount.spec.document import MAX_KEYS, MAX_NODES
from cnncount.spec.files import MAX_BYTES
from cnncount.spec.syntax import TOO_DEEP
from cnncount.spec.terms import MAX_WORK

pytest.importorskip("resource", reason="limits on a process are Unix's")
SECONDS = 30
KIBIBYTES = 200 * 1024

CHILD = f"""
import json, pathlib, re, resource, signal, sys, time, traceback
from cnncount.errors import SpecError
from cnncount.analysis.count import count
from cnncount.analysis.expand import expanded

resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))

def peak():
    try:  # What getrusage says is not this process's alone: it began as a copy of its parent.
        return int(re.search(r"VmHWM:\\s*(\\d+)", pathlib.Path("/proc/self/status").read_text())[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**10

def late(*_):
    raise TimeoutError

signal.signal(signal.SIGALRM, late)
for path in sys.argv[1:]:
    signal.alarm({SECONDS})
    try:
        report = count(path)
        said = {{name: report.figure(name) for name in ("params", "comparisons")}}
        try:
            said["rows"] = [row.path for row in report.rows()][:2]
            expanded(report)
        except SpecError as error:
            said["rows"] = str(error)
    except SpecError as error:
        said = {{"error": str(error)}}
    except BaseException:
        said = {{"crash": traceback.format_exc()[-2000:]}}
    signal.alarm(0)
    said["peak"] = peak()
    print(json.dumps(said), flush=True)
"""

HEAD = "name: x\ninput: [3, 8, 8]\n"
LAYERS = f"{HEAD}layers:\n"
TRILLION = 10**12


def many(line: str, nodes: int, head: str = LAYERS, tail: str = "") -> str:
    """As many of a line as a file may hold, of which each takes so many nodes."""
    room = MAX_BYTES - len(head) - len(tail)
    return head + line * min(room // len(line), (MAX_NODES - 20) // nodes) + tail


def chain(link: str, last: str, length: int = 60) -> str:
    """Blocks each of which uses the next, as `link` says it with NEXT."""
    blocks = [f"  b{i}: {{layers: [{link.replace('NEXT', f'b{i + 1}')}]}}\n" for i in range(length)]
    end = f"  b{length}: {{layers: [{last}]}}\n"
    return f"{HEAD}blocks:\n{''.join(blocks)}{end}layers: [stage: {{block: b0}}]\n"


def repeated(kind: str, times: int, layer: str) -> str:
    return f"{LAYERS}  - {kind}: {{repeat: {times}, layers: [{layer}]}}\n"


class Monster(NamedTuple):
    text: str
    error: str


ENDLESS = "1,000,000,000,000 repetitions that each change the shape "
TOO_MANY = f"more than {MAX_STEPS:,} distinct layers"
TOO_LONG = f"more than {MAX_NODES:,} values in one file"
NESTED = f"layers inside layers, more than {MAX_NESTING} levels deep"
LARGE = "the number is too large (2^100 or more)"
GROWING = "conv: {out: '${channels + 1}', kernel: 1}"
TWICE = "stage: {block: NEXT}, stage: {block: NEXT}"
DEEP = "stage: {layers: [" * 17 + "stage: {block: NEXT}" + "]}" * 17

WRONG = {
    "three thousand brackets": Monster("layers: " + "[" * 3000 + "]" * 3000, str(TOO_DEEP)),
    "three thousand open brackets": Monster("layers: " + "[" * 3000, str(TOO_DEEP)),
    "three thousand dashes": Monster("- " * 3000, str(TOO_DEEP)),
    "three thousand braces": Monster("{a: " * 3000, str(TOO_DEEP)),
    "three thousand keys in a key": Monster("? " * 3000, str(TOO_DEEP)),
    "a billion laughs": Monster(
        "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcde")),
        "anchors and aliases (& and *) are not supported; use vars and blocks",
    ),
    "a million lines": Monster(LAYERS + "- relu\n" * 10**6, f"larger than {MAX_BYTES // 1024} KiB"),
    "as many lines as fit": Monster(LAYERS + "- relu\n" * 70_000, TOO_LONG),
    "as many layers as a file may have": Monster(many("- relu\n", 1), TOO_MANY),
    "as many keys as fit": Monster("".join(f"k{i}: 1\n" for i in range(30_000)), "more than"),
    "as many equal keys as fit": Monster(many("a: 1\n", 2, ""), "duplicate key 'a'"),
    "as many mistakes as fit": Monster(many("- rellu\n", 1), "unknown layer kind 'rellu'"),
    "as many missing arguments as fit": Monster(many("- conv: {}\n", 3), "conv needs 'kernel'"),
    "as many unknown names as fit": Monster(
        many("- conv: {out: $x, kernel: $y}\n", 7), "unknown name 'x'"
    ),
    "as many unknown layers as fit": Monster(
        many("- relu: {from: relu1}\n", 5), "no layer 'relu1' before this one"
    ),
    "as many wrong numbers as fit": Monster(
        many("[a],", 2, LAYERS + "- conv: {kernel: 1, padding: [", "]}"),
        "padding: expected an integer",
    ),
    "as many wrong values as fit": Monster(
        many(f"[{'1.5,' * 500}],", 501, f"{HEAD}layers: []\nvars: {{a: [", "]}"),
        "a: expected an integer",
    ),
    "as many long formulas as fit": Monster(
        many("- conv: {kernel: 1, out: '${" + "1 + (-1) + " * 30 + "x}'}\n", 7), "unknown name 'x'"
    ),
    "a number of five thousand digits": Monster(
        f"{LAYERS}- conv: {{kernel: 1, out: {'9' * 5000}}}\n", LARGE
    ),
    "a hexadecimal number of all digits": Monster(f"{HEAD}layers: 0x{'f' * 400_000}\n", LARGE),
    "a line of all letters": Monster(
        f"{HEAD}layers: [relu, {'x' * 400_000}]\n", "unknown layer kind 'xxx"
    ),
    "a key of all letters": Monster(
        f"{HEAD}layers: []\n? {'x' * 400_000}\n: 1\n", "unknown key 'xxx"
    ),
    "colons": Monster(":" * 500_000, "unexpected key"),
    "tabs": Monster("\t" * 500_000, "a tab in the indentation; use spaces"),
    "comments": Monster("#\n" * 250_000, "the file is empty"),
    "documents": Monster("---\n" * 120_000, "a second document begins here"),
    "open quotes": Monster("'" * 499_999, "the quote is not closed"),
    "vars in a long chain": Monster(
        HEAD + "vars:\n" + "".join(f"  a{i}: $a{i + 1}\n" for i in range(900)) + "layers: []\n",
        "unknown name 'a900'",
    ),
    "vars in a long circle": Monster(
        f"{HEAD}vars:\n"
        + "".join(f"  a{i}: $a{(i + 1) % 900}\n" for i in range(900))
        + "layers: []\n",
        "the var 'a0' refers to itself: a0 → a1 → ",
    ),
    "blocks with very many vars": Monster(
        f"{HEAD}blocks:\n  b:\n    layers: []\n    vars:\n"
        + "".join(f"      a{i}: $a{i + 1}\n" for i in range(900))
        + "      a900: 1\nlayers:\n"
        + "- stage: {block: b}\n" * 100,
        TOO_MANY,
    ),
    "long lists summed very often": Monster(
        f"{HEAD}layers: []\nvars:\n  a: {[1] * 1000}\n"
        + "".join(f"  b{i}: '${{{'sum(a) + ' * 50}0}}'\n" for i in range(900)),
        f"the expressions of this file take more than {MAX_WORK:,} operations",
    ),
    "very many values handed to a block very often": Monster(
        f"{HEAD}blocks: {{b: {{vars: {{v: 1}}, layers: [{GROWING}]}}}}\nlayers:\n"
        "- stage: {repeat: 4000, layers: [stage: {block: b, with: {v: ["
        + f"[{'$channels, ' * 900}]," * 30
        + "]}}]}\n",
        f"the expressions of this file take more than {MAX_WORK:,} operations",
    ),
    "blocks that double": Monster(chain(TWICE, "relu", 30), TOO_MANY),
    "blocks of nothing that double": Monster(chain(TWICE, "", 30), TOO_MANY),
    "blocks of absent layers that double": Monster(
        chain(TWICE, "relu: {when: false}", 30), TOO_MANY
    ),
    "a deep chain of blocks": Monster(chain("stage: {block: NEXT}", "relu"), NESTED),
    "deep blocks in a deep chain": Monster(chain(DEEP, "relu"), NESTED),
    "a wide shape that changes for ever": Monster(repeated("stage", TRILLION, GROWING), ENDLESS),
    "a dense block that grows for ever": Monster(
        repeated("dense", TRILLION, "conv: {out: 12, kernel: 1}"), ENDLESS
    ),
    "a body of many layers that grow": Monster(
        repeated("stage", 9_999, ", ".join([GROWING] * 9)), TOO_MANY
    ),
    "strides without end": Monster(
        LAYERS + "- max_pool: {kernel: 1, stride: 1000000000000}\n" * 1000,
        "the strides, or the scales,",
    ),
    "scales without end": Monster(
        LAYERS + "- upsample: {scale: 97}\n- crop: {size: 1}\n" * 1000,
        "the strides, or the scales,",
    ),
    "a repeated scale without end": Monster(
        repeated("stage", TRILLION, "upsample: {scale: 2}, crop: {size: 8}"),
        "the strides, or the scales,",
    ),
    "a repeated stride without end": Monster(
        repeated("stage", TRILLION, "max_pool: {kernel: 1, stride: 2}, zero_pad: {padding: 2}"),
        "the strides, or the scales,",
    ),
    "too large an output": Monster(
        f"{LAYERS}- upsample: {{scale: {2**60}}}\n", "the output is larger than 2^60 along an axis"
    ),
    "too large a figure": Monster(
        f"{LAYERS}- conv: {{out: {2**60}, kernel: {2**50}, padding: {2**50}}}\n",
        "a figure of this layer is too large to count (2^100 or more)",
    ),
}

RIGHT: dict[str, tuple[str, dict[str, int]]] = {
    "a trillion layers": (
        repeated("stage", TRILLION, "conv: {out: 3, kernel: 3, padding: 1}, relu"),
        {"params": TRILLION * (3 * 3 * 3 + 1) * 3, "comparisons": TRILLION * 3 * 8 * 8},
    ),
    "a trillion layers that end small": (
        repeated("stage", TRILLION, "max_pool: {kernel: 2, stride: 1, padding: same}"),
        {"params": 0, "comparisons": TRILLION * 3 * 8 * 8 * (2 * 2 - 1)},
    ),
    "a thousand times a thousand times a thousand": (
        chain("stage: {block: NEXT, repeat: 1000}", "relu", 3),
        {"params": 0, "comparisons": 1000**3 * 3 * 8 * 8},
    ),
    "a trillion times nothing": (
        repeated("stage", TRILLION, "") + "  - relu\n",
        {"params": 0, "comparisons": 3 * 8 * 8},
    ),
    "a trillion times a layer that is absent": (
        repeated("stage", TRILLION, "relu: {when: false}") + "  - relu\n",
        {"params": 0, "comparisons": 3 * 8 * 8},
    ),
    "a trillion times nothing a trillion times": (
        repeated("stage", TRILLION, f"stage: {{repeat: {TRILLION}, layers: []}}") + "  - relu\n",
        {"params": 0, "comparisons": 3 * 8 * 8},
    ),
    "a million layers": (
        repeated("stage", 10**6, "relu"),
        {"params": 0, "comparisons": 10**6 * 3 * 8 * 8},
    ),
    "a thousand shapes": (
        repeated("stage", 1000, GROWING),
        {"params": sum((n + 1) * (n + 1) for n in range(3, 1003)), "comparisons": 0},
    ),
    "layers up to the limit": (
        LAYERS + "- relu\n" * (MAX_STEPS - 1),
        {"params": 0, "comparisons": (MAX_STEPS - 1) * 3 * 8 * 8},
    ),
    "keys up to the limit": (
        f"{HEAD}layers: [relu]\nvars: {{{', '.join(f'a{i}: {i}' for i in range(MAX_KEYS))}}}\n",
        {"params": 0, "comparisons": 3 * 8 * 8},
    ),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the child process said about each monster; its end, for those that it did not reach."""
    folder = tmp_path_factory.mktemp("monsters")
    texts = {name: wrong.text for name, wrong in WRONG.items()}
    texts |= {name: text for name, (text, _) in RIGHT.items()}
    paths = [folder / f"{name.replace(' ', '-')}.yaml" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=SECONDS * len(texts),
    )
    said = [json.loads(line) for line in done.stdout.splitlines()]
    crash = {"crash": done.stderr[-2000:] or f"exit status {done.returncode}", "peak": 0}
    return dict(zip(texts, [*said, *[crash] * (len(texts) - len(said))], strict=True))


@pytest.mark.parametrize("name", WRONG)
def test_a_monster_is_refused_with_one_clear_error(
    name: str, outcomes: dict[str, dict[str, Any]]
) -> None:
    said = outcomes[name]
    assert "error" in said, said.get("crash", said)
    first = said["error"].splitlines()[0]
    assert WRONG[name].error in first
    assert len(said["error"]) < 2**16
    assert said["peak"] < KIBIBYTES


@pytest.mark.parametrize("name", RIGHT)
def test_a_large_network_is_counted(name: str, outcomes: dict[str, dict[str, Any]]) -> None:
    said = outcomes[name]
    figures = {key: value for key, value in said.items() if key in ("params", "comparisons")}
    assert figures == RIGHT[name][1], said.get("crash", said.get("error"))
    assert said["peak"] < KIBIBYTES


def test_a_listing_of_a_million_rows_is_refused(outcomes: dict[str, dict[str, Any]]) -> None:
    refusal = f"1,000,000 layers: a listing shows at most {MAX_ROWS:,}; group them with --depth 1"
    assert outcomes["a million layers"]["rows"] == refusal
    assert len(outcomes["a thousand shapes"]["rows"]) == 2


@pytest.mark.parametrize("name", [name for name in RIGHT if name.startswith("a trillion times")])
def test_what_is_repeated_and_is_nothing_is_not_listed(
    name: str, outcomes: dict[str, dict[str, Any]]
) -> None:
    assert outcomes[name]["rows"] == ["relu1"]


@pytest.mark.parametrize("monster", ["a billion laughs", "blocks that double", "tabs"])
def test_the_command_says_the_error_and_nothing_else(monster: str, tmp_path: Path) -> None:
    path = tmp_path / "monster.yaml"
    path.write_text(WRONG[monster].text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "cnncount", str(path)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{path}:")
    assert WRONG[monster].error in done.stderr
    assert "Traceback" not in done.stderr


def refusal(arch: str) -> str:
    with pytest.raises(SpecError) as caught:
        count(arch)
    return str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(f"{tmp_path}/") == f"{tmp_path}/: a directory, not a file"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    assert refusal(str(path)) == f"{path}: cannot be read: No such file or directory"


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text(f"{LAYERS}- relu\n", encoding="utf-8")
    if os.geteuid() == 0:  # Root may read everything, but no file below a file.
        path, reason = path / "below.yaml", "Not a directory"
    else:
        path.chmod(0)
        reason = "Permission denied"
    assert refusal(str(path)) == f"{path}: cannot be read: {reason}"


def test_a_name_that_no_file_can_have() -> None:
    assert refusal("a\0b.yaml").endswith("cannot be read: embedded null byte")
    assert refusal(f"{'a' * 5000}.yaml").endswith("cannot be read: File name too long")
    assert refusal("a" * 5000) == (
        f"no network '{'a' * 59}…'; 'cnncount list' shows the bundled networks"
    )


def test_standard_input_is_judged_as_a_file_is() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from cnncount.analysis.count import count; count('-')"],
        input=f"{LAYERS}- rellu\n",
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert "SpecError: <stdin>:4:3: unknown layer kind 'rellu'; did you mean 'relu'?" in done.stderr
