"""Pydantic judges the arguments; this says its judgement in the words and places of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cnncount.errors import MAX_PROBLEMS, Place, Problem, SpecError
from cnncount.formula import describe
from cnncount.registry import Step
from cnncount.spec.aliases import IGNORED, KEYS, OTHERWISE, plain, resolve_alias
from cnncount.spec.document import Node
from cnncount.unknown import Unknown
from cnncount.wording import all_of, did_you_mean, listed, one_of, quoted, suggested

_EXPECTED = {
    "int_type": "an integer",
    "int_from_float": "an integer",
    "list_type": "a list",
    "tuple_type": "a list of layers",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "bool_type": "true or false",
    "string_type": "a word",
    "none_required": "",
}
_TRUTHS = {
    **dict.fromkeys(("true", "yes", "on", "y", "1"), "true"),
    **dict.fromkeys(("false", "no", "off", "n", "0"), "false"),
}

_ENOUGH = 10 * MAX_PROBLEMS
"""So many of pydantic's errors hold more problems than are shown; a union has several for each."""

Path = tuple[str | int, ...]
"""The keys and indices that lead from a mapping to one of its parts."""

_Grouped = dict[Path, list[ErrorDetails]]


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys that a mapping of this model may have, as they are written; common ones last."""
    common = Step.model_fields if issubclass(model, Step) else {}
    fields = sorted(model.model_fields.items(), key=lambda field: field[0] in common)
    return [field.alias or name for name, field in fields]


Model = TypeVar("Model", bound=BaseModel)


def document(model: type[Model], node: Node, what: str, refusal: str) -> Model:
    """A whole document, held against its model.

    Args:
        model: the pydantic model.
        node: the document.
        what: how messages call it: ``a convention``.
        refusal: what is said of a document that is no mapping.

    Raises:
        SpecError: with everything that is wrong with it.
    """
    if not isinstance(node.value, dict):
        raise SpecError([Problem(refusal, node.place)])
    instance, problems = validated(model, node.bare(), what, node, node.place)
    if instance is None:
        raise SpecError(problems)
    return instance


def validated(
    model: type[Model], values: Mapping[str, Any], what: str, node: Node, place: Place
) -> tuple[Model | None, list[Problem]]:
    """Hold values against a model.

    Args:
        model: the pydantic model.
        values: plain values; an `Unknown` among them passes.
        what: how messages call the mapping: ``conv``.
        node: where the values were written.
        place: where a missing key is reported.

    Returns:
        The model's instance, if there are neither problems nor unknown values; and the problems.
    """
    instance, found = judged(model, values, what, node, place)
    return instance, list(found.values())


def judged(
    model: type[Model], values: Mapping[str, Any], what: str, node: Node, place: Place
) -> tuple[Model | None, dict[Path, Problem]]:
    """As `validated`, with each problem by the path to what is wrong."""
    try:
        return model.model_validate(values), {}
    except ValidationError as error:
        details = error.errors(include_url=False)[:_ENOUGH]
    grouped: _Grouped = {}
    for detail in details:
        grouped.setdefault(_path(detail["loc"], node), []).append(detail)
    return None, {
        path: _problem(model, path, group, what, node, place)
        for path, group in _tellings(model, grouped).items()
    }


def _tellings(model: type[BaseModel], grouped: _Grouped) -> _Grouped:
    """The errors that tell most: an item's, not its list's; a mistyped key's, not its lack's."""
    typed = {
        resolve_alias(path[-1], keys_of(model), KEYS)
        for path, group in grouped.items()
        if group[0]["type"] == "extra_forbidden"
    }
    around = {path[:length] for path in grouped for length in range(1, len(path))}
    kept: _Grouped = {}
    for path, group in grouped.items():
        rest = [
            detail
            for detail in group
            if not isinstance(detail["input"], Unknown)
            and not (detail["type"] == "missing" and detail["loc"][-1] in typed)
        ]
        if rest and path not in around:
            kept[path] = rest
    return kept


def _path(loc: Iterable[str | int], node: Node) -> Path:
    """Pydantic's location without the names of union members, which the file does not have."""
    path: list[str | int] = []
    for step in loc:
        part = node.part(step)
        if part is not node:
            node = part
            path.append(step)
    return tuple(path)


def _problem(
    model: type[BaseModel],
    path: Path,
    group: list[ErrorDetails],
    what: str,
    node: Node,
    place: Place,
) -> Problem:
    kinds = {detail["type"] for detail in group}
    if "missing" in kinds:
        missing = all_of(repr(d["loc"][-1]) for d in group if d["type"] == "missing")
        return Problem(f"{what} needs {missing}", place)
    if "extra_forbidden" in kinds:
        hint = _instead(model, path[-1], what)
        return Problem(f"unknown key {quoted(path[-1])} of {what}{hint}", node.at(*path))
    name = next((str(p) for p in reversed(path) if isinstance(p, str)), what)
    if group[0]["loc"][-1] == "[key]":
        around = next((str(p) for p in reversed(path[:-1]) if isinstance(p, str)), what)
        return Problem(f"{around}: {_judgement(group)}", node.at(*path))
    return Problem(f"{name}: {_judgement(group)}", node.part(*path).place)


def _instead(model: type[BaseModel], key: object, what: str) -> str:
    """What to do about a key that the model does not have."""
    if issubclass(model, Step) and (reason := IGNORED.get(plain(key))):
        return f"; leave it out: {reason}"
    known = keys_of(model)
    return (
        suggested(resolve_alias(key, known, KEYS))
        or OTHERWISE.get(what)
        or f"; it has {listed(known)}"
    )


def _judgement(group: list[ErrorDetails]) -> str:
    """What was expected, and what is there; of a union's errors those that go furthest in."""
    depth = max(_depth(detail) for detail in group)
    group = [detail for detail in group if _depth(detail) == depth]
    value = group[0]["input"]
    for detail in group:
        context = detail.get("ctx", {})
        match detail["type"]:
            case "greater_than_equal":
                return f"expected at least {context['ge']}, not {describe(value)}"
            case "less_than_equal":
                return f"expected at most {context['le']}, not {describe(value)}"
            case "value_error":
                return str(context["error"])
            case "too_short":
                return f"expected at least {_items(context['min_length'])}, not {len(value)}"
            case "too_long":
                return f"expected at most {_items(context['max_length'])}, not {len(value)}"
            case "string_too_short":
                return "expected a text, not an empty one"
            case "string_too_long":
                return f"expected at most {context['max_length']} characters, not {len(value)}"
            case "string_pattern_mismatch":
                return f"expected {_characters(context['pattern'])}, not {quoted(value)}"
    choices = [word for detail in group for word in _choices(detail)]
    words = [_EXPECTED.get(d["type"], d["msg"]) for d in group if d["type"] != "literal_error"]
    expected = one_of(dict.fromkeys(word for word in (*words, *map(repr, choices)) if word))
    hint = _hint(value, expected) or did_you_mean(value, choices)
    return f"expected {expected}, not {_described(value)}{hint}"


def _items(number: int) -> str:
    return "1 item" if number == 1 else f"{number:,} items"


def _depth(detail: ErrorDetails) -> int:
    return sum(isinstance(step, int) for step in detail["loc"])


def _choices(detail: ErrorDetails) -> list[str]:
    """The words of a `Literal`, out of pydantic's ``'a', 'b' or 'c'``."""
    return re.findall("'([^']*)'", detail["ctx"]["expected"]) if "literal" in detail["type"] else []


def _characters(pattern: str) -> str:
    """A pattern such as ``^[A-Za-z_][A-Za-z0-9_]*$`` in words."""
    start = ", and no digit first" if pattern.startswith("^[A-Za-z_]") else ""
    marks = re.sub("[A-Za-z0-9]-[A-Za-z0-9]", "", pattern)
    return f"{all_of(['letters', 'digits', *(c for c in '_.-' if c in marks)])}{start}"


def _hint(value: Any, expected: str) -> str:
    """What a value of the wrong type was probably meant to be."""
    suggestion = None
    if "integer" in expected and isinstance(value, float) and value.is_integer():
        suggestion = str(int(value))
    elif "integer" in expected and isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
        suggestion = value
    elif "list" in expected and isinstance(value, str) and re.fullmatch(r"\d+([x×]\d+)+", value):
        suggestion = f"[{', '.join(re.split('[x×]', value))}]"
    elif expected == "true or false":
        suggestion = _TRUTHS.get(str(value).lower())
    elif expected == "a word" and isinstance(value, int | float):
        suggestion = repr(str(value))
    return f"; did you mean {suggestion}?" if suggestion else ""


def _described(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, str):
        return f"the word {quoted(value)}" if len(value) <= 40 else "a long text"
    return shown if isinstance(value, list) and len(shown := str(value)) <= 40 else describe(value)
