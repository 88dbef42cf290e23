"""The catalogue and the code agree: codes, parameters, and a meaning for each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import cnncount
from cnncount.errors import Place, Problem, Source
from cnncount.messages import catalogue, text
from cnncount.messages.style import STYLES, styled

PACKAGE = Path(cnncount.__file__).parent


@cache
def sources() -> list[tuple[Path, list[ast.AST]]]:
    """Every file of the package with the nodes of its syntax tree."""
    return [
        (path, list(ast.walk(ast.parse(path.read_text(encoding="utf-8")))))
        for path in PACKAGE.rglob("*.py")
    ]


def uses() -> Iterator[tuple[str, set[str] | None, str]]:
    """Each code that the source names, with the names of its parameters, and where it is.

    The names are None where the parameters are passed on as a mapping.
    """
    for path, nodes in sources():
        for node in nodes:
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            code = node.args[0]
            if called in ("text", "refusal") and isinstance(code, ast.Constant):
                names = [keyword.arg for keyword in node.keywords]
                given = None if None in names else {str(name) for name in names}
                yield str(code.value), given, f"{path.name}:{node.lineno}"


def fields(template: str) -> dict[str, str]:
    return {name: spec or "" for _, name, spec, _ in Formatter().parse(template) if name}


def strings() -> Iterator[str]:
    """The string constants of the source, but for the keys of the catalogue's own tables."""
    for path, nodes in sources():
        keys = {id(k) for node in nodes if isinstance(node, ast.Dict) for k in node.keys}
        own = path.parent.name == "messages" and path.parent.parent == PACKAGE
        for node in nodes:
            constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if constant and not (own and id(node) in keys):
                yield node.value


def test_every_code_in_the_source_is_in_the_catalogue() -> None:
    assert {code for code, _, _ in uses()} - set(catalogue()) == set()


def test_every_entry_of_the_catalogue_is_used() -> None:
    assert set(catalogue()) - set(strings()) == set()


def test_each_use_gives_the_parameters_that_the_message_names() -> None:
    wrong = [
        f"{where}: {code} needs {sorted(fields(catalogue()[code].text))}, not {sorted(given)}"
        for code, given, where in uses()
        if given is not None and given != set(fields(catalogue()[code].text))
    ]
    assert wrong == []


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_an_entry_has_a_meaning_and_known_styles(code: str) -> None:
    message = catalogue()[code]
    assert message.meaning.endswith(".")
    assert code == code.lower() and " " not in code
    for style in fields(message.text).values():
        assert style in ("", ",") or style in STYLES or style.startswith("plural|")


def test_a_problem_shows_its_code_after_the_sentence() -> None:
    place = Place(Source("mine.yaml", ["layers: x"]), 1, 9)
    problem = Problem(text("no-such", what="format", word="jsn", guess="json"), place)
    assert problem.code == "no-such"
    assert problem.message == "no format 'jsn'; did you mean 'json'?"
    assert str(problem).startswith(f"mine.yaml:1:9: {problem.message} [no-such]\n")


def test_a_parameter_may_be_a_message_itself() -> None:
    inner = text("more-problems", n=3)
    assert str(text("no-such", what=inner, word="a", guess="b")).startswith(f"no {inner} 'a'")


@pytest.mark.parametrize(("n", "shown"), [(1, "1 axis"), (2, "2 axes"), (1000, "1,000 axes")])
def test_plurals(n: int, shown: str) -> None:
    assert styled("{n:plural|axis|axes}", {"n": n}) == shown


@pytest.mark.parametrize("given", [{}, {"a": 1, "b": 2}])
def test_other_parameters_than_those_of_the_message_are_an_error(given: dict[str, int]) -> None:
    with pytest.raises(KeyError):
        styled("{a}", given)


def test_rule_explains_a_code(cnncount) -> None:
    status, out, _ = cnncount("rule", "no-such")
    assert status == 0
    assert "did you mean" in out and "--format json" in out
    listed = cnncount("rule")[1]
    assert all(code in listed for code in catalogue())


def test_rule_suggests_a_code(cnncount) -> None:
    status, _, err = cnncount("rule", "no-sich")
    assert status == 2 and "did you mean 'no-such'?" in err
