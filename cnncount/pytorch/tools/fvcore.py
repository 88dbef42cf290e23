"""fvcore's count: it traces the model with `torch.jit` and counts the operators that it meets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from fvcore.nn import FlopCountAnalysis

from cnncount.pytorch.subject import Subject
from cnncount.pytorch.verified import Compared, Finding, Operator, Uncounted

CONVENTION = "fvcore"


def examine(subject: Subject) -> Iterator[Finding]:
    """Its count for each module and operator, and the operators that it has no count for."""
    analysis = FlopCountAnalysis(subject.model, subject.x)
    analysis.unsupported_ops_warnings(False).uncalled_modules_warnings(False)
    layers = subject.by_path(analysis.by_module())
    compared, total = subject.priced(CONVENTION, layers, int(analysis.total()))
    yield Finding(
        CONVENTION,
        compared,
        total,
        _operators(compared, subject.by_path(analysis.by_module_and_operator())),
        _uncounted(compared, subject.model.names, analysis),
        tool="fvcore",
    )


def _operators(layers: list[Compared[int]], met: dict[str, Counter[str]]) -> list[Operator]:
    """By operator; layers with several operators are listed under all their names."""
    analytic: Counter[str] = Counter()
    traced: Counter[str] = Counter()
    for layer in layers:
        name = " + ".join(sorted(met[layer.path]))
        analytic[name] += layer.analytic
        traced[name] += layer.traced or 0
    return [Operator(name, analytic[name], traced[name]) for name in sorted(analytic) if name]


def _uncounted(
    layers: list[Compared[int]], names: dict[str, str], analysis: FlopCountAnalysis
) -> list[Uncounted]:
    times = analysis.unsupported_ops()
    kinds: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for layer in layers:
        for operator in analysis.unsupported_ops(names[layer.path]):
            counted = kinds[operator].get(layer.kind, False) or bool(layer.analytic)
            kinds[operator][layer.kind] = counted
    return [Uncounted(name, times[name], kinds[name]) for name in sorted(times)]
