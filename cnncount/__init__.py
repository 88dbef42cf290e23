"""Count what a convolutional network costs, with the working shown.

>>> import cnncount
>>> cnncount.count("lenet5").total.params
60000
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cnncount.api import check, compare, count, explain, grade, published, under_conventions
    from cnncount.errors import SpecError

__all__ = [
    "SpecError",
    "check",
    "compare",
    "count",
    "explain",
    "grade",
    "published",
    "under_conventions",
]


def __dir__() -> list[str]:
    return sorted(__all__)


def __getattr__(name: str) -> Any:
    """Load a part when it is first asked for: the command line needs few of them at once."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module 'cnncount' has no attribute {name!r}")
    module = "errors" if name == "SpecError" else "api"
    return getattr(import_module(f"cnncount.{module}"), name)
