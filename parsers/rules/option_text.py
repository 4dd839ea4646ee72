"""option-text-missing: an option that needs words after it (其他) is surely ticked, and there are none (R11, R26)."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import FieldKind
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.record import Doubt
from parsers.values.names import bare


def option_text(subject: Subject) -> Iterator[Hit]:
    """Offers {option}."""
    for field in subject.fields(FieldKind.OPTIONS):
        value = subject.filled(field.key)
        if value is None or value.doubt == Doubt.UNSURE or not isinstance(value.value, list):
            continue
        chosen = {bare(str(item)) for item in value.value}
        for option in field.options:
            if option.text and chosen & {bare(option.label), bare(option.key or option.label)}:
                yield hit(field.key, value, option=option.label)._replace(discriminator=option.label)


KIND = Kind(option_text, offers=("option",))
