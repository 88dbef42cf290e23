"""cnncount show ARCH: the fully expanded spec."""

from __future__ import annotations

from cnncount.cli import options


def show(arch: options.Arch, input: options.Input = None, set: options.Set = None) -> None:
    """Print a network's spec, fully expanded.

    All variables have their values, and all blocks are replaced by their layers. The output is a
    spec with the same counts.

    \b
    cnncount show resnet18
    cnncount show resnet50 --set downsample_at=3x3
    """
    import yaml
    import yamlcore

    from cnncount.analysis.count import count
    from cnncount.analysis.expand import expanded
    from cnncount.cli import output

    report = count(options.network(arch, set), input=options.shape(input))
    output.warn(report)
    output.write(
        yaml.dump(
            expanded(report),
            Dumper=yamlcore.CCoreDumper,
            default_flow_style=None,
            sort_keys=False,
            allow_unicode=output.knows_unicode(),
            width=100,
        )
    )
