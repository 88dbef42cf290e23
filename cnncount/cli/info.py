"""cnncount info ARCH: what a spec says about a network besides its layers."""

from __future__ import annotations

from cnncount.cli import options


def info(
    arch: options.Arch,
    input: options.Input = None,
    set: options.Set = None,
    format: options.Format = "table",
) -> None:
    """Show the source, variables and variants of a network.

    The references are other people's code for it, which its count is compared with.

    \b
    cnncount info resnet50
    cnncount info lenet5
    """
    from cnncount.analysis.count import count
    from cnncount.analysis.info import network_info
    from cnncount.cli import output
    from cnncount.present.info import info as document

    report = count(options.network(arch, set), input=options.shape(input))
    output.warn(report)
    output.show(document(network_info(report)), format)
