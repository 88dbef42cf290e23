"""The networks of questions, counted."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from cnncount.analysis.count import Report, count
from cnncount.conventions.library import convention
from cnncount.errors import Place, SpecError
from cnncount.exams.key import Question
from cnncount.spec.family import Spec
from cnncount.spec.library import Choice, find


class Counts:
    """The networks counted last, for the questions about the same one; at most `MOST` are kept."""

    MOST = 4

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Report] = OrderedDict()

    def of(self, question: Question) -> Report:
        """The network of a question; errors as in `counted`."""
        asked = question.asked
        name = repr(
            (
                asked.arch,
                id(question.spec),
                asked.set,
                asked.input,
                asked.batch,
                asked.convention,
                str(question.folder.path),
            )
        )
        if name not in self._kept:
            self._kept[name] = counted(question)
            while len(self._kept) > self.MOST:
                self._kept.popitem(last=False)
        self._kept.move_to_end(name)
        return self._kept[name]


def counted(question: Question, *, choice: Choice | None = None, **changes: Any) -> Report:
    """The network of a question.

    Args:
        question: the question.
        choice: the network, where it was found already.
        changes: arguments of `count` in place of what the question says.

    Raises:
        SpecError: the network is not there, or cannot be counted so.
    """
    asked = question.asked
    arguments: dict[str, Any] = {"variables": asked.set, "input": asked.input, **changes}
    found = choice or _choice(question, question.spec, "arch")
    return _count(question, found, arguments)


def counted_other(question: Question) -> Report:
    """The network that `over` names; errors as in `counted`."""
    return _count(question, _choice(question, question.other, "over"), {})


def _choice(question: Question, spec: Spec | None, key: str) -> Choice:
    """The network under a key of a question; `spec` if it is written out there."""
    if spec is not None:
        return Choice(spec, None, "the network")
    try:
        return find(str(getattr(question.asked, key)), question.folder)
    except SpecError as error:
        raise _placed(error, question.at(key)) from None


def _count(question: Question, choice: Choice, arguments: dict[str, Any]) -> Report:
    asked = question.asked
    try:
        chosen = convention(asked.convention, question.folder)
        return count(choice, **{"batch": asked.batch, "convention": chosen, **arguments})
    except SpecError as error:
        raise _placed(error, question.at("convention", "set", "input", "arch")) from None


def _placed(error: SpecError, place: Place) -> SpecError:
    return SpecError(
        problem if problem.place else problem._replace(place=place) for problem in error.problems
    )
