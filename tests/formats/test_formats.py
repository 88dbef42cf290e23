"""Every format says the same: printed rows add up to the printed total."""

import csv
import io
import json
import re

import pytest

import cnncount
from cnncount.analysis.count import count
from cnncount.analysis.count_result import count_result
from cnncount.formats import formats, render
from cnncount.formats.document import Column, Document, Table
from cnncount.formula import Expression, parse
from cnncount.present.count import per_layer
from cnncount.spec.index import names

OF_CHECKED_ANSWERS = {"github", "junit", "text"}
TABULAR = sorted(set(formats()) - OF_CHECKED_ANSWERS)


def _number(cell):
    digits = re.sub(r"[,*\s]|<[^>]*>", "", cell)
    return int(digits) if digits.isdigit() else 0


def _columns(format, text):
    """Each row's (params, operations), the total last."""
    if format == "csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        return [(_number(r["params"]), _number(r["flops"])) for r in rows]
    if format == "json":
        data = json.loads(text)
        return [(r["params"], r["flops"]) for r in [*data["layers"], data["total"]]]
    if format == "html":
        rows = re.findall(r"<tr>(.*?)</tr>", text)[1:]
        cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
    elif format == "latex":
        cells = [line[:-3].split(" & ") for line in text.splitlines() if " & " in line][1:]
    elif format == "markdown":
        cells = [line.split(" | ") for line in text.splitlines() if line.startswith("|")][2:]
        cells = [[c.strip("| ") for c in row] for row in cells]
    else:
        cells = [re.split(r"\s{2,}", line) for line in text.splitlines()[3:]]
        cells = [c for c in cells if len(c) == 6]
    return [(_number(row[3]), _number(row[5])) for row in cells]


@pytest.mark.parametrize("format", TABULAR)
@pytest.mark.parametrize("arch", ["lenet5", "six_filters", "bottleneck5x5", "resnet18", "resnet50"])
def test_the_printed_rows_add_up_to_the_printed_total(arch, format):
    report = count(arch)
    *rows, total = _columns(format, render(per_layer(count_result(report)), format))
    assert total == (report.figure("params"), report.figure("flops"))
    assert tuple(map(sum, zip(*rows, strict=True))) == total
    assert len(rows) == len(list(report.rows()))


def test_a_shortened_listing_adds_up_too():
    report = count("resnet50")
    for depth in (1, 2, 3):
        *rows, total = _columns("csv", render(per_layer(count_result(report, depth)), "csv"))
        assert tuple(map(sum, zip(*rows, strict=True))) == total


def test_markup_in_a_name_stays_text():
    table = Table("<b>", [Column("a|b", "a|b")], [["<script>&|*_%$#"]], notes=["<i>"])
    document = Document([table], dict)
    assert "<script>" not in render(document, "html")
    assert "\\|" in render(document, "markdown")
    assert r"\%\$\#" in render(document, "latex")


def test_arithmetic_is_maths_in_latex():
    maths = Expression(parse("a*a"), {"a": 5})
    document = Document([Table("", [Column("a", "a")], [[maths]])], dict)
    assert r"$5 \cdot 5 = 25$" in render(document, "latex")
    assert "5·5" in render(document, "markdown")


def test_wide_letters_take_two_columns():
    table = Table("", [Column("a", "a"), Column("b", "b")], [["합성곱", "x"], ["abc", "y"]])
    lines = render(Document([table], dict), "table").splitlines()
    assert lines[2:] == ["합성곱  x", "abc     y"]


def test_notebooks_get_a_table():
    html = cnncount.count("lenet5")._repr_html_()
    assert html.startswith("<table ")
    assert "(5·5·1 + 1)·6 = 156" in html
    assert str(cnncount.count("lenet5")).startswith("lenet5: LeNet-5")


@pytest.mark.corpus
def test_every_bundled_network_renders_in_every_format(bundled):
    for name in names():
        document = per_layer(count_result(bundled(name), depth=1))
        for format in TABULAR:
            assert render(document, format).endswith("\n")


def test_notes_of_the_plain_format_are_folded_between_words():
    long = "a-b " * 60
    narrow, wide = [["x"]], [["x" * 120]]
    for rows, width in ((narrow, 100), (wide, 120)):
        table = Table("", [Column("a", "a")], rows, notes=[long, "--next"])
        *notes, last = render(Document([table], dict), "table").splitlines()[3:]
        assert last == "--next"
        assert all(len(line) <= width for line in notes)
        assert all(line.startswith("  a-b") for line in notes[1:])
        assert "".join(notes).replace(" ", "") == long.replace(" ", "")
        assert len(notes[0]) > width - len(" a-b")
