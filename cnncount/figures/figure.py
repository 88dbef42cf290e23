"""An answer carries its precision: what a printed figure claims, and whether a count bears it out.

A figure is the digits that its author typed.  `5.3M` claims the nearest hundred thousand, `48120`
claims every unit, `7.60` claims two decimals though the last is a zero.  So a count is compared
with a figure by printing the count the way the figure is printed:

    5,268,480      prints as 5.3M                              -> ROUNDING
    3,857,973,248  prints as 3.9e9; cut off it reads 3.8e9     -> TRUNCATION for `3.8e9`
    4,089,184,256  prints as 4.1e9; cut off it reads 4.0e9     -> NO for `3.8e9`

Everything is exact (`int` and `Fraction`); a float is refused.  This module holds the values and
the judging; `cnncount.figures.notation.parse` reads them from text.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from fractions import Fraction
from math import floor
from typing import Literal, Protocol, TypeAlias

from cnncount.figures.refusal import AmbiguousFigure

Kilo: TypeAlias = Literal[1000, 1024]
Count: TypeAlias = int | Fraction

_KILOS: tuple[Kilo, Kilo] = (1000, 1024)


class Unit(Enum):
    """What a figure counts.  Units are kept and never converted: 1 MAC is not made 2 FLOPs here."""

    FLOP = "FLOP"
    MAC = "MAC"
    MULTIPLICATION = "multiplication"
    OP = "op"
    BYTE = "byte"
    BIT = "bit"
    PARAM = "param"
    COUNT = "count"
    RATIO = "ratio"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Scale:
    """What a figure's digits are multiplied by: `base ** power`.

    `M` and `million` are `Scale(10, 6)`, `KiB` is `Scale(1024, 1)`.  `KB`, `MB`, `GB` and `TB` of
    bytes have no `base`: their authors mean 1000 or 1024 and only they know which.  `kB` has 1000,
    and means 1024 only where that is said.
    """

    base: int | None = 10
    power: int = 0


ONE = Scale()


@dataclass(frozen=True, slots=True)
class Style:
    """How a figure is written beside its digits: decimal mark, mark between groups, suffix."""

    point: str = "."
    group: str = ""
    suffix: str = ""


class Mode(Enum):
    """How digits that do not fit are dropped: to the nearest with halves up, or just cut off."""

    HALF_UP = "half up"
    CUT = "cut"


class Verdict(Enum):
    """How a count bears out an answer."""

    EXACT = "exact"
    """The printed value is the count."""
    ROUNDING = "rounding"
    """The count, rounded half up to the digits printed, gives those digits."""
    TRUNCATION = "truncation"
    """It does not, but cutting digits off does: the author dropped what should round up."""
    WITHIN = "within"
    """The count is inside the leeway stated: a margin, an interval, a bound, `about 60000`."""
    NO = "no"
    """None of these."""


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A number with the precision that its author typed: `digits / 10**decimals * scale`.

    `5.3M` is `PrintedFigure(53, 1, Scale(10, 6))`.  Two figures are equal when they claim the same:
    `5.3M` equals `5.3 million`, while `7.6` and `7.60` differ, as do `5.3M` and `about 5.3M`.
    """

    digits: int
    decimals: int = 0
    scale: Scale = ONE
    unit: Unit | None = None
    about: bool = False
    style: Style = field(default=Style(), compare=False)

    @property
    def place(self) -> Fraction:
        """The worth of one in the last printed digit: 100,000 for `5.3M`, 1/100 for `7.60`.

        Raises `AmbiguousFigure` for `784 KB` until `settled` has said which kilo is meant.
        """
        if self.scale.base is None:
            readings = [(kilo, self.settled(kilo)) for kilo in _KILOS]
            raise AmbiguousFigure(
                f"{self} counts a kilo of 1000 or of 1024",
                0,
                tuple(f"{plain(f.value)} bytes (kilo={k})" for k, f in readings),
            )
        parts: int = 10**self.decimals
        return Fraction(self.scale.base) ** self.scale.power / parts

    @property
    def value(self) -> Fraction:
        """The number as printed, exactly: 5,300,000 for `5.3M`, 3/4 for `75%`."""
        return self.digits * self.place

    @property
    def is_exact(self) -> bool:
        """Whether it claims every unit: a plain whole count, such as `48120` or `320` neurons.

        A ratio is no count: `2x` says 2 to the nearest whole, and so does `about 2`.
        """
        whole = self.decimals == 0 and self.scale == ONE
        return whole and not self.about and self.unit is not Unit.RATIO

    @property
    def unclaimed_zeros(self) -> int:
        """How many trailing zeros are there for size only: 3 in `about 60000`, none in `60000`.

        Only `about` before a whole number without scale disclaims zeros, and it leaves two digits
        standing: `about 60000` is as strict as `about 60k`, and `about 100` does not allow 149.
        A decimal point or a scale already says what is claimed, so `about 5.3M` is held to `5.3M`.
        """
        if not self.about or self.decimals or self.scale != ONE:
            return 0
        typed = str(self.digits)
        return min(len(typed) - len(typed.rstrip("0")), max(len(typed) - 2, 0))

    @property
    def claimed_digits(self) -> int:
        """The significant digits claimed: 2 for `3.8e9`, 3 for `7.60`, 2 for `about 60000`."""
        return len(str(self.digits)) - self.unclaimed_zeros

    def settled(self, kilo: Kilo) -> PrintedFigure:
        """Return the figure with its `KB`, `MB`, ... in powers of `kilo`; others are unchanged."""
        if kilo not in _KILOS:
            raise ValueError(f"a kilo is 1000 or 1024, not {kilo!r}")
        if self.scale.base not in (None, 1000):
            return self
        return replace(self, scale=Scale(kilo, self.scale.power))

    def verdict(self, computed: Fraction) -> Verdict:
        """Judge an exact count: equal, equal once printed, equal once cut, or not."""
        if computed == self.value:
            return Verdict.EXACT
        if self.is_exact:
            return Verdict.NO
        if self._at_claimed_digits(computed, Mode.HALF_UP) == self.digits:
            return Verdict.WITHIN if self.unclaimed_zeros else Verdict.ROUNDING
        if self._at_claimed_digits(computed, Mode.CUT) == self.digits:
            return Verdict.TRUNCATION
        return Verdict.NO

    def difference(self, computed: Fraction) -> Fraction:
        """Return the count less the figure, in the unit of the count."""
        return computed - self.value

    def _at_claimed_digits(self, computed: Fraction, mode: Mode) -> int:
        """Return the digits that `computed` would be printed with."""
        coarse: int = 10**self.unclaimed_zeros
        steps = computed / (self.place * coarse)
        return floor(steps + Fraction(1, 2) if mode is Mode.HALF_UP else steps) * coarse

    def _written(self, digits: int) -> str:
        whole, rest = divmod(digits, 10**self.decimals)
        head = f"{whole:,}".replace(",", self.style.group)
        tail = f"{self.style.point}{rest:0{self.decimals}d}" if self.decimals else ""
        return head + tail + self.style.suffix

    def __str__(self) -> str:
        """Return the figure as typed, save that every sign for `about` becomes that word."""
        return ("about " if self.about else "") + self._written(self.digits)


class Quantity(Protocol):
    """An answer that is about one number: a printed figure, or one with a stated leeway."""

    @property
    def unit(self) -> Unit | None:
        """What is counted, where the answer says so."""

    def settled(self, kilo: Kilo) -> Quantity:
        """Return the same with `KB`, `MB`, ... in powers of `kilo`."""

    def verdict(self, computed: Fraction) -> Verdict:
        """Judge an exact count."""

    def difference(self, computed: Fraction) -> Fraction:
        """Return how far the count is from the answer, below 0 where it is less."""


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome of `match`: the verdict, and the count less the answer (0 inside an interval)."""

    verdict: Verdict
    answer: Quantity
    computed: Fraction
    difference: Fraction

    @property
    def agrees(self) -> bool:
        """Whether the verdict is any but NO; a caller that refuses cut digits asks for more."""
        return self.verdict is not Verdict.NO

    @property
    def message(self) -> str:
        """One line for a reader, such as `5,268,480 prints as 5.3M`."""
        count = plain(self.computed)
        off = f"(off by {'+' if self.difference > 0 else ''}{plain(self.difference)})"
        if self.verdict is Verdict.EXACT:
            return f"{count} is exactly {self.answer}"
        if not isinstance(self.answer, PrintedFigure):
            if self.verdict is Verdict.WITHIN:
                return f"{count} agrees with {self.answer}"
            return f"{count} does not agree with {self.answer} {off}"
        if self.answer.is_exact:
            return f"{count} is not {self.answer} {off}"
        prints = f"{count} prints as {printed_as(self.computed, self.answer)}"
        if self.verdict is Verdict.TRUNCATION:
            return f"{prints}; cut to {printed_as(self.computed, self.answer, Mode.CUT)}"
        if self.verdict is Verdict.NO:
            return f"{prints}, not {self.answer} {off}"
        return prints


def match(answer: Quantity, computed: Count, *, kilo: Kilo | None = None) -> Match:
    """Judge a computed count, or an exact ratio, against an answer.

    `computed` is in plain units (bytes, not KB; 3/4 for 75%) and not negative.  `kilo` says what
    `KB`, `MB`, ... mean; where it is needed and absent, `AmbiguousFigure` lists both readings.
    Units are not compared: see `answer.unit`.  A float is a `TypeError`, a negative a `ValueError`.

    >>> match(PrintedFigure(53, 1, Scale(10, 6)), 5_268_480).verdict
    <Verdict.ROUNDING: 'rounding'>
    """
    exact = _exact(computed)
    settled = answer if kilo is None else answer.settled(kilo)
    return Match(settled.verdict(exact), settled, exact, settled.difference(exact))


def printed_as(computed: Count, figure: PrintedFigure, mode: Mode = Mode.HALF_UP) -> str:
    """Write a count as `figure` is written: to the same last place, with the same marks and suffix.

    The place stays where it is, so 9,960,000 beside `9.9M` is `10.0M`.  Errors as for `match`.

    >>> printed_as(5_268_480, PrintedFigure(7, 1, Scale(10, 6), style=Style(suffix="M")))
    '5.3M'
    """
    return figure._written(figure._at_claimed_digits(_exact(computed), mode))


def plain(number: Count) -> str:
    """Write an exact number without scale: `5,268,480`, `4,165.2`, or `1/3` where no decimal ends.

    >>> plain(Fraction(20826, 5))
    '4,165.2'
    """
    for places in range(_LONGEST_DECIMAL + 1):
        shifted = abs(number) * 10**places
        if shifted == int(shifted):
            sign = "-" if number < 0 else ""
            whole, rest = divmod(int(shifted), 10**places)
            return f"{sign}{whole:,}" + (f".{rest:0{places}d}" if places else "")
    return str(number)


_LONGEST_DECIMAL = 12


def _exact(computed: Count) -> Fraction:
    if not isinstance(computed, int | Fraction):
        raise TypeError(f"a count is an int or a Fraction, not {type(computed).__name__}")
    if computed < 0:
        raise ValueError(f"a count is not negative: {computed}")
    return Fraction(computed)
