"""The classic networks by hand: parameters and MACs as sums over lists of convolutions.

A convolution is (kernel area, input maps of a group, output maps, output positions). The lists are
written from the papers, layer by layer, and share nothing with the specs.
"""

from __future__ import annotations

from collections.abc import Iterable

Conv = tuple[int, int, int, int]


def biased(convs: Iterable[Conv]) -> tuple[int, int]:
    """Parameters and MACs of convolutions with biases; a linear layer has one position."""
    convs = list(convs)
    return (
        sum((area * i + 1) * o for area, i, o, _ in convs),
        sum(area * i * o * positions for area, i, o, positions in convs),
    )


def normalised(convs: Iterable[Conv], norms: Iterable[int], maps: int) -> tuple[int, int]:
    """As `biased`, without biases, but with scales, shifts, and a classifier of 10 classes."""
    convs = list(convs)
    return (
        sum(area * i * o for area, i, o, _ in convs) + 2 * sum(norms) + (maps + 1) * 10,
        sum(area * i * o * positions for area, i, o, positions in convs) + maps * 10,
    )


ALEXNET = biased(
    [
        (11 * 11, 3, 96, 55 * 55),
        (5 * 5, 96 // 2, 256, 27 * 27),
        (3 * 3, 256, 384, 13 * 13),
        (3 * 3, 384 // 2, 384, 13 * 13),
        (3 * 3, 384 // 2, 256, 13 * 13),
        (6 * 6, 256, 4096, 1),
        (1, 4096, 4096, 1),
        (1, 4096, 1000, 1),
    ]
)

GOOGLENET_TABLE = [  # input maps, the paper's columns from #1×1 to pool proj, output side
    (192, 64, 96, 128, 16, 32, 32, 28),
    (256, 128, 128, 192, 32, 96, 64, 28),
    (480, 192, 96, 208, 16, 48, 64, 14),
    (512, 160, 112, 224, 24, 64, 64, 14),
    (512, 128, 128, 256, 24, 64, 64, 14),
    (512, 112, 144, 288, 32, 64, 64, 14),
    (528, 256, 160, 320, 32, 128, 128, 14),
    (832, 256, 160, 320, 32, 128, 128, 7),
    (832, 384, 192, 384, 48, 128, 128, 7),
]


def googlenet() -> tuple[int, int]:
    convs: list[Conv] = [(7 * 7, 3, 64, 112**2), (1, 64, 64, 56**2), (3 * 3, 64, 192, 56**2)]
    for maps, n1, r3, n3, r5, n5, pool, side in GOOGLENET_TABLE:
        convs += [
            (1, maps, n1, side**2),
            (1, maps, r3, side**2),
            (3 * 3, r3, n3, side**2),
            (1, maps, r5, side**2),
            (5 * 5, r5, n5, side**2),
            (1, maps, pool, side**2),
        ]
    return biased([*convs, (1, 1024, 1000, 1)])


def resnet(n: int) -> tuple[int, int]:
    """He et al. 2015, section 4.2: 6n + 2 layers, shortcuts without parameters."""
    convs: list[Conv] = [(3 * 3, 3, 16, 32**2)]
    for before, maps, side in ((16, 16, 32), (16, 32, 16), (32, 64, 8)):
        convs += [(3 * 3, before, maps, side**2)] + [(3 * 3, maps, maps, side**2)] * (2 * n - 1)
    return normalised(convs, (maps for _, _, maps, _ in convs), 64)


def wide_resnet(depth: int, k: int) -> tuple[int, int]:
    """Zagoruyko and Komodakis 2016: normalised before each convolution, not behind it."""
    n = (depth - 4) // 6
    convs: list[Conv] = [(3 * 3, 3, 16, 32**2)]
    norms: list[int] = []
    for before, maps, side in ((16, 16 * k, 32), (16 * k, 32 * k, 16), (32 * k, 64 * k, 8)):
        convs += [(1, before, maps, side**2), (3 * 3, before, maps, side**2)]
        convs += [(3 * 3, maps, maps, side**2)] * (2 * n - 1)
        norms += [before] + [maps] * (2 * n - 1)
    return normalised(convs, [*norms, 64 * k], 64 * k)


def densenet(depth: int, k: int) -> tuple[int, int]:
    """Huang et al. 2017 for CIFAR, without bottlenecks and compression: three blocks."""
    maps = 16
    convs: list[Conv] = [(3 * 3, 3, maps, 32**2)]
    norms: list[int] = []
    for side in (32, 16, 8):
        for _ in range((depth - 4) // 3):
            convs.append((3 * 3, maps, k, side**2))
            norms.append(maps)
            maps += k
        norms.append(maps)
        if side > 8:
            convs.append((1, maps, maps, side**2))
    return normalised(convs, norms, maps)


UNET_DOWN = [(1, 64), (64, 64), (64, 128), (128, 128), (128, 256), (256, 256), (256, 512)]
UNET_DOWN += [(512, 512), (512, 1024), (1024, 1024)]
UNET_UP = [(1024, 512), (512, 512), (512, 256), (256, 256), (256, 128), (128, 128), (128, 64)]
UNET_UP += [(64, 64)]
UNET_SIDES = [570, 568, 282, 280, 138, 136, 66, 64, 30, 28, 54, 52, 102, 100, 198, 196, 390, 388]
"""The numbers in the paper's Figure 1, beside each 3×3 convolution."""
UNET_PADDED = [512, 512, 256, 256, 128, 128, 64, 64, 32, 32, 64, 64, 128, 128, 256, 256, 512, 512]


def unet(sides: list[int]) -> tuple[int, int]:
    """Ronneberger et al. 2015; a transposed convolution uses its weights at each input position."""
    maps = [*UNET_DOWN, *UNET_UP]
    convs: list[Conv] = [(3 * 3, i, o, side**2) for (i, o), side in zip(maps, sides, strict=True)]
    for number, i in enumerate((1024, 512, 256, 128)):
        convs.append((2 * 2, i, i // 2, sides[len(UNET_DOWN) - 1 + 2 * number] ** 2))
    return biased([*convs, (1, 64, 2, sides[-1] ** 2)])


def pyramid(maps: Iterable[int], sides: Iterable[int]) -> tuple[int, int]:
    """Lin et al. 2017: a lateral 1×1 and a 3×3 convolution to 256 maps at each level."""
    levels = list(zip(maps, sides, strict=True))
    return biased(
        [
            *((1, i, 256, side**2) for i, side in levels),
            *((3 * 3, 256, 256, side**2) for _, side in levels),
        ]
    )


RESNET50 = (25_557_032 - (2048 + 1) * 1000, 3_857_973_248 - 2048 * 1000)
"""Without its classifier; the figures with it are in test_figures.py."""

CLASSICS = {
    "alexnet_2012": ALEXNET,
    "googlenet_2014": googlenet(),
    **{f"resnet{6 * n + 2}": resnet(n) for n in (3, 5, 7, 9, 18)},
    "wrn16_8": wide_resnet(16, 8),
    "wrn40_4": wide_resnet(40, 4),
    "densenet40_k12": densenet(40, 12),
    "densenet100_k12": densenet(100, 12),
    "densenet100_k24": densenet(100, 24),
    "unet": unet(UNET_SIDES),
    "unet_padded": unet(UNET_PADDED),
    "resnet50_fpn": tuple(
        map(sum, zip(RESNET50, pyramid((256, 512, 1024, 2048), (56, 28, 14, 7)), strict=True))
    ),
}
"""Parameters and MACs."""
