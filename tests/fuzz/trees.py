"""A document as a tree: changed at random places, and written as YAML in one of its styles."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

from tests.fuzz.hostile import EXPRESSIONS, NUMBERS, VALUES, Raw

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?: [A-Za-z0-9_]+)*")
_SPECIAL = {"null", "true", "false", "Null", "True", "False", "NULL", "TRUE", "FALSE"}

DEEPEST = 150
"""Levels of brackets in what is written."""

_USUAL = (0, 1, 1, 2, 2, 3, 4, 5, 8, 16, "$n", "${channels}", "${n + 1}", [2, 2])

PIECES = (
    *":,[]{}'\"#$%&*!|>@?\n\t\0",
    *("- ", "  ", "${", "}", "null", "-1", "1e3", "0", "9" * 40, "&a ", "*a", "<<: ", "---\n"),
    *("\r", "\x85", "\u2028", "\ufeff", "\u200b", "é", "한", "😀", "\x1b", "\u202e"),
    *("\n  ", "\n- ", ": ", " #", "...\n", "? ", "!!str ", "|\n", ">-\n  "),
)


def copied(tree: Any) -> Any:
    """The tree once more, so that changing it leaves the other as it is."""
    if isinstance(tree, dict):
        return {key: copied(child) for key, child in tree.items()}
    return [copied(child) for child in tree] if isinstance(tree, list) else tree


Slot = tuple[Any, Any]
"""A place in a tree: the mapping or list, and the key or index."""


def slots(tree: Any) -> Iterator[Slot]:
    """Every place below the top of a tree."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, child in items:
        yield tree, key
        if isinstance(child, dict | list):
            yield from slots(child)


class Mutator:
    """Changes trees at random.

    Args:
        random: the source of chance.
        vocabulary: words that mean something in such a document: its keys, kinds and choices.
        others: trees from which parts are taken.
        values: what is put in the place of a value, besides the hostile values of any document.
    """

    def __init__(
        self,
        random: Random,
        vocabulary: Sequence[str],
        others: Sequence[Any],
        values: Sequence[Any] = (),
    ) -> None:
        self._random = random
        self._vocabulary = vocabulary
        self._others = others
        self._values = values
        self._gentle: tuple[Callable[[Slot], None], ...] = (
            *[self._vary] * 6,
            self._repeat,
            self._delete,
        )
        self._rough: tuple[Callable[[Slot], None], ...] = (
            *[self._replace] * 4,
            *[self._graft] * 2,
            self._rename,
            self._add,
            self._wrap,
            self._swap,
        )

    def changed(self, tree: Any) -> Any:
        """A copy of the tree with a few changes, of which half the time none is rough."""
        random = self._random
        root = [copied(tree)]
        self._tree = root
        changes = self._gentle if random.random() < 0.5 else (*self._gentle, *self._rough)
        for _ in range(random.choice((1, 1, 1, 1, 2, 2, 3))):
            inner = isinstance(root[0], dict | list) and random.random() < 0.98
            places = list(slots(root))[inner:]
            if not places:
                break
            random.choice(changes)(random.choice(places))
        return root[0]

    def value(self) -> Any:
        """A hostile value, or a word of the document's own."""
        random = self._random
        chance = random.random()
        if chance < 0.2:
            return random.choice(self._vocabulary)
        if chance < 0.5 and self._values:
            return copied(random.choice(self._values))
        return copied(random.choice(VALUES))

    def _key(self) -> Any:
        return self._vocabulary_word() if self._random.random() < 0.7 else self.value()

    def _vocabulary_word(self) -> str:
        return self._random.choice(self._vocabulary)

    def _replace(self, slot: Slot) -> None:
        around, key = slot
        around[key] = self.value()

    def _vary(self, slot: Slot) -> None:
        """Put another value of the same type in a place, which may be right there."""
        around, key = slot
        random, value = self._random, around[key]
        match value:
            case bool():
                around[key] = not value
            case int() | float():
                near = (*_USUAL, value + 1, value * 2)
                around[key] = random.choice(near if random.random() < 0.7 else NUMBERS)
            case str():
                words = (self._vocabulary, self._values or EXPRESSIONS, EXPRESSIONS)
                around[key] = copied(random.choice(random.choice(words)))
            case list() if value:
                random.shuffle(value)
                around[key] = value[: random.randrange(len(value)) + 1] * random.choice((1, 1, 2))
            case dict():
                alike = [other[at] for other, at in self._parts() if isinstance(other[at], dict)]
                around[key] = {**value, **copied(random.choice(alike))} if alike else value

    def _parts(self) -> list[Slot]:
        """The parts of another tree."""
        return list(slots([self._random.choice(self._others)]))

    def _graft(self, slot: Slot) -> None:
        around, key = slot
        donor, where = self._random.choice(self._parts())
        around[key] = copied(donor[where])

    def _delete(self, slot: Slot) -> None:
        around, key = slot
        if around is not self._tree and (isinstance(around, list) or self._random.random() < 0.3):
            del around[key]

    def _repeat(self, slot: Slot) -> None:
        around, key = slot
        if isinstance(around, list) and around is not self._tree:
            times = self._random.choice((1, 1, 2, 5, 40, 300))
            around[key:key] = [copied(around[key]) for _ in range(times)]

    def _rename(self, slot: Slot) -> None:
        around, key = slot
        if isinstance(around, dict):
            items = [(k, v) for k, v in around.items() if k != key]
            items.insert(
                self._random.randrange(len(items) + 1), (_hashable(self._key()), around[key])
            )
            around.clear()
            around.update(items)

    def _add(self, slot: Slot) -> None:
        around, key = slot
        target = around[key]
        if isinstance(target, dict):
            target[_hashable(self._key())] = self.value()
        elif isinstance(target, list):
            target.insert(self._random.randrange(len(target) + 1), self.value())
        else:
            around[key] = self.value()

    def _wrap(self, slot: Slot) -> None:
        around, key = slot
        single = self._random.random() < 0.5
        around[key] = [around[key]] if single else {_hashable(self._key()): around[key]}

    def _swap(self, slot: Slot) -> None:
        around, key = slot
        other, where = self._random.choice(list(slots(self._tree)))
        # A value never goes into itself: what is put there is a copy.
        around[key], other[where] = copied(other[where]), copied(around[key])


def _hashable(key: Any) -> Any:
    return json.dumps(key, default=str)[:80] if isinstance(key, list | dict) else key


def text_of(tree: Any, random: Random) -> str:
    """The tree as YAML: in block style down to some depth, below that in brackets."""
    depth = random.choice((0, 1, 2, 3, 9))
    if depth == 0 or not isinstance(tree, dict | list) or not tree:
        return _flow(tree, random) + "\n"
    return "\n".join(_block(tree, depth, random)) + "\n"


def _block(tree: Any, depth: int, random: Random) -> list[str]:
    lines = []
    items = tree.items() if isinstance(tree, dict) else [(None, child) for child in tree]
    for key, child in items:
        head = "-" if key is None and isinstance(tree, list) else f"{_scalar(key, random)}:"
        if isinstance(child, dict | list) and child and depth > 1:
            lines += [head, *("  " + line for line in _block(child, depth - 1, random))]
        else:
            lines.append(f"{head} {_flow(child, random)}")
    return lines


def _flow(tree: Any, random: Random, depth: int = 0) -> str:
    if not isinstance(tree, dict | list) or depth == DEEPEST:
        return _scalar(None if isinstance(tree, dict | list) else tree, random)
    if isinstance(tree, dict):
        pairs = [f"{_scalar(k, random)}: {_flow(v, random, depth + 1)}" for k, v in tree.items()]
        return f"{{{', '.join(pairs)}}}"
    return f"[{', '.join([_flow(child, random, depth + 1) for child in tree])}]"


def _scalar(value: Any, random: Random) -> str:
    if isinstance(value, Raw):
        return value.text
    if not isinstance(value, str):
        return json.dumps(value)
    plain = _PLAIN.fullmatch(value) and value not in _SPECIAL
    if plain or (value.startswith("$") and value[1:].isalnum()):
        return value
    if random.random() < 0.3 and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)


def edited(text: str, random: Random) -> str:
    """The text after a few edits that know nothing of its structure."""
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(text) + 1)
        end = at + random.randrange(12)
        match random.randrange(5):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:at] + random.choice(PIECES) + text[at:]
            case 2:
                text = text[:at] + random.choice(PIECES) + text[end:]
            case 3:
                text = text[:at] + chr(random.choice((random.randrange(256), 0xFFFD))) + text[at:]
            case 4:
                lines = text.split("\n")
                a, b = random.randrange(len(lines)), random.randrange(len(lines))
                lines[a], lines[b] = lines[b], lines[a]
                text = "\n".join(lines)
    return text


def document(mutator: Mutator, tree: Any, random: Random) -> bytes:
    """A changed tree as the bytes of a file; now and then its text or its bytes are changed too."""
    chance = random.random()
    changed = copied(tree) if chance < 0.1 else mutator.changed(tree)
    text = text_of(changed, random)
    if 0.1 < chance < 0.15:
        text = edited(text, random)
    data = text.encode(errors="replace")
    if chance > 0.995:
        at = random.randrange(len(data) + 1)
        data = data[:at] + bytes([random.randrange(256)]) + data[at:]
    return data
