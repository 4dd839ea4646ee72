"""Names as a person types them after `experts`."""

from __future__ import annotations

import pytest

from intake.commands.experts import _split


@pytest.mark.parametrize(("words", "names"), [
    ("张三,李四", ("张三", "李四")), ("张三，李四、王五", ("张三", "李四", "王五")),
    (" 张三 ， 李四　,", ("张三", "李四")),
    ("张三, ,　，李四", ("张三", "李四")), ("李四,张三, 李四", ("李四", "张三")),
    ("", ()), (" ", ()), ("欧阳 明德", ("欧阳 明德",)),
])  # fmt: skip
def test_names_are_parted_by_any_comma_without_blanks_and_once(words: str, names: tuple[str, ...]) -> None:
    assert _split(words) == names
