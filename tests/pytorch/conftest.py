"""What tests of the cross-check share."""

from __future__ import annotations

import sys

import pytest


@pytest.fixture
def without_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if PyTorch were not installed: what is refused must be so before it is loaded."""
    monkeypatch.setitem(sys.modules, "torch", None)
    for module in ("bench", "verify"):
        monkeypatch.delitem(sys.modules, f"cnncount.pytorch.{module}", raising=False)
