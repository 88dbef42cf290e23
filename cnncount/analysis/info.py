"""What a spec says about a network besides its layers, as a result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cnncount.analysis.count import Report
from cnncount.analysis.result import NetworkResult, asked


@dataclass(frozen=True)
class VariableInfo:
    """A variable of the spec.

    Attributes:
        name: its name, as ``--set`` takes it.
        value: its value in this network.
        choices: the values that make sense; empty if the spec does not limit them.
    """

    name: str
    value: Any
    choices: tuple[Any, ...]


@dataclass(frozen=True)
class VariantInfo:
    """A variant of the family.

    Attributes:
        name: its name.
        settings: the variables that it sets.
    """

    name: str
    settings: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ReferenceInfo:
    """Other people's code for the network.

    Attributes:
        model: the function that makes it.
        variables: the values under which the spec is that network.
    """

    model: str
    variables: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, repr=False)
class NetworkInfo(NetworkResult):
    """What a spec says about a network besides its layers.

    Attributes:
        source: the paper, book or code that the spec follows, if it is stated.
        notes: what a reader should know about the family.
        variables: the variables with their values and choices.
        variants: the variants of the family.
        references: other people's code for this network, which its count is compared with.
    """

    source: str | None
    notes: tuple[str, ...]
    variables: tuple[VariableInfo, ...]
    variants: tuple[VariantInfo, ...]
    references: tuple[ReferenceInfo, ...]

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each variable."""
        return list(self.to_dict()["variables"])


def network_info(report: Report) -> NetworkInfo:
    """What the spec of a counted network says about it."""
    spec, variant = report.choice.spec, report.choice.variant
    return NetworkInfo(
        **asked(report),
        source=spec.source,
        notes=tuple(spec.notes),
        variables=tuple(
            VariableInfo(name, value, tuple(spec.choices.get(name, ())))
            for name, value in report.settings.variables.items()
        ),
        variants=tuple(
            VariantInfo(name, {key: _plain(value) for key, value in given.items()})
            for name, given in spec.variants.items()
        ),
        references=tuple(
            ReferenceInfo(
                model=each["model"],
                variables={key: _plain(value) for key, value in each.get("vars", {}).items()},
            )
            for each in spec.references
            if each.get("variant") == variant
        ),
    )


def _plain(value: Any) -> Any:
    """A value as JSON has it: an expression that is not evaluated is its text."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
