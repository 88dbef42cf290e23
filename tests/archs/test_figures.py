"""Every bundled network against figures that were computed without cnncount.

Sources: what torchvision keeps beside its weights, `num_params` and `_ops` (ResNet, ResNeXt-50,
DenseNet-121 to 201, VGG with and without bn); of later networks the parameters of torchvision's
and timm's models, and half of what torch's flop counter counts for them; what fvcore counts for
another's model, from the record in tests/references; elsewhere an independent count of the same
layer lists, or the arithmetic itself.
"""

from __future__ import annotations

from functools import cache
from math import prod
from typing import Any

import pytest

from cnncount.analysis.count import Report, count
from cnncount.network.tree import Row, leaves
from cnncount.spec.index import names

from ..references import record
from .classics import CLASSICS, biased

BLOCKS = sum(9 * (8 + 128 * i) * 16 + sum(9 * 16 * j * 16 for j in range(1, 8)) for i in range(8))
"""The weights of eight dense blocks on 8 maps, each block on all maps before it."""

NETWORKS: dict[str, tuple[int, int]] = {  # parameters, MACs
    # The lecture's examples.
    "lenet5_tutorial": (
        (5 * 5 + 1) * 6 + (5 * 5 * 6 + 1) * 16 + 401 * 120 + 121 * 84 + 85 * 10,
        28 * 28 * 25 * 6 + 10 * 10 * 25 * 6 * 16 + 400 * 120 + 120 * 84 + 84 * 10,
    ),
    "lenet5": (  # A subsampling has one MAC per output, its gain and bias.
        156 + 12 + 1_516 + 32 + 48_120 + 10_164,
        117_600 + 14 * 14 * 6 + 150_000 + 5 * 5 * 16 + 48_000 + 10_080 + 84 * 10,
    ),
    "six_filters": ((5 * 5 * 3 + 1) * 6, 28 * 28 * 6 * 5 * 5 * 3),
    "plain5x5": ((5 * 5 * 480 + 1) * 48, 14 * 14 * 48 * 5 * 5 * 480),
    "bottleneck5x5": (
        (480 + 1) * 16 + (5 * 5 * 16 + 1) * 48,
        14 * 14 * 16 * 480 + 14 * 14 * 48 * 5 * 5 * 16,
    ),
    "residual_block": (2 * (3 * 3 * 64 + 1) * 64, 2 * 56 * 56 * 64 * 3 * 3 * 64),
    "dense_block": (
        sum(2 * maps + 3 * 3 * maps * 4 for maps in (16, 20, 24, 28, 32)),
        sum(32 * 32 * 4 * 3 * 3 * maps for maps in (16, 20, 24, 28, 32)),
    ),
    "se_block": ((256 + 1) * 16 + (16 + 1) * 256, 256 * 16 + 16 * 256),
    "gap_classifier": ((512 + 1) * 1000, 512 * 1000),
    "flatten_classifier": ((7 * 7 * 512 + 1) * 1000, 7 * 7 * 512 * 1000),
    # ResNet, ResNeXt, SE-ResNet, SE-ResNeXt.
    "resnet18": (11_689_512, 1_814_073_344),
    "resnet34": (21_797_672, 3_663_761_408),
    "resnet50": (25_557_032, 3_857_973_248),
    "resnet101": (44_549_160, 7_570_194_432),
    "resnet152": (60_192_808, 11_282_415_616),
    "resnext50_32x4d": (25_028_904, 4_230_479_872),
    "resnext101_32x4d": (44_177_704, 7_969_996_800),
    "resnext101_64x4d": (83_455_272, 15_460_270_080),
    "seresnet50": (28_088_024, 3_857_973_248 + 2_514_944),
    "seresnet101": (49_326_872, 7_570_194_432 + 4_743_168),
    "seresnet152": (66_821_848, 11_282_415_616 + 6_578_176),
    "seresnext50_32x4d": (27_559_896, 4_230_479_872 + 2_514_944),
    "seresnext101_32x4d": (48_955_416, 7_969_996_800 + 4_743_168),
    # DenseNet.
    "densenet121": (7_978_856, 2_834_161_664),
    "densenet169": (14_149_480, 3_359_843_328),
    "densenet201": (20_013_928, 4_291_365_888),
    "densenet264": (33_337_704, 5_751_653_376),
    "densenet161": (28_681_000, 7_727_907_072),
    # VGG.
    "vgg11": (132_863_336, 7_609_090_048),
    "vgg13": (133_047_848, 11_308_466_176),
    "vgg16": (138_357_544, 15_470_264_320),
    "vgg19": (143_667_240, 19_632_062_464),
    "vgg11_bn": (132_868_840, 7_609_090_048),
    "vgg13_bn": (133_053_736, 11_308_466_176),
    "vgg16_bn": (138_365_992, 15_470_264_320),
    "vgg19_bn": (143_678_248, 19_632_062_464),
    "se_vgg16": (138_435_396, 15_470_264_320 + 76_288),
    # Inception.
    "bn_inception": (11_285_224, 2_032_600_064),
    "se_bn_inception": (11_931_622, 2_032_600_064 + 639_360),
    "inception_resnet_v2": (55_843_464, 13_155_794_016),
    "se_inception_resnet_v2": (64_387_444, 13_155_794_016 + 8_495_360),
    # Mobile networks. MobileNet: timm; the others: torchvision.
    "mobilenet_v1": (4_231_976, 568_740_352),
    "mobilenet_v1_x0_75": (2_585_560, 325_400_448),
    "mobilenet_v1_x0_5": (1_331_592, 149_497_088),
    "mobilenet_v1_x0_25": (470_072, 41_030_272),
    "mobilenet_v1_192": (4_231_976, 418_121_728),
    "mobilenet_v1_160": (4_231_976, 290_675_200),
    "mobilenet_v1_128": (4_231_976, 186_400_768),
    "mobilenet_v2": (3_504_872, 300_774_272),
    "mobilenet_v2_x1_4": (6_108_776, 582_195_824),
    "mobilenet_v3_large": (5_483_032, 216_589_760),
    "mobilenet_v3_small": (2_542_856, 56_510_400),
    "shufflenet_v2_x0_5": (1_366_792, 40_476_448),
    "shufflenet_v2_x1_0": (2_278_604, 144_907_992),
    "shufflenet_v2_x1_5": (3_503_624, 295_759_392),
    "shufflenet_v2_x2_0": (7_393_996, 583_253_464),
    "efficientnet_b0": (5_288_548, 385_814_752),
    "efficientnet_b1": (7_794_184, 686_802_832),
    "efficientnet_b2": (9_109_994, 993_561_872),
    "efficientnet_b3": (12_233_232, 1_827_141_392),
    "efficientnet_b4": (19_341_616, 4_393_771_024),
    "efficientnet_b5": (30_389_784, 10_266_384_752),
    "efficientnet_b6": (43_040_704, 19_067_593_536),
    "efficientnet_b7": (66_347_960, 37_745_884_192),
    # RegNetY, as timm has it.
    "regnet_y_200mf": (3_162_996, 199_514_080),
    "regnet_y_400mf": (4_344_144, 401_842_848),
    "regnet_y_600mf": (6_055_160, 601_220_992),
    "regnet_y_800mf": (6_263_168, 797_176_832),
    "regnet_y_1_6gf": (11_202_430, 1_612_076_160),
    "regnet_y_3_2gf": (19_436_338, 3_176_482_752),
    "regnet_y_4gf": (20_646_656, 3_973_288_448),
    "regnet_y_6_4gf": (30_583_252, 6_355_204_992),
    "regnet_y_8gf": (39_180_068, 7_963_057_312),
    "regnet_y_12gf": (51_822_544, 12_092_376_576),
    "regnet_y_16gf": (83_590_140, 15_911_510_272),
    "regnet_y_32gf": (145_046_770, 32_279_552_832),
    # ConvNeXt, Vision Transformer: torchvision.
    "convnext_tiny": (28_589_128, 4_455_531_264),
    "convnext_small": (50_223_688, 8_683_712_256),
    "convnext_base": (88_591_464, 15_354_729_472),
    "convnext_large": (197_767_336, 34_361_433_600),
    "vit_b_16": (86_567_656, 17_563_828_224),
    "vit_b_32": (88_224_232, 4_409_186_304),
    "vit_l_16": (304_326_632, 61_554_712_576),
    "vit_l_32": (306_535_400, 15_377_539_072),
    "vit_h_14": (632_045_800, 167_295_109_120),
    # Super-resolution. A transposed convolution is counted per input position.
    "vdsr": (
        (3 * 3 * 1 + 1) * 64 + 18 * (3 * 3 * 64 + 1) * 64 + (3 * 3 * 64 + 1) * 1,
        (3 * 3 * 1 * 64 + 18 * 3 * 3 * 64 * 64 + 3 * 3 * 64 * 1) * 41 * 41,
    ),
    "srdensenet": (2_659_585, 2_788_560_000),
    "srdensenet_hl": (1_848_321, 2_281_680_000),
    "srdensenet_h": (1_553_409, 2_097_360_000),
    "srdensenet_twtygqyy": (2_003_456, 1_764_560_000),
    "srdensenet_wxywhu": (5_452_449, 3_909_210_000),
    "srdensenet_xueshengke": (  # no biases
        9 * 8 + BLOCKS + 1032 * 256 + 2 * 16 * 256 * 256 + 9 * 256,
        (9 * 8 + BLOCKS + 1032 * 256) * 25**2 + 16 * 256 * 256 * (25**2 + 50**2) + 9 * 256 * 100**2,
    ),
}

KNOWN = NETWORKS | CLASSICS
WITNESSED = record.read()["references"]

RESNETS = ("resnet50", "resnet101", "resnet152")


@cache
def counted(name: str, **variables: Any) -> Report:
    return count(name, variables=variables)


def both(report: Report) -> tuple[int, int]:
    return report.figure("params"), report.figure("macs")


def elements(report: Report, kind: str) -> int:
    """The elements that all layers of a kind give out."""
    return sum(
        times * prod(leaf.costs.out)
        for leaf, times in leaves(report.network)
        if leaf.layer.kind == kind
    )


def how_many(report: Report, *kinds: str) -> int:
    return sum(times for leaf, times in leaves(report.network) if leaf.layer.kind in kinds)


def row(report: Report, path: str) -> Row:
    return next(found for found in report.rows() if found.path == path)


def stages(report: Report, *names: str) -> dict[str, tuple[int, ...]]:
    shapes = {found.path: found.out_shape for found in report.rows(depth=1)}
    return {name: shapes[name] for name in names}


def expected(name: str) -> tuple[int, int]:
    """Parameters and MACs from the tables here, or from another's model, as fvcore counted it."""
    if name in KNOWN:
        return KNOWN[name]
    entry = next(entry for key, entry in WITNESSED.items() if key.startswith(f"{name}: "))
    return entry["params"], sum(int(macs) * times for macs, times in entry["macs"].items())


@pytest.mark.parametrize("name", names())
def test_params_and_macs(name: str) -> None:
    assert both(counted(name)) == expected(name)


# --- Squeeze-and-excitation: two layers with biases for every C maps, C to C/r to C.


def excitation(maps: int) -> int:
    return 2 * maps * (maps // 16)


def se_params(maps: int) -> int:
    return excitation(maps) + maps // 16 + maps


SE = {  # with, without, and the maps of every block
    "seresnet50": ("resnet50", [256] * 3 + [512] * 4 + [1024] * 6 + [2048] * 3),
    "seresnet101": ("resnet101", [256] * 3 + [512] * 4 + [1024] * 23 + [2048] * 3),
    "seresnet152": ("resnet152", [256] * 3 + [512] * 8 + [1024] * 36 + [2048] * 3),
    "seresnext50_32x4d": ("resnext50_32x4d", [256] * 3 + [512] * 4 + [1024] * 6 + [2048] * 3),
    "seresnext101_32x4d": ("resnext101_32x4d", [256] * 3 + [512] * 4 + [1024] * 23 + [2048] * 3),
    "se_vgg16": ("vgg16", [64, 128, 256, 512, 512]),
    "se_bn_inception": (
        "bn_inception",
        [256, 320, 576, 576, 576, 608, 608, 1056, 1024, 1024],
    ),
    "se_inception_resnet_v2": (
        "inception_resnet_v2",
        [320] * 10 + [1088] * 20 + [2080] * 10,
    ),
}


@pytest.mark.parametrize("name", SE)
def test_what_squeeze_and_excitation_adds(name: str) -> None:
    plain, maps = SE[name]
    params, macs = both(counted(plain))
    added = sum(map(se_params, maps)), sum(map(excitation, maps))
    assert both(counted(name)) == (params + added[0], macs + added[1])
    assert both(counted(name, se=False)) == (params, macs)
    assert both(counted(plain, se=True)) == both(counted(name))
    assert how_many(counted(name), "multiply") == len(maps)


def test_squeeze_and_excitation_behind_every_convolution_of_vgg16() -> None:
    maps = [64] * 2 + [128] * 2 + [256] * 3 + [512] * 6
    params, macs = both(counted("vgg16"))
    assert both(counted("se_vgg16", se_per="conv")) == (
        params + sum(map(se_params, maps)),
        macs + sum(map(excitation, maps)),
    )
    assert params + sum(map(se_params, maps)) == 138_588_336


@pytest.mark.parametrize(
    ("name", "scaled"),
    [
        ("seresnet50", 5_519_360),
        ("seresnet101", 8_931_328),
        ("seresnet152", 13_146_112),
        ("seresnext50_32x4d", 5_519_360),
        ("seresnext101_32x4d", 8_931_328),
        ("se_vgg16", 6_121_472),
        ("se_bn_inception", 1_180_704),
        ("se_inception_resnet_v2", 11_539_840),
    ],
)
def test_the_elements_that_squeeze_and_excitation_scales(name: str, scaled: int) -> None:
    assert elements(counted(name), "multiply") == scaled


def test_the_last_layer_of_a_residual_branch_is_squeeze_and_excitation() -> None:
    paths = [found.path for found in counted("seresnet50").rows()]
    at = paths.index("conv2_x.0.se.multiply1")
    assert paths[at - 6 : at + 1] == [
        f"conv2_x.0.{layer}"
        for layer in (
            "batch_norm3",
            "se.global_avg_pool1",
            "se.fc1",
            "se.relu1",
            "se.fc2",
            "se.sigmoid1",
            "se.multiply1",
        )
    ]


# --- ResNet


@pytest.mark.parametrize("name", ["resnet18", "resnet34", *RESNETS, "seresnext101_32x4d"])
def test_the_sizes_in_the_resnet_table(name: str) -> None:
    wide = 1 if name in ("resnet18", "resnet34") else 4
    assert stages(
        counted(name), "conv1", "max_pool1", "conv2_x", "conv3_x", "conv4_x", "conv5_x", "fc"
    ) == {
        "conv1": (64, 112, 112),
        "max_pool1": (64, 56, 56),
        "conv2_x": (64 * wide, 56, 56),
        "conv3_x": (128 * wide, 28, 28),
        "conv4_x": (256 * wide, 14, 14),
        "conv5_x": (512 * wide, 7, 7),
        "fc": (1000,),
    }


@pytest.mark.parametrize("name", RESNETS)
def test_torchvision_halves_the_size_in_the_3x3(name: str) -> None:
    """The first 1×1 of conv3_x, conv4_x and conv5_x then gives four times as many positions."""
    more = sum(
        3 * side * side * 2 * width * width for side, width in ((28, 128), (14, 256), (7, 512))
    )
    params, macs = both(counted(name))
    assert both(counted(name, downsample_at="3x3")) == (params, macs + more)
    assert more == 231_211_008


@pytest.mark.parametrize(
    ("name", "params", "macs"),
    [("resnet18", 11_515_688, 1_794_805_760), ("resnet34", 21_623_848, 3_644_493_824)],
)
def test_option_a_has_no_projections(name: str, params: int, macs: int) -> None:
    assert both(counted(name, shortcut="zero_pad")) == (params, macs)


@pytest.mark.parametrize(
    ("name", "adds", "normalised", "rectified"),
    [
        ("resnet18", 752_640, 2_483_712, 2_308_096),
        ("resnet34", 1_379_840, 3_738_112, 3_562_496),
        ("resnet50", 5_519_360, 10_587_136, 9_081_856),
        ("resnet101", 8_931_328, 15_705_088, 14_199_808),
        ("resnet152", 13_146_112, 22_027_264, 20_521_984),
        ("resnext50_32x4d", 5_519_360, 14_400_512, None),
        ("resnext101_32x4d", 8_931_328, 21_224_448, None),
        ("bn_inception", 0, 3_736_544, None),
        ("inception_resnet_v2", 11_539_840, 13_519_136, None),
        ("densenet121", 0, 15_667_456, 15_667_456),
        ("densenet169", 0, 19_022_976, 19_022_976),
        ("densenet201", 0, 24_705_408, 24_705_408),
        ("densenet264", 0, 34_013_056, 34_013_056),
    ],
)
def test_element_by_element_work(
    name: str, adds: int, normalised: int, rectified: int | None
) -> None:
    report = counted(name)
    assert elements(report, "add") == adds
    assert elements(report, "batch_norm") == normalised
    assert rectified is None or elements(report, "relu") == rectified


# --- DenseNet


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("densenet121", [256, 512, 1024, 1024]),
        ("densenet169", [256, 512, 1280, 1664]),
        ("densenet201", [256, 512, 1792, 1920]),
        ("densenet264", [256, 512, 2304, 2688]),
    ],
)
def test_the_sizes_in_the_densenet_table(name: str, ends: list[int]) -> None:
    blocks = [f"dense_block{number}" for number in (1, 2, 3, 4)]
    transitions = [f"transition{number}" for number in (1, 2, 3)]
    assert stages(
        counted(name), "convolution", "pooling", *blocks, *transitions, "classification"
    ) == {
        "convolution": (64, 112, 112),
        "pooling": (64, 56, 56),
        **{b: (maps, s, s) for b, maps, s in zip(blocks, ends, (56, 28, 14, 7), strict=True)},
        **{
            t: (maps // 2, s, s) for t, maps, s in zip(transitions, ends, (28, 14, 7), strict=False)
        },
        "classification": (1000,),
    }


@pytest.mark.parametrize(
    ("name", "layers", "weights", "affine"),
    [
        ("densenet121", 121, 7_894_208, 83_648),
        ("densenet169", 169, 13_990_080, 158_400),
        ("densenet201", 201, 19_783_872, 229_056),
        ("densenet264", 2 * (6 + 12 + 64 + 48) + 5, 32_938_176, 398_528),  # 265, not 264
    ],
)
def test_the_parameters_of_densenet_by_role(
    name: str, layers: int, weights: int, affine: int
) -> None:
    report = counted(name)
    assert how_many(report, "conv", "linear") == layers
    assert [report.figure(role) for role in ("weights", "biases", "affine")] == [
        weights,
        1000,
        affine,
    ]


# --- VGG, Inception


def test_the_pooled_sizes_of_vgg() -> None:
    assert stages(counted("vgg16"), *(f"pool{number}" for number in range(1, 6))) == {
        "pool1": (64, 112, 112),
        "pool2": (128, 56, 56),
        "pool3": (256, 28, 28),
        "pool4": (512, 14, 14),
        "pool5": (512, 7, 7),
    }


def test_the_units_of_bn_inception() -> None:
    units = ["3a", "3b", "3c", "4a", "4b", "4c", "4d", "4e", "5a", "5b"]
    maps = [256, 320, 576, 576, 576, 608, 608, 1056, 1024, 1024]
    sizes = [28, 28, 14, 14, 14, 14, 14, 7, 7, 7]
    assert stages(counted("bn_inception"), *(f"inception_{unit}" for unit in units)) == {
        f"inception_{unit}": (m, s, s) for unit, m, s in zip(units, maps, sizes, strict=True)
    }
    assert row(counted("bn_inception"), "inception_3a.double_3x3.conv2.conv").out_shape[0] == 96


def test_bn_inception_with_the_biases_of_its_convolutions() -> None:
    """A bias for every map that a batch normalisation scales and shifts: half as many values."""
    plain, biased = counted("bn_inception"), counted("bn_inception", conv_bias=True)
    assert biased.figure("params") == plain.figure("params") + plain.figure("affine") // 2
    assert biased.figure("params") == 11_295_240


def test_the_sizes_of_inception_resnet_v2() -> None:
    report = counted("inception_resnet_v2")
    assert stages(report, "mixed_5b", "block35", "mixed_6a", "block17", "mixed_7a", "block8") == {
        "mixed_5b": (320, 35, 35),
        "block35": (320, 35, 35),
        "mixed_6a": (1088, 17, 17),
        "block17": (1088, 17, 17),
        "mixed_7a": (2080, 8, 8),
        "block8": (2080, 8, 8),
    }
    biases = 10 * 320 + 20 * 1088 + 10 * 2080 + 1000
    assert report.figure("biases") == biases


# --- RegNet


@pytest.mark.parametrize(
    ("name", "params", "macs"),
    [
        ("regnet_y_400mf", 4_344_144, 401_842_848),
        ("regnet_y_800mf", 6_432_512, 833_856_256),
        ("regnet_y_1_6gf", 11_202_430, 1_612_076_160),
        ("regnet_y_3_2gf", 19_436_338, 3_176_482_752),
        ("regnet_y_8gf", 39_381_472, 8_473_070_592),
        ("regnet_y_16gf", 83_590_140, 15_911_510_272),
        ("regnet_y_32gf", 145_046_770, 32_279_552_832),
    ],
)
def test_torchvision_rounds_the_widths_of_regnet_otherwise(
    name: str, params: int, macs: int
) -> None:
    assert both(counted(name, rounding="torchvision")) == (params, macs)


def test_the_widths_and_depths_of_regnet_are_those_of_the_paper() -> None:
    """Figure 16 of the paper, for RegNetY-400MF and RegNetY-4.0GF."""
    sides = (56, 28, 14, 7)
    for name, depths, widths in [
        ("regnet_y_400mf", [1, 3, 6, 6], [48, 104, 208, 440]),
        ("regnet_y_4gf", [2, 6, 12, 2], [128, 192, 512, 1088]),
    ]:
        report = counted(name)
        blocks = [found.path for found in report.rows(depth=3) if ".block." in found.path]
        names = [f"stage{number}" for number in (1, 2, 3, 4)]
        assert [sum(path.startswith(stage) for path in blocks) for stage in names] == depths
        assert stages(report, *names) == {
            stage: (width, side, side)
            for stage, width, side in zip(names, widths, sides, strict=True)
        }


# --- Vision Transformer


def test_what_attention_adds_to_the_linear_layers_of_a_vision_transformer() -> None:
    """Two products of data with data in each of 12 layers, over 14·14 patches and a class token."""
    length = 14 * 14 + 1
    linear = (
        16 * 16 * 3 * 768 * 14 * 14 + 12 * length * (4 * 768 * 768 + 2 * 768 * 4 * 768) + 768 * 1000
    )
    assert counted("vit_b_16").figure("macs") == linear + 12 * 2 * length * length * 768


def test_a_token_sees_its_patch_until_the_tokens_look_at_one_another() -> None:
    report = counted("vit_b_16")
    assert row(report, "patches").receptive_field.size == (16, 16)
    assert report.receptive_field.size == (224, 224)


# --- Super-resolution


def test_vdsr_has_664704_weights_and_sees_41_pixels() -> None:
    report = counted("vdsr")
    assert report.figure("weights") == 3 * 3 * 1 * 64 + 18 * 3 * 3 * 64 * 64 + 3 * 3 * 64 * 1
    assert report.figure("biases") == 19 * 64 + 1
    assert how_many(report, "conv") == 20
    assert report.receptive_field.size == (2 * 20 + 1, 2 * 20 + 1)
    assert elements(report, "add") == 41 * 41


def test_vdsr_on_a_720p_image() -> None:
    """The 612.6 G of tables of super-resolution networks."""
    assert count("vdsr", input=(1, 720, 1280)).figure("macs") == 664_704 * 720 * 1280


@pytest.mark.parametrize(
    ("name", "maps"),
    [
        ("srdensenet", 128 + 8 * 128),
        ("srdensenet_twtygqyy", 128 + 8 * 128),
        ("srdensenet_xueshengke", 8 + 8 * 128),
        ("srdensenet_wxywhu", 16 + 8 * 128),
    ],
)
def test_more_than_1000_maps_reach_the_bottleneck_of_srdensenet(name: str, maps: int) -> None:
    report = counted(name)
    assert row(report, "bottleneck.conv").in_shape[0] == maps > 1000
    assert how_many(report, "conv", "transposed_conv") == 1 + 8 * 8 + 1 + 2 + 1
    assert report.network.out == (1, 100, 100)


@pytest.mark.parametrize(("name", "maps"), [("srdensenet_hl", 128 + 128), ("srdensenet_h", 128)])
def test_what_reaches_the_deconvolutions_without_all_skip_connections(name: str, maps: int) -> None:
    assert row(counted(name), "deconvolutions.0.deconv").in_shape[0] == maps


# --- the lecture's comparison of two classifiers


def test_flattening_takes_49_times_the_weights_of_global_average_pooling() -> None:
    pooled, flattened = counted("gap_classifier"), counted("flatten_classifier")
    assert flattened.figure("weights") == 7 * 7 * pooled.figure("weights")


# --- The classics


@pytest.mark.parametrize("n", [3, 5, 7, 9, 18])
def test_a_resnet_for_cifar_has_6n_and_2_layers(n: int) -> None:
    assert how_many(counted(f"resnet{6 * n + 2}"), "conv", "linear") == 6 * n + 2


@pytest.mark.parametrize(("name", "depth"), [("wrn16_8", 16), ("wrn28_10", 28), ("wrn40_4", 40)])
def test_a_wide_resnet_has_as_many_convolutions_as_it_says(name: str, depth: int) -> None:
    assert how_many(counted(name), "conv") == depth


@pytest.mark.parametrize("name", ["densenet40_k12", "densenet100_k24", "densenet_bc100_k12"])
def test_a_densenet_for_cifar_has_as_many_layers_as_it_says(name: str) -> None:
    depth = int(name.removeprefix("densenet").removeprefix("_bc").partition("_")[0])
    assert how_many(counted(name), "conv", "linear") == depth


def test_the_paper_counts_23_convolutions_in_a_unet_and_draws_its_output() -> None:
    report = counted("unet")
    assert how_many(report, "conv", "transposed_conv") == 23
    assert report.network.out == (2, 388, 388)
    assert row(report, "copy4").out_shape == (512, 56, 56)


def test_the_sizes_in_the_googlenet_table() -> None:
    assert stages(
        counted("googlenet_2014"), "pool1", "pool2", "inception_3b", "inception_4e", "pool4", "fc"
    ) == {
        "pool1": (64, 56, 56),
        "pool2": (192, 28, 28),
        "inception_3b": (480, 28, 28),
        "inception_4e": (832, 14, 14),
        "pool4": (832, 7, 7),
        "fc": (1000,),
    }


@pytest.mark.parametrize(
    ("name", "params"), [("googlenet", 13_004_888), ("inception_v3", 27_161_264)]
)
def test_auxiliary_classifiers_end_beside_the_network(name: str, params: int) -> None:
    """torchvision's numbers of parameters with aux_logits."""
    plain, aux = counted(name), counted(name, aux=True)
    assert aux.figure("params") == params
    assert aux.network.out == plain.network.out


def test_the_auxiliary_classifiers_of_the_paper() -> None:
    """A 1×1 convolution to 128 maps on 4×4 positions, and two fully connected layers, twice."""
    params, macs = both(counted("googlenet_2014"))
    heads = [(1, maps, 128, 4 * 4) for maps in (512, 528)]
    heads += [(1, 128 * 4 * 4, 1024, 1), (1, 1024, 1000, 1)] * 2
    more = biased(heads)
    assert both(counted("googlenet_2014", aux=True)) == (params + more[0], macs + more[1])


def test_the_levels_of_a_feature_pyramid() -> None:
    levels = {f"fpn.p{n}": (256, side, side) for n, side in ((2, 56), (3, 28), (4, 14), (5, 7))}
    rows = {found.path: found.out_shape for found in counted("resnet50_fpn").rows()}
    assert {path: rows[path] for path in levels} == levels
    assert counted("resnet50_fpn").network.out == (256, 4, 4)
