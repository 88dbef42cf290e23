"""The paths of layers in bundled networks and in combinators without names: keys refer to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnncount.analysis.count import count


def paths(arch: str) -> list[str]:
    return [row.path for row in count(arch).rows()]


@pytest.mark.parametrize(
    ("arch", "path"),
    [
        ("resnet50", "conv3_x.0.shortcut.conv1"),
        ("seresnet50", "conv5_x.2.se.fc2"),
        ("densenet121", "dense_block3.23.conv2"),
        ("densenet121", "transition1.avg_pool1"),
        ("vgg16", "conv5.2.conv"),
        ("se_vgg16", "se5.fc1"),
        ("bn_inception", "inception_4e.double_3x3.conv2.conv"),
        ("se_bn_inception", "inception_5b.se.multiply1"),
        ("inception_resnet_v2", "mixed_6a.double_3x3.reduce.conv"),
        ("inception_resnet_v2", "block17.19.mixed.7x7.conv1x7.conv"),
        ("srdensenet", "dense_blocks.7.rest.6.conv"),
        ("srdensenet_wxywhu", "dense_blocks.7.layers.7.conv"),
        ("shufflenet_v2_x1_0", "stage3.unit.6.right.depthwise.conv1"),
        ("mobilenet_v2", "bottleneck2.1.body.depthwise"),
        ("mobilenet_v3_small", "bneck1.body.se.fc1"),
        ("efficientnet_b0", "stage7.3.body.se.fc2"),
        ("regnet_y_400mf", "stage4.block.5.se.fc1"),
        ("convnext_tiny", "stage3.8.layer_scale1"),
        ("vit_b_16", "encoder.11.attention1"),
        ("vdsr", "middle.17.conv"),
    ],
)
def test_paths_of_bundled_networks(arch: str, path: str) -> None:
    assert path in paths(arch)


def test_branches_and_scales_without_names_stand_among_the_layers_around_them(
    tmp_path: Path,
) -> None:
    spec = tmp_path / "net.yaml"
    spec.write_text(
        """
name: N
input: [4, 8, 8]
layers:
  - branches: {branches: {left: [relu], right: []}}
  - branches: {branches: {left: [relu], right: []}}
  - branches: {name: named, branches: {left: [relu], right: []}}
  - branches: {branches: [[relu], []]}
  - scale: {by: [global_avg_pool]}
  - scale: {name: gate, by: [global_avg_pool]}
"""
    )
    assert paths(str(spec)) == [
        "left.relu1",
        "concat1",
        "left2.relu1",
        "concat2",
        "named.left.relu1",
        "named.concat1",
        "branches4.0.relu1",
        "branches4.concat1",
        "global_avg_pool1",
        "multiply1",
        "gate.global_avg_pool1",
        "gate.multiply1",
    ]
