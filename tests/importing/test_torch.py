"""PyTorch models as specs: a round trip from specs, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnncount.analysis.count import Report
from cnncount.errors import SpecError
from cnncount.network.tree import Leaf
from cnncount.spec.index import names

from ..pytorch.networks import small, unfilled

torch = pytest.importorskip("torch")

from cnncount.importing.frontends.torch import from_module  # noqa: E402 -- it needs torch
from cnncount.importing.imported import imported, proof  # noqa: E402
from cnncount.pytorch.model import Model  # noqa: E402

FIGURES = ("params", "buffers", "macs", "multiplications", "additions", "activations")
UNSAID = {"subsample", "rbf", "padded_identity", "crop"}
"""Layer kinds whose operators the import refuses."""
SAMPLE = ["gap_classifier", "residual_block", "dense_block", "se_block", "plain5x5"]

NETS = """
import torch
from torch import nn
from torch.nn import functional as F

class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
    def forward(self, x):
        return F.relu(x + self.conv2(F.relu(self.conv1(x))))

class Net(nn.Module):
    def __init__(self, width=16, depth=3):
        super().__init__()
        self.stem = nn.Conv2d(1, width, 3, padding=1)
        self.body = nn.Sequential(*(Block(width) for _ in range(depth)))
        self.aux = nn.Linear(7, 7)
        self.fc = nn.Linear(width * 14 * 14, 10)
    def forward(self, x):
        return self.fc(torch.flatten(F.max_pool2d(self.body(self.stem(x)), 2), 1))

class Fourier(Net):
    def forward(self, x):
        return torch.fft.fft(self.stem(x))

class Twice(Net):
    def forward(self, x):
        return self.body[0](self.body[0](self.stem(x)))

class Scaled(Net):
    def forward(self, x):
        return self.stem(x) * 2

class Rows(Net):
    def forward(self, x):
        return F.softmax(self.stem(x), dim=-1)

class Tokens(nn.Module):
    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(3, 8, 4, stride=4)
        self.token = nn.Parameter(torch.zeros(1, 1, 8))
        self.places = nn.Parameter(torch.zeros(1, 5, 8))
        self.norm = nn.LayerNorm(8)
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.mlp = nn.Sequential(nn.Linear(8, 32), nn.GELU(), nn.Linear(32, 8))
        self.head = nn.Linear(8, 10)
    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], dim=1) + self.places
        y = self.norm(x)
        x = x + self.attention(y, y, y, need_weights=False)[0]
        x = x + self.mlp(x)
        return self.head(x[:, 0])

class Shuffle(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(8, 6, 1)
        self.b = nn.Conv2d(8, 2, 1)
    def forward(self, x):
        n, c, h, w = x.shape
        x = x.view(n, 2, c // 2, h, w).transpose(1, 2).reshape(n, c, h, w)
        return torch.cat([self.a(x), self.b(x)], 1)

class Pair(Net):
    def forward(self, x, y):
        return x + y

class Branching(Net):
    def forward(self, x):
        return x if x.sum() > 0 else self.stem(x)
"""

SPEC = """\
name: Net
input: [1, 28, 28]
blocks:
  block:
    layers:
      - residual:
          body:
            - conv: {out: 8, kernel: 3, padding: 1}
            - relu: {form: functional}
            - conv: {out: 8, kernel: 3, padding: 1}
      - relu: {form: functional}
layers:
  - conv: {out: 8, kernel: 3, padding: 1}
  - stage: {name: body, block: block, repeat: 3}
  - max_pool: {kernel: 2, form: functional}
  - flatten
  - linear: {out: 10}
"""


def counted(report: Report) -> list[tuple[object, ...]]:
    """Every layer's shape and figures; without what only says how code is written."""
    leaves = [row.node for row in report.rows() if row.kind not in ("flatten", "dropout")]
    return sorted(
        (leaf.costs.out, *(leaf.costs.value(figure) for figure in FIGURES))
        for leaf in leaves
        if isinstance(leaf, Leaf)
    )


def round_trip(name: str) -> None:
    report = small(name)
    with unfilled(), torch.device("meta"):
        module = Model(report.network)
    found = imported(from_module(module, report.input, name))
    assert proof(found).difference == ""
    assert counted(found.report) == counted(report)


@pytest.mark.parametrize("name", SAMPLE)
def test_a_bundled_network_comes_back_from_its_pytorch_model(name: str) -> None:
    round_trip(name)


@pytest.fixture
def nets(tmp_path: Path) -> str:
    path = tmp_path / "nets.py"
    path.write_text(NETS, encoding="utf-8")
    return str(path)


def test_a_class_is_imported_and_proved(cnncount, nets: str) -> None:
    status, out, err = cnncount("import", f"{nets}:Net", "--input", "1x28x28", "--arg", "width=8")
    assert (status, out) == (0, SPEC)
    parameters = (9 + 1) * 8 + 3 * 2 * (9 * 8 + 1) * 8 + (8 * 14 * 14 + 1) * 10
    macs = 28 * 28 * (9 * 8 + 3 * 2 * 9 * 8 * 8) + 8 * 14 * 14 * 10
    assert f"{parameters:,} parameters" in err
    assert f"{(7 + 1) * 7} more unused (aux)" in err
    assert f"{2 * macs:,} FLOPs by PyTorch's counter" in err


def test_a_transformer_is_imported(cnncount, nets: str) -> None:
    status, out, err = cnncount("import", f"{nets}:Tokens", "--input", "3x8x8")
    assert status == 0, err
    for line in ("tokens", "class_token", "position_embedding", "attention: {heads: 2}"):
        assert f"- {line}\n" in out
    attention, mlp = 4 * (8 + 1) * 8, (8 + 1) * 32 + (32 + 1) * 8
    params = (16 * 3 + 1) * 8 + 8 + 5 * 8 + 2 * 8 + attention + mlp + (8 + 1) * 10
    assert f"{params:,} parameters" in err
    assert "unused" not in err


def test_a_channel_shuffle_is_one_layer_for_all_that_take_it(cnncount, nets: str) -> None:
    status, out, _ = cnncount("import", f"{nets}:Shuffle", "--input", "8x4x4")
    assert status == 0
    assert out.count("channel_shuffle: {groups: 2") == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Fourier", "nets.py:26: cannot import aten.fft_fft.default in the model (Fourier)"),
        ("Twice", "the parameter body.0.conv1.weight is used a second time"),
        ("Scaled", "nets.py:34: cannot import aten.mul.Tensor"),
        ("Rows", "a softmax over another axis than the channels"),
        ("Pair", "PyTorch cannot export the model"),
        ("Branching", "PyTorch cannot export the model"),
        ("Nothing", "has no 'Nothing'"),
    ],
)
def test_what_no_layer_says_is_refused(cnncount, nets: str, name: str, message: str) -> None:
    status, out, err = cnncount("import", f"{nets}:{name}", "--input", "1x28x28")
    assert (status, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["weights.pt"], "weights without a network"),
        (["missing.pt2"], "there is no such file"),
        (["resnet18"], "not a model"),
        (["no_such_package_xyz:Net", "--input", "3x8x8"], "cannot be imported"),
    ],
)
def test_what_is_no_model_is_refused(cnncount, arguments: list[str], message: str) -> None:
    status, out, err = cnncount("import", *arguments)
    assert (status, out) == (2, "")
    assert message in err


def test_code_needs_an_input(cnncount, nets: str) -> None:
    status, _, err = cnncount("import", f"{nets}:Net")
    assert status == 2
    assert "--input 3x224x224" in err


def test_an_exported_program_is_a_network(cnncount, tmp_path: Path) -> None:
    net = torch.nn.Sequential(torch.nn.Conv2d(1, 4, 3), torch.nn.ReLU(), torch.nn.Flatten())
    path = tmp_path / "net.pt2"
    torch.export.save(torch.export.export(net.eval(), (torch.zeros(1, 1, 8, 8),)), path)
    status, out, _ = cnncount(str(path), "--format", "json")
    assert status == 0
    assert f'"params": {(9 + 1) * 4}' in out


def test_a_damaged_exported_program_is_refused(cnncount, tmp_path: Path) -> None:
    path = tmp_path / "net.pt2"
    path.write_bytes(b"PK\x03\x04 no archive")
    status, _, err = cnncount("count", str(path))
    assert status == 2
    assert "cannot be loaded" in err
    assert "Traceback" not in err


def test_a_module_is_counted_from_python() -> None:
    import cnncount

    net = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.ReLU())
    net.train()
    counted = cnncount.count(net, input=(3, 8, 8))
    assert counted.total.params == (9 * 3 + 1) * 4
    assert net.training
    with pytest.raises(cnncount.SpecError, match="give the input"):
        cnncount.count(net)


@pytest.mark.parametrize("name", names())
def test_every_bundled_network_comes_back_from_its_pytorch_model(name: str) -> None:
    if UNSAID & {row.kind for row in small(name).rows()}:
        with pytest.raises(SpecError, match="cannot import"):
            round_trip(name)
    else:
        round_trip(name)
