"""Several copies of one form: what all of them have is print, and the rest somebody wrote."""

from __future__ import annotations

from parsers.pairs import keyed, pairs
from parsers.pairs.copies import words
from tests.parsers.grids import document, table


def read(*copies: tuple[object, ...]) -> dict[str, str]:
    """The pairs of the first copy, beside the others."""
    documents = [document(*blocks) for blocks in copies]  # type: ignore[arg-type]
    shared = frozenset.intersection(*map(words, documents)) if len(documents) > 1 else None
    return keyed(pairs(documents[0], shared))


def test_labels_of_no_known_words_are_told_by_other_copies() -> None:
    def copy(one: str, other: str) -> tuple[object, ...]:
        return (table(f"乐龄值 | {one} | 助老岗 | {other}", "好邻居 | 有 | 常来往 | 少"),)

    assert read(copy("甲等", "丙类"), copy("乙等", "丁类")) == {
        "乐龄值": "甲等", "助老岗": "丙类", "好邻居": "有", "常来往": "少"}


def test_what_one_applicant_wrote_like_a_label_is_an_answer() -> None:
    def copy(*lines: str) -> tuple[object, ...]:
        return (table("团队分工 | " + "；".join(lines), "研究方向 | " + lines[0]),)

    said = read(copy("项目简介", "单位名称"), copy("水质监测", "土壤修复"), copy("气象", "海洋"))
    assert said == {"团队分工": "项目简介；单位名称", "研究方向": "项目简介"}


def test_an_answer_that_all_copies_share_stays_one() -> None:
    def copy(name: str) -> tuple[object, ...]:
        return (f"申报单位：湖南某大学    联系人：{name}", table(f"姓名 | {name} | 性别 | 男 | 所在单位 | 湖南某大学"))

    assert read(copy("王小明"), copy("李晓华")) == {
        "申报单位": "湖南某大学", "联系人": "王小明", "姓名": "王小明", "性别": "男", "所在单位": "湖南某大学"}


def test_the_blank_form_beside_a_filled_one() -> None:
    def copy(*answers: str) -> tuple[object, ...]:
        a, b = answers
        return (table("项目目标", a or " ", "经费来源 | " + b),)

    assert read(copy("预期成果：论文两篇", "学校"), copy("", ""))["项目目标"] == "预期成果：论文两篇"


def test_without_other_copies_nothing_changes() -> None:
    one = (table("姓名 | 王小明 | 性别 | 男"),)
    assert read(one) == {"姓名": "王小明", "性别": "男"}
