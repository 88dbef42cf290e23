"""The commands as functions: each returns a result, which shows itself and gives its data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from typing import Any

import yaml

from cnncount.analysis.compare import Comparison, comparison
from cnncount.analysis.conventions import ConventionCounts, convention_counts
from cnncount.analysis.count import Report
from cnncount.analysis.count import count as _count
from cnncount.analysis.count_result import Count, count_result
from cnncount.analysis.explain.explain import explain as explain_figure
from cnncount.analysis.explain.explain import search
from cnncount.analysis.explain.networks import Subject
from cnncount.analysis.explain.printed_figure import read
from cnncount.analysis.explain.result import FigureExplanation, explanation_result
from cnncount.analysis.printed import tables as table_names
from cnncount.analysis.published import published as compared_tables
from cnncount.analysis.published_result import PublishedFigures, published_result
from cnncount.analysis.result import Result
from cnncount.conventions import Convention, convention_names
from cnncount.conventions import convention as named_convention
from cnncount.conventions.library import DEFAULT
from cnncount.errors import SpecError, no_such, refusal
from cnncount.exams.checked import check_files, key_files
from cnncount.exams.grade_result import Grades, grades
from cnncount.exams.grading import Marker
from cnncount.exams.key import read_key
from cnncount.exams.result import Check, check_result
from cnncount.exams.submissions.reading import read_submissions, submission_files
from cnncount.importing.files import register
from cnncount.importing.reading import Module, of_module
from cnncount.present.writer import PresentWriter
from cnncount.spec.library import Choice, find, find_text

Result.writer = PresentWriter()

register()

Network = str | PathLike[str] | Mapping[str, Any] | Module
"""A bundled name (``"resnet50"``), a file, ``"mine.yaml:variant"``, YAML text, a dict; or a
``torch.nn.Module``, for which `count` needs `input`."""


def count(
    arch: Network,
    *,
    variables: Mapping[str, Any] | None = None,
    input: Sequence[int] | None = None,
    batch: int = 1,
    convention: str | Convention = DEFAULT,
    dtype: str | None = None,
    depth: int | None = None,
) -> Count:
    """Count a network.

    >>> lenet5 = count("lenet5")
    >>> lenet5.total.params
    60000
    >>> lenet5.layers[0].path, lenet5.layers[0].params, str(lenet5.layers[0].arithmetic["params"])
    ('C1', 156, '(5·5·1 + 1)·6 = 156')

    Args:
        arch: the network; see `Network`.
        variables: values for the family's variables, as ``--set`` gives them.
        input: channels and spatial sizes, in place of the spec's.
        batch: examples; operations and activations are multiplied by it, parameters are not.
        convention: what `flops` counts: a bundled name, a file, or a `Convention`.
        dtype: float32, float16, …, for sizes in bytes.
        depth: list groups of layers, so many names deep, in place of layers.

    Raises:
        SpecError: with everything that is wrong with what was asked for.
    """
    report = _count(
        _found(arch, input),
        variables=variables,
        input=input,
        batch=batch,
        convention=convention,
        dtype=dtype,
    )
    return count_result(report, depth, listing=depth is not None)


def compare(*networks: Network | Count, convention: str | Convention = DEFAULT) -> Comparison:
    """Compare networks side by side, with the ratio of the first to each other one.

    >>> resnets = compare("resnet18", "resnet34")
    >>> resnets.ratios[0].figures["params"] < 1
    True

    Args:
        networks: two or more: counts, or what `count` takes.
        convention: for those that are not counted yet.

    Raises:
        SpecError: as in `count`; or there are fewer than two networks, or the counts are under
            different conventions.
    """
    return comparison([_report(each, convention) for each in networks])


def explain(
    network: Network,
    figure: str,
    quantity: str | None = None,
    *,
    variables: Mapping[str, Any] | None = None,
    input: Sequence[int] | None = None,
    batch: int = 1,
    conventions: Sequence[str | Convention] = (),
    every: bool = False,
) -> FigureExplanation:
    """Find out what a printed figure counts.

    >>> found = explain("lenet5", "61,706")
    >>> found.interpretations[0].network, found.interpretations[0].quantity
    ('lenet5_tutorial', 'params')

    Args:
        network: the network; see `Network`.
        figure: the figure as it is printed: ``"4.1G"``, ``"107 MB"``.
        quantity: what it is about: operations, params, activations, …; by default what its unit
            says.
        variables: as for `count`.
        input: as for `count`.
        batch: as for `count`.
        conventions: conventions of yours to try too: files, or a `Convention` each.
        every: also interpretations of more steps than the simplest.

    Raises:
        SpecError: as in `count`; or the figure cannot be read, or there is no such quantity.
    """
    own = [c if isinstance(c, Convention) else named_convention(c) for c in conventions]
    choice = _found(network)
    given = {**choice.settings, **(variables or {})}
    subject = Subject(choice, given, tuple(input) if input else None, batch)
    found = explain_figure(search(subject, own), read(figure), quantity, every=every)
    return explanation_result(found)


def under_conventions(
    network: Network | Count, *own: str | Convention, batch: int = 1
) -> ConventionCounts:
    """Count a network under every convention, the smallest count first.

    >>> counts = under_conventions("lenet5")
    >>> {each.name: each.count for each in counts.conventions}["lecture"]
    325680

    Args:
        network: a count, or what `count` takes.
        own: conventions of yours to count under too: files, or a `Convention` each.
        batch: as for `count`, for a network that is not counted yet.

    Raises:
        SpecError: as in `count`; or a convention does not price a layer.
    """
    counted = network if isinstance(network, Count) else count(network, batch=batch)
    names = [*convention_names(), *own]
    known = [each if isinstance(each, Convention) else named_convention(each) for each in names]
    return convention_counts(counted.report, known)


def published(*tables: str) -> PublishedFigures:
    """Compare printed figures of papers and tools with computed counts.

    Args:
        tables: the tables' names: resnet, senet, torchvision, …; all by default.

    Raises:
        SpecError: there is no such table.
    """
    known = table_names()
    for name in tables:
        if name not in known:
            raise SpecError([no_such("table", name, known)])
    return published_result(compared_tables(tables or known))


def check(
    *paths: str | PathLike[str], hide_expected: bool = False, allow_outside: bool = False
) -> Check:
    """Check answer keys against what is counted.

    Args:
        paths: keys, patterns, or folders with ``*.key.yaml`` files.
        hide_expected: leave out what is counted.
        allow_outside: let a key name files outside its own folder.

    Raises:
        SpecError: there is no such key. What is wrong with a key is in the result.
    """
    files = check_files(key_files([fspath(path) for path in paths]), allow_outside=allow_outside)
    return check_result(files, hide_expected=hide_expected)


def grade(
    key: str | PathLike[str], *submissions: str | PathLike[str], allow_outside: bool = False
) -> Grades:
    """Mark students' answers to the questions of a key.

    Args:
        key: the answer key.
        submissions: files or folders with answers; see ``cnncount grade``.
        allow_outside: let the key name files outside its own folder.

    Raises:
        SpecError: a file cannot be read, or the key itself is wrong.
    """
    marker = Marker(read_key(fspath(key), allow_outside=allow_outside))
    questions = list(marker.outcomes)
    found = [
        submission
        for path in submission_files([fspath(each) for each in submissions])
        for submission in read_submissions(path, questions).submissions
    ]
    return grades(marker, [marker.graded(each) for each in found])


def _found(network: Network, input: Sequence[int] | None = None) -> Choice:
    """The network's spec, from wherever it is; `input` is that of a module."""
    if isinstance(network, Module):
        return of_module(network, input)
    if isinstance(network, Mapping):
        return find_text(_yaml(network), "<dict>")
    name = fspath(network)
    is_text = isinstance(network, str) and ("\n" in name or name.lstrip().startswith("{"))
    return find_text(name) if is_text else find(name)


def _yaml(spec: Mapping[str, Any]) -> str:
    """A dict as the YAML file that it would be.

    Raises:
        SpecError: it holds an object that YAML has no form for.
    """
    try:
        return yaml.dump(dict(spec), Dumper=_Dumper, sort_keys=False, allow_unicode=True)
    except yaml.YAMLError as error:
        raise refusal("no-spec-data", reason=error) from None


class _Dumper(yaml.SafeDumper):
    """Writes tuples as lists, and nothing by reference: specs have no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(tuple, yaml.SafeDumper.represent_list)


def _report(network: Network | Count, convention: str | Convention) -> Report:
    if isinstance(network, Count):
        return network.report
    return _count(_found(network), convention=convention)
