"""Wrong files: the answer is one clear error, with every place that is wrong, and nothing else.

Each file in specs/bad is a case. The error that it must give stands beside it, `NAME.expected`;
a case without one fails, and shows what the file would have to hold.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cnncount.analysis.count import count
from cnncount.errors import MAX_PROBLEMS, SpecError

BAD = Path(__file__).parents[1] / "specs" / "bad"
cases = sorted(BAD.glob("*.yaml"))

SMALL = "name: x\ninput: [3, 8, 8]\nlayers:\n"


def error_of(path: Path) -> SpecError:
    with pytest.raises(SpecError) as caught:
        count(str(path))
    return caught.value


def message_of(path: Path) -> str:
    return str(error_of(path)).replace(str(path), path.name)


@pytest.mark.parametrize("path", cases, ids=lambda path: path.stem)
def test_a_wrong_file_gives_its_error(path: Path) -> None:
    message = message_of(path)
    expected = path.with_suffix(".expected")
    assert expected.is_file(), f"there is no {expected.name}; it would have to hold:\n{message}"
    assert message + "\n" == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", cases, ids=lambda path: path.stem)
def test_each_problem_is_told_once_in_the_order_of_the_lines(path: Path) -> None:
    problems = error_of(path).problems
    places = [(p.place.line, p.place.column) for p in problems if p.place]
    assert len(problems) == len({(p.message, p.place) for p in problems})
    assert places == sorted(places)


def test_every_error_that_is_expected_has_its_file() -> None:
    assert {path.stem for path in BAD.glob("*.expected")} == {path.stem for path in cases}
    assert {path.suffix for path in BAD.iterdir()} == {".yaml", ".expected"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(
            b"name: x\ninput: [3, \0 8, 8]\n",
            "case.yaml:2:12: invisible control character U+0000 [control-character]\n"
            "    2 | input: [3,   8, 8]\n"
            "      |            ^",
            id="NUL",
        ),
        pytest.param(
            f"{SMALL}  - relu: {{\ufeffname: a}}\n".encode(),
            "case.yaml:4:12: invisible control character U+FEFF [control-character]\n"
            "    4 |   - relu: { name: a}\n"
            "      |            ^",
            id="byte order mark inside",
        ),
        pytest.param(
            f"{SMALL}  - rellu\n".encode("utf-8-sig"),
            "case.yaml:4:5: unknown layer kind 'rellu'; did you mean 'relu'? [unknown-kind]\n"
            "    4 |   - rellu\n"
            "      |     ^",
            id="byte order mark in front",
        ),
        pytest.param(
            SMALL.encode("utf-16"), "case.yaml: encoded as UTF-16; save it as UTF-8", id="UTF-16"
        ),
        pytest.param(
            SMALL.encode("utf-16-be"),
            "case.yaml:1:1: invisible control character U+0000 [control-character]\n"
            "    1 |  n a m e :   x\n"
            "      | ^",
            id="UTF-16 without a mark",
        ),
        pytest.param(
            f"{SMALL}  # größer\n".encode("latin-1"),
            "case.yaml: not UTF-8 text (line 4)",
            id="Latin-1",
        ),
        pytest.param(
            f"{SMALL}  - relu\n  - rellu\n".replace("\n", "\r\n").encode(),
            "case.yaml:5:5: unknown layer kind 'rellu'; did you mean 'relu'? [unknown-kind]\n"
            "    5 |   - rellu\n"
            "      |     ^",
            id="CRLF",
        ),
        pytest.param(
            f"{SMALL}  - relu\n  - \0\n".replace("\n", "\r\n").encode(),
            "case.yaml:5:5: invisible control character U+0000 [control-character]\n"
            "    5 |   -\n"
            "      |     ^",
            id="NUL behind CRLF",
        ),
        pytest.param(
            f"{SMALL}  - relu\n  - rellu\n".replace("\n", "\r").encode(),
            "case.yaml:5:5: unknown layer kind 'rellu'; did you mean 'relu'? [unknown-kind]\n"
            "    5 |   - rellu\n"
            "      |     ^",
            id="CR",
        ),
        pytest.param(
            f"{SMALL}  - relu # one\u2028  - rellu\x85  - tahn\n".encode(),
            "case.yaml:5:5: unknown layer kind 'rellu'; did you mean 'relu'? [unknown-kind]\n"
            "    5 |   - rellu\n"
            "      |     ^\n"
            "case.yaml:6:5: unknown layer kind 'tahn'; did you mean 'tanh'? [unknown-kind]\n"
            "    6 |   - tahn\n"
            "      |     ^",
            id="Unicode's line breaks",
        ),
        pytest.param(
            f"{SMALL}  - \u200brelu\n".encode(),
            "case.yaml:4:5: unknown layer kind '\\u200brelu'; did you mean 'relu'? [unknown-kind]\n"
            "    4 |   -  relu\n"
            "      |     ^",
            id="space of no width",
        ),
        pytest.param(
            f"{SMALL}  - relu: {{name: 日本, form: modul}}\n".encode(),
            "case.yaml:4:18: name: expected only letters, digits, _ and -, not '日本' "
            "[forbidden-characters]\n"
            "    4 |   - relu: {name: 日本, form: modul}\n"
            "      |                  ^\n"
            "case.yaml:4:28: form: expected 'module', 'functional' or 'operator', "
            "not the string 'modul'; did you mean 'module'? [wrong-type-guess]\n"
            "    4 |   - relu: {name: 日本, form: modul}\n"
            "      |                              ^",
            id="wide letters before the caret",
        ),
    ],
)
def test_what_an_editor_does_not_show(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(data)
    assert message_of(path) == message


def test_a_long_line_is_cut_around_the_caret(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(f"{SMALL[:-1]} [{'relu, ' * 100}rellu{', relu' * 100}]\n", encoding="utf-8")
    _, line, caret = message_of(path).splitlines()
    assert len(line) < 110
    assert line[8] == line[-1] == "…"
    assert line[caret.index("^") :].startswith("rellu")


def test_of_very_many_problems_the_first_are_told(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(SMALL + "  - rellu\n" * 3 * MAX_PROBLEMS, encoding="utf-8")
    *problems, end = message_of(path).splitlines()
    assert len(problems) == 3 * MAX_PROBLEMS  # A message, a line and a caret for each.
    assert problems[-3].startswith(f"case.yaml:{3 + MAX_PROBLEMS}:5: ")
    assert end == f"Only the first {MAX_PROBLEMS} problems are shown."


def test_a_file_is_judged_as_it_is_at_this_count(tmp_path: Path) -> None:
    """What was wrong with one variant is not told of the next."""
    from cnncount.analysis.count import count
    from cnncount.spec.library import find_family

    path = tmp_path / "case.yaml"
    path.write_text(
        f"{SMALL}  - conv: {{out: 4, kernel: $k}}\nvars: {{k: 3}}\n"
        "variants: {large: {k: 9}, small: {k: 1}}\n",
        encoding="utf-8",
    )
    large, small = find_family(str(path))
    with pytest.raises(SpecError):
        count(large)
    assert count(small).figure("params") == (1 * 1 * 3 + 1) * 4
