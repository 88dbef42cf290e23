"""Text of a file does no harm, whatever it is written to; a test for each target."""

import csv
import html.parser
import io
import json
import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cnncount.formats import formats, render, terminal
from cnncount.formats.document import Case, CaseProblem, Column, Document, Suite, Table
from cnncount.printable import one_line, visible, without_commands

HOSTILE = [
    "\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\link", "\x9b31m", "\x85", "\u2028",
    "\u202eevil", "\u2066x\u2069", "\u200b", "\ufeff", "\udc80", "\x00", "\x7f", "\r", "\n",
    "::error file=a::b", "  ::set-output name=x::y", "##[error]", "##[command]x", "[red]x[/red]",
    "[/]", "|", "`", "<script>alert(1)</script>", "# head", "- item", "1. one", "*", "[4pt]", "_",
    "\\input{/etc/passwd}", "\\\\[2pt]", "$x$", "$$", "\\(x\\)", "\\begin{a}", "%", "&", "#", "{",
    "}", "~", "^", "^^41", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{{x}}", "한글", "<!--",
    "@user", '"', "'",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), min_size=1, max_size=4).map(
    "".join
)


class Data:
    def __init__(self, text):
        self.text = text

    def to_dict(self):
        return {"text": self.text, self.text: 1}


def document(text):
    columns = [Column(f"{text}a", text), Column("b", "b", "right")]
    table = Table(text, columns, [[text, 1], [f"{text}\n{text}", None]], [text, 2], [text], text)
    case = Case(text, text, text, "wrong", 1, 2, text, [text, text])
    suites = [Suite(text, text, [case, case._replace(status="right")], [], text)] * 10
    suites.append(Suite(text, None, [], [CaseProblem(text, None, None)], ""))
    tables = [table, table._replace(title="")]
    return Document(tables, Data(text), {"asked": text}, suites, "1 of 2")


def harmless(text, allowed="\n"):
    """Whether no character of a text is obeyed or invisible."""
    return all(
        character in allowed or unicodedata.category(character)[0] in "LMNPS"
        or unicodedata.category(character) == "Zs"
        for character in text
    )  # fmt: skip


def commands(log):
    """The lines that GitHub's runner obeys, as `ActionCommand.cs` of actions/runner finds them."""
    for line in re.split("\r\n|[\r\n]", log):
        start = line.lstrip()
        second = start.startswith("::") and "::" in start[2:]
        if second or ("##[" in line and "]" in line[line.find("##[") :]):
            yield line


@pytest.mark.parametrize("format", formats())
@given(text=TEXTS)
@settings(max_examples=20)
@example(text="::error::x")
@example(text="##[error]x")
def test_no_format_writes_what_a_terminal_or_a_log_obeys(format, text):
    written = render(document(text), format)
    assert harmless(written)
    if format == "github":
        own = list(commands(written))
        assert len(own) == 10
        assert all(line.startswith("::error ") for line in own)
        assert "##[" not in written
    else:
        assert not list(commands(without_commands(written)))


@given(text=TEXTS)
@settings(max_examples=20)
def test_a_terminal_gets_text_and_no_markup(text, monkeypatch_module):
    written = terminal.write(document(text))
    assert harmless(written)
    if re.fullmatch(r"[\w/\[\]]{1,12}", text, re.ASCII):
        assert text in written  # rich would have taken [red] away


@pytest.fixture(scope="module")
def monkeypatch_module():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_COLOR", "1")
        patch.setenv("COLUMNS", "200")
        yield patch


@given(text=TEXTS)
@settings(max_examples=20)
def test_json_holds_the_very_text(text):
    assert json.loads(render(document(text), "json")) == {"text": text, text: 1}


@given(text=TEXTS)
@settings(max_examples=20)
def test_csv_keeps_its_columns_and_computes_nothing(text):
    rows = list(csv.reader(io.StringIO(render(document(text), "csv"))))
    assert {len(row) for row in rows} == {4}
    for cell in (cell for row in rows for cell in row):
        assert not cell.lstrip().startswith(("=", "+", "@")), cell


class Page(html.parser.HTMLParser):
    """The tags of a page, and its texts."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.texts, self.start = set(), [], 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "body":
            self.start = len(self.texts)
        assert all(key in ("class", "style", "lang", "charset") for key, _ in attrs)

    def handle_data(self, data):
        self.texts.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)


TAGS = {
    *[
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
    ]
} | {*["tr", "th", "td", "p", "br", "span"]}


@given(text=TEXTS)
@settings(max_examples=20)
def test_html_has_no_tag_and_no_maths_of_the_text(text):
    page = Page(render(document(text), "html"))
    assert page.tags <= TAGS
    body = page.texts[page.start :]
    assert not any(re.search(r"\$.+\$|\\[(\[b]", each, re.DOTALL) for each in body)


@given(text=TEXTS)
@settings(max_examples=20)
def test_latex_has_no_command_of_the_text(text):
    written = render(document(text), "latex")
    code = "\n".join(line for line in written.split("\n") if not line.startswith("%"))
    known = (
        r"\\(begin|end)\{tabular\}|\\(top|mid|bottom)rule|\\text\w+\{\}|\\[&%$#_{}\\]"
        r"|\$(\\\w+|-|10\^\{-?\d+\})\$"
    )
    rest = re.sub(known, "", code)
    assert "\\" not in rest
    assert not re.search(r"[$#%_^~]", rest)
    assert not re.search(r"(\\\\|rule)\s*[\[*]", code)


@given(text=TEXTS)
@settings(max_examples=20)
def test_markdown_keeps_its_cells(text):
    lines = render(document(text), "markdown").split("\n")
    table = [line for line in lines if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", re.sub(r"\\\\", "", line))) for line in table} == {3}
    assert not any(re.match(r"\s*([#>]|[-+*] |\d+[.)] )", line) for line in lines)
    assert "<script" not in "\n".join(lines)


@given(text=TEXTS)
@settings(max_examples=20)
def test_visible_text_says_where_something_was(text):
    assert harmless(visible(text), "")
    assert harmless(one_line(text), "")
    assert visible(text) == text or not harmless(text, "")


SPEC = {"name": None, "input": [1, 8, 8], "layers": [{"conv": {"out": 2, "kernel": 3}}]}


@pytest.mark.parametrize("hostile", ["::error::x\x1b[2J", "a\n::error::x", "##[error]x", "\u202ex"])
@pytest.mark.parametrize("format", formats())
def test_the_name_of_a_network_does_no_harm(hostile, format, cnncount, tmp_path):
    (tmp_path / "net.yaml").write_text(json.dumps(SPEC | {"name": hostile}), encoding="utf-8")
    _, out, err = cnncount(str(tmp_path / "net.yaml"), "--per-layer", "--format", format)
    assert harmless(out + err)
    assert not [*commands(out), *commands(err)]


@pytest.mark.parametrize(
    "name", ["\n::error::x.yaml", "\x1b[2J.yaml", "##[error].yaml", "\udc80.yaml"]
)
def test_the_name_of_a_file_does_no_harm(name, cnncount, tmp_path):
    name += ".yaml"
    (tmp_path / name).write_text("layers: [{conv: {}}]\n", encoding="utf-8")
    for path in (str(tmp_path / name), f"no/{name}"):
        status, out, err = cnncount(path)
        assert (status, out) == (2, "")
        assert harmless(err)
        assert not list(commands(err))


@pytest.mark.parametrize("format", ["github", "junit", "text"])
def test_a_format_of_reports_refuses_what_is_no_report(format, cnncount):
    status, out, err = cnncount("lenet5", "--format", format)
    assert (status, out) == (2, "")
    assert f"--format {format} has no meaning for this output" in err
