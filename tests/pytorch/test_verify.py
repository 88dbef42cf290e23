"""The cross-check: every bundled network agrees in every layer, and a difference is found."""

from __future__ import annotations

import json
import keyword
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from jsonschema import Draft7Validator

from cnncount.analysis.count import count
from cnncount.spec.index import names

from .networks import small, unfilled

torch = pytest.importorskip("torch")
pytest.importorskip("fvcore")

from cnncount.present.output_schema import output_schema  # noqa: E402
from cnncount.present.verification import verification  # noqa: E402
from cnncount.pytorch.builders import fully_connected  # noqa: E402 -- it needs torch
from cnncount.pytorch.machine import device, environment  # noqa: E402
from cnncount.pytorch.model import Model  # noqa: E402
from cnncount.pytorch.verified import Compared, Finding, result  # noqa: E402
from cnncount.pytorch.verify import verify  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # the tools' own

QUANTITIES = ["params", "buffers", "output shape", "fvcore", "torch_flop_counter_meta"]


@pytest.mark.parametrize("name", names())
def test_a_network_agrees_with_pytorch_in_every_layer(name: str) -> None:
    with unfilled():
        verified = verify(small(name), device("cpu"))
    assert [finding.quantity for finding in verified.findings] == QUANTITIES
    assert [finding.differences for finding in verified.findings] == [[]] * len(QUANTITIES)
    assert all(len(finding.layers) for finding in verified.findings)


def test_it_holds_for_a_batch() -> None:
    assert verify(count("lenet5", batch=3), device("cpu")).agrees


@pytest.fixture
def linear_without_bias(monkeypatch: pytest.MonkeyPatch) -> None:
    """A builder with a mistake in it."""
    monkeypatch.setitem(
        fully_connected.BUILDERS,
        "linear",
        lambda layer, costs: torch.nn.Sequential(
            torch.nn.Flatten(), torch.nn.Linear(costs.inputs[0][0], layer.out, bias=False)
        ),
    )


def test_a_difference_is_named_by_its_layer(linear_without_bias, cnncount) -> None:
    status, out, _ = cnncount("verify", "lenet5", "--format", "json")
    assert status == 1
    Draft7Validator(output_schema()).validate(json.loads(out))
    (network,) = json.loads(out)["networks"]
    found = {each["quantity"]: each["differences"] for each in network["findings"]}
    params = (120 + 1) * 84
    assert found["params"][0] == {
        "path": "F6",
        "kind": "linear",
        "analytic": params,
        "traced": params - 84,
        "difference": -84,
    }
    assert found["fvcore"] == found["output shape"] == []


def test_a_difference_is_in_the_table(linear_without_bias, cnncount) -> None:
    status, out, _ = cnncount("verify", "lenet5", "six_filters")
    assert status == 1
    assert "lenet5: differences" in out
    assert "1 layer differs" in out  # and its total, which is none
    assert "1 of 2 networks agree" in out


def test_what_it_reports(cnncount) -> None:
    status, out, err = cnncount("verify", "lenet5", "--per-layer")
    assert (status, err) == (0, "")
    assert "lenet5: fvcore" in out
    assert "torch_flop_counter_meta  torch  " in out  # the convention, and the tool of `--against`
    assert "aten::tanh" in out
    assert f"torch {torch.__version__}" in out


def test_a_csv_file_by_layer_is_of_the_layers(cnncount) -> None:
    lines = cnncount("verify", "lenet5", "--per-layer", "--format", "csv")[1].splitlines()
    assert lines[0] == "table,path,kind,analytic,traced,difference"
    assert "lenet5: params,C1,conv,156,156,0" in lines
    assert "lenet5: fvcore,C1,conv,117600,117600,0" in lines


def test_a_quantity_that_no_layer_has_is_no_table(cnncount) -> None:
    shown = cnncount("verify", "six_filters", "--per-layer")[1]
    assert "six_filters: params" in shown
    assert "six_filters: buffers" not in shown


def test_only_the_tools_asked_for(cnncount) -> None:
    _, out, _ = cnncount("verify", "lenet5", "--against", "torch", "--format", "json")
    (network,) = json.loads(out)["networks"]
    found = [each["quantity"] for each in network["findings"]]
    assert found == ["params", "buffers", "output shape", "torch_flop_counter_meta"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "verify takes networks, or --all"),
        (["lenet5", "--all"], "verify takes networks, or --all"),
        (["lenet5", "--against", "fvcor"], "no tool 'fvcor'; did you mean 'fvcore'?"),
        (["lenet5", "--device", "gpu"], "no device 'gpu'"),
    ],
    ids=str,
)
def test_what_it_cannot_do(arguments: list[str], message: str, cnncount, without_torch) -> None:
    status, out, err = cnncount("verify", *arguments)
    assert (status, out) == (2, "")
    assert message in err


def test_a_layer_that_pytorch_refuses_is_no_traceback(tmp_path, cnncount) -> None:
    spec = tmp_path / "spec.yaml"
    refused = "transposed_conv: {out: 1, kernel: 1, output_padding: 1}"
    spec.write_text(f"name: x\ninput: [1, 4]\nlayers: [{{{refused}}}]\n")
    status, _, err = cnncount("verify", str(spec))
    assert status == 2
    assert err.startswith("PyTorch cannot run spec: output padding must be smaller")


def test_a_record_is_kept(tmp_path, cnncount) -> None:
    _, out, _ = cnncount("verify", "lenet5", "--record", str(tmp_path), "--format", "json")
    began = json.loads(out)["environment"]["began"][:10]
    kept = json.loads((tmp_path / f"{began}-cpu.json").read_text(encoding="utf-8"))
    assert kept == json.loads(out)
    assert "| fvcore " in (tmp_path / f"{began}-cpu.md").read_text(encoding="utf-8")


def test_without_pytorch_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "sys.argv = ['cnncount', 'verify', 'lenet5']\n"
        "from cnncount.cli.app import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == "torch is not installed; pip install 'cnncount[trace]'\n"


def test_layers_may_have_names_that_every_module_uses(tmp_path) -> None:
    every = {*dir(torch.nn.Module()), *dir(torch.fx.symbolic_trace(torch.nn.Identity()))}
    names = sorted({*every, *keyword.kwlist, "self", "layers_by_path", "type_"})
    layers = "".join(f"- conv: {{name: '{name}', out: 1, kernel: 1}}\n" for name in names)
    spec = tmp_path / "spec.yaml"
    spec.write_text(f"name: x\ninput: [1, 1, 1]\nlayers:\n{layers}")
    report = count(str(spec))
    assert verify(report, device("cpu")).agrees
    model, x = Model(report.network).eval(), torch.rand(1, 1, 1, 1)
    assert torch.equal(torch.fx.symbolic_trace(model)(x), model(x))
    assert list(model.names) == names
    assert all(
        model.get_submodule(model.names[path]) is m for path, m in model.layers_by_path.items()
    )


@pytest.mark.parametrize("command", [["verify"], ["bench", "--passes", "1"]], ids=str)
def test_an_even_kernel_with_padding_same_is_no_reason_to_warn(command, tmp_path) -> None:
    """In a process of its own: PyTorch warns once."""
    spec = tmp_path / "spec.yaml"
    spec.write_text(
        "name: x\ninput: [1, 4]\nlayers: [{conv: {out: 1, kernel: 2, padding: same}}]\n"
    )
    call = [sys.executable, "-m", "cnncount", *command, str(spec), "--device", "cpu"]
    done = subprocess.run(call, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_record_needs_a_folder(tmp_path, cnncount) -> None:
    file = tmp_path / "file"
    file.write_text("")
    status, _, err = cnncount("verify", "lenet5", "--record", str(file))
    assert (status, err) == (2, f"{file}: a file, not a folder\n")


def test_same_padding_with_a_stride_is_padding_in_numbers(tmp_path, cnncount) -> None:
    spec = tmp_path / "spec.yaml"
    conv = "conv: {out: 4, kernel: 3, stride: 2, padding: same}"
    spec.write_text(f"name: x\ninput: [3, 9, 9]\nlayers: [{{{conv}}}]\n")
    status, out, _ = cnncount("verify", str(spec), "--format", "json")
    assert status == 0
    found = {
        each["quantity"]: each["traced"] for each in json.loads(out)["networks"][0]["findings"]
    }
    assert found["fvcore"] == 5 * 5 * 4 * (3 * 3 * 3)


def test_a_network_of_which_only_the_total_differs_says_so() -> None:
    """A tool that counts something outside of every layer."""
    layers = [Compared("a", "conv", 5, 5), Compared("b", "conv", 7, 7)]
    finding = Finding("fvcore", layers, Compared("total", "network", 12, 13), tool="fvcore")
    verified = verify(count("six_filters"), device("cpu"))._replace(findings=[finding])
    where = environment(device("cpu"), datetime.now(UTC))
    table = verification(result([verified, verified], where)).tables[0]
    assert table.rows[0][-1] == "a total differs"
    assert not verified.differing
