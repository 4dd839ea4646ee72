"""Applies the staff's edits to a case: corrections become values, false alarms are silenced, a verdict asks for a letter.

A correction counts while the form says what it said when the correction was typed. After a new revision that says something
else the form counts, and the clerk is asked (the edit is `stale`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from config.model import Field, FieldKind, Guide
from parsers import values
from parsers.forms.answer_regions import Piece, Region
from parsers.forms.field_values import understand
from parsers.model.document import Medium, Place, PlaceNote
from parsers.model.finding import Finding
from parsers.model.package import Package, PackageFile, Role
from parsers.model.record import Doubt, Value
from parsers.model.rule_kind import RuleKind
from reports import display
from reports.case import Edit
from reports.edits.typed_options import option_named, options_named
from reports.edits.unfit_corrections import BARS, BLANK, unfit
from reports.workbook.cell_text import cell_checksum, cell_text
from reports.workbook.cells import clean
from reports.workbook.columns import CHECKS, FIELDS, FILES
from reports.workbook.finding_keys import finding_keys
from reports.workbook.sheets.overview import OVERVIEW
from reports.workbook.sheets.verify import NO_PROBLEM, VERIFY

FALSE_ALARM = "误报"


@dataclass(frozen=True, slots=True)
class Amendments:
    """What staff say of one case: corrections by field, keys of findings that are false alarms and of changes that they accept,
    verdict and reason."""

    corrections: Mapping[str, Edit] = field(default_factory=dict)
    silenced: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    verdict: Edit | None = None
    reason: Edit | None = None


NONE = Amendments()


def by_case(edits: Iterable[Edit]) -> dict[str, Amendments]:
    """Case number → amendments, from the edits that count."""
    corrections: dict[str, dict[str, Edit]] = {}
    silenced: dict[str, set[str]] = {}
    accepted: dict[str, set[str]] = {}
    verdicts: dict[str, dict[str, Edit]] = {}
    for edit in edits:
        number, _, rest = edit.row.partition("|")
        if not edit.value:
            continue
        if edit.sheet == FIELDS.name and edit.column == "staff_value" and rest:
            corrections.setdefault(number, {})[rest] = edit
        elif edit.sheet == CHECKS.name and edit.column == "staff_judgement" and edit.value == FALSE_ALARM:
            silenced.setdefault(number, set()).add(rest)
        elif edit.sheet == VERIFY.name and edit.column == "staff_result" and edit.value == NO_PROBLEM:
            accepted.setdefault(number, set()).add(rest)
        elif edit.sheet == OVERVIEW.name and edit.column in ("staff_verdict", "staff_reason"):
            verdicts.setdefault(edit.row, {})[edit.column] = edit
    return {
        number: Amendments(
            corrections.get(number, {}), frozenset(silenced.get(number, ())), frozenset(accepted.get(number, ())),
            verdicts.get(number, {}).get("staff_verdict"), verdicts.get(number, {}).get("staff_reason"))
        for number in {*corrections, *silenced, *accepted, *verdicts}
    }


def roles(edits: Iterable[Edit], role_of: Mapping[str, Role]) -> dict[str, Role]:
    """sha256 of a file → the role that staff gave it. `role_of`: word → role."""
    return {
        edit.row.split("|")[1]: role_of[edit.value] for edit in edits
        if edit.sheet == FILES.name and edit.column == "staff_role" and edit.value in role_of and "|" in edit.row
    }


def corrected(package: Package, guide: Guide, word: Amendments) -> tuple[Package, dict[str, Value]]:
    """The package with the corrections that count in every record of its form, and the values that were read there."""
    record = package.record(guide)
    form = guide.form(record.form) if record else None
    if record is None or form is None or not word.corrections:
        return package, {}
    new: dict[str, Value] = {}
    for key, edit in word.corrections.items():
        asked, read = form.field(key), record.values.get(key)
        if asked is not None and read is not None and fresh(edit, read, asked) and not unfit(edit.value, asked):
            new[key] = typed(edit.value, asked)
    if not new:
        return package, {}
    files = tuple(_with(file, record.form, new) for file in package.files)
    return replace(package, files=files), {key: record.values[key] for key in new}


def fresh(edit: Edit, read: Value, asked: Field) -> bool:
    """Whether the form still says what it said when the correction was typed."""
    shown = "" if read.text is None else display.value_text(read, asked)
    return edit.basis == cell_checksum(cell_text(clean(shown)))


def _followed(edit: Edit, read: Value, asked: Field) -> bool:
    """Whether the form says by now what the correction says: then there is nothing to ask."""
    if unfit(edit.value, asked) or not read.text:
        return False
    wanted, there = (typed(text, asked).value for text in (edit.value, read.text))
    both = isinstance(wanted, str) and isinstance(there, str)
    return "".join(wanted.split()) == "".join(there.split()) if both else wanted == there


def _with(file: PackageFile, form: str, new: Mapping[str, Value]) -> PackageFile:
    record = file.record
    if record is None or record.form != form:
        return file
    printed = {key: places for key, places in record.printed.items() if key not in new}
    return replace(file, record=replace(record, values={**record.values, **new}, printed=printed))


def typed(text: str, asked: Field) -> Value:
    """The value of a typed text, in the contract's shape; "（空白）" means that the field is blank."""
    text = "" if text.strip() in BLANK else text
    if asked.kind == FieldKind.SCHEDULE:
        value = Value(text, [_stage(line) for line in text.split("\n") if line.strip()])
    elif asked.kind == FieldKind.TABLE:
        value = Value(text, [_row(line, asked) for line in text.split("\n") if line.strip()])
    elif asked.kind == FieldKind.OPTIONS:
        value = Value(text, options_named(text, asked) or [])
    elif asked.kind == FieldKind.CHOICE:
        option = option_named(text, asked.options)
        chosen = (option.key or option.label) if option else None
        value = Value(text, chosen, doubt=Doubt.NONE if chosen else Doubt.AMBIGUOUS if text else Doubt.UNTICKED)
    else:
        pieces = tuple(Piece(line.strip(), Place()) for line in text.split("\n") if line.strip())
        value = understand(Region(pieces, Place()), asked)
    return replace(value, place=Place(note=PlaceNote.STAFF), medium=Medium.STAFF, confidence=1.0, document="")


def _row(line: str, asked: Field) -> dict[str, str]:
    """A typed row of a table, its cells parted by strokes as they are shown; what goes beyond the last column is part of it."""
    parts = [part.strip() for part in re.split(f"[{BARS}]", line, maxsplit=max(len(asked.columns) - 1, 0))]
    return dict(zip(asked.columns, parts + [""] * len(asked.columns), strict=False))


def _stage(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in re.split(f"[{BARS}]", line)]
    parts += [""] * (3 - len(parts))
    amount = values.money(parts[1], "万元")
    return {"stage": parts[0], "budget_wan": None if amount is None else float(amount), "goal": " | ".join(parts[2:]).strip(" |")}


def parted(findings: Sequence[Finding], word: Amendments) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that count, and those that are closed: false alarms, and changes that staff accepted."""
    if not word.silenced and not word.accepted:
        return tuple(findings), ()
    closed = [(key in word.silenced or (one.kind == RuleKind.ACCOUNT_CHANGED and key in word.accepted), one)
              for key, one in zip(finding_keys(findings), findings, strict=True)]
    return tuple(one for done, one in closed if not done), tuple(one for done, one in closed if done)


def verdict_for(word: Amendments, revision: int) -> tuple[str, str]:
    """Verdict and reason given on this revision; both "" where there is none. A verdict on an earlier revision does not count."""
    now = cell_checksum(str(revision))
    if word.verdict is None or now not in (word.verdict.basis, word.reason.basis if word.reason else ""):
        return "", ""
    return word.verdict.value, word.reason.value if word.reason else ""


def stale(word: Amendments, package: Package, revision: int, guide: Guide) -> dict[int, str]:
    """Number of an edit → why it waits to be confirmed. `package` as it was read."""
    reasons: dict[int, str] = {}
    form, record = guide.form(package.form), package.record(guide)
    for key, edit in word.corrections.items():
        asked, read = form.field(key) if form else None, record.values.get(key) if record else None
        if asked is not None and read is not None and not fresh(edit, read, asked) and not _followed(edit, read, asked):
            reasons[edit.id] = "申报书中此栏已与更正时不同，现按申报书；请在“改动”表选择"
    if word.verdict is not None and verdict_for(word, revision) == ("", ""):
        reasons[word.verdict.id] = f"结论不是对现在的第{revision}版作出的；请在“改动”表选择，或改写结论、理由"
    return reasons
