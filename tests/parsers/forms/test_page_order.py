"""Pages of a scanned form in the order of what is printed on them."""

from __future__ import annotations

import pytest

from parsers.forms.page_order import begun, in_order
from parsers.model.document import Document, Medium, Paragraph
from tests.installation import guide

FORMS = guide().forms


def page(*lines: str) -> Document:
    return Document(Medium.OCR, tuple(Paragraph(line) for line in lines))


COVER = page("湖南省科协国际与区域科技合作交流项目", "申报书", "申报单位：某某大学", "项目类别：", "项目期限：")
FIRST = page("一、申报单位基本情况", "单位名称：某某大学", "法人代表：张三", "邮政编码：410000", "单位性质：")
SECOND = page("项目主要内容：……", "预期目标：……", "亮点与创新点：……")
PROSE = page("会议分三个阶段进行，各阶段的任务已经落实。")
LAST = page("申报单位意见：", "推荐单位意见：", "省科协审定意见：")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([COVER, FIRST, SECOND, LAST], [0, 1, 2, 3]),
        ([LAST, SECOND, FIRST, COVER], [3, 2, 1, 0]),
        ([LAST, PROSE, FIRST, COVER], [3, 2, 1, 0]),
        ([FIRST, SECOND, LAST, COVER], [3, 0, 1, 2]),
        ([SECOND, PROSE, COVER, FIRST, LAST], [2, 3, 0, 1, 4]),
        ([PROSE, PROSE], [0, 1]),
    ],
)
def test_pages_come_in_the_forms_order(given: list[Document], wanted: list[int]) -> None:
    assert in_order(given, FORMS) == wanted


def test_a_form_has_begun_with_its_title_or_its_first_labels() -> None:
    assert begun([LAST, COVER], FORMS)
    assert not begun([LAST, PROSE], FORMS)
