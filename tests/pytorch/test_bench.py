"""Counting against measuring: what is counted is exact, what is measured is only plausible."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft7Validator

from cnncount.analysis.count import count
from cnncount.errors import SpecError

pytest.importorskip("torch")

from torch.backends import cuda, cudnn

from cnncount.formats import terminal
from cnncount.present.benchmark import benchmark, short
from cnncount.present.output_schema import output_schema
from cnncount.pytorch import bench
from cnncount.pytorch.bench import run
from cnncount.pytorch.measured import Measured, Peak, in_flops, result
from cnncount.pytorch.peaks import moved, operations, peak, peak_names

PEAK = Peak({"float32": 100e9}, 10e9)


def test_a_layer_is_bound_by_what_takes_longer() -> None:
    """200 GFLOP take 2 s at 100 GFLOP/s, and 5 GB take half a second at 10 GB/s."""
    computing = Measured("a", "conv", 200 * 10**9, 0, 5 * 10**9, seconds=4)
    assert computing.bound(PEAK, "float32") == ("compute", 2 / 4)
    assert computing.intensity == 40
    assert computing.flops_per_second == 50e9
    moving = Measured("b", "relu", 10**9, 0, 20 * 10**9, seconds=2.5)
    assert moving.bound(PEAK, "float32") == ("memory", 2 / 2.5)
    assert moving.bytes_per_second == 8e9


@pytest.mark.parametrize(
    ("seconds", "bound"), [(19.9, "compute"), (20.1, "neither"), (4000.0, "neither")]
)
def test_what_reaches_less_than_a_tenth_of_both_peaks_is_bound_by_neither(seconds, bound) -> None:
    """200 GFLOP take 2 s at the peak, and 5 GB half a second."""
    measured = Measured("a", "conv", 200 * 10**9, 0, 5 * 10**9, seconds)
    assert measured.bound(PEAK, "float32") == (bound, 2 / seconds)


def test_nothing_is_said_of_a_type_without_a_peak() -> None:
    assert Measured("a", "conv", 1, 0, 1, 1).bound(PEAK, "bfloat16") is None


def test_what_is_measured_stands_beside_what_is_counted(cnncount) -> None:
    status, out, _ = cnncount(
        *("bench", "lenet5", "--batch", "2", "--passes", "2", "--per-layer"),
        *("--device", "cpu", "--peak-flops", "100G", "--bandwidth", "10G", "--format", "json"),
    )
    assert status == 0
    data = json.loads(out)
    Draft7Validator(output_schema()).validate(data)
    (measured,) = data["benchmarks"]
    assert measured["dtype"] == "float32"
    report = count("lenet5", batch=2, convention="hardware")
    assert measured["flops"] == report.figure("flops")
    assert [layer["path"] for layer in measured["layers"]] == [row.path for row in report.rows()]
    c1 = measured["layers"][0]
    # One image in, six maps out, for both examples; and the parameters.
    assert c1["bytes"] == 4 * (2 * (32 * 32 + 6 * 28 * 28) + (5 * 5 + 1) * 6)
    assert c1["seconds"] > 0
    assert c1["bound"] in ("compute", "memory", "neither")
    assert measured["fastest_seconds"] <= measured["seconds"] <= measured["slowest_seconds"]
    assert c1["flops_per_byte"] == c1["flops"] / c1["bytes"]
    assert data["peak"] == {
        "flops_per_second": dict.fromkeys(("float32", "bfloat16", "float16"), 100e9),
        "bytes_per_second": 10e9,
        "source": "100G operations and 10G bytes in a second, as given",
    }


def test_float32_is_timed_without_tf32(monkeypatch: pytest.MonkeyPatch) -> None:
    """By default PyTorch's convolutions take it on a GPU."""

    def allowed() -> tuple[bool, bool]:
        return cudnn.allow_tf32, cuda.matmul.allow_tf32

    before, seen = allowed(), []
    monkeypatch.setattr(bench, "finish", lambda on: seen.append(allowed()))
    run([count("six_filters")], "cpu", passes=1, warm_up=0)
    assert set(seen) == {(False, False)}
    assert allowed() == before == (True, False)


def test_it_says_when_a_layer_is_bound_by_neither(cnncount) -> None:
    """No computer reaches a tenth of 10^24 operations and bytes in a second."""
    peaks = ("--peak-flops", "1e24", "--bandwidth", "1e24")
    _, out, _ = cnncount("bench", "six_filters", "--passes", "1", "--device", "cpu", *peaks)
    assert "neither" in out.splitlines()[2]
    assert "<1%" in out.splitlines()[2]
    assert "Bound by neither where less than 10% of both limits is reached" in out


def test_it_says_what_is_timed_in_pieces(tmp_path, cnncount) -> None:
    """Also behind a padding that is a module of its own, and once for all types of elements."""
    spec = tmp_path / "mine.yaml"
    table = "connect: [[0], [1], [0, 1]]"
    spec.write_text(
        "name: x\ninput: [2, 4]\nlayers:\n"
        f"- conv: {{name: a, kernel: 1, {table}}}\n"
        f"- conv: {{name: b, kernel: 2, padding: [[0, 1]], {table}}}\n"
        "- conv: {name: c, out: 5, kernel: 1}\n"
    )
    call = ("bench", str(spec), "--device", "cpu", "--passes", "1")
    _, out, _ = cnncount(*call, "--dtype", "float32,bfloat16")
    assert "of the connection table: a of mine (3), b of mine (3)" in " ".join(out.split())
    _, out, _ = cnncount(*call, "--format", "json")
    assert json.loads(out)["benchmarks"][0]["built_in_pieces"] == {"a": 3, "b": 3}


def test_it_fits_a_terminal_of_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """The longest layer paths of ResNet-18, ``conv3_x.0.shortcut.batch_norm1``, have 30 letters."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    report = count("resnet18", input=[3, 32, 32], convention="hardware")
    session = run([report], "cpu", passes=1, warm_up=0, peak=PEAK)
    shown = terminal.write(benchmark(result(session), per_layer=True)).splitlines()
    layers = [line.split() for line in shown if "conv3_x.0.shortcut.batch_norm1" in line]
    (heading,) = (line.split() for line in shown if line.lstrip().startswith("Layer"))
    assert heading == ["Layer", "Time", "FLOP", "FLOP/s", "Bound", "by", "Share"]
    flops = 2 * 128 * 4 * 4  # a factor and a sum for each element
    assert layers[0][3:5] == [f"{flops / 1000:.3g}", "k"]
    assert max(map(len, shown)) <= 80


def test_counts_are_shortened_to_three_digits() -> None:
    values = (7, 999, 999.4, 999.6, 1234, 999_499, 999_500, 10**15)
    assert [short(value) for value in values] == [
        *("7", "999", "999", "1 k", "1.23 k", "999 k", "1 M", "1 P"),
    ]


def test_operations_are_flops_whatever_a_convention_calls_so(cnncount) -> None:
    """fvcore says flops and means MACs: 6 maps of 28·28 outputs, 5·5 MACs each."""
    arguments = ("bench", "lenet5", "--passes", "1", "--device", "cpu", "--convention", "fvcore")
    _, out, _ = cnncount(*arguments, "--per-layer", "--format", "json")
    data = json.loads(out)
    (measured,) = data["benchmarks"]
    c1 = measured["layers"][0]
    assert data["flops_as_in"] == "hardware"
    assert (measured["convention"], measured["unit"], measured["units_per_mac"]) == (
        *("fvcore", "flops"),
        1,
    )
    assert c1["counted"] == 6 * 28 * 28 * (5 * 5)
    assert c1["flops"] == 6 * 28 * 28 * (5 * 5 * 2)  # 25 products, 24 sums of them, and the bias
    assert c1["flops_per_second"] == c1["flops"] / c1["seconds"]
    assert measured["counted"] == count("lenet5", convention="fvcore").figure("flops")
    assert measured["flops"] == count("lenet5", convention="hardware").figure("flops")
    _, out, _ = cnncount(*arguments)
    assert "fvcore: flops as in that convention, a multiply-accumulate is 1; not what time" in out


def test_the_convention_of_operations_takes_a_mac_for_two() -> None:
    assert in_flops().written.mac == 2


def test_it_says_what_it_measured_and_on_what(cnncount) -> None:
    _, out, _ = cnncount("bench", "six_filters", "--passes", "3", "--device", "cpu")
    assert "The median of 3 forward passes, after 5 that were not timed" in out
    assert "Measured on cpu" in out
    assert "FLOP: operations as in 'hardware', a multiply-accumulate is 2" in out
    assert "hardware:" not in out
    assert "Bound by" not in out


@pytest.mark.parametrize("name", peak_names())
def test_the_figures_of_every_device_have_a_source(name: str) -> None:
    limits, source = peak(name)
    assert limits.flops["float32"] > 0
    assert limits.bandwidth > 0
    assert "datasheet" in source


def test_a_file_of_peak_figures(tmp_path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("device: Mine\nsource: me\nflops: {float32: 1.5T}\nbandwidth: 25.6G\n")
    assert peak(str(path)) == (Peak({"float32": 1.5e12}, 25.6e9), "Mine: me")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--dtype", "int8"], "no type 'int8'"),
        (["--peak", "h100"], "no device 'h100'; did you mean 'h100_sxm'?"),
        (["--peak-flops", "1T"], "--peak-flops and --bandwidth go together"),
        (["--peak-flops", "0", "--bandwidth", "1T"], "--peak-flops: expected a number from 1 to"),
        (["--peak-flops", "much", "--bandwidth", "1T"], "the figure 'much' cannot be read"),
        (["--peak-flops", "1T", "--bandwidth", "5..10"], "--bandwidth: expected one number such"),
        (["--peak-flops", "1T", "--bandwidth", "3.35 TB"], "--bandwidth: expected one number such"),
        (
            ["--peak-flops", "1 TMAC", "--bandwidth", "1T"],
            "--peak-flops: expected FLOP in a",
        ),
        (["--peak", "h100_sxm", "--peak-flops", "1T"], "give --peak, or --peak-flops and --band"),
        (["--peak", "h100_sxm", "--peak-flops", "1T", "--bandwidth", "1T"], "not both"),
        (["--device", "gpu"], "no device 'gpu'; there are auto, cpu, cuda"),
    ],
    ids=str,
)
def test_what_it_cannot_do(arguments: list[str], message: str, cnncount, without_torch) -> None:
    status, out, err = cnncount("bench", "six_filters", *arguments)
    assert (status, out) == (2, "")
    assert message in err


def test_a_figure_is_read_as_it_is_printed() -> None:
    assert operations("3.35T") == operations("3.35 TFLOPS") == moved("3.35T") == 3.35e12
    assert moved("2 GiB") == 2 * 1024**3


@pytest.mark.parametrize(
    ("flops", "bandwidth", "message"),
    [
        ("{float23: 1T}", "1T", "4:9: flops: expected 'float32', 'bfloat16' or 'float16', not"),
        ("{float32: much}", "1T", "4:18: float32: the figure 'much' cannot be read"),
        ("{float32: 1 TMAC}", "1T", "4:18: float32: expected FLOP in a second, such as 3.35T"),
        ("{float32: 1T}", "1 TFLOPS", "5:12: bandwidth: expected bytes in a second"),
        ("{float32: 1e99}", "1T", "4:18: float32: expected a"),
    ],
)
def test_a_wrong_word_in_a_file_of_peak_figures(flops, bandwidth, message, tmp_path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"\ndevice: Mine\nsource: me\nflops: {flops}\nbandwidth: {bandwidth}\n")
    with pytest.raises(SpecError) as refused:
        peak(str(path))
    assert f"mine.yaml:{message}" in str(refused.value)
