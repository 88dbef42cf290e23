"""cnncount new: a first file that is right, and no file lost."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft7Validator
from yaml import safe_load


@pytest.mark.parametrize(
    ("name", "schema", "next_command"),
    [
        ("mine.yaml", "architecture.schema.json", ["mine.yaml", "--per-layer"]),
        ("exam.key.yaml", "key.schema.json", ["check", "exam.key.yaml"]),
        ("exam.key.yml", "key.schema.json", ["check", "exam.key.yml"]),
    ],
)
def test_it_writes_a_file_that_its_schema_accepts_and_that_the_next_command_takes(
    name, schema, next_command, cnncount, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    status, out, err = cnncount("new", name)
    assert (status, err) == (0, "")
    assert out.endswith(f"Next: cnncount {' '.join(next_command)}\n")
    text = (tmp_path / name).read_text(encoding="utf-8")
    first, *rest = text.splitlines()
    assert first == f"# yaml-language-server: $schema={schema}"
    assert not any("yaml-language-server" in line for line in rest)
    validator = Draft7Validator(json.loads((tmp_path / schema).read_text(encoding="utf-8")))
    assert list(validator.iter_errors(safe_load(text))) == []
    assert cnncount(*next_command)[0] == 0


def test_it_overwrites_neither_the_file_nor_the_schema(cnncount, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("mine.yaml", "key.schema.json"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    status, out, err = cnncount("new", "mine.yaml")
    assert (status, out) == (2, "")
    assert "mine.yaml" in err
    assert cnncount("new", "exam.key.yaml")[0] == 0
    for name in ("mine.yaml", "key.schema.json"):
        assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["mine", "mine.json", "no/such/folder/mine.yaml"])
def test_a_file_that_cannot_be_written_is_named(name, cnncount, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, out, err = cnncount("new", name)
    assert (status, out) == (2, "")
    assert name in err
    assert list(tmp_path.iterdir()) == []
