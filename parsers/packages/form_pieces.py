"""Joins a form that lies in several files, such as a cover beside its table, into one record.

A piece joins the form of its folder that lacks what the piece has, and whose unit is not another; where two forms fit, none is
guessed. Pieces alone are joined where together they print most of a form's labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from config.model import Guide, Meaning
from parsers.forms.fill import printed_value
from parsers.forms.form_records import FORM_ROLES
from parsers.forms.identify import ENOUGH_WITHOUT
from parsers.forms.labels import anchors
from parsers.model.document import Medium
from parsers.model.package import PackageFile
from parsers.model.record import Record, Value
from parsers.packages.relatedness import folders
from parsers.packages.roles import base
from parsers.values.names import near

PIECE = "与“{}”同为一份申报书"
ALONE = "只有申报书的一部分，未能确定属于哪份申报书"
JOINED = "申报书分在几个文件中，其余栏目取自“{}”"


def with_pieces(files: Sequence[PackageFile], guide: Guide) -> list[PackageFile]:
    """The files of a mail, with every piece joined to its form, or noted as one that fits none; none has a `piece` any more."""
    joined = list(files)
    for at, file in enumerate(joined):
        if file.piece is not None:
            _join(joined, at, _forms_for(joined, file, guide), guide)
    for at, file in enumerate(joined):
        if file.piece is not None:
            _together(joined, at, guide)
    return [file if file.piece is None else replace(file, piece=None, notes=(*file.notes, ALONE)) for file in joined]


def _forms_for(files: Sequence[PackageFile], piece: PackageFile, guide: Guide) -> list[int]:
    """Numbers of the files whose forms lack what this piece has: of its own folder, and of a unit that may be the same."""
    assert piece.piece is not None
    own = piece.piece
    return [
        at for at, file in enumerate(files)
        if file.record is not None and file.record.medium != Medium.OCR and folders(file) == folders(piece)
        and _fits(file.record, own, guide)
    ]  # fmt: skip


def _fits(record: Record, piece: Record, guide: Guide) -> bool:
    units = record.text_of(guide, Meaning.APPLICANT), piece.text_of(guide, Meaning.APPLICANT)
    if record.form != piece.form or (all(units) and not near(*units)):
        return False
    return any(_absent(value) and not _absent(piece.values[key]) for key, value in record.values.items())


def _join(files: list[PackageFile], at: int, forms: Sequence[int], guide: Guide) -> None:
    """Joins the piece at `at` to the only form that it fits."""
    if len(forms) != 1:
        return
    piece, home = files[at], files[forms[0]]
    assert piece.piece is not None and home.record is not None
    whole, note = _merged(home.record, piece.piece), JOINED.format(base(piece.name))
    files[forms[0]] = replace(home, record=whole, notes=(*home.notes, note))
    files[at] = replace(piece, piece=None, page_of=home.sha256, notes=(*piece.notes, PIECE.format(base(home.name))))


def _together(files: list[PackageFile], at: int, guide: Guide) -> None:
    """Makes the piece at `at` the form that it is with the other pieces of its folder, where these are most of one."""
    lead = files[at]
    whole = lead.piece
    assert whole is not None
    others: list[int] = []
    for number, file in enumerate(files):
        if number != at and file.piece is not None and folders(file) == folders(lead) and _fits(whole, file.piece, guide):
            whole, others = _merged(whole, file.piece), [*others, number]
    form = guide.form(whole.form)
    if not others or form is None or len(whole.missing_labels) > (1 - ENOUGH_WITHOUT) * len(anchors(form)):
        return
    names = "、".join(base(files[number].name) for number in others)
    role = FORM_ROLES[whole.medium]
    files[at] = replace(lead, role=role, record=whole, piece=None, notes=(*lead.notes, JOINED.format(names)))
    for number in others:
        note = PIECE.format(base(lead.name))
        files[number] = replace(files[number], piece=None, page_of=lead.sha256, notes=(*files[number].notes, note))


# --- two records into one ---------------------------------------------------------------------------------------------


def _merged(record: Record, piece: Record) -> Record:
    """The record with what only the piece prints; of a field that both print, both places, the piece's first."""
    printed = {
        key: tuple(value for value in (*piece.printed.get(key, ()), *record.printed.get(key, ())) if not _absent(value))
        for key in record.printed.keys() | piece.printed.keys()
    }
    missing = tuple((Counter(record.missing_labels) & Counter(piece.missing_labels)).elements())
    return replace(
        record,
        values={key: _value(value, piece.values.get(key), printed.get(key, ())) for key, value in record.values.items()},
        printed=printed,
        areas=piece.areas | record.areas,
        missing_labels=missing,
        renamed_labels=tuple(label for label in record.renamed_labels if label in missing),
        edition=record.edition or piece.edition,
    )


def _value(own: Value, other: Value | None, printed: Sequence[Value]) -> Value:
    if other is None or _absent(other):
        return own
    return other if _absent(own) else printed_value(printed) if printed else own


def _absent(value: Value) -> bool:
    """Whether the place itself was not found in the file."""
    return value.text is None and value.confidence == 0.0
