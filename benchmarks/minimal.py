"""The smallest program with typer that is like `cnncount ARCH`: one command with six options."""

from typing import Annotated

import typer

app = typer.Typer(add_completion=False)


@app.command()
def main(
    arch: str,
    per_layer: Annotated[bool, typer.Option(help="Rows.")] = False,
    depth: Annotated[int | None, typer.Option(help="Depth.")] = None,
    batch: Annotated[int, typer.Option(min=1, help="Examples.")] = 1,
    settings: Annotated[list[str] | None, typer.Option("--set", help="Variables.")] = None,
    input: Annotated[str | None, typer.Option(help="Input.")] = None,
    format: Annotated[str, typer.Option(help="Format.")] = "table",
) -> None:
    """Print a word."""
    typer.echo(arch)


if __name__ == "__main__":
    app()
