"""Normalisations, as they run at inference.

None has a reach, also where its statistics are of the whole map: receptive fields follow windows.
"""

from math import prod

from cnncount.layers.base import LayerCosts
from cnncount.shapes import Shape


def statistics(affine: str | None) -> dict[str, str]:
    """The tally of normalising G groups of n elements by their own mean and variance.

    Per group: n - 1 additions and a division for the mean, n subtractions, n squares, n - 1
    additions and a division for the variance, one addition of ε, a root, a division, n scalings.
    """
    scaled = " + prod(X)" if affine else ""
    formulas = {
        "multiplications": f"G*(2*n){scaled}",
        "additions": f"G*(3*n - 1){scaled}",
        "divisions": "G*3",
        "exponentials": "G",
    }
    if affine:
        formulas["affine"] = affine
    return formulas


def grouped(inputs: tuple[Shape, ...], x: Shape, groups: int, affine: bool) -> LayerCosts:
    """The facts of normalising the channels of x in so many groups."""
    n = prod(x) // groups
    return LayerCosts(inputs, x, statistics("2*C_in" if affine else None), {"n": n, "G": groups})
