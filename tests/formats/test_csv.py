"""A CSV file is one table: the main one with those like it, and its numbers are numbers."""

import csv
import io
import json

import pytest

from cnncount.formats import render
from cnncount.formats.document import Amount, Column, Document, Table


def rows(cnncount, *arguments):
    status, out, err = cnncount(*arguments, "--format", "csv")
    assert (status, err) == (0, "")
    return list(csv.DictReader(io.StringIO(out)))


def test_published_gives_every_figure_and_not_only_those_that_nothing_gives(cnncount):
    tables = json.loads(cnncount("published", "senet", "timm", "--format", "json")[1])["tables"]
    figures = [(table["name"], each["printed"]) for table in tables for each in table["figures"]]
    written = rows(cnncount, "published", "senet", "timm")
    assert [(row["table"], row["figure"]) for row in written] == figures


def test_one_table_needs_no_name(cnncount):
    assert "table" not in rows(cnncount, "published", "timm")[0]


def test_compared_layers_say_whose_they_are(cnncount):
    written = rows(cnncount, "compare", "plain5x5", "bottleneck5x5", "--per-layer")
    totals = {row["table"]: int(row["params"]) for row in written if row["path"] == "total"}
    bottleneck = (480 + 1) * 16 + (5 * 5 * 16 + 1) * 48
    assert totals == {"plain5x5": (5 * 5 * 480 + 1) * 48, "bottleneck5x5": bottleneck}


def test_the_papers_table_gives_its_figures(cnncount):
    written = {row["name"]: row for row in rows(cnncount, "table", "resnet")}
    assert int(written["resnet50"]["macs"]) == 3_857_973_248
    assert written["resnet50"]["printed_macs"] == "3.8×10^9"


@pytest.mark.parametrize("table", ["senet", "resnet", "timm"])
def test_no_two_columns_have_one_name(cnncount, table):
    header, _ = cnncount("table", table, "--format", "csv")[1].split("\n", 1)
    names = header.split(",")
    assert len(set(names)) == len(names)


def test_ratios_and_increases_are_numbers(cnncount):
    (macs,) = [
        row
        for row in rows(cnncount, "compare", "plain5x5", "bottleneck5x5")
        if row["figure"] == "macs"
    ]
    assert float(macs["ratio_bottleneck5x5"]) == 112_896_000 / 5_268_480
    by_name = {row["name"]: row for row in rows(cnncount, "table", "senet")}
    blocks = zip((256, 512, 1024, 2048), (3, 4, 6, 3), strict=True)
    added = sum(n * 2 * c * c // 16 for c, n in blocks)
    assert int(by_name["seresnet50"]["increase"]) == added
    for row in rows(cnncount, "conventions", "lenet5"):
        assert float(row["ratio"]) > 0
    for row in rows(cnncount, "published", "senet"):
        int(row["count"])


def test_an_amount_is_a_number_for_machines_and_its_text_for_people():
    column = Column("seconds", "Time", "right")
    document = Document([Table("", [column], [[Amount(-0.00123, "-1.23 ms")]])], dict)
    assert render(document, "csv") == "seconds\n-0.00123\n"
    for format in ("table", "markdown", "html", "latex"):
        assert "-1.23 ms" in render(document, format)


def test_tables_with_other_columns_are_left_to_json():
    a, b = [Column("a", "A")], [Column("b", "B")]
    tables = [
        Table("notes", b, [[1]]),
        Table("One", a, [[2]], [3], main=True),
        Table("Two", a, [[4]], key="two"),
    ]
    assert render(Document(tables, dict), "csv") == "table,a\nOne,2\nOne,3\ntwo,4\n"
    assert render(Document(tables[:1], dict), "csv") == "b\n1\n"
