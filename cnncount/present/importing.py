"""What an import says besides the spec."""

from __future__ import annotations

from cnncount.importing.imported import Imported, Proof


def proof_line(found: Imported, proved: Proof) -> str:
    """The result of comparing a spec with its model, in one line."""
    program = found.program
    if proved.difference:
        return f"{program.name}: the spec differs from the model: {proved.difference}"
    said = [
        f"{proved.layers:,} layers with the model's shapes and parameters",
        f"{found.report.figure('params'):,} parameters",
    ]
    if program.unused:
        names = sorted({name.partition(".")[0] for name in program.unused})
        said.append(f"{sum(program.unused.values()):,} more unused ({', '.join(names)})")
    if proved.flops is not None:
        said.append(f"{proved.flops:,} FLOPs by PyTorch's counter")
    return f"{program.name}: equal: {', '.join(said)}"
