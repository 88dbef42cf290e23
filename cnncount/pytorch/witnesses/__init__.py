"""Independent ways to a count, a file each, found by being there.

Each file has `examine`, from a `Subject` to what it finds. Those here look at the model itself;
`cnncount.pytorch.tools` are witnesses too.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from cnncount.pytorch import tools
from cnncount.pytorch.cli_choices import known_tools
from cnncount.pytorch.tools import tool_names


def witnesses(against: Sequence[str] | None = None) -> list[ModuleType]:
    """The checks of the model itself, then the requested tools, by default all.

    Raises:
        SpecError: there is no such tool.
    """
    known_tools(against or ())
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    asked = [name for name in tool_names() if against is None or name in against]
    return [
        *(import_module(f"{__name__}.{name}") for name in names),
        *(import_module(f"{tools.__name__}.{name}") for name in asked),
    ]
