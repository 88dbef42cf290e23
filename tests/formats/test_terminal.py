"""What a person sees: on a terminal of 80 columns, with and without colour, and in a pipe."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

import pytest
from rich.cells import cell_len

COLUMNS = 80
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")
"""A number of a table's columns; those of arithmetic have no commas."""


def on_a_terminal(*arguments, **environment):
    """The output of the program on a terminal, its escapes and all."""
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    unset = {"NO_COLOR", "COLUMNS", "FORCE_COLOR", "PYTHONIOENCODING"}
    inherited = {key: value for key, value in os.environ.items() if key not in unset}
    process = subprocess.Popen(
        [sys.executable, "-m", "cnncount", *arguments],
        stdout=terminal,
        stdin=terminal,
        stderr=subprocess.PIPE,
        env={**inherited, "TERM": "xterm-256color", "PYTHONUTF8": "1", **environment},
    )
    os.close(terminal)
    output = b""
    while chunk := _read(controller):
        output += chunk
    process.communicate()
    os.close(controller)
    assert process.returncode == 0
    return output.decode()


def _read(descriptor):
    try:
        return os.read(descriptor, 4096)
    except OSError:  # how Linux says that the other end is closed
        return b""


@pytest.mark.parametrize(
    "arguments",
    [
        ["lenet5", "--per-layer"],
        ["table", "resnet"],
        ["compare", "plain5x5", "bottleneck5x5"],
        ["resnet50", "--depth", "2"],
        ["lenet5", "--show-work"],
        ["conventions"],
        ["conventions", "resnet50"],
        ["compare", "resnet50", "seresnet50", "resnet18"],
        ["published", "senet"],
        ["table", "senet"],
        ["list"],
        ["explain", "lenet5", "--between", "fvcore", "ptflops_pytorch", "--per-layer"],
    ],
    ids=" ".join,
)
def test_tables_fit_80_columns_with_every_number_whole_and_no_color_means_no_escapes(
    arguments, cnncount
):
    output = on_a_terminal(*arguments, NO_COLOR="1")
    assert "\x1b" not in output
    assert all(cell_len(line) <= COLUMNS for line in output.splitlines())
    assert {*NUMBER.findall(cnncount(*arguments)[1])} <= {*NUMBER.findall(output)}


def test_a_terminal_shows_the_arithmetic_whole():
    output = on_a_terminal("lenet5", "--per-layer", NO_COLOR="1")
    assert "(5·5·1 + 1)·6 = 156" in output
    assert "117,600" in output
    assert "60,000" in output


def test_a_terminal_that_knows_only_ascii_gets_ascii():
    output = on_a_terminal(
        *("lenet5", "--per-layer"),
        **{"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "NO_COLOR": "1"},
    )
    assert output.isascii()
    assert "(5*5*1 + 1)*6 = 156" in output
    assert all(len(line) <= COLUMNS for line in output.splitlines())


def test_columns_that_have_no_room_stand_below_and_no_number_is_cut():
    output = on_a_terminal("compare", "resnet50", "seresnet50", "resnet18", NO_COLOR="1")
    macs = [line.split()[1:] for line in output.splitlines() if line.split()[:1] == ["macs"]]
    assert macs == [
        ["3,857,973,248", "3,860,488,192", "1,814,073,344"],
        ["1.00×", "smaller", "2.13×", "larger"],
    ]


def test_arithmetic_without_room_stands_below_the_figures():
    output = on_a_terminal("resnet50", "--per-layer", NO_COLOR="1")
    conv1 = [line.split() for line in output.splitlines() if line.startswith(" conv1 ")]
    assert conv1 == [
        ["conv1", "64@112×112", "9,408", "118,013,952"],
        ["conv1", "7·7·3·64", "=", "9408"],
    ]


def test_words_are_folded_between_and_never_within():
    output = on_a_terminal("published", "senet", NO_COLOR="1")
    assert "14 of 16 figures" in output
    assert "by any form of it that a paper or a code\r\n  has." in output


def test_the_papers_table_keeps_its_lines():
    output = on_a_terminal("table", "resnet", NO_COLOR="1")
    assert output.count("global avg pool") == 5
    assert output.count(" Layer ") == 2


@pytest.mark.parametrize("columns", [20, 60])
def test_narrower_terminals_lose_no_digit(columns, monkeypatch):
    monkeypatch.setattr(f"{__name__}.COLUMNS", columns)
    output = on_a_terminal("lenet5", NO_COLOR="1")
    assert all(cell_len(line) <= columns for line in output.splitlines())
    shown = "".join(re.sub(r"[a-z ]|\r?\n", "", output))
    assert "325,680" in shown


def test_a_terminal_has_emphasis():
    assert "\x1b[1m" in on_a_terminal("lenet5", "--per-layer")


def test_a_pipe_gets_whole_lines_without_escapes():
    result = subprocess.run(
        [sys.executable, "-m", "cnncount", "lenet5", "--per-layer"],
        capture_output=True,
        env={**os.environ, "COLUMNS": "20", "PYTHONUTF8": "1"},
        check=True,
    )
    text = result.stdout.decode()
    assert "\x1b" not in text
    assert "(5·5·3 + 1)·6 + (5·5·4 + 1)·9 + (5·5·6 + 1)·1 = 1516" in text
