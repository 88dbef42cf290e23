"""Programs that count PyTorch models, a file each, found by being there.

Each is a witness, with `examine`, and its file also names the `CONVENTION` that predicts it.
The names are known without loading PyTorch.
"""

from __future__ import annotations

import pkgutil


def tool_names() -> list[str]:
    """The tools, by the names that `--against` knows them by."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))
