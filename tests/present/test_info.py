"""What a spec says about its network: all of it by `info`, what explains a figure under a count."""

import json
from typing import get_args

from cnncount.layers.base import FIGURES
from cnncount.spec.family import Figure

SPEC = {
    "name": "x",
    "source": "a book",
    "input": [1, 8, 8],
    "notes": [
        "about the network",
        {"note": "about the biases", "figures": ["biases", "divisions"]},
        {"note": "about the buffers", "figures": ["buffers"]},
    ],
    "vars": {"width": 2},
    "choices": {"width": [2, 4]},
    "layers": [{"conv": {"out": "$width", "kernel": 3}}],
}


def written(tmp_path, spec):
    path = tmp_path / "x.yaml"
    path.write_text(json.dumps(spec))
    return str(path)


def test_a_count_has_the_notes_on_figures_that_it_has(cnncount, tmp_path):
    path = written(tmp_path, SPEC)
    _, shown, _ = cnncount(path)
    assert "about the biases" in shown
    assert "about the network" not in shown
    assert "about the buffers" not in shown
    assert json.loads(cnncount(path, "--format", "json")[1])["notes"] == ["about the biases"]


def test_info_has_every_note_and_what_can_be_set(cnncount, tmp_path):
    path = written(tmp_path, SPEC)
    data = json.loads(cnncount("info", path, "--set", "width=4", "--format", "json")[1])
    assert data["notes"] == ["about the network", "about the biases", "about the buffers"]
    assert data["variables"] == [{"name": "width", "value": 4, "choices": [2, 4]}]
    assert data["settings"] == {"width": 4}
    _, shown, _ = cnncount("info", path)
    assert all(text in shown for text in ("Source: a book", "about the network", "2, 4"))


def test_info_of_a_variant_has_its_family_and_its_witnesses(cnncount):
    data = json.loads(cnncount("info", "resnet50", "--format", "json")[1])
    assert "resnet18" in [variant["name"] for variant in data["variants"]]
    models = {each["model"]: each["variables"] for each in data["references"]}
    assert models["torchvision.models.resnet50"] == {"downsample_at": "3x3"}


def test_a_note_names_figures_that_there_are(cnncount, tmp_path):
    assert get_args(Figure) == (*FIGURES, "flops")
    wrong = {"note": "x", "figures": ["parameters"]}
    status, _, err = cnncount(written(tmp_path, SPEC | {"notes": [wrong]}))
    assert status == 2
    assert "x.yaml:1:" in err
