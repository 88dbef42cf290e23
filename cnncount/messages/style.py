"""How parameters are written inside a message: ``{key:quoted}``, ``{names:list}``, and others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from string import Formatter
from typing import Any

from cnncount.wording import all_of, chained, listed, one_of, quoted, suggested

STYLES: dict[str, Callable[[Any], str]] = {
    "quoted": quoted,
    "list": listed,
    "chain": chained,
    "and": lambda words: all_of(map(str, words)),
    "or": lambda words: one_of(map(str, words)),
    "quoted-and": lambda words: all_of(map(quoted, words)),
    "quoted-or": lambda words: one_of(map(quoted, words)),
    "suggest": suggested,
    "sizes": lambda sizes: "x".join(map(str, sizes)),
}
"""Each style by name. `suggest` writes ``; did you mean 'x'?``, and nothing for None."""


class _Styles(Formatter):
    def format_field(self, value: Any, format_spec: str) -> Any:
        if format_spec in STYLES:
            return STYLES[format_spec](value)
        if format_spec.startswith("plural|"):
            _, one, many = format_spec.split("|")
            return f"1 {one}" if value == 1 else f"{value:,} {many}"
        return super().format_field(str(value) if format_spec == "" else value, format_spec)

    def check_unused_args(
        self, used_args: set[int | str], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """Refuse parameters that the message does not name."""
        if unused := kwargs.keys() - used_args:
            raise KeyError(f"not in the message: {', '.join(sorted(unused))}")


def styled(template: str, parameters: Mapping[str, Any]) -> str:
    """A message with its parameters in place.

    ``{n:plural|axis|axes}`` writes ``1 axis`` or ``3 axes``; ``{n:,}`` is Python's own format.

    Raises:
        KeyError: the parameters are not those that the message names.
    """
    return _Styles().vformat(template, (), parameters)
