"""The documents say what the program does today."""

import re
from pathlib import Path

import pytest
from cogapp import Cog

from cnncount.analysis.count import count
from cnncount.cli.app import COMMANDS
from cnncount.errors import SpecError
from cnncount.registry import Step, kinds
from cnncount.spec.family import Block, Family, Reference
from cnncount.spec.schema import attributes, summary

ROOT = Path(__file__).parents[2]
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "verified")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *PAGES]
FILES = sorted(p for p in (ROOT / "docs" / "examples").rglob("*.*") if p.suffix != ".pyc")
EXAMPLES = [path for path in FILES if path.suffixes == [".yaml"]]
WRONG = {"mistakes", "typo"}
"""Examples of files with mistakes."""
NETWORKS = [path for path in EXAMPLES if path.stem not in WRONG | {"family"}]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_is_generated_is_current(document, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    status = Cog().main(["cog", "--check", "--diff", "-P", "-I", "docs", str(document)])
    assert status == 0, f"run `make docs`\n{capsys.readouterr().out}"


@pytest.mark.parametrize("example", NETWORKS, ids=lambda path: path.stem)
def test_every_example_counts(example):
    assert count(str(example)).figure("activations")


@pytest.mark.parametrize("name", sorted(WRONG))
def test_the_examples_with_mistakes_are_errors(name):
    (example,) = [path for path in EXAMPLES if path.stem == name]
    with pytest.raises(SpecError):
        count(str(example))


def test_every_example_is_shown():
    text = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    written_by_new = {"my_network.yaml", "my_exam.key.yaml"}
    assert [
        path.name for path in FILES if path.name not in text and path.name not in written_by_new
    ] == []


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
    for command in COMMANDS:
        assert command == "count" or f"cnncount {command}" in text, command


def test_every_link_leads_somewhere():
    for document in DOCUMENTS:
        for target in re.findall(
            r"\]\((?!https?:)([^)#]+)[^)]*\)", document.read_text(encoding="utf-8")
        ):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_no_page_links_to_a_file_outside_the_site():
    for page in PAGES:
        for target in re.findall(
            r"\]\((?!https?:)([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")
        ):
            assert (page.parent / target).resolve().is_relative_to(ROOT / "docs"), page.name


def test_every_page_is_in_the_navigation_and_the_index():
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    listed = re.findall(r"- ([\w/-]+\.md)$", navigation, re.M)
    pages = [page.relative_to(ROOT / "docs").as_posix() for page in PAGES]
    assert sorted(listed) == sorted(pages)
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert [page for page in pages if page != "index.md" and f"]({page})" not in index] == []


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_every_command_has_its_exit_statuses_told():
    text = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    section = text.partition("## Exit status")[2].partition("\n## ")[0]
    told = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    names = re.findall(r"`(\w+)`", "".join(told))
    assert sorted(names) == sorted(COMMANDS)
