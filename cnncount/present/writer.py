"""Results as text: the document of a result in an output format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cnncount.analysis.result import Result
from cnncount.formats import html, render
from cnncount.present.documents import document


class PresentWriter:
    """Writes results through their documents; see `cnncount.analysis.result.Writer`."""

    def text(self, result: Result, format: str, view: Mapping[str, Any]) -> str:
        """The result in an output format.

        Raises:
            SpecError: there is no such format, or it has no meaning for this result.
        """
        return render(document(result, **view), format)

    def notebook(self, result: Result, view: Mapping[str, Any]) -> str:
        """The result as a piece of HTML."""
        return html.fragment(document(result, **view))
