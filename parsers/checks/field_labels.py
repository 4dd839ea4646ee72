"""Names a field in a sentence as the form prints it, so that a label that is printed three times is not mistaken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from config.model import Form, Slot

COVER = "封面"


@lru_cache(maxsize=1024)
def plain(label: str) -> str:
    """A printed label without inner blanks and without the colon at its end."""
    return re.sub(r"\s+", "", label).rstrip(":：")


@lru_cache(maxsize=1024)
def spoken(form: Form, key: str, printed: int = 0) -> str:
    """The field's name in Chinese quotation marks, as the form prints it the `printed`-th time (from 0).

    A label that is printed more than once gets its part of the form (封面), or the label before it (“邮政编码”之后的“联系电话”).
    """
    slots = [slot for slot in form.slots if slot.field == key]
    if not slots:
        field = form.field(key)
        return f"“{plain(field.label) if field else key}”"
    slot = slots[min(printed, len(slots) - 1)]
    twins = [other for other in form.slots if plain(other.label) == plain(slot.label)]
    name = f"“{plain(slot.label)}”"
    if len(twins) == 1:
        return name
    if _on_cover(slot):
        return COVER + name
    within = [other for other in twins if not _on_cover(other)]
    return (f"“{_before(form, slot)}”之后的{name}" if len(within) > 1 else f"“{plain(slot.section)}”中的{name}")


@lru_cache(maxsize=64)
def printed_labels(form: Form) -> Mapping[str, frozenset[str]]:
    """Key of a field → the plain labels that the form prints for it."""
    keys = dict.fromkeys(slot.field for slot in form.slots if slot.field)
    return {key: frozenset(plain(slot.label) for slot in form.slots if slot.field == key) for key in keys}


def _on_cover(slot: Slot) -> bool:
    return slot.section in ("", COVER, "cover")


def _before(form: Form, slot: Slot) -> str:
    """The nearest label above that is printed only once."""
    labels = [plain(other.label) for other in form.slots]
    above = labels[: next(n for n, other in enumerate(form.slots) if other is slot)]
    return next((label for label in reversed(above) if labels.count(label) == 1), above[-1] if above else "")
