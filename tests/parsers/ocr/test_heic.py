"""A phone's picture (HEIC) is drawn by a library that only reads the format."""

from __future__ import annotations

import base64

import pytest

from parsers.model.file import TroubleKind, Unreadable
from parsers.ocr.render import Pages

LYING = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAaFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAAAAAERAAAIA"
    "AQAAAAABxQABAAAAAAAAAK8AAgAAAAACdAABAAAAAAAAACQAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlm"
    "AAAAAA5waXRtAAAAAAABAAAA4GlwcnAAAADAaXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAPPAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAPLoC"
    "QGEAAQArQgEBA3AAAAMAkAAAAwAAAwA8oAoIDJZbqSSmubgIaDAgAAADAyAAAAMAIWIAAQAHRAHBcrBiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAA"
    "AAAAAAFAAAAAyAAAABBwaXhpAAAAAAMICAgAAAAJaXJvdAMAAAAYaXBtYQAAAAAAAAABAAEFgQIDBIUAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAANtt"
    "ZGF0AAAAqygBrxkh8CsVaqhVewzLvvWnxqd+kaOP0r/1xP14gIV/3m/1KXaO8J+r71BjKT/lI+I9R2ZUiYernBQVqZYgW/ovI5idmxxfYLkuN3zfYycxMMhz"
    "oy9CpkiSl9XChdSTG/Ju+APQBWhNQItabkqgEzbqGHFARkHczyKRGvp7exagJ+YkINYwiHTFZIPElyFHyqYBhMiA24qyVvf1pkOaH7CdgAP4AdYGeAALuAAA"
    "AAZFeGlmAABNTQAqAAAACAABARIAAwAAAAEABgAAAAAAAA=="
)
"""A white page 320 × 200 with a red square at its left, which the phone says is to be turned upright."""


def test_a_phones_picture_is_drawn_upright() -> None:
    with Pages([(LYING, "image/heic")]) as pages:
        drawn = pages.draw(1)
    assert (len(pages), drawn.shape) == (1, (320, 200, 3))
    red = drawn[60, 140].tolist()
    assert red[0] > 200
    assert max(red[1:]) < 60
    assert min(drawn[250, 60].tolist()) > 240


@pytest.mark.parametrize("length", [40, 300, len(LYING) - 60])
def test_a_phones_picture_cut_off_is_damaged(length: int) -> None:
    with pytest.raises(Unreadable) as caught, Pages([(LYING[:length], "image/heic")]) as pages:
        pages.draw(1)
    assert caught.value.trouble.kind == TroubleKind.DAMAGED
