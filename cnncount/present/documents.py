"""Each kind of result with the document that shows it."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from cnncount.analysis.compare import Comparison
from cnncount.analysis.count_result import Count
from cnncount.analysis.result import Result
from cnncount.formats.document import Document
from cnncount.present.compare import compare
from cnncount.present.count import per_layer as by_layer
from cnncount.present.count import summary, working


@singledispatch
def document(result: Result, **view: Any) -> Document:
    """The document that shows a result.

    Args:
        result: the result.
        view: options of its kind of document.

    Raises:
        TypeError: no document is known for this class of result, or it has no such option.
    """
    raise TypeError(f"no document shows a {type(result).__name__}")


@document.register
def _(result: Count, *, per_layer: bool = False, work: bool = False) -> Document:
    if work:
        return working(result)
    return by_layer(result) if per_layer else summary(result)


@document.register
def _(result: Comparison, *, per_layer: bool = False) -> Document:
    return compare(result, by_layer=per_layer)


def results() -> list[type[Result]]:
    """The classes of results that have a document."""
    return [each for each in document.registry if each not in (object, Result)]
