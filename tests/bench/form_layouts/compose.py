"""Turns a seed into a layout: a cover or a bare title, then four to seven parts drawn by lot, in an order forms have them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.bench.form_layouts import chapters, covers, head_tables, labels, office, row_tables
from tests.bench.form_layouts.model import Layout

Part = Callable[[Layout], None]
TABLES: tuple[Part, ...] = (
    row_tables.rows, row_tables.groups, row_tables.inner, head_tables.people_rows, head_tables.people_rows,
    head_tables.people_columns,
    head_tables.budget, head_tables.goods, head_tables.storeys, head_tables.nested,
)
TEXTS: tuple[Part, ...] = (chapters.in_body, chapters.in_cells, chapters.beside, chapters.beside, chapters.with_parts)


def layout(number: int, seed: int = 1, kind: type[Layout] = Layout) -> Layout:
    """Layout `number` of a seed, of a kind. Layouts in turn have every kind of cover, of table and of chapter."""
    rng = Random(f"form layouts {seed} {number}")
    made = kind(f"l{seed}-{number:03d}", rng, labels.style(rng))
    if number % 3 != 2:
        covers.cover(made, covers.KINDS[(number - number // 3) % len(covers.KINDS)])
    else:
        covers.title(made)
    if made.chance(0.4):
        office.instructions(made)
    parts: list[Part] = [row_tables.rows] if made.chance(0.8) else []
    parts += [TABLES[number % len(TABLES)], made.rng.choice(TABLES)]
    parts += [TEXTS[number % len(TEXTS)]] + ([made.rng.choice(TEXTS)] if made.chance(0.5) else [])
    headed = made.chance(0.5)
    for at, part in enumerate(parts):
        in_body = part in (chapters.in_body, chapters.with_parts)
        if headed and not in_body:
            office.heading(made, at)
        part(made)
        if made.chance(0.15) and not in_body:
            office.note(made)
    if made.chance(0.7):
        office.opinions(made)
    if made.chance(0.4):
        office.promise(made)
    return made
