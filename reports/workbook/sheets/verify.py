"""Sheet 核验: a line a thing that a person must check: seals and signatures with a picture, what Word and paper say differently
with both values, and every other finding that a machine cannot decide."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, replace

from config.model import MASKED, Field, Guide
from parsers.checks.finding_kind import is_kind
from parsers.compare.field_comparison import shown
from parsers.model.document import PlaceNote
from parsers.model.finding import Finding, Severity
from parsers.model.package import PackageFile, Role
from parsers.model.record import Value
from parsers.model.rule_kind import RuleKind
from parsers.model.seal import Stamp, StampKind, StampState
from parsers.rules.seal_name import WHO
from parsers.seals.owner import Whose, whose
from reports import display
from reports.account_changes import account_changes
from reports.case import Case, Desk
from reports.guide_words.labels import label_of
from reports.state_words import SEVERITY, STAMP, word_of
from reports.workbook.cells import Picture, file_link, row_link
from reports.workbook.columns import KEY, NOTE, NUMBER, UNIT, Column, Row, Sheet, row_key
from reports.workbook.finding_keys import finding_keys
from reports.workbook.sheets.overview import OVERVIEW

MOST_PICTURES, MOST_BYTES, LARGEST = 3_000, 24 << 20, 256 << 10
"""Limits of the workbook's pictures: how many, how many bytes together, and each. Further ones are on the case's page."""
ELSEWHERE, UNPLACED = "（图见案卷页）", "位置不详"
STAMP_KINDS = {
    RuleKind.SEAL: StampKind.SEAL, RuleKind.SEAL_NAME: StampKind.SEAL, RuleKind.SIGNATURE: StampKind.SIGNATURE,
}  # fmt: skip
"""Kind of rule → the kind of stamp it is about."""
STATE = {StampState.SEEN: "✓ 看到了", StampState.NOT_SEEN: "✗ 没有看到", StampState.CANNOT_TELL: "？不能确定"}

NO_PROBLEM = "无问题"
"""A person's word that a thing is as it should be; a change of account, code or unit is closed by it."""

VERIFY = Sheet("核验", (
    KEY, NUMBER, UNIT,
    Column("severity", "程度", 7, "short", palette="severity"),
    Column("kind", "看什么", 12, "short"),
    Column("field", "栏目", 17),
    Column("message", "机器看到的", 38, "long"),
    Column("picture", "图", 24, "short"),
    Column("word", "Word版", 22, "long"),
    Column("paper", "扫描件", 22, "long"),
    Column("document", "文件", 22),
    Column("place", "位置", 14),
    Column("staff_result", "结果", 12, staff=True, choices=(NO_PROBLEM, "有问题", "待联系"), palette="verdict"),
    NOTE,
), frozen=4, lines=7, tab="#B8860B")
"""Key: case number|stamp|area|kind, or the key of the finding as on 形审."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line before its picture is chosen."""

    row: Row
    stamp: Stamp | None = None
    changed: bool = False


def rows(desk: Desk, guide: Guide) -> list[Row]:
    """Everything that a person must check: changes of account, code or unit, what else is open, then what the machine saw; each
    in the order of 总览."""
    entries = [entry for n, case in enumerate(desk.cases, 1) for entry in _entries(case, guide, n, desk.links or {})]
    entries.sort(key=lambda entry: (not entry.changed, entry.row["severity"] != SEVERITY[Severity.VERIFY]))
    pictures = _pictures(entries)
    return [entry.row | {"picture": pictures.get(n, "")} for n, entry in enumerate(entries)]


def _pictures(entries: list[_Entry]) -> dict[int, Picture | str]:
    """Index of the line → its picture; first those that were not clearly seen, as long as there is room."""
    chosen: dict[int, Picture | str] = {}
    room = MOST_BYTES
    wanted = [(n, entry.stamp) for n, entry in enumerate(entries) if entry.stamp and entry.stamp.picture]
    for n, stamp in sorted(wanted, key=lambda entry: entry[1].state == StampState.SEEN):
        data = _decoded(stamp.picture)
        fits = data is not None and len(data) <= min(room, LARGEST) and len(chosen) < MOST_PICTURES
        chosen[n] = Picture(data) if fits and data is not None else ELSEWHERE
        room -= len(data) if fits and data is not None else 0
    return chosen


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _entries(case: Case, guide: Guide, overview_row: int, links: dict[str, str]) -> Iterator[_Entry]:
    stamps = _stamps(case)
    accounts = display.private_numbers(case, guide, *MASKED)
    base = {"case_no": row_link(case.case_no or "", OVERVIEW, overview_row), "unit": display.unit(case, guide)}
    about = {(stamp, f.field): f for f in case.findings if (stamp := _stamp_of(f, guide))}
    lines = [
        _Entry(base | _of_stamp(case, guide, file, stamp, about.pop((stamp.kind, stamp.area), None), links), stamp)
        for file, stamp in stamps
    ]
    lines += [
        _Entry(base | _of_finding(case, guide, key, finding, accounts, links), changed=finding in account_changes(case))
        for key, finding in _open(case, guide, about)
    ]
    yield from lines


def _stamp_of(finding: Finding, guide: Guide) -> StampKind | None:
    """Which stamp a finding is about, None where it is about none."""
    return next((stamp for kind, stamp in STAMP_KINDS.items() if is_kind(finding, guide, kind)), None)


def _stamps(case: Case) -> list[tuple[PackageFile, Stamp]]:
    """One for each signed part and kind, the surest of all scans: seen before cannot tell before not seen."""
    rank = {StampState.SEEN: 0, StampState.CANNOT_TELL: 1, StampState.NOT_SEEN: 2}
    surest: dict[tuple[str, str], tuple[PackageFile, Stamp]] = {}
    for file in case.package.of_role(Role.FORM_SCAN, Role.FORM_PDF):
        for stamp in file.stamps:
            best = surest.get((stamp.area, stamp.kind))
            if stamp.kind != StampKind.DATE and (best is None or rank[stamp.state] < rank[best[1].state]):
                surest[stamp.area, stamp.kind] = (file, stamp)
    return list(surest.values())


def _open(
    case: Case, guide: Guide, stamps: dict[tuple[StampKind, str | None], Finding]
) -> Iterator[tuple[str, Finding]]:
    """Findings for a person, with their keys on 形审; those about a stamp only where no picture of it is on this sheet."""
    left = {id(finding) for finding in stamps.values()}
    accepted = [finding for finding in case.silenced if finding.kind == RuleKind.ACCOUNT_CHANGED]
    findings = display.by_severity([*case.findings, *accepted], guide.form(case.form))
    for key, finding in zip(finding_keys(findings), findings, strict=True):
        if finding.severity == Severity.VERIFY and (not _stamp_of(finding, guide) or id(finding) in left):
            yield row_key(case.case_no, key), finding


def _of_stamp(
    case: Case, guide: Guide, file: PackageFile, stamp: Stamp, finding: Finding | None, links: dict[str, str]
) -> Row:
    said_on_it = f"；可辨文字：{stamp.text}{_whose(case, guide, stamp)}" if stamp.text else ""
    return {
        "key": row_key(case.case_no, "stamp", stamp.area, stamp.kind),
        "severity": word_of(SEVERITY, finding.severity if finding else "note"), "kind": STAMP[stamp.kind],
        "field": display.field_label(guide.form(case.form), stamp.area),
        "message": STATE[stamp.state] + (f"（{stamp.note}）" if stamp.note else "") + said_on_it,
        "document": file_link(display.base_name(file.name), links.get(file.sha256)), "place": _page(stamp.place.page),
    }


def _whose(case: Case, guide: Guide, stamp: Stamp) -> str:
    """Whose seal it is by the words read on it, as far as they tell."""
    meaning, record = WHO.get(stamp.area), case.package.record(guide)
    value = record.of(guide, meaning) if record and meaning else None
    if stamp.kind != StampKind.SEAL or value is None or not value.text or value.place.note == PlaceNote.SEAL:
        return ""
    who = label_of(guide, WHO[stamp.area], case.form)
    words = {Whose.ITS_OWN: f"（与{who}相符）", Whose.ANOTHERS: f"（似与{who}不符）", Whose.CANNOT_TELL: ""}
    return words[whose(stamp.text, value.text, guide)]


def _of_finding(
    case: Case, guide: Guide, key: str, finding: Finding, accounts: tuple[str, ...], links: dict[str, str]
) -> Row:
    digests, form = {file.name: file.sha256 for file in case.package.files}, guide.form(case.form)
    row = {
        "key": key, "severity": "已消除" if finding in case.silenced else word_of(SEVERITY, finding.severity),
        "kind": "变更" if finding.kind == RuleKind.ACCOUNT_CHANGED else "其他",
        "field": display.field_label(form, finding.field), "message": _masked(finding.message, accounts),
        "document": file_link(display.base_name(finding.document), links.get(digests.get(finding.document, ""))),
        "place": finding.place.chinese() if finding.place else "",
    }
    if not is_kind(finding, guide, RuleKind.WORD_SCAN_MISMATCH):
        return row
    return row | {"kind": "不一致"} | _two_sides(case, guide, finding)


def _two_sides(case: Case, guide: Guide, finding: Finding) -> dict[str, str]:
    """Both values with their places, as the comparison showed them; nothing where a whole edition differs."""
    form = guide.form(case.form)
    field = form.field(finding.field or "") if form else None
    record = case.package.record(guide)
    paper = next((f.record for f in case.package.files if f.name == finding.document and f.record), None)
    one = record.values.get(finding.field or "") if record else None
    other = paper.values.get(finding.field or "") if paper else None
    if field is None or one is None or other is None:
        return {}
    first, second = shown(field, _plain(one, field), _plain(other, field))
    return {
        "message": f"{field.label}两处写法不同，以哪一处为准请人工确定",
        "word": f"{first}\n（{one.place.chinese() or UNPLACED}）", "paper": f"{second}\n（{other.place.chinese() or UNPLACED}）",
    }


def _plain(value: Value, field: Field) -> Value:
    """The same value for this sheet: of a bank account only the last digits (R126)."""
    if field.kind not in MASKED or not value.text:
        return value
    return replace(value, text=display.masked(value.text), value=display.masked(value.text))


def _masked(text: str, accounts: tuple[str, ...]) -> str:
    for digits in accounts:
        text = display.without(text, (digits,), display.masked(digits))
    return text


def _page(page: int | None) -> str:
    return f"第{page}页" if page else ""
