"""Reads scans of papers whose truth is known, and says of each value, tick, seal and signature whether it was read rightly."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from config.model import FieldKind, ScanSettings
from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.model.file import File
from parsers.model.package import Package
from parsers.model.record import Value
from parsers.model.seal import StampKind, StampState
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.gather import packages_of_document
from reports.doubts import unsurely_read
from tests.bench.papers_in_styles.printed_forms import Sheets, areas, filled
from tests.bench.papers_in_styles.styles import STYLES, scanned
from tests.bench.scan_accuracy import TICKS, same
from tests.installation import guide

SURE, LEAST = 0.9, 0.6


@dataclass(frozen=True)
class Said:
    """What was read of one field; `unsure`: staff are told that it was not read surely."""

    style: str
    paper: str
    key: str
    kind: str
    want: Any
    got: Any
    blank: bool
    right: bool
    confidence: float
    unsure: bool

    @property
    def read(self) -> bool:
        """Whether a value was given, and not a blank place or an unreadable one."""
        return self.got is not None and not self.blank

    @property
    def how(self) -> str:
        """In a word how it was said."""
        return "BLANK" if self.said_blank else "unread" if not self.read else "unsure" if self.unsure else "SURE"

    @property
    def said_blank(self) -> bool:
        """Whether something printed was called blank."""
        return self.blank and bool(self.want)


@dataclass
class Read:
    """All that was read of one scan. `stamps` are (seal or signature, truth, what was said); `fixes` firm findings from paper."""

    said: list[Said] = field(default_factory=list)
    stamps: list[tuple[str, bool, str]] = field(default_factory=list)
    fixes: list[str] = field(default_factory=list)


def read(style: str, number: int, seed: int, office: bool = True) -> Read:
    """One paper in one style."""
    sheets = filled(number, seed, STYLES[style].wishes, office)
    data = scanned(sheets, STYLES[style], seed)
    rules = guide()
    file = File("申报书.pdf", data, hashlib.sha256(data).hexdigest(), len(data))
    packages = packages_of_document(file, rules, scan_budget(ScanSettings(), rules))
    looked = max(packages, key=lambda p: len(p.records), default=None)
    out = Read()
    out.said += _fields(style, sheets, looked)
    out.stamps += _stamps(sheets, looked)
    if looked is not None:
        out.fixes += [f.rule for f in check(looked, rules, Circumstances()) if f.severity == "fix" and f.rule != "word-missing"]
    return out


def _fields(style: str, sheets: Sheets, looked: Package | None) -> Iterator[Said]:
    rules = guide()
    form, record = rules.form(sheets.form), looked.record(rules) if looked else None
    assert form is not None
    for asked in form.fields:
        want = sheets.values.get(asked.key)
        if want is None or (asked.key in TICKS and not want):
            continue
        value = record.values.get(asked.key, Value(None)) if record and record.form == sheets.form else Value(None)
        got = value.value if value.value is not None or asked.kind == FieldKind.CHOICE else value.text
        blank = value.blank or got in ([], "")
        right = (blank and value.text is not None) if want in ("", []) else same(asked.key, want, got)
        unsure = unsurely_read(value)
        yield Said(style, sheets.name, asked.key, asked.kind, want, got, blank, right, value.confidence, unsure)


def _stamps(sheets: Sheets, looked: Package | None) -> Iterator[tuple[str, bool, str]]:
    seen = {(s.area, s.kind): s.state for f in looked.files for s in f.stamps} if looked else {}
    for area, (sealed, signed) in areas(sheets).items():
        for kind, truth in ((StampKind.SEAL, sealed), (StampKind.SIGNATURE, signed)):
            yield kind, truth, seen.get((area, kind), StampState.CANNOT_TELL)  # type: ignore[call-overload]


def drawn(styles: list[str], count: int, seed: int) -> list[tuple[str, int]]:
    """So many papers in these styles in turn: style and number. Each style comes with papers of all categories."""
    rng = Random(seed)
    return [(style, turn * 4 + rng.randrange(4)) for turn in range(-(-count // len(styles))) for style in styles][:count]

