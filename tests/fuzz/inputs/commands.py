"""Command lines: every command with its options, and hostile words in any place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from cnncount.cli.app import COMMANDS, command
from tests.fuzz.answers import ANSWERS
from tests.fuzz.case import Case
from tests.fuzz.hostile import CHARACTERS, MARKUP, WORDS
from tests.fuzz.inputs.documents import ROOT, encoding, trees
from tests.fuzz.inputs.keys import SMALL as KEYS
from tests.fuzz.inputs.specs import small
from tests.fuzz.trees import Mutator, document, text_of

NAMES = ("lenet5", "plain5x5", "bottleneck5x5", "residual_block", "se_block")
FILES = ("net.yaml", "exam.key.yaml", "ada.csv", "mine.yaml", "peak.yaml")
PATHS = (
    *FILES,
    "net.yaml:one",
    "net.yaml:nothing",
    "none.yaml",
    "net.yaml/below.yaml",
    ".",
    "./",
    "..yaml",
    "/",
    "/dev/null",
    "/dev/zero",
    "/dev/full",
    "/dev/stdin",
    "/proc/self/mem",
    "/proc/self/environ",
    "/proc/1/root/x.yaml",
    "/etc/passwd",
    "/etc/passwd.yaml",
    "/etc/shadow:x",
    "~",
    "~root/x.yaml",
    "-",
    "a" * 5000 + ".yaml",
    "/".join(["a" * 200] * 30) + ".yaml",
    "a\nb.yaml",
    "\x1b[31m.yaml",
    "\u202e.yaml",
    "[bold]x.yaml",
    "\udcff.yaml",
    "/nowhere/at/all",
)
OPTIONS: dict[str, tuple[str, ...]] = {
    "--input": (
        "3x8x8",
        "1x32x32",
        "1x1",
        "0x0",
        "3,8,8",
        "999999999999x1",
        "٣x٣",
        "3x8x8x8x8",
        "x",
    ),
    "--batch": (
        "1",
        "2",
        "0",
        "-1",
        "999999999999999999999999999999",
        "1e3",
        "1_000",
        "0x10",
        "",
        "inf",
        "٣",
    ),
    "--set": (
        "n=2",
        "n=",
        "=2",
        "n",
        "n=[",
        "n=$n",
        "n=&a",
        "shortcut=A",
        "n=\x00",
        "n=[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ),
    "--dtype": ("float32", "int8", "float33", "float16,bfloat16", ","),
    "--convention": ("macs", "fvcore", "fvcore@0", "lectur", "@", "mine.yaml", "none.yaml", "/"),
    "--format": ("table", "json", "csv", "markdown", "latex", "html", "text", "github", "junit"),
    "--depth": ("1", "2", "0", "-1", "999999999999999999999999999999"),
    "--device": ("auto", "cpu", "cuda", "cuda:9", "gpu"),
    "--against": ("fvcore", "torch", "x", ",", "fvcore,fvcore"),
    "--quantity": ("params", "macs", "flops", "x"),
    "--between": ("macs", "fvcore", "x", "mine.yaml"),
    "--of": ("key", "printed", "architecture", "x"),
    "--passes": ("1", "0", "999999999999999999999999999999"),
    "--peak": ("h100_sxm", "peak.yaml", "x", "../x", "none.yaml"),
    "--peak-flops": ("1T", "1e30", "0", "-1", "1e31", "x"),
    "--bandwidth": ("1T", "0", "1 KiB", "x"),
    "--output": ("result.csv", "result.tex", "net.yaml", "net.yaml/x", "/dev/null/x", ".", "x"),
    "--max-memory": ("1GiB", "0", "8", "x", "1e30 GB"),
    "--summary": ("summary.md", "net.yaml/x", "/dev/null/x", ""),
    "--decisions": ("ada.csv", "mine.yaml", "none.csv", "/dev/zero"),
    "--student": ("id", "answer", "x", ""),
    "--map": ("answer=1", "=", "x", "id=1a"),
    "--feedback": ("markdown", "html", "csv", "x"),
    "--arg": ("n=2", "n", "n=$x"),
    "--record": ("records", "net.yaml", "net.yaml/x", "/proc/x", "/dev/null/x", ""),
}
SLOW = {"list", "published", "table"}
"""What takes seconds of itself, where nothing is asked of it in particular."""


def maker() -> Callable[[Random], Case]:
    """A command line, and files that it may name."""
    options = {name: _options(command(name)) for name in COMMANDS if name not in SLOW}
    nets = list(small())
    peaks = trees((ROOT / "cnncount").glob("**/peaks/*.yaml"))
    conventions = trees((ROOT / "docs" / "examples").glob("*.convention.yaml"))

    def case(random: Random) -> Case:
        peak = document(Mutator(random, ("flops", "device", "float32"), peaks), peaks[0], random)
        files = {
            "net.yaml": _written(nets, random),
            "exam.key.yaml": _written(KEYS, random),
            "ada.csv": b"id,answer\n1a,156\n2,40\n",
            "mine.yaml": _written(conventions, random),
            "peak.yaml": peak,
        }
        name = random.choice([*options, "count", "count"])
        words = [name] if name != "count" or random.random() < 0.3 else []
        words += _arguments(random, name)
        for _ in range(random.choice((0, 0, 1, 1, 2, 3))):
            words += _option(random, options[name])
        if random.random() < 0.1:
            words.insert(random.randrange(len(words) + 1), _hostile(random))
        stdin = random.choice((files["net.yaml"], b"", b"\xff\xfe", b"\0" * 100, b"a: " * 9999))
        arguments = tuple(word.replace("\0", "") for word in words)  # no process can be given one
        return Case(
            arguments,
            files,
            stdin,
            terminal=random.random() < 0.1,
            encoding=encoding(random),
            names_files=True,
        )

    return case


def _written(seeds: list[Any], random: Random) -> bytes:
    return text_of(random.choice(seeds), random).encode()


def _options(command: Any) -> dict[str, bool]:
    """The options of a command, each with whether it takes no value."""
    named = (param for param in command.params if param.opts[0].startswith("--"))
    return {param.opts[0]: bool(getattr(param, "is_flag", False)) for param in named}


def _arguments(random: Random, command: str) -> list[str]:
    """Arguments as the command takes them, or, now and then, too few of them or too many."""
    many = random.choice((1, 2, 2, 3))
    match command:
        case "explain":
            usual = [_arch(random), *[random.choice(ANSWERS)] * random.choice((0, 1, 1, 1))]
        case "check":
            usual = [_file(random, "exam.key.yaml") for _ in range(many)]
        case "grade":
            usual = [_file(random, "exam.key.yaml"), _file(random, "ada.csv")]
        case "schema":
            usual = []
        case "compare" | "verify" | "bench":
            usual = [_arch(random) for _ in range(many)]
        case _:
            usual = [_arch(random)]
    if random.random() < 0.1:
        usual = [*usual, _hostile(random)][random.randrange(2) :]
    return usual


def _arch(random: Random) -> str:
    if random.random() < 0.5:
        return random.choice((*NAMES, "net.yaml"))
    return random.choice(PATHS) if random.random() < 0.8 else _hostile(random)


def _file(random: Random, usual: str) -> str:
    return usual if random.random() < 0.7 else random.choice(PATHS)


def _option(random: Random, options: Mapping[str, bool]) -> list[str]:
    own = [name for name in options if name in OPTIONS or options[name]]
    name = random.choice(own if own and random.random() < 0.9 else list(OPTIONS))
    if options.get(name):
        return [name]
    values = OPTIONS[name]
    value = random.choice(values) if random.random() < 0.8 else _hostile(random)
    if name == "--between" and random.random() < 0.8:
        return [name, value, random.choice(values)]
    return [f"{name}={value}"] if random.random() < 0.2 else [name, value]


def _hostile(random: Random) -> str:
    return random.choice(random.choice((WORDS, MARKUP, CHARACTERS, PATHS, ANSWERS)))
