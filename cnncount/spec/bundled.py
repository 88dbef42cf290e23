"""Where the files that come with the package are."""

from __future__ import annotations

from pathlib import Path


def archs_dir() -> Path:
    """The folder of bundled networks."""
    return _bundled("archs", "archs")


def examples_dir() -> Path:
    """The folder of example files, which the documents show."""
    return _bundled("examples", "docs/examples")


def families() -> list[Path]:
    """The bundled files of networks."""
    return sorted(p for p in archs_dir().glob("*.yaml") if p.suffixes == [".yaml"])


def _bundled(packaged: str, in_checkout: str) -> Path:
    """A folder inside an installed package, or its place in a checkout."""
    package = Path(__file__).parent.parent
    folder = package / packaged
    return folder if folder.is_dir() else package.parent / in_checkout
