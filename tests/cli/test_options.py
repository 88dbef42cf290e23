"""Every option of every command has an effect, or is refused; and what -o FILE writes."""

from __future__ import annotations

import json

import pytest

from cnncount.cli.app import COMMANDS, command
from cnncount.cli.command import FORMATS, Drawing

KEY = """\
name: Key
questions:
- {text: C1?, arch: lenet5, layer: C1, quantity: params, answer: 156}
- {text: C3?, arch: lenet5, layer: C3, quantity: params, answer: 1510}
"""

VALUES = {
    "--all": "",
    "--batch": "2",
    "--between": "fvcore macs",
    "--convention": "fvcore",
    "--depth": "1",
    "--dtype": "int8",
    "--exclude": "KEY",
    "--format": "json",
    ("draw", "--format"): "dot",
    "--hide-expected": "",
    "--input": "3x64x64",
    "--of": "key",
    "--per-layer": "",
    "--quantity": "params",
    "--quiet": "",
    "--set": "downsample_at=3x3",
    "--show-work": "",
    "--summary": "FILE",
    "--output": "FILE",
}
"""What is given to an option, wherever it is."""

DIFFERENCE = "explain resnet50 --between fvcore ptflops_pytorch"

BASES = {
    "check": "check KEY",
    "compare": "compare resnet50 resnet101",
    "conventions": "conventions resnet50",
    "count": "count resnet50",
    "explain": DIFFERENCE,
    ("explain", "--all"): "explain lenet5 61k",
    ("explain", "--between"): "explain lenet5",
    ("explain", "--convention"): "explain lenet5 61k",
    ("explain", "--quantity"): "explain lenet5 61k",
    "draw": "draw resnet50",
    "info": "info resnet50",
    "layers": "layers",
    "list": "list",
    "published": "published resnet",
    "rule": "rule no-such",
    "schema": "schema",
    "show": "show resnet50",
    "table": "table resnet",
}
"""A command to which the option is added."""

REFUSED = {
    "conventions fvcore --batch 4": "--batch needs a network",
    "conventions fvcore --set x=1 --input 3x8x8": "--set needs a network",
    "conventions --batch 4": "--batch needs a network",
    "count lenet5 --per-layer --show-work": "cannot be used together",
    "lenet5 --input 1x32x32 --input 1x28x28": "--input is given twice",
    "lenet5 --per-layer --per-layer": "--per-layer is given twice",
    "compare lenet5 alexnet --convention macs --convention fvcore": "--convention is given twice",
    "resnet50 --set width=64 --set width=32": "width is set twice",
    "resnet50:width=64 --set width=32": "width is set twice",
    "check KEY --quiet --format json": "--quiet needs --format text",
    f"{DIFFERENCE} --all": "--all needs a figure",
    "explain lenet5 61k --per-layer": "--per-layer needs --between A B",
    "table senet --batch 4": "No such option",
}

TESTED_WITH_WHAT_THEY_NEED = {
    "bench": "tests/pytorch/test_bench.py",
    "verify": "tests/pytorch/test_verify.py",
    "import": "tests/importing",
    "grade": "tests/exams/test_grade.py",
    ("check", "--allow-outside"): "tests/exams",
}


def options():
    """Every option of every command, with all of its spellings; less those tested elsewhere."""
    for name in COMMANDS:
        for param in command(name).params:
            if param.param_type_name == "option" and name not in TESTED_WITH_WHAT_THEY_NEED:
                long = max(param.opts, key=len)
                if (name, long) not in TESTED_WITH_WHAT_THEY_NEED:
                    yield name, long


@pytest.fixture
def run(cnncount, tmp_path):
    """Run a line in which KEY is an answer key and FILE a file that is not there yet."""
    key, file = tmp_path / "exam.key.yaml", tmp_path / "result"
    key.write_text(KEY, encoding="utf-8")

    def run(line):
        words = [{"KEY": str(key), "FILE": str(file)}.get(word, word) for word in line.split()]
        result = cnncount(*words)
        written = file.read_text(encoding="utf-8") if file.exists() else None
        return *result, written

    return run


@pytest.mark.parametrize(("name", "option"), list(options()))
def test_an_option_has_an_effect(run, name, option):
    base = BASES.get((name, option), BASES[name])
    value = VALUES.get((name, option), VALUES[option])
    without = run(base)
    status, *given = run(f"{base} {option} {value}".strip())
    assert status in (0, 1)
    assert given != without[1:]


@pytest.mark.parametrize(("line", "message"), list(REFUSED.items()))
def test_an_option_without_an_effect_is_refused(run, line, message):
    status, out, err, _ = run(line)
    assert (status, out) == (2, "")
    assert message in err


def test_the_same_options_are_in_all_commands_that_count():
    shared = {"--input", "--set", "--batch", "--format", "--output"}
    for name in ("count", "compare", "conventions", "explain", "verify", "bench"):
        own = {max(param.opts, key=len) for param in command(name).params}
        assert shared <= own, name


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {".xml"}))
def test_the_suffix_of_the_file_chooses_the_format(cnncount, tmp_path, suffix):
    file = tmp_path / f"a{suffix}"
    assert cnncount("lenet5", "-o", str(file)) == (0, "", "")
    expected = cnncount("lenet5", "--format", FORMATS[suffix])[1]
    assert file.read_text(encoding="utf-8") == expected


@pytest.mark.parametrize(("suffix", "format"), list(Drawing.formats.items()))
def test_the_suffix_chooses_the_format_of_a_picture(cnncount, tmp_path, suffix, format):
    file = tmp_path / f"a{suffix}"
    assert cnncount("draw", "lenet5", "-o", str(file)) == (0, "", "")
    expected = cnncount("draw", "lenet5", "--format", format)[1]
    assert file.read_text(encoding="utf-8") == expected


def test_the_format_that_is_asked_for_wins(cnncount, tmp_path):
    file = tmp_path / "a.csv"
    cnncount("lenet5", "-o", str(file), "--format", "json")
    assert json.loads(file.read_text(encoding="utf-8"))["name"] == "lenet5"


def test_a_result_with_a_difference_is_written_too(run, tmp_path):
    status, out, _, written = run("check KEY -o FILE")
    assert (status, out) == (1, "")
    assert "1510" in written
    file = tmp_path / "keys.xml"
    run(f"check KEY -o {file}")
    assert file.read_text(encoding="utf-8").startswith("<testsuites")


def test_an_error_leaves_the_file_as_it_was(cnncount, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("before", encoding="utf-8")
    assert cnncount("resnt50", "-o", str(file))[0] == 2
    assert cnncount("resnet50", "--set", "widht=2", "-o", str(file))[0] == 2
    assert file.read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize(
    ("name", "reason"), [("", "it is a folder"), ("missing/a.md", "there is no folder")]
)
def test_a_file_that_cannot_be_written_is_refused(cnncount, tmp_path, name, reason):
    status, out, err = cnncount("lenet5", "-o", str(tmp_path / name))
    assert (status, out) == (2, "")
    assert f"cannot be written: {reason}" in err
