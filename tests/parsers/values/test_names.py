"""Names of a guide's lists as they stand in a text."""

from __future__ import annotations

import pytest

from parsers.values.names import mentioned, mentions

LANDS = ("印度尼西亚/印尼", "印度", "中国香港/香港", "日本", "UK/英国")


@pytest.mark.parametrize(("text", "named"), [
    ("", ()),
    ("印度和印度尼西亚", ("印度", "印度尼西亚")),
    ("印度尼西亚和印度", ("印度尼西亚", "印度")),
    ("印尼", ("印度尼西亚",)),
    ("日本、香港、日本、中国香港", ("日本", "中国香港")),
    ("the UK, London", ("UK",)),
    ("UKRAINE", ()),
    ("在UK的", ("UK",)),
])  # fmt: skip
def test_names_are_told_once_in_the_order_of_the_text_the_longest_first(text: str, named: tuple[str, ...]) -> None:
    assert mentioned(text, LANDS) == named
    assert mentions(text, LANDS) is bool(named)
