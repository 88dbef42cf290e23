"""Each kind of result with the document that shows it."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from cnncount.analysis.benchmark import BenchmarkSession
from cnncount.analysis.compare import Comparison
from cnncount.analysis.convention_rules import ConventionInfo, ConventionList
from cnncount.analysis.conventions import ConventionCounts
from cnncount.analysis.count_result import Count
from cnncount.analysis.difference import Difference
from cnncount.analysis.explain.result import FigureExplanation
from cnncount.analysis.info import NetworkInfo
from cnncount.analysis.layer_kinds import LayerKind, LayerKinds
from cnncount.analysis.listing import Listing
from cnncount.analysis.messages import MessageList, MessageRule
from cnncount.analysis.paired_table import PairedTable
from cnncount.analysis.paper_table import PaperTable
from cnncount.analysis.published_result import PublishedFigures
from cnncount.analysis.result import Result
from cnncount.analysis.verification import Verification
from cnncount.exams.grade_result import Grades
from cnncount.exams.result import Check
from cnncount.formats.document import Document
from cnncount.present import conventions, layers, messages
from cnncount.present.benchmark import benchmark
from cnncount.present.check import check
from cnncount.present.compare import compare
from cnncount.present.conventions import under_all
from cnncount.present.count import per_layer as by_layer
from cnncount.present.count import summary, working
from cnncount.present.difference import difference
from cnncount.present.explanation import explanation
from cnncount.present.grading import grading
from cnncount.present.info import info
from cnncount.present.listing import listing
from cnncount.present.paired_table import paired_table
from cnncount.present.paper_table import paper_table
from cnncount.present.published import published
from cnncount.present.verification import verification


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


@document.register
def _(result: Verification) -> Document:
    return verification(result)


@document.register
def _(result: BenchmarkSession, *, per_layer: bool = False) -> Document:
    return benchmark(result, per_layer=per_layer)


@document.register
def _(result: LayerKind) -> Document:
    return layers.one(result)


@document.register
def _(result: LayerKinds) -> Document:
    return layers.listing(result)


@document.register
def _(result: MessageRule) -> Document:
    return messages.explained(result)


@document.register
def _(result: MessageList) -> Document:
    return messages.listing(result)


@document.register
def _(result: ConventionCounts) -> Document:
    return under_all(result)


@document.register
def _(result: Difference, *, by_layer: bool = False) -> Document:
    return difference(result, by_layer=by_layer)


@document.register
def _(result: PaperTable) -> Document:
    return paper_table(result)


@document.register
def _(result: PairedTable) -> Document:
    return paired_table(result)


@document.register
def _(result: PublishedFigures) -> Document:
    return published(result)


@document.register
def _(result: FigureExplanation, *, every: bool = False) -> Document:
    return explanation(result, every=every)


@document.register
def _(result: Check, *, quiet: bool = False) -> Document:
    return check(result, quiet=quiet)


@document.register
def _(result: Listing) -> Document:
    return listing(result)


@document.register
def _(result: Grades) -> Document:
    return grading(result)


@document.register
def _(result: NetworkInfo) -> Document:
    return info(result)


@document.register
def _(result: ConventionList) -> Document:
    return conventions.listing(result)


@document.register
def _(result: ConventionInfo) -> Document:
    return conventions.rules(result)


def results() -> list[type[Result]]:
    """The classes of results that have a document."""
    return [each for each in document.registry if each not in (object, Result)]
