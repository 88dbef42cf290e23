"""Values checked by pydantic; its errors become problems with places in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cnncount.errors import MAX_PROBLEMS, Place, Problem, SpecError
from cnncount.messages import Text, text
from cnncount.messages.values import describe
from cnncount.registry import Step
from cnncount.spec.aliases import IGNORED, KEYS, OTHERWISE, plain, resolve_alias
from cnncount.spec.document import Node
from cnncount.unknown import Unknown
from cnncount.wording import closest, quoted

_EXPECTED = {
    "int_type": text("an-integer"),
    "int_from_float": text("an-integer"),
    "list_type": text("a-list"),
    "tuple_type": text("a-layer-list"),
    "dict_type": text("a-mapping"),
    "model_type": text("a-mapping"),
    "bool_type": text("a-truth-value"),
    "string_type": text("a-string"),
    "float_type": text("a-number"),
    "none_required": None,
}
_TRUTHS = {
    **dict.fromkeys(("true", "yes", "on", "y", "1"), "true"),
    **dict.fromkeys(("false", "no", "off", "n", "0"), "false"),
}

_ENOUGH = 10 * MAX_PROBLEMS
"""So many of pydantic's errors hold more problems than are shown; a union has several for each."""

_SHORT = 40
"""A list with at most so many characters is shown as a whole."""

Path = tuple[str | int, ...]
"""The keys and indices that lead from a mapping to one of its parts."""

_Grouped = dict[Path, list[ErrorDetails]]


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys that a mapping of this model may have, as they are written; common ones last."""
    common = Step.model_fields if issubclass(model, Step) else {}
    fields = sorted(model.model_fields.items(), key=lambda field: field[0] in common)
    return [field.alias or name for name, field in fields]


Model = TypeVar("Model", bound=BaseModel)


class InvalidValue(ValueError):
    """What a model's own validator raises: a message of the catalogue."""

    def __init__(self, message: Text) -> None:
        super().__init__(str(message))
        self.text = message


def document(model: type[Model], node: Node, what: str, refusal: str) -> Model:
    """Validate a whole document.

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
    """Validate values against a model.

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
        missing = [d["loc"][-1] for d in group if d["type"] == "missing"]
        return Problem(text("missing-keys", what=what, keys=missing), place)
    if "extra_forbidden" in kinds:
        return Problem(_unknown_key(model, path[-1], what), node.at(*path))
    name = next((str(p) for p in reversed(path) if isinstance(p, str)), what)
    if group[0]["loc"][-1] == "[key]":
        around = next((str(p) for p in reversed(path[:-1]) if isinstance(p, str)), what)
        return Problem(text("invalid-value", name=around, reason=_reason(group)), node.at(*path))
    return Problem(text("invalid-value", name=name, reason=_reason(group)), node.part(*path).place)


def _unknown_key(model: type[BaseModel], key: object, what: str) -> Text:
    """What to do about a key that the model does not have."""
    if issubclass(model, Step) and (code := IGNORED.get(plain(key))):
        return text(code, key=key, what=what)
    known = keys_of(model)
    if guess := resolve_alias(key, known, KEYS):
        return text("unknown-key", key=key, what=what, guess=guess)
    if code := OTHERWISE.get(what):
        return text(code, key=key)
    return text("unknown-key-known", key=key, what=what, known=known)


def _reason(group: list[ErrorDetails]) -> Text | str:
    """What was expected and what was given; of a union's errors those that go furthest in."""
    depth = max(_depth(detail) for detail in group)
    group = [detail for detail in group if _depth(detail) == depth]
    value = group[0]["input"]
    for detail in group:
        context = detail.get("ctx", {})
        match detail["type"]:
            case "greater_than_equal":
                return text("too-small", least=context["ge"], value=describe(value))
            case "less_than_equal":
                return text("too-large-value", most=context["le"], value=describe(value))
            case "value_error":
                error = context["error"]
                return error.text if isinstance(error, InvalidValue) else str(error)
            case "too_short":
                return text("too-few-items", n=context["min_length"], given=len(value))
            case "too_long":
                return text("too-many-items", n=context["max_length"], given=len(value))
            case "string_too_short":
                return text("empty-string")
            case "string_too_long":
                return text("string-too-long", n=context["max_length"], given=len(value))
            case "string_pattern_mismatch":
                return _characters(context["pattern"], value)
    choices = [word for detail in group for word in _choices(detail)]
    types = [_EXPECTED.get(d["type"], d["msg"]) for d in group if d["type"] != "literal_error"]
    expected = [*dict.fromkeys(each for each in types if each), *map(repr, choices)]
    given = {"expected": expected, "value": _given(value)}
    near = closest(value, (choice for choice in choices if isinstance(choice, str)))
    if guess := _meant(value, expected) or (quoted(near) if near else None):
        return text("wrong-type-guess", **given, guess=guess)
    return text("wrong-type", **given)


def _depth(detail: ErrorDetails) -> int:
    return sum(isinstance(step, int) for step in detail["loc"])


def _choices(detail: ErrorDetails) -> list[str | int]:
    """The values of a `Literal`, out of pydantic's ``'a', 'b' or 'c'`` or ``1000 or 1024``."""
    if "literal" not in detail["type"]:
        return []
    found = re.findall(r"'([^']*)'|(\d+)", detail["ctx"]["expected"])
    return [int(number) if number else word for word, number in found]


def _characters(pattern: str, value: Any) -> Text:
    """What a pattern such as ``^[A-Za-z_][A-Za-z0-9_]*$`` allows."""
    marks = re.sub("[A-Za-z0-9]-[A-Za-z0-9]", "", pattern)
    allowed = [text("letters"), text("digits"), *(c for c in "_.-" if c in marks)]
    if pattern.startswith("^[A-Za-z_]"):
        return text("forbidden-identifier", marks=allowed, value=value)
    return text("forbidden-characters", marks=allowed, value=value)


def _meant(value: Any, expected: list[Text | str]) -> str | None:
    """What a value of the wrong type was probably meant to be."""
    codes = {each.code for each in expected if isinstance(each, Text)}
    if "an-integer" in codes and isinstance(value, float) and value.is_integer():
        return str(int(value))
    if "an-integer" in codes and isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
        return value
    if "a-list" in codes and isinstance(value, str) and re.fullmatch(r"\d+([x×]\d+)+", value):
        return f"[{', '.join(re.split('[x×]', value))}]"
    if "a-truth-value" in codes:
        return _TRUTHS.get(str(value).lower())
    if codes == {"a-string"} and type(value) in (int, float):
        return repr(str(value))
    return None


def _given(value: Any) -> Text | str:
    short = isinstance(value, list) and len(str(value)) <= _SHORT
    return str(value) if short else describe(value)
