"""What a spec says about a network besides its layers, as a document."""

from __future__ import annotations

from cnncount.analysis.info import NetworkInfo
from cnncount.analysis.result import settings_text
from cnncount.formats.document import Cell, Column, Document, Table
from cnncount.present.titles import network


def info(result: NetworkInfo) -> Document:
    """A row for each variable, for each variant and for each reference; the notes under them."""
    source = [f"Source: {result.source}"] if result.source else []
    columns = [Column("name", "Variable"), Column("value", "Value"), Column("choices", "Choices")]
    rows: list[list[Cell]] = [
        [each.name, _text(each.value), ", ".join(map(_text, each.choices)) or None]
        for each in result.variables
    ]
    none = [] if rows else ["No variables."]
    tables = [Table(network(result), columns, rows, notes=[*source, *none, *result.notes])]
    if result.variants:
        names = [Column("variant", "Variant"), Column("settings", "Variables")]
        variants = [[each.name, settings_text(each.settings) or None] for each in result.variants]
        tables.append(Table("Variants of the family", names, variants))
    if result.references:
        heads = [Column("model", "Model"), Column("settings", "Variables")]
        models = [[each.model, settings_text(each.variables) or None] for each in result.references]
        tables.append(Table("Compared with", heads, models))
    return Document(tables, result)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
