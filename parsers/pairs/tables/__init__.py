"""Turns tables of any form into pairs: which cells are labels, heads, groups and answers."""

from parsers.pairs.tables.table_rows import of_flow

__all__ = ["of_flow"]
