"""The documents say what the program does today."""

import re
from pathlib import Path

import pytest
from cogapp import Cog

from cnncount.analysis.count import count
from cnncount.cli.app import app
from cnncount.errors import SpecError
from cnncount.registry import Step, kinds
from cnncount.spec.family import Block, Family, Reference
from cnncount.spec.schema import attributes, summary

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FILES = sorted((ROOT / "docs" / "examples").iterdir())
EXAMPLES = [path for path in FILES if path.suffixes == [".yaml"]]


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_is_generated_is_current(document, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    status = Cog().main(["cog", "--check", "--diff", "-P", "-I", "docs", str(document)])
    assert status == 0, f"run `make docs`\n{capsys.readouterr().out}"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_counts_but_the_one_with_mistakes(example):
    if example.stem == "mistakes":
        with pytest.raises(SpecError):
            count(str(example))
    else:
        assert count(str(example)).figure("activations")


def test_every_example_is_shown():
    text = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    assert all(f"docs/examples/{example.name}" in text for example in FILES)


MODELS = [*kinds().values(), Block, Reference, Family]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_described(model):
    written = {field.alias or name for name, field in model.model_fields.items()}
    described = attributes(model)
    own = written if not issubclass(model, Step) else written - set(attributes(Step))
    assert own <= set(described)
    assert summary(model)


def test_every_command_is_in_the_readme_or_the_docs():
    text = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    for command in app.registered_commands:
        assert command.name == "count" or f"cnncount {command.name}" in text, command.name


def test_every_link_leads_somewhere():
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_every_command_has_its_exit_statuses_told():
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    told = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    names = re.findall(r"`(\w+)`", "".join(told))
    assert sorted(names) == sorted(str(command.name) for command in app.registered_commands)
