"""A number type that counts each operation done on it, in a tally held by whoever asks.

Nothing here knows a formula: a count goes up by one when, and only when, the operation is
performed. Negation is free; reading, copying and choosing between two numbers are free.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields


@dataclass
class Tally:
    """How often each kind of operation has been performed."""

    multiplications: int = 0
    additions: int = 0
    comparisons: int = 0
    divisions: int = 0
    exponentials: int = 0
    macs: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return the tally of two pieces of work taken together."""
        names = [field.name for field in fields(self)]
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in names})


class Counted:
    """A float whose every operation is entered in its tally."""

    __slots__ = ("tally", "value")

    def __init__(self, value: float, tally: Tally) -> None:
        """Wrap the value; making a number costs nothing."""
        self.value = value
        self.tally = tally

    def __repr__(self) -> str:
        """Show the value."""
        return f"Counted({self.value!r})"

    def _operand(self, other: Counted | float) -> float:
        if not isinstance(other, Counted):
            return other
        if other.tally is not self.tally:
            raise ValueError("two numbers of different tallies cannot meet in one operation")
        return other.value

    # Additions (a subtraction is one).

    def __add__(self, other: Counted | float) -> Counted:
        """Perform one addition."""
        value = self.value + self._operand(other)
        self.tally.additions += 1
        return Counted(value, self.tally)

    def __sub__(self, other: Counted | float) -> Counted:
        """Perform one subtraction, which counts as an addition."""
        value = self.value - self._operand(other)
        self.tally.additions += 1
        return Counted(value, self.tally)

    def __radd__(self, other: float) -> Counted:
        """Perform one addition."""
        return self + other

    def __rsub__(self, other: float) -> Counted:
        """Perform one subtraction, which counts as an addition."""
        return -self + other

    def __neg__(self) -> Counted:
        """Change the sign, which is free."""
        return Counted(-self.value, self.tally)

    # Multiplications and divisions.

    def __mul__(self, other: Counted | float) -> Counted:
        """Perform one multiplication."""
        value = self.value * self._operand(other)
        self.tally.multiplications += 1
        return Counted(value, self.tally)

    def __rmul__(self, other: float) -> Counted:
        """Perform one multiplication."""
        return self * other

    def __truediv__(self, other: Counted | float) -> Counted:
        """Perform one division."""
        value = self.value / self._operand(other)
        self.tally.divisions += 1
        return Counted(value, self.tally)

    def __rtruediv__(self, other: float) -> Counted:
        """Perform one division."""
        return Counted(other, self.tally) / self

    # Comparisons.

    def __lt__(self, other: Counted | float) -> bool:
        """Perform one comparison."""
        answer = self.value < self._operand(other)
        self.tally.comparisons += 1
        return answer

    def __gt__(self, other: Counted | float) -> bool:
        """Perform one comparison."""
        answer = self.value > self._operand(other)
        self.tally.comparisons += 1
        return answer

    def maximum(self, other: Counted | float) -> Counted:
        """Return the larger of the two, by one comparison."""
        return Counted(self._operand(other), self.tally) if self < other else self

    def minimum(self, other: Counted | float) -> Counted:
        """Return the smaller of the two, by one comparison."""
        return Counted(self._operand(other), self.tally) if self > other else self

    def clip(self, low: float, high: float) -> Counted:
        """Hold the number between two bounds, by two comparisons."""
        return self.maximum(low).minimum(high)

    # Evaluations of an elementary function, counted as exponentials.

    def _elementary(self, value: float) -> Counted:
        self.tally.exponentials += 1
        return Counted(value, self.tally)

    def exp(self) -> Counted:
        """Evaluate the exponential."""
        return self._elementary(math.exp(self.value))

    def log(self) -> Counted:
        """Evaluate the natural logarithm."""
        return self._elementary(math.log(self.value))

    def tanh(self) -> Counted:
        """Evaluate the hyperbolic tangent."""
        return self._elementary(math.tanh(self.value))

    def erf(self) -> Counted:
        """Evaluate the error function."""
        return self._elementary(math.erf(self.value))

    def sqrt(self) -> Counted:
        """Evaluate the square root."""
        return self._elementary(math.sqrt(self.value))

    def pow(self, exponent: float) -> Counted:
        """Evaluate a power."""
        return self._elementary(math.pow(self.value, exponent))


def mac(accumulator: Counted | None, left: Counted, right: Counted) -> Counted:
    """Multiply, and add to the accumulator if there already is one: one MAC either way."""
    product = left * right
    product.tally.macs += 1
    if accumulator is None:
        return product
    return accumulator + product


def total(numbers: Sequence[Counted]) -> Counted:
    """Add the numbers up, starting from the first of them."""
    first, *others = numbers
    for number in others:
        first = first + number
    return first


def mean(numbers: Sequence[Counted]) -> Counted:
    """Add the numbers up and divide by how many there are."""
    return total(numbers) / len(numbers)


def largest(numbers: Sequence[Counted]) -> Counted:
    """Find the largest of the numbers, starting from the first of them."""
    first, *others = numbers
    for number in others:
        first = first.maximum(number)
    return first
