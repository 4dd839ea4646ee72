"""Files that somebody attached inside a PDF are files of the mail: beside the PDF, within the limits, and once."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from config.model import LimitSettings
from parsers.model.file import File, TroubleKind
from tests.intake.packers import given
from tests.tales import Tale, found, piece, zipped


def with_attached(*files: tuple[str, bytes], onto: bytes = b"") -> bytes:
    """A PDF, or one blank page, with these files attached inside."""
    pdf, out = pikepdf.open(io.BytesIO(onto)) if onto else pikepdf.new(), io.BytesIO()
    if not onto:
        pdf.add_blank_page()
    for name, data in files:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
    pdf.save(out)
    return out.getvalue()


def names(files: tuple[File, ...]) -> list[tuple[str, str]]:
    return [(file.name, file.trouble.kind if file.trouble else "") for file in files]


def test_attached_files_lie_beside_their_pdf() -> None:
    pdf = with_attached(("项目二.docx", piece("word", "two")), ("说明.txt", b"x"))
    assert sorted(names(given(("材料/申报书.pdf", pdf)))) == [
        ("材料/申报书.pdf", ""), ("材料/说明.txt", ""), ("材料/项目二.docx", "")]


def test_an_archive_inside_is_opened_and_a_pdf_without_files_is_itself() -> None:
    pdf = with_attached(("甲.zip", zipped([("甲/申报书.docx", piece("word", "one"))])))
    assert names(given(("a.pdf", pdf))) == [("a.pdf", ""), ("甲/甲/申报书.docx", "")]
    assert names(given(("b.pdf", with_attached()))) == [("b.pdf", "")]


def test_a_portfolio_is_its_applications(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    portfolio = with_attached(("甲.docx", piece("word", "one")), ("乙.docx", piece("word", "two", "domestic_base")))
    tale.mail("申报材料", [("文件包.pdf", portfolio)])
    cases = tale.run()
    assert [case["form"] for case in cases] == ["exchange", "haizhi"]
    assert not any("attachment" in rule for case in cases for rule in (*found(case), *found(case, "verify")))


# --- what goes wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("limits", "kind"), [
    ({"file_bytes": 1000}, TroubleKind.LIMIT), ({"archive_members": 1}, TroubleKind.LIMIT),
])  # fmt: skip
def test_what_the_limits_leave_out_is_named(limits: dict[str, int], kind: TroubleKind) -> None:
    pdf = with_attached(("a.bin", b"a" * 5000), ("b.bin", b"b" * 5000))
    files = given(("x.pdf", pdf), limits=LimitSettings(**limits))
    assert files[0].trouble is None and any(file.trouble and file.trouble.kind == kind for file in files[1:])


def test_below_the_depth_of_archives_they_are_named_only() -> None:
    packed = zipped([("x.pdf", with_attached(("a.bin", b"a" * 50)))])
    assert names(given(("z.zip", packed), limits=LimitSettings(archive_depth=1))) == [("z/x.pdf", ""), ("z/a.bin", "limit")]


def test_a_bomb_inside_is_refused_before_it_is_kept() -> None:
    files = given(("x.pdf", with_attached(("a.bin", b"\0" * (40 << 20)))), limits=LimitSettings(archive_ratio=20))
    assert files[1].trouble is not None and files[1].trouble.kind == TroubleKind.DANGEROUS


def test_a_broken_pdf_is_left_to_its_reader() -> None:
    pdf = with_attached(("a.bin", b"a" * 50))
    assert names(given(("x.pdf", pdf[: len(pdf) // 2])))[0] == ("x.pdf", "")
