"""The names in one list of layers: those that are given, and the default ones."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Names:
    """The names in a list of layers.

    Attributes:
        taken: the names of the layers and groups so far.
        counts: how many default names of each kind were made so far.
    """

    taken: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def of_layer(self, kind: str) -> str:
        """The next default name of a kind that is not taken: ``conv1``, ``conv2``."""
        while True:
            self.counts[kind] = self.counts.get(kind, 0) + 1
            name = f"{kind}{self.counts[kind]}"
            if name not in self.taken:
                return name

    def of_list(self, name: str) -> str:
        """The name of a list inside this one, numbered from the second on: ``shortcut2``."""
        number = self.counts.get(name, 0) + 1
        self.counts[name] = number
        return name if number == 1 else f"{name}{number}"
