"""cnncount list: the bundled networks."""

from __future__ import annotations

from cnncount.cli import options


def list_networks(format: options.Format = "table") -> None:
    """List the bundled networks.

    Each with its input, its parameters and its multiply-accumulates.

    \b
    cnncount list
    """
    from cnncount.cli import output
    from cnncount.library import names
    from cnncount.report import count
    from cnncount.views.listing import listing

    output.show(listing([count(name) for name in names()]), format)
