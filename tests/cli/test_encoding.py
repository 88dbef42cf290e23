"""An output that lacks letters: nothing crashes, data keep them, text has the nearest."""

import json
import os
import subprocess
import sys

import pytest
import yaml

SPEC = """
name: 합성곱 Café × “B”
source: Désirée – 2¹
input: [1, 8, 8]
layers:
- conv: {name: C1, out: 2, kernel: 3}
"""


@pytest.fixture
def spec(tmp_path):
    path = tmp_path / "letters.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return str(path)


def printed(*arguments, encoding, status=0):
    """What the program writes to a pipe of that encoding, still in bytes."""
    result = subprocess.run(
        [sys.executable, "-m", "cnncount", *arguments],
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (status, b"")
    return result.stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp949", "utf-8"])
def test_json_keeps_every_letter(spec, encoding):
    text = printed(spec, "--format", "json", encoding=encoding).decode(encoding)
    assert json.loads(text)["title"] == "합성곱 Café × “B”"
    assert json.loads(text)["layers"][0]["arithmetic"]["params"] == "(3·3·1 + 1)·2 = 20"
    assert ("합성곱" in text) == (encoding in ("cp949", "utf-8"))


def test_an_environment_without_a_locale_is_ascii_too(spec):
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONIOENCODING"}
    script = f"{sys.executable} -m cnncount {spec} --format json | cat"
    result = subprocess.run(
        ["bash", "-c", script],
        env={**environment, "LC_ALL": "C", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert result.stdout.isascii()
    assert json.loads(result.stdout)["source"] == "Désirée – 2¹"


def test_a_spec_and_a_page_keep_every_letter(spec):
    shown = printed("show", spec, encoding="ascii").decode("ascii")
    assert yaml.safe_load(shown)["name"] == "합성곱 Café × “B”"
    page = printed(spec, "--format", "html", encoding="ascii").decode("ascii")
    assert "Caf&#233; &#215; &#8220;B&#8221;" in page


def test_the_other_machine_formats_keep_every_letter(tmp_path):
    key = tmp_path / "a.key.yaml"
    question = "{text: Combien à C1 ?, arch: lenet5, quantity: params, answer: 60000}"
    key.write_text(f"name: Café\nquestions:\n- {question}\n", encoding="utf-8")
    out = printed("check", str(key), "--format", "json", encoding="ascii")
    assert "Combien à C1 ?" in str(json.loads(out))
    assert json.loads(printed("schema", encoding="ascii")) == json.loads(
        printed("schema", encoding="utf-8")
    )


def test_text_has_the_nearest_letters_and_stays_aligned(spec):
    lines = printed(spec, "--per-layer", encoding="ascii").decode("ascii").splitlines()
    title, head, rule, c1, _, total = lines
    assert title.startswith('letters: ??? Cafe x "B", input 1@8x8')
    assert c1.startswith("C1")
    assert "(3*3*1 + 1)*2 = 20" in c1
    assert len(head) == len(rule) == len(c1) == len(total)
    work = printed(spec, "--show-work", encoding="ascii").decode("ascii").splitlines()
    assert "floor((8 - 3)/1) + 1 = 6" in work[3]
    assert work[3].index("floor(") == work[1].index("Arithmetic")
    assert len(work[2]) == max(map(len, work[1:]))


def test_letters_that_an_encoding_has_stay(spec):
    shown = printed(spec, "--per-layer", encoding="latin-1").decode("latin-1")
    assert "Café ×" in shown
    assert "(3·3·1 + 1)·2 = 20" in shown
