"""From a document to a `Spec`: everything that can be judged before the variables have values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cnncount.errors import Problem, Problems, SpecError
from cnncount.messages import Text, text
from cnncount.registry import Step, kind_class, kinds
from cnncount.spec.aliases import IGNORED, KINDS, plain, resolve_alias
from cnncount.spec.document import Node
from cnncount.spec.family import Block, Family, Reference, Spec
from cnncount.spec.terms import Term, has_unknowns, misnamed, with_expressions
from cnncount.spec.validation import Path, judged, validated
from cnncount.unknown import UNKNOWN
from cnncount.wording import closest


def load(node: Node, problems: Problems | None = None) -> Spec:
    """Read a family out of a document.

    Args:
        node: the document.
        problems: takes those that leave the rest readable, and stays with the spec. Without it
            they raise.

    Raises:
        SpecError: it cannot be read.
    """
    found = Problems() if problems is None else problems
    if not isinstance(node.value, dict):
        found.add(Problem(text("spec-not-mapping"), node.place))
        raise SpecError(found)
    values: dict[str, Any] = {}
    blocks: Any = {}
    references: list[dict[str, Any]] = []
    for key, child in node.value.items():
        if key == "layers":
            values[key] = _steps(child, found)
        elif key == "blocks" and isinstance(child.value, dict):
            values[key] = {name: {"layers": ()} for name in child.value}
            blocks = {name: _block(block, found) for name, block in child.value.items()}
        elif key == "references" and isinstance(child.value, list):
            references = [_reference(reference, found) for reference in child.value]
        elif key in ("input", "require"):
            values[key] = with_expressions(child, found)
        elif key == "vars":
            values[key] = _settings(child, found)
        elif key == "variants" and isinstance(child.value, dict):
            values[key] = {name: _settings(given, found) for name, given in child.value.items()}
        else:
            values[key] = child.bare()
    _, wrong = judged(Family, values, "the file", node, node.place)
    for path, problem in wrong.items():
        found.add(problem)
        _forget(values, path)
    if UNKNOWN in (values.get(key) for key in ("vars", "choices", "variants", "blocks")):
        raise SpecError(found)
    spec = Spec({**values, "blocks": blocks, "references": references}, node, found)
    for problem in (*_misnamed(spec), *_unfitting(spec), *_misreferring(spec)):
        found.add(problem)
    if found and problems is None:
        raise SpecError(found)
    return spec


def _settings(node: Node, problems: Problems) -> Any:
    """Variables with their values. Each value may be an expression, their mapping may not."""
    if not isinstance(node.value, dict):
        return node.bare()
    return {name: with_expressions(child, problems) for name, child in node.value.items()}


def _forget(values: Any, path: Path) -> None:
    """Put `UNKNOWN` in the place of what was found wrong."""
    if path:
        for step in path[:-1]:
            values = values[step]
        values[path[-1]] = UNKNOWN


def _misnamed(spec: Spec) -> Iterator[Problem]:
    """A variable is called what a formula can call it."""
    named: list[tuple[Path, Any]]
    named = [(("vars", name), value) for name, value in spec.vars.items()]
    for block, written in spec.blocks.items():
        given = written["vars"] if written else {}
        named += [(("blocks", block, "vars", name), value) for name, value in given.items()]
    for path, value in named:
        wrong = misnamed(str(path[-1]))
        if wrong and value is not UNKNOWN:  # Else its name may be what has been reported.
            yield Problem(wrong, spec.node.at(*path))


def _unfitting(spec: Spec) -> Iterator[Problem]:
    """Variants and choices speak of variables that `vars` declares, and values are as chosen."""
    settings: list[tuple[Path, Any]]
    settings = [(("vars", name), value) for name, value in spec.vars.items()]
    for variant, given in spec.variants.items():
        settings += [(("variants", variant, name), value) for name, value in given.items()]
    for number, reference in enumerate(spec.references):
        around = ("references", number, "vars")
        settings += [((*around, name), value) for name, value in _given(reference, "vars").items()]
    for path, value in (*settings, *((("choices", name), UNKNOWN) for name in spec.choices)):
        name = str(path[-1])
        if name not in spec.vars:
            unknown = text("no-var", name=name, guess=closest(name, spec.vars))
            yield Problem(unknown, spec.node.at(*path))
        elif excluded := spec.excluded(name, value):
            yield Problem(excluded, spec.node.part(*path).place)


def _misreferring(spec: Spec) -> Iterator[Problem]:
    """References speak of variants and of layer kinds that there are."""
    for number, reference in enumerate(spec.references):
        node = spec.node.part("references", number)
        variant = reference.get("variant")
        if variant is None and spec.variants and reference:
            message = text("reference-needs-variant", variants=spec.variants)
            yield Problem(message, node.place)
        elif variant not in (None, UNKNOWN, *spec.variants):
            guess = closest(variant, spec.variants)
            message = text("no-variant", family=spec.name, variant=variant, guess=guess)
            yield Problem(message, node.part("variant").place)
        for kind in _given(reference, "forms"):
            if kind_class(kind) is None:
                yield Problem(_unknown_kind(kind), node.at("forms", kind))


def _given(reference: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What a reference has under a key, by name; nothing where that is wrong."""
    given = reference.get(key)
    return given if isinstance(given, dict) else {}


def _block(node: Node, problems: Problems) -> dict[str, Any] | None:
    """A block's `vars` and `layers`; None where it is no block."""
    if not isinstance(node.value, dict):
        problems.add(Problem(text("block-not-mapping"), node.place))
        return None
    values = {
        key: _steps(child, problems) if key == "layers" else _settings(child, problems)
        for key, child in node.value.items()
    }
    _, wrong = judged(Block, values, "a block", node, node.place)
    for problem in wrong.values():
        problems.add(problem)
    return None if wrong else {"vars": {}, **values}


def _reference(node: Node, problems: Problems) -> dict[str, Any]:
    """What a reference says, less what is wrong."""
    if not isinstance(node.value, dict):
        if node.value is not UNKNOWN:
            problems.add(Problem(text("reference-not-mapping"), node.place))
        return {}
    values: dict[str, Any] = node.bare()
    _, wrong = judged(Reference, values, "a reference", node, node.place)
    for path, problem in wrong.items():
        problems.add(problem)
        _forget(values, path)
    return values


def _steps(node: Node, problems: Problems) -> tuple[Term, ...]:
    if isinstance(node.value, list):
        return tuple(_term(child, problems) for child in node.value)
    if node.value is not UNKNOWN:
        problems.add(Problem(text("not-layer-list"), node.place))
    return (_broken(node),)


def _broken(node: Node) -> Term:
    return Term(None, {}, node, node.place, broken=True)


def _term(node: Node, problems: Problems) -> Term:
    if isinstance(node.value, str):
        kind, arguments, place = node.value, Node({}, node.place), node.place
    elif isinstance(node.value, dict) and len(node.value) == 1:
        ((kind, arguments),) = node.value.items()
        place = node.keys[kind]
        if arguments.value is None:
            arguments = Node({}, place)
    else:
        if node.value is not UNKNOWN:
            problems.add(Problem(_not_a_layer(node), node.place))
        return _broken(node)
    step_class = kind_class(kind)
    if step_class is None:
        problems.add(Problem(_unknown_kind(kind), place))
        return _broken(node)
    if not isinstance(arguments.value, dict):
        problems.add(Problem(text("positional-arguments", kind=kind), arguments.place))
        return Term(step_class, {}, node, place, broken=True)
    values = {
        key: _argument(step_class, key, child, problems) for key, child in arguments.value.items()
    }
    step, wrong = validated(step_class, values, kind, arguments, place)
    for problem in wrong:
        problems.add(problem)
    needed = {key: value for key, value in values.items() if plain(key) not in IGNORED}
    if wrong and needed != values:  # The rest may be right, and what follows can be judged.
        values = needed
        step, wrong = validated(step_class, values, kind, arguments, place)
    is_open = any(map(has_unknowns, values.values()))
    return Term(step_class, values, arguments, place, None if is_open else step, bool(wrong))


def _unknown_kind(kind: str) -> Text:
    return text("unknown-kind", kind=kind, guess=resolve_alias(kind, kinds(), KINDS))


def _not_a_layer(node: Node) -> Text:
    kind = next(iter(node.value), None) if isinstance(node.value, dict) else None
    if kind_class(str(kind)) and node.value[kind].value is None:
        return text("arguments-not-indented", kind=kind)
    return text("not-layer")


def _argument(step_class: type[Step], key: str, node: Node, problems: Problems) -> Any:
    shape = step_class.nested.get(key)
    if shape == "steps" and isinstance(node.value, list):
        return _steps(node, problems)
    if shape == "branches" and isinstance(node.value, list):
        return {str(i): _steps(child, problems) for i, child in enumerate(node.value)}
    if shape == "branches" and isinstance(node.value, dict):
        return {name: _steps(child, problems) for name, child in node.value.items()}
    return with_expressions(node, problems)
