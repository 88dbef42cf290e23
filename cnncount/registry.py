"""The registry of what a list of layers may contain, and the keys that all of it shares."""

import importlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

Size = Annotated[int, Field(ge=1)]
Offset = Annotated[int, Field(ge=0)]
PerAxis = Size | list[Size]
"""One number for every spatial axis, or a list with one number for each."""

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_\-]+$", max_length=60)]


Steps = tuple[Any, ...]
"""A list of layers inside a step, loaded: the spec's terms."""

Branches = dict[Name, Steps]
"""Several lists of layers side by side, by name."""


class Step(BaseModel):
    """An item of a list of layers: a layer, or a combinator of layers.

    Attributes:
        name: what the layer is called in paths; by default its kind and a number, ``conv1``.
        when: whether the step is there at all.
        from: the layer or layers whose output it takes, instead of the one before it.
        form: how PyTorch code would spell it (`module`: nn.ReLU; `functional`: F.relu; `operator`:
            x + y). Some counters see only some spellings; the count itself does not depend on it.
    """

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True
    )

    kind: ClassVar[str]
    nested: ClassVar[dict[str, Literal["steps", "branches"]]] = {}
    """The keys that hold lists of layers, or several such lists side by side."""
    keeps_shape: ClassVar[bool] = False
    """Whether its output has the shape of its input, whatever its arguments are."""

    name: Name | None = None
    when: bool = True
    from_: Annotated[str | list[str] | None, Field(alias="from")] = None
    form: Literal["module", "functional", "operator"] = "module"

    @classmethod
    def fallback_shape(
        cls, inputs: Sequence[tuple[int, ...] | None], arguments: Mapping[str, Any]
    ) -> tuple[int, ...] | None:
        """The output's shape after a step that cannot be counted, so that the walk can continue.

        Args:
            inputs: the shapes of the inputs, None for an unknown one.
            arguments: what was written; anything of it may be wrong.

        Returns:
            The shape, if it does not depend on what is wrong; or None.
        """
        return inputs[0] if cls.keeps_shape and len(inputs) == 1 else None

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Enter every class that names its kind; the file that holds it has the same name."""
        kind = cls.__dict__.get("kind")
        if kind is None:
            return
        if kind in _KINDS:
            raise ValueError(f"the kind {kind!r} is defined twice")
        _KINDS[kind] = cls


_KINDS: dict[str, type[Step]] = {}


@cache
def modules() -> dict[str, str]:
    """The module of every kind: `combinators/KIND.py`, or `layers/FAMILY/KIND.py`.

    They are found by being there, and loaded only when a spec names them. A file whose name begins
    with an underscore is no kind: it holds what several kinds share.
    """
    here = Path(__file__).parent
    return {
        path.stem: ".".join(("cnncount", *path.relative_to(here).with_suffix("").parts))
        for folder in (here / "combinators", *sorted((here / "layers").iterdir()))
        for path in sorted(folder.glob("*.py"))
        if not path.stem.startswith("_")
    }


def families() -> set[str]:
    """The families of layers: the folders of `layers/`."""
    return {parts[2] for parts in _layers().values()}


def layer_kinds() -> set[str]:
    """The kinds that are layers; a combinator of layers is none."""
    return set(_layers())


def _layers() -> dict[str, list[str]]:
    parted = {kind: module.split(".") for kind, module in modules().items()}
    return {kind: parts for kind, parts in parted.items() if parts[1] == "layers"}


def kind_class(kind: str) -> type[Step] | None:
    """The class of a kind, or None if there is none of this name."""
    if kind in modules():
        importlib.import_module(modules()[kind])
    return _KINDS.get(kind)


@cache
def kinds() -> dict[str, type[Step]]:
    """Every kind by name."""
    for module in modules().values():
        importlib.import_module(module)
    return _KINDS
