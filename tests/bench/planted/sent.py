"""An application before it is sent: values, the Word file made of them, papers, mail. Everything in it can be changed first; then
it is read and checked as the product does it. Only recognition is simulated: a scan says what Word says, with typical errors of
recognition, and shows the seals that it is told to show."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from random import Random
from typing import Any

import docx
from docx.document import Document as WordDocument

from config.model import Guide
from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.model.document import Place
from parsers.model.file import File, Trouble
from parsers.model.finding import Finding
from parsers.model.mail import Head
from parsers.model.package import Package, PackageFile
from parsers.model.record import Record, Value
from parsers.model.seal import Stamp, StampKind, StampState
from parsers.ocr.scan_budget import ScanBudget
from parsers.packages.gather import packages_of
from parsers.packages.read_file import read_file
from tests.samples.make import crowd, word
from tests.samples.make.bundle import PIECES
from tests.samples.make.forms import Dialect
from tests.samples.make.paper import Paper

Fields = dict[str, Any]
Draw = Callable[[WordDocument], None]
KINDS: tuple[StampKind, ...] = ("seal", "signature", "date")
WHOSE = ("applicant_unit", "applicant_unit", "recommender")
AREAS = ("commitment", "applicant_opinion", "recommender_opinion")
FAINT = Paper(dpi=60, quality=20)
SCAN, CERTIFICATE, LICENCE, AGREEMENT = "申报书（盖章扫描件）.pdf", "非涉密证明.pdf", "法人证书.docx", "佐证材料/合作协议.docx"


@dataclass(frozen=True, slots=True)
class Sent:
    """One application. `drawn`: what is done to the Word file after it was filled; `paper`: what the scan says otherwise, None
    for a scan that was not read; `stamps`: what is not seen on it, `rings`: what its seals say instead of the names of who
    signs; `papers` by their path in the folder, a Trouble for one that cannot be used; `guide`: how the office's guide differs
    (lists, settings)."""

    form: str
    category: str
    values: Fields
    dialect: Dialect
    folder: str
    papers: Mapping[str, bytes | Trouble]
    word: str = "申报书.docx"
    drawn: tuple[Draw, ...] = ()
    paper: Mapping[str, str] | None = field(default_factory=dict)
    stamps: Mapping[tuple[str, str], StampState] = field(default_factory=dict)
    rings: Mapping[str, str] = field(default_factory=dict)
    head: Head = field(default_factory=lambda: Head(sender="office@example.org"))
    received: str = "2024-03-25T10:00:00+08:00"
    deadline: str | None = None
    guide: Callable[[Guide], Guide] = lambda guide: guide

    def says(self, **changes: Any) -> Sent:
        """The same with these values on the form."""
        return replace(self, values=self.values | changes)

    def drawing(self, *changes: Draw) -> Sent:
        """The same with this done to the Word file as well."""
        return replace(self, drawn=(*self.drawn, *changes))

    def without(self, *names: str) -> Sent:
        """The same without these papers."""
        return replace(self, papers={name: data for name, data in self.papers.items() if name not in names})

    def along(self, name: str, data: bytes | Trouble) -> Sent:
        """The same with one more paper."""
        return replace(self, papers={**self.papers, name: data})


def complete(rng: Random, category: str = "") -> Sent:
    """A complete application (of this category, where it is given) in a manner drawn by lot."""
    bundle = crowd.package(rng)
    while category and bundle.category != category:
        bundle = crowd.package(rng)
    papers: dict[str, bytes | Trouble] = {SCAN: _paper("scan"), CERTIFICATE: _paper("secret"), LICENCE: _licence()}
    papers[AGREEMENT] = PIECES["agreement"][2](bundle)
    dialect = replace(bundle.dialect, money=rng.choice(("plain", "unit")))
    return Sent(bundle.form, bundle.category, dict(bundle.values), dialect, bundle.folder, papers)


@lru_cache(maxsize=4)
def _paper(piece: str) -> bytes:
    """One scan for all: what it says is told apart from it, and drawing paper is slow."""
    bundle = replace(crowd.package(Random("paper")), paper=FAINT, edits={})
    return PIECES[piece][2](bundle)


@lru_cache(maxsize=1)
def _licence() -> bytes:
    return word.letter("事业单位法人证书", ("名称：本单位", "有效期：2022年至2027年"))


def drawn(sent: Sent) -> bytes:
    """The Word file."""
    data = word.docx(sent.form, sent.values, sent.dialect)
    if not sent.drawn:
        return data
    document = docx.Document(io.BytesIO(data))
    for change in sent.drawn:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def findings(sent: Sent, guide: Guide) -> tuple[Finding, ...]:
    """What the rules say of it."""
    package, unassigned = packed(sent, guide)
    mail = sent.head
    told = Circumstances(sent.received, sent.deadline, mail.sender, mail.sender_name, unassigned)
    return check(package, sent.guide(guide), told)


def packed(sent: Sent, guide: Guide) -> tuple[Package, tuple[PackageFile, ...]]:
    """The package as the product makes it of the files, the scan read; and files that belong to it or not."""
    data = drawn(sent)
    files = [_file(_path(sent.folder, sent.word), data)] if sent.word else []
    files += [_file(_path(sent.folder, name), paper) for name, paper in sent.papers.items()]
    packages, unassigned = packages_of(files, sent.head, guide, reader=_remembered)
    lead = next((file for file in packages[0].files if file.record), None) or read_file(_file(sent.word or "x.docx", data), guide)
    record = lead.record
    assert record is not None
    return replace(packages[0], files=tuple(_seen(file, record, sent) for file in packages[0].files)), unassigned


def _path(folder: str, name: str) -> str:
    """The name of a file in the folder; without one it is loose."""
    return f"{folder}/{name}" if folder else name


def _file(name: str, data: bytes | Trouble) -> File:
    if isinstance(data, Trouble):
        return File(name, b"", hashlib.sha256(name.encode()).hexdigest(), 0, trouble=data)
    return File(name, data, hashlib.sha256(data).hexdigest(), len(data))


_known: dict[str, PackageFile] = {}


def _remembered(file: File, guide: Guide, budget: ScanBudget | None) -> PackageFile:
    """Papers that are the same for all are read once."""
    if not file.name.endswith(".pdf"):
        return read_file(file, guide, budget)
    if file.sha256 not in _known:
        _known[file.sha256] = read_file(file, guide, budget)
    return replace(_known[file.sha256], name=file.name)


def _seen(file: PackageFile, record: Record, sent: Sent) -> PackageFile:
    """The scan with what recognition made of it."""
    if file.role != "form_scan" or sent.paper is None:
        return file
    values = {key: replace(value, text=sent.paper[key], value=sent.paper[key]) if key in sent.paper else value
              for key, value in record.values.items()}  # fmt: skip
    looked = [(area, kind) for area in AREAS for kind in KINDS]
    rings = {area: str(sent.values[whose] or "") for area, whose in zip(AREAS, WHOSE, strict=True)} | dict(sent.rings)
    words = {(area, "seal"): said for area, said in rings.items()}
    stamps = tuple(
        Stamp(area, kind, sent.stamps.get((area, kind), "seen"), Place(page=3), text=words.get((area, kind), ""))
        for area, kind in looked
    )
    return replace(file, record=slipped(replace(record, values=values)), stamps=stamps, unread=())


def slipped(record: Record) -> Record:
    """The record as a scan gives it: brackets of the other width, and in longer texts a comma lost."""
    values = {key: _slipped(value) for key, value in record.values.items()}
    return replace(record, medium="ocr", values=values, missing_labels=())


def _slipped(value: Value) -> Value:
    text = (value.text or "").replace("（", "(").replace("）", ")")
    cut = text.replace("，", "", 1) if len(text) > 30 else text
    content = cut if isinstance(value.value, str) and value.value == value.text else value.value
    return replace(value, text=cut if value.text is not None else None, value=content, medium="ocr", confidence=0.97)
