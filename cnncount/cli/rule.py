"""cnncount rule CODE: what a message means."""

from __future__ import annotations

from typing import Annotated

import typer

from cnncount.cli import options


def complete_code(incomplete: str) -> list[str]:
    """The message codes that begin with what is typed."""
    from cnncount.messages import catalogue

    return [code for code in sorted(catalogue()) if code.startswith(incomplete)]


def rule(
    code: Annotated[
        str | None,
        typer.Argument(metavar="[CODE]", help="A message's code.", autocompletion=complete_code),
    ] = None,
    format: options.Format = "table",
) -> None:
    """Explain a message, with a bad and a good example.

    The code of a message is in brackets after it. Without CODE, all codes are listed.

    \b
    cnncount rule
    cnncount rule no-such
    """
    from cnncount.analysis.messages import message_list, message_rule
    from cnncount.cli import output
    from cnncount.errors import SpecError, no_such
    from cnncount.messages import catalogue
    from cnncount.present.messages import explained, listing

    known = catalogue()
    if code is not None and code not in known:
        raise SpecError([no_such("message", code, known)])
    document = explained(message_rule(code, known[code])) if code else listing(message_list(known))
    output.show(document, format)
