"""What libyaml says about a text that is no YAML, in the words of someone who writes one."""

from __future__ import annotations

import re

import yaml

from cnncount.errors import Place, Problem, Source

MAX_DEPTH = 60
TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"

_QUOTE = "inside { } or [ ], put an expression in quotes: '${…}'"
_INDENTATION = "this belongs to nothing above it: look at the indentation"
_ESCAPE = "a backslash is written twice in double quotes, and once in single quotes"
_FORBIDDEN_START = "a value cannot begin with {!r}: put it in quotes"


def syntax_problem(error: yaml.MarkedYAMLError, source: Source) -> Problem:
    """The problem of a text that cannot be parsed, where a reader would look for it."""
    problem, context = error.problem or "", error.context or ""
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark]
    if not marks:
        return Problem(f"{source.name}: not YAML: {problem or context}")
    at, start = (Place(source, m.line + 1, m.column + 1) for m in (marks[0], marks[-1]))
    found, begin = (place.text[place.column - 1 : place.column] for place in (at, start))
    if problem == "exceeded maximum nesting depth":  # libyaml's own, for what it reads ahead
        return Problem(TOO_DEEP, at)
    if problem == "did not find expected <document start>":
        return Problem(_INDENTATION, at)
    if "tab character" in problem or found == "\t":
        return Problem("indent with spaces, not with tabs", at)
    if problem == "found character that cannot start any token":
        return Problem(_FORBIDDEN_START.format(found), at)
    if re.search("alias|anchor|tag|directive|parsing a node", context):
        return Problem(_FORBIDDEN_START.format(begin), start)
    if problem == "mapping values are not allowed in this context":
        return Problem(_colon(at), at)
    if "flow" in context:
        return _flow(problem, at, start, found, begin)
    if problem == "found unexpected end of stream":
        return Problem("this quote is not closed", start)
    if re.search("escape|hexdecimal", problem):
        return Problem(_ESCAPE, at)
    if problem == "could not find expected ':'":
        return Problem("expected ': ' and a value behind this word", start)
    if problem == "did not find expected node content":
        return Problem(f"expected a value, not {found!r}", at)
    if problem.startswith("did not find expected"):
        return Problem(_stray(at, found), at)
    return Problem(f"not YAML: {problem or context}", at)


def _colon(at: Place) -> str:
    before = at.text[: at.column - 1]
    if "${" in before:
        return "put an expression with ': ' in quotes: '${…}'"
    if ": " in before:
        return "a second ':' in this line: put arguments in { }, or a text with ': ' in quotes"
    return "no key can stand here: look at the indentation, and at the ':' of the line above"


def _flow(problem: str, at: Place, start: Place, found: str, bracket: str) -> Problem:
    """A mistake inside brackets; where the next line does not fit, one that was not closed."""
    if found == "{" and at.text[: at.column - 1].endswith("$"):
        return Problem(_QUOTE, at.moved(-1))
    if "node content" in problem:
        return Problem(f"expected a value, not {found!r}" if found else "expected a value", at)
    if at.line == start.line:
        return Problem(f"expected ',' or {'}' if bracket == '{' else ']'!r} here", at)
    return Problem(f"this {bracket!r} is not closed", start)


def _stray(at: Place, found: str) -> str:
    if not at.text[: at.column - 1].strip():
        return _INDENTATION
    if found in ("}", "]"):
        return f"{found!r} closes nothing"
    return "a text must be in quotes as a whole"
