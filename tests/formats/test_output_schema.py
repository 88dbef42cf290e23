"""The JSON of every command follows the published schema."""

import json
import math
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest

import cnncount as package
from cnncount.analysis.costs import Figures
from cnncount.layers.base import FIGURES
from cnncount.present.output_schema import output_schema

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "schema" / "output.schema.json"

COMMANDS = [
    ["lenet5"],
    ["lenet5", "--dtype", "float16", "--batch", "3"],
    ["resnet50", "--depth", "1", "--set", "downsample_at=3x3"],
    ["compare", "plain5x5", "bottleneck5x5"],
    ["layers"],
    ["layers", "conv"],
    ["rule"],
    ["info", "lenet5"],
    ["info", "resnet50", "--set", "downsample_at=3x3"],
    ["list"],
    ["check", str(ROOT / "keys" / "week10.key.yaml")],
    ["check", str(ROOT / "docs" / "examples" / "exam.key.yaml"), "--hide-expected"],
    ["check", str(ROOT / "no-such.key.yaml")],
    ["conventions"],
    ["conventions", "fvcore"],
    ["conventions", "lenet5"],
    ["explain", "lenet5", "--between", "fvcore", "lecture"],
    ["table", "senet"],
    ["rule", "no-such"],
]


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def test_the_published_schema_is_the_one_of_this_version():
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == output_schema()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_output_of_a_command_follows_the_schema(command, cnncount, validator):
    data = json.loads(cnncount(*command, "--format", "json")[1], parse_constant=pytest.fail)
    validator.validate(data)
    assert all(math.isfinite(number) for number in _numbers(data))


def test_grades_follow_the_schema(cnncount, validator, tmp_path):
    """A right answer, a wrong one that a mistake explains, one that cannot be read, and none."""
    key, answers = tmp_path / "a.key.yaml", tmp_path / "answers.csv"
    question = "- {arch: lenet5, layer: C1, quantity: params, answer: 156}\n"
    key.write_text(f"name: x\nquestions:\n{question * 2}")
    answers.write_text("student,1,2\nAda,156,150\nBob,who knows,\n")
    data = json.loads(cnncount("grade", str(key), str(answers), "--format", "json")[1])
    validator.validate(data)
    assert [student["points"] for student in data["students"]] == [1, 0]
    frame = list(package.grade(key, answers).records())
    assert [row["right"] for row in frame] == [True, False, False, False]


def _numbers(data):
    if isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _numbers(each)
    elif isinstance(data, float):
        yield data


def test_a_key_that_no_result_has_is_refused(validator, cnncount):
    data = json.loads(cnncount("lenet5", "--format", "json")[1])
    assert not validator.is_valid(data | {"params": 60000})
    assert not validator.is_valid({key: data[key] for key in data.keys() - {"total"}})
    assert not validator.is_valid(data | {"batch": 1.5})


def test_results_have_every_figure_that_layers_have():
    assert [field.name for field in fields(Figures)] == [*FIGURES, "flops"]
