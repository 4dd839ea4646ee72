"""Turns a guide into the rules of it that break when they are asked: every rule is asked about an application of each form and
category, once blank and once filled in."""

from __future__ import annotations

from collections.abc import Iterator

from config.language import say
from config.model import Field, FieldKind, Form, Guide, Meaning
from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.forms.answer_regions import Piece, Region
from parsers.forms.field_values import understand
from parsers.model.document import Place
from parsers.model.package import Package, PackageFile, PackageShape, Role
from parsers.model.record import Record, Value

WORDS = ("", "某省某大学", "2024年1月至2025年12月，申请经费300000元，共5人，来自美国、日本、德国", "0731-80000000",
         "\u202e{x}%s\\" * 20)
MOMENTS = Circumstances("2024-03-01T10:00:00+08:00", "2024-02-01T18:00:00+08:00", "a@example.org", "某市科协")


def problems(guide: Guide) -> Iterator[str]:
    """One line for each form of which an application cannot be checked, with the error; the values are never shown."""
    for form in guide.forms:
        categories = [one.key for one in guide.categories if one.form == form.key] or [""]
        for category in categories:
            try:
                for words in WORDS:
                    check(_package(form, category, words), guide, MOMENTS)
            except Exception as error:  # whatever a rule raises is a fault of the guide or of ours, and not of an application
                yield f"forms[{form.key}]: " + say(f"试查一份申报书时规则出错：{type(error).__name__}",
                                                   f"a rule breaks on an application tried: {type(error).__name__}")
                break


def _package(form: Form, category: str, words: str) -> Package:
    """An application of which every field says the same."""
    ticked = form.key_of(Meaning.CATEGORY)
    values = {field.key: Value(category, category) if field.key == ticked else _value(field, words) for field in form.fields}
    record = Record(form=form.key, values=values, printed={}, areas={})
    file = PackageFile("某省某大学/申报书.docx", "0" * 64, 1, Role.FORM_WORD, "application/msword", record=record)
    return Package(files=(file,), shape=PackageShape.FOLDER)


def _value(field: Field, words: str) -> Value:
    """The words as the reader of forms understands them at this field; a schedule without rows."""
    if field.kind in (FieldKind.SCHEDULE, FieldKind.TABLE):
        return Value("", [])
    pieces = (Piece(words, Place()),) if words else ()
    return understand(Region(pieces, Place()), field)
