"""An application's values → the same with one thing changed, for each kind of thing in which Word and paper may differ."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from parsers.values import period as values_period
from tests.samples.make import projects
from tests.samples.make.forms import FIELDS

CODES = (
    "contact_phone", "unit_phone", "leader_phone", "fax", "uscc", "bank_account_number", "postal_code", "email",
)  # fmt: skip
TEXTS = ("main_content", "cooperation_basis", "expected_goals", "overview", "funding", "address")
NAMES = ("project_leader", "contact_person", "applicant_unit", "legal_representative", "bank_account_name")
TWINS = {"conference": "cooperation", "domestic_base": "overseas_station"}
Values = dict[str, Any]
Change = tuple[str, str, Values]


def planted(values: Values, seed: int, asked: frozenset[str]) -> Iterator[Change]:
    """Kinds of change, the field changed (one that the form asks), and the values with it; what is the same and another edition
    have no field."""
    rng = Random(f"planted {seed}")
    yield "same", "", values
    for key in _given(CODES, values, asked):
        yield "one digit of a code", key, values | {key: _other_digit(values[key], rng)}
    for key in _given(TEXTS, values, asked):
        yield "one digit in a text", key, values | {key: _other_digit(values[key], rng)}
    for key in (key for key in NAMES if values.get(key) and key in asked):
        yield "one character of a name", key, values | {key: _other_character(values[key], rng)}
    yield from _dates(values, asked)
    yield from _ticks(values)
    yield from _schedules(values, rng)
    edition = projects.values(Random(f"edition {seed}"), values["project_category"])
    kept = ("applicant_unit", "uscc", "project_category")
    yield "another edition", "", values | {key: edition[key] for key in edition if key in values and key not in kept}


def _given(keys: tuple[str, ...], values: Values, asked: frozenset[str]) -> list[str]:
    return [key for key in keys if key in asked and any(map(str.isdigit, str(values.get(key, ""))))]


def _dates(values: Values, asked: frozenset[str]) -> Iterator[Change]:
    """A digit of the period, so that it is another one."""
    period = values.get("project_period")
    if "project_period" in asked and period:
        text = period["text"]
        for at in (n for n in reversed(range(len(text))) if text[n].isdigit()):
            other = text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]
            if values_period(other) not in (None, values_period(text)):
                yield "one digit of a date", "project_period", values | {"project_period": {**period, "text": other}}
                return


def _ticks(values: Values) -> Iterator[Change]:
    twin = (TWINS | {b: a for a, b in TWINS.items()})[values["project_category"]]
    yield "another tick", "project_category", values | {"project_category": twin}
    if "cooperation_fields" in values:
        chosen = values["cooperation_fields"]
        spare = next(field for field in FIELDS if not any(field in one for one in chosen))
        yield "one tick more", "cooperation_fields", values | {"cooperation_fields": [*chosen, spare]}
        if len(chosen) > 1:
            yield "one tick less", "cooperation_fields", values | {"cooperation_fields": chosen[1:]}


def _schedules(values: Values, rng: Random) -> Iterator[Change]:
    for number in range(min(2, len(values.get("schedule") or ()))):
        rows = values["schedule"]
        yield "one amount", "schedule", _row(values, number, budget_wan=rows[number]["budget_wan"] + 1)
        yield "one goal", "schedule", _row(values, number, goal="改为" + rows[-1 - number]["goal"][::-1])
        if any(map(str.isdigit, rows[number]["stage"])):
            yield "one date of the schedule", "schedule", _row(values, number, stage=_other_digit(rows[number]["stage"], rng))


def _row(values: Values, number: int, **changes: Any) -> Values:
    rows = [dict(row) for row in values["schedule"]]
    rows[number] |= changes
    return values | {"schedule": rows}


def _other_digit(text: str, rng: Random) -> str:
    at = rng.choice([n for n, char in enumerate(text) if char.isdigit()])
    return text[:at] + str((int(text[at]) + rng.randint(1, 9)) % 10) + text[at + 1 :]


def _other_character(name: str, rng: Random) -> str:
    """Another character in the middle: endings of units say what they are."""
    at = len(name) // 2 if len(name) > 4 else len(name) - 1
    return name[:at] + rng.choice([char for char in "勇琳浩雪岚" if char != name[at]]) + name[at + 1 :]
