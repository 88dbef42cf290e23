"""What each construct of the spec language means: the paths and the figures that it gives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnncount.analysis.count import Report, count
from cnncount.errors import SpecError
from cnncount.network import tree
from cnncount.network.tree import Row

Count = Any


@pytest.fixture
def counted(tmp_path: Path) -> Count:
    """Counts a spec's text; the name and an input of 3@8×8 are added where it has none."""

    def counted(text: str, variant: str | None = None, **options: Any) -> Report:
        path = tmp_path / "case.yaml"
        head = "" if "input:" in text else "input: [3, 8, 8]\n"
        path.write_text(f"name: x\n{head}{text}", encoding="utf-8")
        return count(f"{path}:{variant}" if variant else str(path), **options)

    return counted


def rows(report: Report) -> list[Row]:
    return list(report.rows())


def paths(report: Report) -> list[str]:
    return [row.path for row in report.rows()]


def shapes(report: Report) -> dict[str, tuple[int, ...]]:
    return {row.path: row.out_shape for row in report.rows()}


def params(report: Report) -> dict[str, int]:
    """The parameters of every layer that has some."""
    counts = {row.path: report.figure("params", row.node) for row in report.rows()}
    return {path: value for path, value in counts.items() if value}


# --- lists of layers


def test_layers_are_named_by_their_kind_and_their_number_among_it(counted: Count) -> None:
    report = counted("layers: [conv: {out: 4, kernel: 3}, relu, conv: {out: 5, kernel: 3}, relu]")
    assert paths(report) == ["conv1", "relu1", "conv2", "relu2"]
    assert report.network.out == (5, 8 - 2 - 2, 8 - 2 - 2)
    assert params(report) == {"conv1": (3 * 3 * 3 + 1) * 4, "conv2": (3 * 3 * 4 + 1) * 5}


def test_a_layer_with_a_name_counts_as_one_of_its_kind(counted: Count) -> None:
    assert paths(counted("layers: [relu: {name: first}, relu]")) == ["first", "relu2"]


def test_a_default_name_that_is_taken_is_left_out(counted: Count) -> None:
    assert paths(counted("layers: [tanh: {name: relu1}, relu, relu]")) == [
        "relu1",
        "relu2",
        "relu3",
    ]


def test_an_empty_list_passes_the_input_on(counted: Count) -> None:
    report = counted("layers: []")
    assert (paths(report), report.network.out) == ([], (3, 8, 8))


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_an_input_has_one_to_three_spatial_axes(counted: Count, rank: int) -> None:
    report = counted(f"input: {[3] + [8] * rank}\nlayers: [conv: {{out: 4, kernel: 3}}]")
    assert report.network.out == (4, *[8 - 3 + 1] * rank)
    assert report.figure("params") == (3**rank * 3 + 1) * 4
    assert report.figure("macs") == 6**rank * 4 * 3**rank * 3


def test_arguments_may_be_one_for_each_axis(counted: Count) -> None:
    report = counted(
        "input: [3, 8, 9]\nlayers: "
        "[conv: {out: 4, kernel: [3, 5], stride: [1, 2], padding: [1, 2]}]"
    )
    assert report.network.out == (4, (8 + 2 - 3) // 1 + 1, (9 + 4 - 5) // 2 + 1)
    assert report.figure("params") == (3 * 5 * 3 + 1) * 4


def test_words_are_words_as_yaml_1_2_has_it(counted: Count) -> None:
    report = counted("vars: {mode: off}\nlayers: [relu: {when: \"${mode == 'off'}\", name: no}]")
    assert paths(report) == ["no"]


# --- from


def test_from_takes_the_data_behind_a_name(counted: Count) -> None:
    report = counted(
        "layers: [conv: {name: a, out: 4, kernel: 1}, conv: {out: 5, kernel: 1}, "
        "conv: {from: a, out: 6, kernel: 1}, conv: {from: input, out: 7, kernel: 1}]"
    )
    assert params(report) == {
        "a": (3 + 1) * 4,
        "conv2": (4 + 1) * 5,
        "conv3": (4 + 1) * 6,
        "conv4": (3 + 1) * 7,
    }


def test_from_a_list_joins(counted: Count) -> None:
    report = counted(
        "layers: [conv: {name: a, out: 4, kernel: 1}, tanh, concat: {from: [a, input, tanh1, a]}]"
    )
    assert report.network.out == (4 + 3 + 4 + 4, 8, 8)


def test_from_finds_the_join_of_branches_by_its_path(counted: Count) -> None:
    report = counted(
        "layers: [residual: {body: [relu]}, conv: {out: 4, kernel: 1}, tanh: {from: add1}]"
    )
    assert shapes(report)["tanh1"] == (3, 8, 8)


def test_from_sees_the_list_around_a_group_but_not_into_it(counted: Count) -> None:
    report = counted(
        "layers: [conv: {name: a, out: 4, kernel: 1}, stage: {name: s, layers: "
        "[conv: {name: a, out: 5, kernel: 1}, tanh: {from: a}]}, tanh: {from: a}]"
    )
    assert shapes(report) == {
        "a": (4, 8, 8),
        "s.a": (5, 8, 8),
        "s.tanh1": (5, 8, 8),
        "tanh1": (4, 8, 8),
    }


def test_crop_takes_the_size_of_its_second_input(counted: Count) -> None:
    report = counted(
        "layers: [conv: {name: a, out: 4, kernel: 1}, max_pool: {kernel: 2}, "
        "crop: {from: [a, max_pool1]}]"
    )
    assert report.network.out == (4, 4, 4)
    assert report.figure("params") == (3 + 1) * 4


# --- vars and expressions


def test_a_var_stands_for_its_value(counted: Count) -> None:
    report = counted(
        "vars: {width: 4, same: true, sizes: [3, 5], pad: same}\n"
        "layers: [conv: {out: $width, kernel: $sizes, bias: $same, padding: $pad}]"
    )
    assert report.network.out == (4, 8, 8)
    assert report.figure("params") == (3 * 5 * 3 + 1) * 4


def test_vars_refer_to_one_another_in_any_order(counted: Count) -> None:
    report = counted(
        "vars: {c: '${a + b[1]}', b: [$a, '${2 * a}'], a: 3}\nlayers: [conv: {out: $c, kernel: 1}]"
    )
    assert report.network.out == (3 + 2 * 3, 8, 8)


def test_formulas_know_the_shape_of_the_data_before_the_layer(counted: Count) -> None:
    report = counted(
        "input: [3, 8, 6]\nlayers: [conv: {out: '${2 * channels}', kernel: 3}, "
        "avg_pool: {kernel: $size}, conv: {out: '${channels + size[0]}', kernel: 1}]"
    )
    assert [row.out_shape for row in rows(report)] == [
        (2 * 3, 8 - 2, 6 - 2),
        (2 * 3, 1, 1),
        (2 * 3 + 1, 1, 1),
    ]


def test_the_input_may_be_computed(counted: Count) -> None:
    text = "input: [3, $side, '${side // 2}']\nvars: {side: 8}\nlayers: [relu]"
    assert counted(text).input == (3, 8, 8 // 2)
    assert counted(text, variables={"side": 10}).input == (3, 10, 10 // 2)
    assert counted("input: $shape\nvars: {shape: [3, 9]}\nlayers: [relu]").input == (3, 9)


def test_a_variant_sets_vars_and_the_user_has_the_last_word(counted: Count) -> None:
    text = (
        "vars: {width: 4, depth: 1}\nchoices: {depth: [1, 2]}\n"
        "variants: {narrow: {}, wide: {width: 8, depth: 2}}\n"
        "layers: [stage: {repeat: $depth, layers: [conv: {out: $width, kernel: 1}]}]"
    )
    assert counted(text, "narrow").figure("params") == (3 + 1) * 4
    assert counted(text, "wide").figure("params") == (3 + 1) * 8 + (8 + 1) * 8
    assert counted(text, "wide", variables={"depth": 1}).figure("params") == (3 + 1) * 8


def test_choices_hold_for_what_is_computed_too(counted: Count) -> None:
    text = (
        "vars: {kind: plain, groups: 1, plain_groups: \"${groups if kind == 'plain' else 1}\"}\n"
        "choices: {plain_groups: [1]}\nlayers: [relu]"
    )
    assert paths(counted(text)) == paths(counted(text, variables={"kind": "b", "groups": 2}))
    with pytest.raises(SpecError, match="plain_groups: expected 1, not 2") as refused:
        counted(text, variables={"groups": 2})
    (problem,) = refused.value.problems
    assert problem.place is not None
    assert problem.place.text[problem.place.column - 1 :].startswith('"${groups if')


def test_when_decides_whether_a_layer_is_there(counted: Count) -> None:
    text = (
        "vars: {norm: true}\nlayers: [conv: {out: 4, kernel: 1}, batch_norm: {when: $norm}, "
        "relu, batch_norm, tanh: {when: false, name: a}]"
    )
    assert paths(counted(text)) == ["conv1", "batch_norm1", "relu1", "batch_norm2"]
    without = counted(text, variables={"norm": False})
    assert paths(without) == ["conv1", "relu1", "batch_norm2"]
    assert without.figure("affine") == 2 * 4


def test_what_is_not_there_is_not_computed(counted: Count) -> None:
    assert paths(counted("layers: [conv: {when: false, out: '${1 // 0}', kernel: 99}]")) == []


# --- stage


def test_a_stage_without_a_name_stands_among_the_layers_around_it(counted: Count) -> None:
    report = counted("layers: [relu, stage: {layers: [relu, tanh]}, relu, tanh: {from: relu2}]")
    assert paths(report) == ["relu1", "relu2", "tanh1", "relu3", "tanh2"]


def test_a_stage_with_a_name_has_its_own_names(counted: Count) -> None:
    report = counted("layers: [relu, stage: {name: s, layers: [relu, tanh]}, relu]")
    assert paths(report) == ["relu1", "s.relu1", "s.tanh1", "relu2"]
    assert [row.path for row in report.rows(depth=1)] == ["relu1", "s", "relu2"]


def test_repetitions_are_numbered_from_0(counted: Count) -> None:
    report = counted(
        "layers: [stage: {repeat: 2, layers: [relu]}, stage: {name: s, repeat: 2, layers: [relu]}]"
    )
    assert paths(report) == ["stage1.0.relu1", "stage1.1.relu1", "s.0.relu1", "s.1.relu1"]


def test_nothing_may_be_repeated_zero_times(counted: Count) -> None:
    report = counted("layers: [stage: {repeat: 0, layers: [conv: {out: 9, kernel: 3}]}, relu]")
    assert (paths(report), report.network.out) == (["relu1"], (3, 8, 8))


def test_repetitions_that_change_the_shape_are_counted_one_by_one(counted: Count) -> None:
    report = counted(
        "layers: [stage: {repeat: 3, layers: [conv: {out: '${2 * channels}', kernel: 3}]}]"
    )
    assert params(report) == {
        "stage1.0.conv1": (3 * 3 * 3 + 1) * 6,
        "stage1.1.conv1": (3 * 3 * 6 + 1) * 12,
        "stage1.2.conv1": (3 * 3 * 12 + 1) * 24,
    }
    assert report.receptive_field.size == (3 + 2 + 2, 3 + 2 + 2)


def test_the_first_repetition_may_differ(counted: Count) -> None:
    report = counted(
        "layers: [stage: {repeat: 3, with: {stride: 1}, first: {stride: 2}, "
        "layers: [conv: {out: 3, kernel: 3, stride: $stride, padding: 1}]}]"
    )
    assert [row.out_shape for row in rows(report)] == [(3, 4, 4)] * 3
    assert report.figure("macs") == 3 * (4 * 4 * 3 * 3 * 3 * 3)
    assert report.receptive_field.size[0] == 3 + 2 * 2 + 2 * 2


def test_a_repetition_knows_its_own_input(counted: Count) -> None:
    report = counted(
        "layers: [stage: {repeat: 2, layers: "
        "[conv: {out: 4, kernel: 1}, concat: {from: [conv1, input]}]}]"
    )
    assert report.network.out == (4 + 4 + 3, 8, 8)


# --- blocks


BLOCK = """
vars: {width: 9}
blocks:
  b:
    vars: {width: , half: '${width // 2}', kernel: 1}
    layers: [conv: {out: $half, kernel: $kernel}, conv: {out: $width, kernel: 1}]
"""


def test_a_block_is_named_after_itself_and_numbered(counted: Count) -> None:
    report = counted(
        f"{BLOCK}layers: [stage: {{block: b, with: {{width: 4}}}}, "
        "stage: {block: b, with: {width: 6, kernel: 3}}]"
    )
    assert params(report) == {
        "b1.conv1": (3 + 1) * 2,
        "b1.conv2": (2 + 1) * 4,
        "b2.conv1": (3 * 3 * 4 + 1) * 3,
        "b2.conv2": (3 + 1) * 6,
    }


def test_a_block_s_vars_hide_those_of_the_file_and_end_with_it(counted: Count) -> None:
    report = counted(
        f"{BLOCK}layers: [stage: {{name: s, block: b, with: {{width: '${{width - 1}}'}}}}, "
        "conv: {out: $width, kernel: 1}]"
    )
    assert params(report) == {
        "s.conv1": (3 + 1) * ((9 - 1) // 2),
        "s.conv2": ((9 - 1) // 2 + 1) * (9 - 1),
        "conv1": (9 - 1 + 1) * 9,
    }


def test_a_repeated_block_takes_other_values_the_first_time(counted: Count) -> None:
    report = counted(
        f"{BLOCK}layers: [stage: {{name: s, repeat: 2, block: b, with: {{width: 4}}, "
        "first: {kernel: 3}}]"
    )
    assert params(report) == {
        "s.0.conv1": (3 * 3 * 3 + 1) * 2,
        "s.0.conv2": (2 + 1) * 4,
        "s.1.conv1": (4 + 1) * 2,
        "s.1.conv2": (2 + 1) * 4,
    }


def test_a_block_s_default_may_be_the_file_s_var_of_the_same_name(counted: Count) -> None:
    report = counted(
        "vars: {width: 4}\nblocks: {b: {vars: {width: $width}, "
        "layers: [conv: {out: $width, kernel: 1}]}}\n"
        "layers: [stage: {block: b}, stage: {block: b, with: {width: 5}}]"
    )
    assert report.figure("params") == (3 + 1) * 4 + (4 + 1) * 5


def test_blocks_use_blocks(counted: Count) -> None:
    report = counted(
        "blocks: {outer: {layers: [stage: {block: inner, repeat: 2}]}, inner: {layers: [relu]}}\n"
        "layers: [stage: {block: outer}]"
    )
    assert paths(report) == ["outer1.inner1.0.relu1", "outer1.inner1.1.relu1"]


# --- residual


def residual(shortcut: str, *, out: int = 6, stride: int = 2) -> str:
    return (
        f"layers: [residual: {{body: [conv: {{out: {out}, kernel: 3, stride: {stride}, "
        f"padding: 1}}], shortcut: {shortcut}}}]"
    )


def test_an_identity_shortcut_costs_the_addition(counted: Count) -> None:
    report = counted(residual("identity", out=3, stride=1))
    assert paths(report) == ["conv1", "add1"]
    assert report.figure("params") == (3 * 3 * 3 + 1) * 3
    assert report.figure("additions") == 8 * 8 * 3 * (3 * 3 * 3) + 8 * 8 * 3


@pytest.mark.parametrize("option", ["zero_pad", "A"])
def test_option_a_pads_with_zeros(counted: Count, option: str) -> None:
    report = counted(residual(option))
    assert paths(report) == ["conv1", "shortcut.padded_identity1", "add1"]
    assert shapes(report)["shortcut.padded_identity1"] == (6, 4, 4)
    assert report.figure("params") == (3 * 3 * 3 + 1) * 6


@pytest.mark.parametrize("option", ["projection", "B", "always_projection", "C"])
def test_options_b_and_c_project_where_the_shape_changes(counted: Count, option: str) -> None:
    report = counted(residual(option))
    assert params(report) == {"conv1": (3 * 3 * 3 + 1) * 6, "shortcut.conv1": 3 * 6}


@pytest.mark.parametrize(
    ("option", "projected"),
    [("A", 0), ("B", 0), ("C", 3 * 3), ("projection", 0), ("always_projection", 3 * 3)],
)
def test_only_option_c_projects_where_the_shape_stays(
    counted: Count, option: str, projected: int
) -> None:
    report = counted(residual(option, out=3, stride=1))
    assert report.figure("params") == (3 * 3 * 3 + 1) * 3 + projected


def test_a_projection_may_be_written_out(counted: Count) -> None:
    report = counted(
        "layers: [residual: {shortcut: B, body: [conv: {out: 6, kernel: 1}], "
        "projection: [conv: {out: 6, kernel: 1, bias: false}, batch_norm]}]"
    )
    assert params(report) == {
        "conv1": (3 + 1) * 6,
        "shortcut.conv1": 3 * 6,
        "shortcut.batch_norm1": 2 * 6,
    }


def test_a_shortcut_may_be_a_list(counted: Count) -> None:
    report = counted(residual("[avg_pool: {kernel: 2}, conv: {out: 6, kernel: 1}]"))
    assert paths(report) == ["conv1", "shortcut.avg_pool1", "shortcut.conv1", "add1"]
    assert params(report)["shortcut.conv1"] == (3 + 1) * 6


def test_residuals_are_numbered_where_they_stand_and_hide_nothing(counted: Count) -> None:
    report = counted(
        "layers: [residual: {shortcut: C, body: [relu]}, residual: {shortcut: C, body: [relu]}, "
        "residual: {name: r, body: [relu]}]"
    )
    assert paths(report) == [
        "relu1",
        "shortcut.conv1",
        "add1",
        "relu2",
        "shortcut2.conv1",
        "add2",
        "r.relu1",
        "r.add1",
    ]


# --- dense, branches, scale


def test_a_dense_block_adds_channels_at_each_repetition(counted: Count) -> None:
    report = counted(
        "layers: [dense: {name: d, repeat: 3, layers: [conv: {out: 4, kernel: 3, padding: 1}]}]"
    )
    assert paths(report) == [f"d.{i}.{layer}" for i in range(3) for layer in ("conv1", "concat1")]
    assert report.network.out == (3 + 4 + 4 + 4, 8, 8)
    assert report.figure("params") == sum((3 * 3 * c + 1) * 4 for c in (3, 3 + 4, 3 + 4 + 4))


def test_a_dense_block_without_repetitions(counted: Count) -> None:
    report = counted("layers: [dense: {layers: [conv: {out: 4, kernel: 1}]}]")
    assert (paths(report), report.network.out) == (["conv1", "concat1"], (3 + 4, 8, 8))


def test_branches_are_numbered_and_concatenated(counted: Count) -> None:
    report = counted(
        "layers: [branches: {branches: [[conv: {out: 4, kernel: 1}], [], "
        "[conv: {out: 5, kernel: 1}]]}]"
    )
    assert params(report) == {"branches1.0.conv1": (3 + 1) * 4, "branches1.2.conv1": (3 + 1) * 5}
    assert report.network.out == (4 + 3 + 5, 8, 8)


@pytest.mark.parametrize(
    ("join", "figure", "channels"),
    [("add", "additions", 4), ("multiply", "multiplications", 4), ("concat", "additions", 3 * 4)],
)
def test_named_branches_are_joined(counted: Count, join: str, figure: str, channels: int) -> None:
    conv = "[conv: {out: 4, kernel: 1}]"
    report = counted(
        f"layers: [branches: {{name: mix, join: {join}, "
        f"branches: {{a: {conv}, b: {conv}, c: {conv}}}}}]"
    )
    assert paths(report) == ["mix.a.conv1", "mix.b.conv1", "mix.c.conv1", f"mix.{join}1"]
    joined = rows(report)[-1]
    assert joined.out_shape == (channels, 8, 8)
    cost = 0 if join == "concat" else (3 - 1) * 4 * 8 * 8
    assert report.figure(figure, joined.node) == cost


@pytest.mark.parametrize(("name", "prefix"), [("", ""), ("name: se, ", "se.")])
def test_scale_multiplies_whole_maps(counted: Count, name: str, prefix: str) -> None:
    report = counted(
        f"layers: [scale: {{{name}by: "
        "[global_avg_pool, conv: {out: '${channels}', kernel: 1}, sigmoid]}]"
    )
    kinds = ["global_avg_pool", "conv", "sigmoid", "multiply"]
    assert paths(report) == [f"{prefix}{kind}1" for kind in kinds]
    assert report.network.out == (3, 8, 8)
    assert report.figure("params") == (3 + 1) * 3
    assert report.figure("multiplications", rows(report)[-1].node) == 3 * 8 * 8


# --- whatever is nested in whatever


def layer(kind: str, **arguments: Any) -> dict[str, Any] | str:
    return {kind: arguments} if arguments else kind


leaf = st.sampled_from(
    [
        layer("relu"),
        layer("batch_norm"),
        layer("conv", out=3, kernel=3, padding=1),
        layer("conv", out="${channels + 1}", kernel=1),
        layer("conv", out=5, kernel=2, padding="same", stride=2),
        layer("max_pool", kernel=3, stride=2, padding=1),
        layer("upsample", scale=2),
    ]
)


def grouped(inside: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    lists = st.lists(inside, max_size=3)
    keep = st.lists(st.sampled_from(["relu", "sigmoid", "dropout"]), max_size=2)
    return st.one_of(
        st.builds(lambda layers: layer("stage", layers=layers), lists),
        st.builds(
            lambda n, layers: layer("stage", repeat=n, layers=layers), st.integers(0, 3), lists
        ),
        st.builds(
            lambda n, layers: layer("dense", repeat=n, layers=layers), st.integers(0, 2), keep
        ),
        st.builds(lambda way, body: layer("residual", shortcut=way, body=body), ways, keep),
        st.builds(
            lambda lists: layer("branches", branches=lists), st.lists(keep, min_size=1, max_size=2)
        ),
        st.builds(lambda by: layer("scale", by=["global_avg_pool", *by]), keep),
    )


ways = st.sampled_from(["identity", "projection", "always_projection", "zero_pad"])
few = settings(max_examples=30)
bodies = st.lists(st.recursive(leaf, grouped, max_leaves=6), max_size=4)


def spec(layers: list[Any], **rest: Any) -> dict[str, Any]:
    return {"name": "x", "input": [3, 9, 9], "layers": layers, **rest}


def listed(report: Report) -> list[tuple[Any, ...]]:
    """All that is said of the layers, but for their paths."""
    return [
        (
            row.kind,
            row.in_shape,
            row.out_shape,
            row.receptive_field,
            *(report.figure(name, row.node) for name in ("params", "macs", "additions", "memory")),
        )
        for row in report.rows()
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("specs")


def counted_data(folder: Path, data: Mapping[str, Any]) -> Report:
    path = folder / "case.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")  # JSON is YAML.
    try:
        return count(str(path))
    except SpecError as error:
        # Dense blocks within repetitions double the channels until they are refused, rightly.
        assume("2^" not in str(error))
        raise


@few
@given(body=bodies)
def test_every_path_is_there_once(folder: Path, body: list[Any]) -> None:
    found = paths(counted_data(folder, spec([*body, layer("stage", name="again", layers=body)])))
    assert len(found) == len(set(found))


@few
@given(body=bodies, n=st.integers(0, 5))
def test_a_repetition_is_its_layers_written_out(folder: Path, body: list[Any], n: int) -> None:
    repeated = counted_data(folder, spec([layer("stage", repeat=n, layers=body)]))
    written = counted_data(
        folder, spec([layer("stage", name=f"s{i}", layers=body) for i in range(n)])
    )
    assert listed(repeated) == listed(written)
    assert repeated.network.out == written.network.out
    assert repeated.receptive_field == written.receptive_field


@few
@given(body=bodies, n=st.integers(1, 4))
def test_a_block_is_its_layers_written_out(folder: Path, body: list[Any], n: int) -> None:
    block = {"b": {"layers": body}}
    used = counted_data(folder, spec([layer("stage", block="b", repeat=n)], blocks=block))
    written = counted_data(folder, spec([layer("stage", name="b1", repeat=n, layers=body)]))
    assert listed(used) == listed(written)
    assert paths(used) == paths(written)


@few
@given(body=bodies)
def test_totals_are_the_sums_of_the_listing(folder: Path, body: list[Any]) -> None:
    report = counted_data(folder, spec([layer("stage", repeat=4, layers=body)]))
    for figure in ("params", "macs", "comparisons", "activations"):
        each = [report.figure(figure, row.node) for row in report.rows()]
        assert report.figure(figure) == sum(each)
    assert tree.row_count(report.network) == len(rows(report))


GROUPS = {
    "residual": {"body": [{"conv": {"name": "a", "out": 3, "kernel": 1}}]},
    "scale": {"by": [{"conv": {"name": "a", "out": 3, "kernel": 1}}]},
    "branches": {"branches": {"b": [{"conv": {"name": "a", "out": 3, "kernel": 1}}]}},
    "stage": {"layers": [{"conv": {"name": "a", "out": 3, "kernel": 1}}]},
}


@pytest.mark.parametrize("kind", GROUPS)
def test_a_name_changes_nothing_but_paths(folder: Path, kind: str) -> None:
    """Inside a group `input` is what comes into it, whether the group has a name or not."""
    before = layer("conv", out=3, kernel=1)
    group = json.loads(json.dumps(GROUPS[kind]))
    (inner,) = group.get("body") or group.get("by") or group.get("layers") or group["branches"]["b"]
    inside = [inner, layer("concat", **{"from": ["input", "a"]}), layer("conv", out=3, kernel=1)]
    for key in ("body", "by", "layers"):
        if key in group:
            group[key] = inside
    if "branches" in group:
        group["branches"]["b"] = inside
    plain = counted_data(folder, spec([before, {kind: group}]))
    named = counted_data(folder, spec([before, {kind: {**group, "name": "named"}}]))
    assert plain.figure("params") == named.figure("params")
    assert plain.figure("params") == (3 + 1) * 3 + (3 + 1) * 3 + (2 * 3 + 1) * 3
