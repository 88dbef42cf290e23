"""Why a text is not read as an answer."""

from __future__ import annotations


class FigureError(ValueError):
    """Text that cannot be read as an answer; `column` is the 0-based offset of the trouble."""

    def __init__(self, why: str, column: int = 0) -> None:
        """Say `why` the text is refused, and at which `column`."""
        super().__init__(why, column)
        self.why = why
        self.column = column

    def __str__(self) -> str:
        """Return the reason and the offset, as in `no number here (offset 3)`."""
        return f"{self.why} (offset {self.column})"


class AmbiguousFigure(FigureError):
    """Text that can be read in more than one way; `readings` lists them, for its author to choose.

    It is a `FigureError`, so catch it first where the two differ.
    """

    def __init__(self, why: str, column: int, readings: tuple[str, ...]) -> None:
        """Say `why` the text is in doubt, and give the `readings` that it allows."""
        super().__init__(why, column)
        self.args = (why, column, readings)
        self.readings = readings

    def __str__(self) -> str:
        """Return the doubt and the readings, as in `7B: either 7 B (bytes) or 7 billion`."""
        return f"{self.why}: either {' or '.join(self.readings)}"
