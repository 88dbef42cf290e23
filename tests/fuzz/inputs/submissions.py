"""Students' answers as CSV, YAML and JSON, changed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from random import Random
from typing import Any

from tests.fuzz.answers import ANSWERS
from tests.fuzz.case import Case
from tests.fuzz.hostile import CHARACTERS, MARKUP, VALUES, WORDS, Raw
from tests.fuzz.inputs.documents import encoding, written
from tests.fuzz.trees import Mutator, document, edited

KEY = b"""\
name: quiz
questions:
  - network: {input: [1, 6, 6], layers: [conv: {name: C, out: 6, kernel: 5}, relu]}
    layer: C
    parts:
      - {quantity: params, answer: (5*5*1 + 1)*6 = 156}
      - {quantity: output_shape, answer: 6@2x2, points: 2.5}
      - {id: rf, quantity: receptive_field, answer: 5}
      - {quantity: params, dtype: float32, answer: 0.61 KiB}
      - {id: '[b]x', quantity: params, answer: '156', tolerance: 1%}
"""
IDS = ("1a", "1b", "rf", "1d", "[b]x")

CELLS = (*ANSWERS, *ANSWERS, *WORDS, *MARKUP, *CHARACTERS)


def maker() -> Callable[[Random], Case]:
    """Answers to a small key, marked."""
    others = [dict(zip(IDS, ("156", "6@2x2", "5", "0.61 KiB", "156"), strict=True))]
    answers = (*ANSWERS, *VALUES)

    def case(random: Random) -> Case:
        chance = random.random()
        if chance < 0.5:
            name, data = random.choice(("ada.csv", "all.CSV", "b.tsv")), _table(random)
        else:
            mutator = Mutator(random, IDS, others, answers)
            name = random.choice(("ada.yaml", "b.yml", "c.json", "d.txt"))
            tree: Any = {id: random.choice(ANSWERS) for id in IDS}
            data = document(mutator, tree, random)
            if name == "c.json":
                data = _json(mutator.changed(tree))
        files = {"quiz.key.yaml": KEY, name: data}
        stdin = random.random() < 0.05
        command = ["grade", "quiz.key.yaml", "-" if stdin else name, *written(random)]
        return Case(
            tuple(command),
            files,
            data if stdin else b"",
            terminal=random.random() < 0.1,
            encoding=encoding(random),
        )

    return case


def _json(tree: Any) -> bytes:
    """The tree as JSON, or what is nearly so: numbers and keys as YAML has them."""
    return json.dumps(_plain(tree)).encode()


def _plain(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {str(_plain(key)): _plain(child) for key, child in tree.items()}
    if isinstance(tree, list):
        return [_plain(child) for child in tree]
    return tree.text if isinstance(tree, Raw) else tree


def _table(random: Random) -> bytes:
    """A table of all students, or of one student's answers, that may be odd in any cell."""
    if random.random() < 0.5:
        rows = [["student", *IDS]]
        rows += [[name, *(_cell(random) for _ in IDS)] for name in ("Ada", "Emmy", _cell(random))]
    else:
        rows = [["id", "answer"], *([id, _cell(random)] for id in IDS)]
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        row = random.choice(rows)
        match random.randrange(6):
            case 0 if row:
                row[random.randrange(len(row))] = _cell(random)
            case 1 if row:
                del row[random.randrange(len(row))]
            case 2:
                row.insert(random.randrange(len(row) + 1), _cell(random))
            case 3:
                rows.insert(random.randrange(len(rows) + 1), list(row))
            case 4:
                row.clear()
            case 5:
                row.extend([_cell(random)] * random.choice((1, 800)))
    text = io.StringIO(newline="")
    delimiter = random.choice(",,,;\t|")
    if random.random() < 0.8:
        quoting = random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
        csv.writer(text, delimiter=delimiter, quoting=quoting).writerows(rows)
    else:
        text.write("\n".join(delimiter.join(row) for row in rows))
    written = text.getvalue()
    if random.random() < 0.2:
        written = edited(written, random)
    return written.encode(random.choice(("utf-8",) * 8 + ("utf-8-sig", "utf-16")), "replace")


def _cell(random: Random) -> str:
    return random.choice(CELLS)
