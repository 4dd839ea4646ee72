"""Recognised numbers, codes and addresses: what their type decides, and what it leaves in doubt."""

from __future__ import annotations

import pytest

from config.model import Field, FieldKind
from parsers.forms.answer_regions import Piece, Region
from parsers.forms.field_values import understand
from parsers.forms.recognised.types_decide import AS_DIGITS, DOUBTFUL
from parsers.model.document import Place
from parsers.model.record import Value
from parsers.values.credit import valid


def read(kind: FieldKind, text: str, confidence: float = 0.97) -> Value:
    region = Region((Piece(text, Place(page=1), (), confidence),), Place(page=1))
    return understand(region, Field(key="field", label="栏", kind=kind))


@pytest.mark.parametrize(("kind", "text", "number"), [
    (FieldKind.PHONE, "l3899624992", "13899624992"), (FieldKind.PHONE, "O731-8828l234", "0731-88281234"),
    (FieldKind.POSTCODE, "41OO82", "410082"), (FieldKind.ACCOUNT, "62220212345|7", "6222021234517"),
])  # fmt: skip
def test_letters_in_a_number_are_digits_and_less_sure(kind: FieldKind, text: str, number: str) -> None:
    value = read(kind, text)
    assert (value.text, value.value, value.confidence, value.note) == (number, number, DOUBTFUL, f"{AS_DIGITS}{text}")
    assert set(value.doubted) <= set("01") and value.doubted


@pytest.mark.parametrize(("kind", "text"), [
    (FieldKind.PHONE, "13899624992"), (FieldKind.PHONE, "lO办公室"), (FieldKind.PHONE, "IO12"), (FieldKind.PHONE, ""),
    (FieldKind.PHONE, "电话l3899624992"), (FieldKind.POSTCODE, "4100821"), (FieldKind.POSTCODE, "OllOOl"),
    (FieldKind.POSTCODE, "41008S"), (FieldKind.TEXT, "l3899624992"), (FieldKind.ACCOUNT, "无"), (FieldKind.POSTCODE, "410208ner"),
    (FieldKind.PHONE, "91430400MA4L7Q2X5D"), (FieldKind.PHONE, "0731-88281234（转801）"),
])  # fmt: skip
def test_where_the_rest_does_not_fit_it_stays_as_read_and_letters_are_unsure(kind: FieldKind, text: str) -> None:
    value = read(kind, text)
    assert (value.text, value.doubted, value.note) == (text, "", "")
    lettered = kind != FieldKind.TEXT and any(char.isascii() and char.isalpha() for char in text)
    assert value.confidence == (DOUBTFUL if lettered else 0.97 if text else 1.0)


def test_a_typed_number_is_as_it_was_typed() -> None:
    assert read(FieldKind.PHONE, "l3899624992", 1.0).value == "l3899624992"


@pytest.mark.parametrize(("address", "odd"), [
    ("office@zzd1g-talent.org.cn", "1"), ("wang1@126.com", "1"), ("zhang2o1@126.com", "o1"), ("a0b@126.com", "0"),
    ("office@zzdlg-talent.org.cn", ""), ("haizhi810@post5.example.org", ""), ("lili@hnust.edu.cn", ""), ("kexie10@163.com", ""),
])  # fmt: skip
def test_a_sign_of_an_address_that_its_neighbours_do_not_decide_is_in_doubt(address: str, odd: str) -> None:
    value = read(FieldKind.EMAIL, address)
    assert (value.value, value.doubted, value.confidence) == (address, odd, DOUBTFUL if odd else 0.97)


@pytest.mark.parametrize(("code", "before", "after"), [
    ("91430300627315671X", 0.97, 0.97), ("12430000MB1K93724Q", 0.9, 0.9), ("914303006273156", 0.9, 0.9), ("登记中", 0.9, 0.9),
])  # fmt: skip
def test_the_check_character_makes_a_code_surer_or_less_sure(code: str, before: float, after: float) -> None:
    sure = read(FieldKind.CODE, code, before).confidence
    if valid(code):
        assert before < sure < 1
    else:
        assert sure == (min(after, DOUBTFUL) if len(code) == 18 else after)
