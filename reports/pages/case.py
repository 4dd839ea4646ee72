"""Makes the page of one case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from config.model import MASKED, Field, FieldKind, Form, Guide, Meaning
from parsers.model.document import Place
from parsers.model.package import PackageFile
from parsers.model.record import Value
from parsers.model.seal import StampState
from reports import display
from reports.account_changes import account_changes
from reports.case import Case
from reports.doubts import UNSURE, filling, in_doubt, unsurely_read
from reports.guide_words.labels import label_of
from reports.guide_words.roles import role_word
from reports.guide_words.uses import has_several_categories, has_several_forms
from reports.pages.findings import groups
from reports.pages.page_content import Box, CaseFile, Leaf
from reports.pages.page_templates import render
from reports.revision_changes import Change, changes
from reports.state_words import (  # fmt: skip
    AREA,
    DOUBT,
    FILL,
    LETTER_KIND,
    LETTER_STATE,
    MAIL_KIND,
    MEDIA_TYPE,
    MEDIUM,
    SEVERITY,
    STAMP,
    STATUS,
    TROUBLE,
    spoken,
    word_of,
)

LONGEST = 20_000
MOST_FILES, MOST_SEALS, MOST_BOXES, MOST_UNCLAIMED = 500, 60, 400, 100
LONGEST_PICTURE = 400_000
STAMP_STATE = {StampState.SEEN: "看到", StampState.NOT_SEEN: "未看到", StampState.CANNOT_TELL: "不能确定"}

_LONG = (FieldKind.LONG_TEXT, FieldKind.SCHEDULE, FieldKind.TABLE, FieldKind.OPTIONS)


def case_page(file: CaseFile, guide: Guide, mark: str = "") -> str:
    """The page as HTML. `mark` is a digest kept in it, by which the writer of pages knows whether this one is up to date."""
    case, form = file.case, guide.form(file.case.form)
    shown = _Shown(file, guide)
    return render("case.html.j2", {
        "mark": mark, "number": case.case_no or "", "unit": display.unit(case, guide), "project": display.project(case, guide),
        "status": word_of(STATUS, case.status), "status_key": case.status, "head": _head(case, form, guide, file.marks),
        "groups": groups(file, guide, shown), "fields": [] if file.closed else list(_fields(case, form, guide, shown)),
        "unclaimed": [] if file.closed else list(_unclaimed(case, form, shown)),
        "files": _files(file, guide), "mails": _mails(file),
        "letters": _letters(file), "history": [] if file.closed else _history(file, guide),
        "seals": [] if file.closed else _seals(case, form, shown), "closed": file.closed,
        "changed": [] if file.closed else [shown.masked(finding.message) for finding in account_changes(case)],
        "title": guide.title,
        "counts": [(word_of(SEVERITY, key), sum(f.severity == key for f in case.findings), key) for key in SEVERITY],
        "papers": [] if file.closed else shown.papers(),
    })


@dataclass(frozen=True, slots=True)
class _Mark:
    """A box on a page picture; `key` connects it to what is clicked."""

    key: str
    box: Box
    label: str


class _Shown:
    """The pages that have pictures, and the boxes that were asked for on them."""

    def __init__(self, file: CaseFile, guide: Guide) -> None:
        self._leaves: dict[tuple[str, int], Leaf] = {(leaf.sha256, leaf.page): leaf for leaf in file.leaves}
        self._marks: dict[tuple[str, int], list[_Mark]] = {}
        self._count = 0
        self.case, self.guide = file.case, guide
        self.digests = {f.name: f.sha256 for f in file.case.package.files}
        drawn = [f for f in file.case.package.files if any(leaf.sha256 == f.sha256 for leaf in file.leaves)]
        several = len({f.sha256 for f in drawn}) > 1  # then a page's number alone does not say which paper it belongs to
        self._papers = {f.sha256: role_word(guide, f.role).removeprefix("申报书") for f in drawn} if several else {}
        self.links = file.links or {}
        self.accounts = display.private_numbers(file.case, guide, *MASKED)

    def spot(self, document: str, place: Place | None, label: str) -> dict[str, Any] | None:
        """The link to a place: its page picture, with a box where one is known. None where there is no picture of it."""
        leaf = self._leaves.get((self.digests.get(document, ""), place.page or 1)) if place else None
        if leaf is None or place is None or (place.page is None and place.box is None):
            return None
        key = ""
        if place.box and self._count < MOST_BOXES:
            self._count += 1
            key = f"b{self._count}"
            self._marks.setdefault((leaf.sha256, leaf.page), []).append(_Mark(key, place.box, label))
        return {"page": self._anchor(leaf), "key": key, "text": f"{self._papers.get(leaf.sha256, '')}第{leaf.page}页"}

    def papers(self) -> list[dict[str, Any]]:
        """Files that have pictures, with their pages and the boxes asked for: must be called last."""
        papers: list[dict[str, Any]] = []
        for file in self.case.package.files:
            leaves = sorted((x for x in self._leaves.values() if x.sha256 == file.sha256), key=lambda x: x.page)
            if leaves and not any(paper["sha256"] == file.sha256 for paper in papers):
                papers.append({"name": display.base_name(file.name), "role": role_word(self.guide, file.role),
                              "sha256": file.sha256,
                              "more": (file.pages or 0) - len(leaves), "pages": [self._page(leaf) for leaf in leaves]})
        return papers

    def masked(self, text: str) -> str:
        """A text in which bank accounts show only their last digits."""
        for digits in self.accounts:
            text = display.without(text, (digits,), display.masked(digits))
        return text

    def _page(self, leaf: Leaf) -> dict[str, Any]:
        tall = round(1000 * leaf.height / max(leaf.width, 1))
        marks = [{"key": m.key, "label": m.label, "x": m.box[0], "y": m.box[1], "w": max(4, m.box[2] - m.box[0]),
                  "h": max(4, m.box[3] - m.box[1])} for m in self._marks.get((leaf.sha256, leaf.page), [])]
        return {"anchor": self._anchor(leaf), "number": leaf.page, "path": leaf.path, "width": leaf.width, "height": leaf.height,
                "tall": tall, "marks": marks}

    @staticmethod
    def _anchor(leaf: Leaf) -> str:
        return f"p{leaf.sha256[:12]}-{leaf.page}"


# --- the parts of the page, in its order ------------------------------------------------------------------------------


def _head(case: Case, form: Form | None, guide: Guide, marks: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    said_of = (
        ("申报类别", (form.name if has_several_forms(guide) else "") if form else "未识别到申报书"),
        ("小类", display.category_name(case, guide) if has_several_categories(guide) else ""),
        *((label_of(guide, meaning, case.form), display.text_of(case, guide, meaning))
          for meaning in (Meaning.RECOMMENDER, Meaning.LEADER, Meaning.CONTACT)), ("版次", f"第{case.revision}次提交"),
        ("最近收到", spoken(case.received)), ("发件人", case.sender or ""), *marks,
    )
    return [(name, text) for name, text in said_of if text]


def _fields(case: Case, form: Form | None, guide: Guide, shown: _Shown) -> Iterator[dict[str, Any]]:
    """Every field of the form: the value that counts first, then where every other paper of the package has it."""
    record = case.package.record(guide)
    doubts = in_doubt(case, guide)
    troubled = {f.field: f.severity for f in reversed(display.by_severity(case.findings, form)) if f.field}
    for field in form.fields if form and record else ():
        value = record.values.get(field.key) if record else None
        if value is None:
            continue
        yield {
            "label": field.label, "value": _text(value, field, shown), "fill": (fill := filling(value, field.key in doubts)),
            "fill_word": FILL[fill],
            "where": _where(value), "long": field.kind in _LONG,
            "sure": f"{value.confidence:.0%}" if value.confidence < 1 else "", "severity": troubled.get(field.key, ""),
            "note": "；".join(n for n in (_doubt(value), value.note) if n),
            "spots": [s for s in (shown.spot(v.document, v.place, field.label) for v in _seen(case, field, value)) if s][:6],
            "link": shown.links.get(shown.digests.get(value.document, ""), ""),
        }


def _doubt(value: Value) -> str:
    """What is wrong with a tick or a period, or that the words were not read surely."""
    return word_of(DOUBT, value.doubt) if value.doubt else UNSURE if unsurely_read(value) else ""


def _seen(case: Case, field: Field, value: Value) -> list[Value]:
    """Every reading of this field in the package, the one that counts first."""
    others = [v for f in case.package.files if f.record and f.record.form == case.form
              if (v := f.record.values.get(field.key)) is not None]
    return [value, *(v for v in others if (v.document, v.place) != (value.document, value.place))]


def _text(value: Value, field: Field, shown: _Shown) -> str:
    if value.text is None:
        return display.UNREADABLE
    text = display.value_text(value, field)[:LONGEST]
    return display.masked(text) if field.kind in MASKED else shown.masked(text)


def _unclaimed(case: Case, form: Form | None, shown: _Shown) -> Iterator[dict[str, Any]]:
    """Words and marks of the documents that no field, label or printed sentence accounts for."""
    pieces = [piece for record in case.package.records if form and record.form == form.key for piece in record.unclaimed]
    for piece in pieces[:MOST_UNCLAIMED]:
        where = (display.base_name(piece.document), piece.place.chinese())
        yield {
            "text": shown.masked(piece.text), "field": display.field_label(form, piece.field) if piece.field else "",
            "where": " · ".join(filter(None, where)), "spot": shown.spot(piece.document, piece.place, "未归入"),
            "link": shown.links.get(shown.digests.get(piece.document, ""), ""),
        }


def _where(value: Value) -> str:
    parts = (word_of(MEDIUM, value.medium), display.base_name(value.document), value.place.chinese())
    return " · ".join(part for part in parts if part)


def _files(file: CaseFile, guide: Guide) -> list[dict[str, Any]]:
    links = file.links or {}
    return [{
        "name": f.name, "role": role_word(guide, f.role), "type": word_of(MEDIA_TYPE, f.media_type.lower()),
        "size": _size(f.size),
        "pages": f.pages or "", "trouble": _trouble(f), "notes": "；".join(f.notes), "link": links.get(f.sha256, ""),
        "sha256": f.sha256[:16],
    } for f in file.case.package.files[:MOST_FILES]]


def _trouble(file: PackageFile) -> str:
    trouble = file.trouble
    return "：".join(p for p in (word_of(TROUBLE, trouble.kind), trouble.detail) if p) if trouble else ""


def _size(size: int) -> str:
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(1, round(size / 1024))} KB" if size else "0"


def _mails(file: CaseFile) -> list[dict[str, Any]]:
    links = file.links or {}
    return [{
        "received": spoken(m.received), "sender": m.sender, "name": m.sender_name, "subject": m.subject,
        "kind": word_of(MAIL_KIND, m.kind) if m.kind else "", "link": links.get(m.sha256, ""),
        "unassigned": [] if file.closed else [
            {"name": display.base_name(f.name), "trouble": _trouble(f), "link": links.get(f.sha256, "")}
            for f in m.unassigned[:MOST_FILES]
        ],
    } for m in file.mails]


def _letters(file: CaseFile) -> list[dict[str, Any]]:
    return [{
        "kind": word_of(LETTER_KIND, m.row.kind), "state": word_of(LETTER_STATE, m.row.state), "state_key": m.row.state,
        "when": spoken(m.row.changed or m.row.created), "recipient": m.row.recipient, "subject": m.row.subject,
        "why": m.row.why, "returned": m.row.returned, "came_back": m.row.came_back, "text": m.text[:LONGEST],
    } for m in file.letters]


def _history(file: CaseFile, guide: Guide) -> list[dict[str, Any]]:
    """Every revision, the newest first, with what it changed against the one before."""
    states = [*file.older, file.case]
    revisions: list[dict[str, Any]] = []
    for n, state in enumerate(states):
        came = [c for c in changes(states[n - 1], state, guide) if c.kind != "status"][:100] if n else []
        revisions.append({"revision": state.revision, "received": spoken(state.received), "sender": state.sender or "",
                      "files": len(state.package.files), "changes": [_change(c) for c in came], "first": n == 0})
    return revisions[::-1]


def _change(change: Change) -> Mapping[str, str]:
    kinds = {"field": "栏目", "file": "文件", "finding": "发现", "status": "状态"}
    return {"kind": kinds[change.kind], "label": change.label, "old": change.old, "new": change.new}


def _seals(case: Case, form: Form | None, shown: _Shown) -> list[dict[str, Any]]:
    """What was looked for in the signed parts, side by side for each part."""
    stamps = [(f, s) for f in case.package.files for s in f.stamps][:MOST_SEALS]
    return [
        {"area": (word := display.part_label(form, key)), "stamps": [{
            "kind": STAMP[s.kind], "state": STAMP_STATE[s.state], "seen": s.state == StampState.SEEN,
            "note": s.note, "text": s.text,
            "picture": s.picture if len(s.picture) <= LONGEST_PICTURE else "", "document": display.base_name(f.name),
            "spot": shown.spot(f.name, s.place, f"{word} {STAMP[s.kind]}"),
        } for f, s in stamps if s.area == key]}
        for key in AREA if any(s.area == key for _, s in stamps)
    ]
