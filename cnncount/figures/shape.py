"""Shapes as they are printed, channels first or last, and the computed shape they stand for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintedShape:
    """A tensor's shape as printed, `28x28x6`; `None` stands for a batch of unstated size.

    Print does not say where the channels are, unless it is written `6@28x28` (`channels_first`).
    """

    extents: tuple[int | None, ...]
    channels_first: bool = False

    def matches(self, shape: tuple[int, ...]) -> bool:
        """Return whether it can print the computed `shape`, which is `(channels, *spatial)`.

        The channels may come first or last, after a batch of one or of unstated size or after
        none; a vector `(F,)` may also be printed `1x1xF`, `Fx1x1` or `Fx1`.  The order of the
        spatial extents counts.

        >>> PrintedShape((28, 28, 6)).matches((6, 28, 28))
        True
        """
        channels, *spatial = shape
        first: set[tuple[int | None, ...]] = {shape}
        last: set[tuple[int | None, ...]] = {(*spatial, channels)}
        if not spatial:
            first |= {(channels, 1), (channels, 1, 1)}
            last |= {(1, 1, channels)}
        if self.channels_first:
            return self.extents in first
        printed = {self.extents}
        if self.extents[0] in (None, 1):
            printed.add(self.extents[1:])
        return not printed.isdisjoint(first | last)

    def __str__(self) -> str:
        """Return it in the form `28x28x6`, `6@28x28` or, with a batch, `(None, 28, 28, 6)`."""
        if self.channels_first:
            return f"{self.extents[0]}@{'x'.join(map(str, self.extents[1:]))}"
        if None in self.extents:
            return str(self.extents)
        return "x".join(map(str, self.extents))
