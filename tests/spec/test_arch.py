"""How a network is asked for: its parts, its settings, and what a mistyped name may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnncount.analysis.count import count
from cnncount.analysis.index import counted
from cnncount.errors import SpecError
from cnncount.spec import library
from cnncount.spec.arch import Arch, is_known, parse_arch, similar_names
from cnncount.spec.bundled import archs_dir
from cnncount.spec.index import FILE, index, names, written
from cnncount.spec.library import find

TWO = """\
name: Two
input: [1, 8, 8]
vars: {w: 1, ks: [3]}
variants:
  one: {w: 2}
  two: {w: 3}
layers:
- conv: {out: $w, kernel: "${ks[0]}"}
"""


@pytest.fixture
def two(tmp_path):
    path = tmp_path / "two.yaml"
    path.write_text(TWO, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("resnet50", Arch(None, "resnet50")),
        ("ResNet50", Arch(None, "resnet50")),
        ("-", Arch("-", None)),
        ("-:w=1", Arch("-", None, ("w=1",))),
        ("mine.yaml", Arch("mine.yaml", None)),
        ("mine.yaml:wide", Arch("mine.yaml", "wide")),
        ("a/mine.yml:wide:w=2,d=[1,2]", Arch("a/mine.yml", "wide", ("w=2", "d=[1,2]"))),
        ("mine.yaml:w=2", Arch("mine.yaml", None, ("w=2",))),
        ("resnet50:downsample_at=3x3", Arch(None, "resnet50", ("downsample_at=3x3",))),
        (
            "resnet50:depths=[3,4,6,3],width=64",
            Arch(None, "resnet50", ("depths=[3,4,6,3]", "width=64")),
        ),
        ("resnet50:wide", Arch(None, "resnet50:wide")),
    ],
)
def test_the_parts_of_what_is_asked_for(text, parts):
    assert parse_arch(text) == parts


@given(
    st.sampled_from(["resnet50", "a.yaml", "d/a.yml:v"]),
    st.dictionaries(
        st.from_regex(r"[a-z_][a-z0-9_]{0,5}", fullmatch=True),
        st.integers(0, 99).map(str) | st.lists(st.integers(0, 9)).map(str),
        min_size=1,
        max_size=4,
    ),
)
def test_every_setting_comes_back_as_it_was_typed(network, settings):
    typed = [f"{name}={value}" for name, value in settings.items()]
    asked = parse_arch(f"{network}:{','.join(typed)}")
    assert list(asked.settings) == typed
    assert asked == parse_arch(network)._replace(settings=tuple(typed))


def test_settings_count_as_variables_do(two):
    asked = count("resnet50:downsample_at=3x3")
    assert asked.figure("macs") == 4_089_184_256  # torchvision's
    assert asked.name == "resnet50"
    assert count(f"{two}:two:w=5,ks=[2]").figure("params") == (2 * 2 * 1 + 1) * 5
    assert count(f"{two}:two").figure("params") == (3 * 3 * 1 + 1) * 3


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("downsample=3x3", "has no var 'downsample'"),
        ("downsample_at=5x5", "downsample_at: expected one of"),
        ("width=64,width=32", "width is set twice"),
    ],
)
def test_wrong_settings_are_refused(settings, message):
    with pytest.raises(SpecError, match=message):
        count(f"resnet50:{settings}")


def test_a_file_whose_name_looks_like_settings_is_a_file(tmp_path):
    path = tmp_path / "a:b=1.yaml"
    path.write_text("name: A\ninput: [1, 8, 8]\nlayers: [relu]\n", encoding="utf-8")
    assert count(str(path)).title == "A"


def test_a_family_is_read_once_for_all_of_its_variants(monkeypatch, two):
    reads = []
    read = library.read_text
    monkeypatch.setattr(library, "read_text", lambda *a: reads.append(a[1]) or read(*a))
    library._read.cache_clear()
    for variant in ("one", "two", "one"):
        find(f"{two}:{variant}")
    for name in ("resnet18", "resnet34", "resnet50"):
        find(name)
    assert reads == [two, str(archs_dir() / "resnet.yaml")]


def test_a_file_that_changes_is_read_again(tmp_path):
    path = tmp_path / "mine.yaml"
    for out in (2, 3):
        layer = f"conv: {{out: {out}, kernel: 3}}"
        path.write_text(f"name: A\ninput: [1, 8, 8]\nlayers: [{layer}]\n", encoding="utf-8")
        assert count(str(path)).figure("params") == (3 * 3 * 1 + 1) * out


@pytest.mark.corpus
def test_the_index_is_current():
    committed = (archs_dir() / FILE).read_text(encoding="utf-8")
    assert committed == written(counted()), "run: make index"
    assert {name: entry.name for name, entry in index().items()} == {name: name for name in names()}


def test_names_differ_in_more_than_capitals():
    assert len({name.lower() for name in names()}) == len(names())


KNOWN = ["compare", "densenet121", "densenet169", "inception_resnet_v2", "inception_v3", "lenet5"]
KNOWN += ["resnet18", "resnet50", "resnet56", "resnet101", "vgg16", "vgg19", "vit_b_16"]


@pytest.mark.parametrize(
    ("typed", "guesses"),
    [
        ("resnet51", ["resnet50"]),
        ("vgg17", ["vgg16"]),
        ("densenet122", ["densenet121"]),
        ("inception", ["inception_resnet_v2", "inception_v3"]),
        ("resnt50", ["resnet50"]),
        ("lenet", ["lenet5"]),
        ("qqqqq", []),
    ],
)
def test_a_mistyped_name_gets_the_names_that_it_may_be(typed, guesses):
    assert not is_known(typed)
    assert similar_names(typed, KNOWN) == guesses


@given(st.sampled_from(["resnet50", "vgg16", "wrn28_10", "vit_b_16"]), st.data())
def test_a_known_name_with_a_letter_too_few_is_found(name, data):
    at = data.draw(st.integers(0, len(name) - 2))
    typed = name[:at] + name[at + 1 :]
    assert is_known(typed) or similar_names(typed, names())
