"""cnncount list: the bundled networks."""

from __future__ import annotations

from cnncount.cli import options


def list_networks(format: options.Format = "table") -> None:
    """List the bundled networks.

    Each has its input, its parameters and its multiply-accumulates.

    \b
    cnncount list
    cnncount list --format csv
    """
    from cnncount.analysis.listing import listing
    from cnncount.cli import output
    from cnncount.present.listing import listing as document
    from cnncount.spec.index import index

    output.show(document(listing(index().values())), format)
