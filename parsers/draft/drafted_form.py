"""A drafted form, and what a person should check before it is used."""

from __future__ import annotations

from dataclasses import dataclass, field

from config.model import Form


@dataclass(frozen=True, slots=True)
class Draft:
    """`form` loads as it is; `notes` are Chinese sentences for a person, by the field's key ("" for the form as a whole);
    `tables` are the printed tables that no field reads, by their column heads."""

    form: Form
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tables: tuple[tuple[str, ...], ...] = ()
