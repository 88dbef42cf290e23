"""The command line as a user types it: what is printed where, and the exit status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from cnncount.cli.app import COMMANDS, command


def test_the_main_job_needs_no_command(cnncount):
    status, out, err = cnncount("lenet5", "--per-layer")
    assert (status, err) == (0, "")
    assert "(5·5·1 + 1)·6 = 156" in out
    assert "(5·5·16 + 1)·120 = 48120" in out
    assert out == cnncount("count", "lenet5", "--per-layer")[1]


def test_options_may_come_first(cnncount):
    assert cnncount("--per-layer", "lenet5") == cnncount("lenet5", "--per-layer")


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("cmpare lenet5 lenet5", "compare"),
        ("resnt50", "resnet50"),
        ("lenet6", "lenet5"),
        ("lenet5 --convention lectur", "lecture"),
        ("lenet5 --format jsn", "json"),
        ("lenet5 --dtype float23", "float32"),
        ("resnet50 --set shortcut=projecton", "projection"),
        ("resnet50 --set depth=[1]", "depths"),
        ("table resnt", "resnet"),
    ],
)
def test_a_typo_gets_a_suggestion_and_status_2(cnncount, typed, suggestion):
    status, out, err = cnncount(*typed.split())
    assert (status, out) == (2, "")
    assert f"did you mean {suggestion!r}?" in err


@pytest.mark.parametrize(
    "typed",
    [
        "lenet5 --input 3by32",
        "lenet5 --input 1x2x3x4x5",
        "lenet5 --batch 0",
        "lenet5 --depth 0",
        "lenet5 --set nothing",
        "lenet5 --set",
        "lenet5 --no-such-option",
        "compare lenet5",
        "resnet",
        "no/such/file.yaml",
        "archs",
        "archs/",
        "resnet50 --set depths=3",
        "resnet50 --set depths=[1,2]",
    ],
)
def test_wrong_usage_is_one_message_and_status_2(cnncount, typed):
    status, out, err = cnncount(*typed.split())
    assert (status, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err


def test_a_family_asks_which_variant(cnncount):
    assert "resnet18, resnet34, resnet50" in cnncount("resnet")[2]


def test_every_command_has_examples_first_and_a_help_for_every_option(cnncount):
    for name in [[], *([name] for name in COMMANDS)]:
        status, out, _ = cnncount(*name, "--help")
        assert status == 0
        assert out.index("cnncount ") < out.index("Options:")
    for name in COMMANDS:
        assert command(name).help, name
        for option in command(name).params:
            assert option.help, f"{name} {option.name}"


def test_version_and_help_may_be_words(cnncount):
    assert cnncount("--version")[1].startswith("cnncount ")
    assert cnncount("version") == cnncount("--version")
    assert cnncount("help") == cnncount("--help")
    assert cnncount("help", "compare") == cnncount("compare", "--help")


def test_several_networks_without_a_command_point_to_compare(cnncount):
    status, out, err = cnncount("lenet5", "resnet50", "--per-layer")
    assert (status, out) == (2, "")
    assert "'cnncount compare lenet5 resnet50'" in err


@pytest.mark.parametrize("arch", ["pyproject.toml", "mine.tflite"])
def test_a_file_that_is_no_spec_is_told_apart_from_a_name(cnncount, tmp_path, monkeypatch, arch):
    monkeypatch.chdir(tmp_path)
    assert f"no command or network {arch!r}" in cnncount(arch)[2]
    (tmp_path / arch).touch()
    for words in ([arch], ["show", arch]):
        assert f"{arch}: expected a file that ends in .yaml" in cnncount(*words)[2]


def test_a_variable_is_set_once(cnncount):
    status, _, err = cnncount("resnet50:downsample_at=3x3", "--set", "downsample_at=1x1")
    assert (status, err) == (2, "downsample_at is set twice; set it once\n")


def test_options_change_what_they_say(cnncount):
    def total(*arguments):
        return json.loads(cnncount(*arguments, "--format", "json")[1])["total"]

    assert total("resnet50", "--set", "downsample_at=3x3")["macs"] == 4_089_184_256  # torchvision's
    assert total("resnet50", "--input", "3x320x320")["out_shape"] == [1000]
    once, eight = total("lenet5"), total("lenet5", "--batch", "8")
    assert eight["macs"] == 8 * once["macs"]
    assert eight["params"] == once["params"]
    assert total("lenet5", "--dtype", "float16")["bytes"]["params"] == 2 * once["params"]
    assert total("lenet5", "--convention", "macs")["flops"] == once["macs"]


@pytest.mark.parametrize(
    ("typed", "takes"),
    [
        ("lenet5 --input 32x32", "LeNet-5 needs an input of 3 sizes, channels first, like 1x32x32"),
        (
            "resnet50 --input 96x64",
            "ResNet needs an input of 3 sizes, channels first, like 3x96x64",
        ),
    ],
)
def test_height_and_width_without_channels_are_told_what_to_type(cnncount, typed, takes):
    status, out, err = cnncount(*typed.split())
    assert (status, out) == (2, "")
    assert err == f"{takes}; {typed.split()[-1]} has 2\n"


def test_channels_last_are_told_what_to_type(cnncount):
    status, out, err = cnncount("resnet50", "--input", "224x192x3")
    assert (status, out) == (2, "")
    assert err == "expected channels first, like 3x224x192; 224x192x3 has 224 channels\n"


def test_a_network_in_one_dimension_goes_on_taking_two_numbers(cnncount, tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text("name: One\ninput: [2, 100]\nlayers:\n- conv: {out: 3, kernel: 5}\n")
    data = json.loads(cnncount(str(path), "--input", "4x50", "--format", "json")[1])
    assert data["input"] == [4, 50]
    assert data["total"]["macs"] == 5 * 4 * 3 * (50 - 5 + 1)


def test_json_has_the_stable_fields(cnncount):
    data = json.loads(cnncount("lenet5", "--format", "json")[1])
    assert data["schema_version"] == 2
    assert {"name", "input", "convention", "total", "layers"} <= set(data)
    assert (data["name"], data["input"], data["convention"]) == ("lenet5", [1, 32, 32], "lecture")
    figures = {"params", "weights", "biases", "macs", "flops", "activations", "memory"}
    for layer in data["layers"]:
        assert figures | {"path", "kind", "in_shape", "out_shape", "arithmetic"} <= set(layer)
    c1 = data["layers"][0]
    assert c1["path"] == "C1"
    assert c1["params"] == (5 * 5 * 1 + 1) * 6
    assert c1["arithmetic"]["params"] == "(5·5·1 + 1)·6 = 156"


def test_a_file_a_variant_of_a_file_and_standard_input(cnncount, tmp_path, monkeypatch):
    text = "name: Two\ninput: [1, 8, 8]\nvars: {w: 1}\nvariants:\n  one: {w: 2}\n  two: {w: 3}\n"
    text += "layers:\n- conv: {out: $w, kernel: 3}\n"
    path = tmp_path / "two.yaml"
    path.write_text(text)
    data = json.loads(cnncount(f"{path}:two", "--format", "json")[1])
    assert data["total"]["params"] == (3 * 3 * 1 + 1) * 3
    assert "choose one of: one, two" in cnncount(str(path))[2]
    result = subprocess.run(
        [sys.executable, "-m", "cnncount", "-", "--format", "json"],
        input=b"name: One\ninput: [1, 8, 8]\nlayers:\n- conv: {out: 2, kernel: 3}\n",
        capture_output=True,
        check=True,
    )
    assert json.loads(result.stdout)["total"]["params"] == (3 * 3 * 1 + 1) * 2


def test_show_prints_a_spec_that_counts_the_same(cnncount, tmp_path):
    for arch in ("lenet5", "resnet18", "resnet50"):
        status, out, _ = cnncount("show", arch)
        assert status == 0
        path = tmp_path / f"{arch}.yaml"
        path.write_text(out)
        again = json.loads(cnncount(str(path), "--format", "json")[1])
        first = json.loads(cnncount(arch, "--format", "json")[1])
        assert again["total"] == first["total"]
        assert again["layers"] == first["layers"]


# What YAML 1.1, 1.2 or both of them take for something else than a word.
NAMES = [
    *("1e3", "1E-3", "0o17", "0x1F", "017", "-1", "1_000", "12e03", "-0", "-", "---"),
    *("null", "Null", "NULL", "true", "False", "yes", "no", "off"),
]


def test_show_prints_names_that_are_read_as_names(cnncount, tmp_path):
    path = tmp_path / "names.yaml"
    layers = [{"relu": {"name": name}} for name in NAMES]
    path.write_text(json.dumps({"name": "1e3", "input": [3, 8, 8], "layers": layers}))
    status, out, _ = cnncount("show", str(path))
    assert status == 0
    path.write_text(out)
    again = json.loads(cnncount(str(path), "--format", "json")[1])
    assert [layer["path"] for layer in again["layers"]] == NAMES


def test_the_committed_schema_is_current(cnncount):
    committed = Path(__file__).parents[2] / "schema" / "architecture.schema.json"
    assert cnncount("schema")[1] == committed.read_text(encoding="utf-8")


@pytest.mark.parametrize("of", ["key", "printed"])
def test_the_other_schemas_are_current(cnncount, of):
    committed = Path(__file__).parents[2] / "schema" / f"{of}.schema.json"
    assert cnncount("schema", "--of", of)[1] == committed.read_text(encoding="utf-8")


def test_files_of_printed_figures_fit_their_schema():
    root = Path(__file__).parents[2]
    schema = json.loads((root / "schema" / "printed.schema.json").read_text(encoding="utf-8"))
    for path in (root / "archs").glob("*.printed.yaml"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# yaml-language-server: $schema=../schema/printed.schema.json\n")
        assert list(Draft7Validator(schema).iter_errors(yaml.safe_load(text))) == []


def test_table_marks_how_each_printed_figure_is_reproduced(cnncount):
    networks = json.loads(cnncount("table", "resnet", "--format", "json")[1])["networks"]
    by = {network["name"]: network["printed"]["macs"]["by"] for network in networks}
    assert by == {
        "resnet18": "rounding",
        "resnet34": "truncation",
        "resnet50": "truncation",
        "resnet101": "rounding",
        "resnet152": "rounding",
    }
    _, out, _ = cnncount("table", "resnet")
    assert "3.8×10^9  by truncation only" in out
    _, out, _ = cnncount("table", "resnet", "--set", "downsample_at=3x3")
    assert "4,089,184,256" in out


def test_compare_shows_the_lectures_bottleneck(cnncount):
    _, out, _ = cnncount("compare", "plain5x5", "bottleneck5x5")
    lines = {line.split()[0]: line.split() for line in out.splitlines() if line.strip()}
    assert lines["multiplications"][1:] == ["112,896,000", "5,268,480", "21.43×", "larger"]
    assert lines["memory"][1:] == ["585,456", "39,488", "14.83×", "larger"]


def test_a_listing_of_a_million_layers_is_refused_but_its_totals_are_not(cnncount, tmp_path):
    path = tmp_path / "deep.yaml"
    path.write_text(
        "name: Deep\ninput: [4, 8, 8]\nlayers:\n"
        "- stage: {name: s, repeat: 1000000, layers: [conv: {out: 4, kernel: 3, padding: 1}]}\n"
    )
    status, out, err = cnncount(str(path), "--per-layer")
    assert (status, out) == (2, "")
    assert "--depth 1" in err
    status, out, _ = cnncount(str(path))
    assert status == 0
    assert f"{(3 * 3 * 4 + 1) * 4 * 1_000_000:,}" in out
    status, out, _ = cnncount(str(path), "--depth", "1")
    assert status == 0
    assert "s      stage" in out


def test_ascii_output_gets_ascii(tmp_path):
    result = subprocess.run(
        [sys.executable, "-m", "cnncount", "lenet5", "--per-layer"],
        env={"PYTHONIOENCODING": "ascii", "PATH": "", "LC_ALL": "C"},
        capture_output=True,
        check=True,
    )
    assert b"(5*5*1 + 1)*6 = 156" in result.stdout


def test_a_reader_that_stops_reading_is_no_error():
    script = f"{sys.executable} -m cnncount resnet152 --per-layer | head -n 1"
    result = subprocess.run(["bash", "-c", script], capture_output=True, check=True)
    assert result.stderr == b""
