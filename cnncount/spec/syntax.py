"""The problem of a text that is not YAML, worked out from what libyaml reports."""

from __future__ import annotations

import re

import yaml

from cnncount.errors import Place, Problem, Source
from cnncount.messages import Text, text

MAX_DEPTH = 60
TOO_DEEP = text("nested-too-deep", n=MAX_DEPTH)


def syntax_problem(error: yaml.MarkedYAMLError, source: Source) -> Problem:
    """The problem of a text that cannot be parsed, where a reader would look for it."""
    problem, context = error.problem or "", error.context or ""
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark]
    if not marks:
        return Problem(text("not-yaml", reason=problem or context))
    at, start = (Place(source, m.line + 1, m.column + 1) for m in (marks[0], marks[-1]))
    found, begin = (place.text[place.column - 1 : place.column] for place in (at, start))
    if problem == "exceeded maximum nesting depth":  # libyaml's own, for what it reads ahead
        return Problem(TOO_DEEP, at)
    if problem == "did not find expected <document start>":
        return Problem(text("unexpected-indentation"), at)
    if "tab character" in problem or found == "\t":
        return Problem(text("tab"), at)
    if problem == "found character that cannot start any token":
        return Problem(text("forbidden-start", character=found), at)
    if re.search("alias|anchor|tag|directive|parsing a node", context):
        return Problem(text("forbidden-start", character=begin), start)
    if problem == "mapping values are not allowed in this context":
        return Problem(_colon(at), at)
    if "flow" in context:
        return _flow(problem, at, start, found, begin)
    if problem == "found unexpected end of stream":
        return Problem(text("quote-not-closed"), start)
    if re.search("escape|hexdecimal", problem):
        return Problem(text("escape"), at)
    if problem == "could not find expected ':'":
        return Problem(text("missing-colon"), start)
    if problem == "did not find expected node content":
        return Problem(text("unexpected-value", found=found), at)
    if problem.startswith("did not find expected"):
        return Problem(_stray(at, found), at)
    return Problem(text("not-yaml", reason=problem or context), at)


def _colon(at: Place) -> Text:
    before = at.text[: at.column - 1]
    if "${" in before:
        return text("colon-in-expression")
    if ": " in before:
        return text("second-colon")
    return text("unexpected-key")


def _flow(problem: str, at: Place, start: Place, found: str, bracket: str) -> Problem:
    """A mistake inside brackets; where the next line does not fit, one that was not closed."""
    if found == "{" and at.text[: at.column - 1].endswith("$"):
        return Problem(text("quote-expression"), at.moved(-1))
    if "node content" in problem:
        missing = text("unexpected-value", found=found) if found else text("missing-value")
        return Problem(missing, at)
    if at.line == start.line:
        return Problem(text("missing-mark", mark="}" if bracket == "{" else "]"), at)
    return Problem(text("bracket-not-closed", bracket=bracket), start)


def _stray(at: Place, found: str) -> Text:
    if not at.text[: at.column - 1].strip():
        return text("unexpected-indentation")
    if found in ("}", "]"):
        return text("unmatched-bracket", bracket=found)
    return text("text-in-quotes")
