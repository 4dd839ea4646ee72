"""Office packages: strict ones, those of careless programs, broken and hostile ones, and what they fetch or run."""

from __future__ import annotations

import io
import zipfile

import pytest

from parsers.dangers import dangers
from parsers.formats import risks
from parsers.formats.sniff import DOCX
from parsers.formats.word import opc_package, reader
from parsers.model.document import Document, paragraphs
from parsers.model.file import Unreadable
from tests.parsers import dialects

ROWS = [["单位名称", "湖南某某大学"], ["联系人", "张三"]]
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="' + OFFICE + '"'


@pytest.fixture(scope="module")
def plain() -> bytes:
    return dialects.saved(dialects.form(ROWS, "项目申报书"))


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(document.blocks)]


def body(inner: str, **parts: bytes) -> bytes:
    """A .docx of this body alone, as small as Word opens it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        main = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        package.writestr("_rels/.rels", RELATIONS.format(main))
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{inner}</w:body></w:document>")
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def related(*relations: str) -> bytes:
    return RELATIONS.format("".join(relations)).encode()


# --- dialects -------------------------------------------------------------------------------------------------------


def test_strict_files_read_as_transitional_ones(plain: bytes) -> None:
    assert reader.read(dialects.strict(plain)) == reader.read(plain)


def test_strict_attributes_keep_their_meaning() -> None:
    strict = body(
        '<w:p><w:r><w:rPr><w:vanish w:val="true"/></w:rPr><w:t>隐藏</w:t></w:r>'
        '<w:r><w:rPr><w:b w:val="on"/></w:rPr><w:t>明</w:t></w:r>'
        '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r></w:p>'
    )
    assert reader.read(dialects.strict(strict)) == reader.read(strict)
    assert texts(reader.read(dialects.strict(strict))) == ["明☑"]


@pytest.mark.parametrize("slash", ["\\", "/"])
@pytest.mark.parametrize("upper", [False, True])
def test_names_of_parts_as_careless_programs_write_them(plain: bytes, slash: str, upper: bool) -> None:
    def renamed(name: str, content: bytes) -> tuple[str, bytes]:
        return (name.upper() if upper and name.startswith("word/") else name).replace("/", slash), content

    data = dialects.rewritten(plain, renamed)
    assert texts(reader.read(data))[0] == "项目申报书"


def test_the_text_may_lie_under_any_name(plain: bytes) -> None:
    def moved(name: str, content: bytes) -> tuple[str, bytes]:
        if name == "_rels/.rels":
            return name, content.replace(b"word/document.xml", b"/word/main%20text.xml")
        return name.replace("word/document.xml", "word/main text.xml"), content

    assert reader.read(dialects.rewritten(plain, moved)) == reader.read(plain)


def test_protected_against_editing_is_not_locked(plain: bytes) -> None:
    def protected(name: str, content: bytes) -> tuple[str, bytes]:
        mark = b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:writeProtection w:recommended="1"/></w:settings>'
        return name, content.replace(b"</w:settings>", mark) if name == "word/settings.xml" else content

    assert reader.read(dialects.rewritten(plain, protected)) == reader.read(plain)


# --- what Word would run or fetch -----------------------------------------------------------------------------------


def test_a_macro_is_noted_and_never_run(plain: bytes) -> None:
    data = dialects.rewritten(plain, lambda *part: part, **{"word/vbaProject.bin": b"\xd0\xcf"})
    assert dangers(data, DOCX) == (risks.MACRO,)


@pytest.mark.parametrize(
    ("target", "notes"),
    [
        ("file:///C:\\Users\\zhang\\AppData\\Roaming\\Microsoft\\Templates\\Normal.dotm", ()),
        ("file:///D:/模板.dotx", ()),
        ("Normal.dotm", ()),
        ("https://example.com/t.dotm", (risks.TEMPLATE,)),
        ("\\\\198.51.100.7\\share\\t.dotm", (risks.TEMPLATE,)),
        ("file://198.51.100.7/share/t.dotm", (risks.TEMPLATE,)),
        ("mhtml:http://example.com/x!x-usc:http://example.com/x", (risks.TEMPLATE,)),
    ],
)
def test_a_template_from_another_computer(plain: bytes, target: str, notes: tuple[str, ...]) -> None:
    relation = f'<Relationship Id="rId1" Type="{OFFICE}/attachedTemplate" Target="{target}" TargetMode="External"/>'
    data = dialects.rewritten(plain, lambda *part: part, **{"word/_rels/settings.xml.rels": related(relation)})
    assert dangers(data, DOCX) == notes


def test_linked_objects_are_noted_and_links_to_click_are_not() -> None:
    relations = [
        f'<Relationship Id="rId1" Type="{OFFICE}/hyperlink" Target="https://example.com/" TargetMode="External"/>',
        f'<Relationship Id="rId2" Type="{OFFICE}/image" Target="https://example.com/a.png" TargetMode="External"/>',
    ]
    ole = f'<Relationship Id="rId3" Type="{OFFICE}/oleObject" Target="https://example.com/x.html!" TargetMode="External"/>'
    text = "<w:p><w:r><w:t>文</w:t></w:r></w:p>"
    assert dangers(body(text, **{"word/_rels/document.xml.rels": related(*relations)}), DOCX) == ()
    assert dangers(body(text, **{"word/_rels/document.xml.rels": related(*relations, ole)}), DOCX) == (risks.LINKED,)


@pytest.mark.parametrize("pieces", [("DDEAUTO c:\\\\x.exe",), (" D", "DE", "AUTO ", "cmd"), (" dde excel",)])
def test_dde_fields_are_noted_however_parted(pieces: tuple[str, ...]) -> None:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    field = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    assert reader.read(body(field)).notes == dangers(body(field), DOCX) == (risks.DDE,)


# --- documents within documents -------------------------------------------------------------------------------------

CHUNK = '<w:p><w:r><w:t>前</w:t></w:r></w:p><w:altChunk r:id="rId9"/><w:p><w:r><w:t>后</w:t></w:r></w:p>'
PAGE = "<html><meta charset=utf-8><body><p>单位名称：某大学</p></body></html>".encode()


def with_chunk(name: str, content: bytes) -> bytes:
    relation = f'<Relationship Id="rId9" Type="{OFFICE}/aFChunk" Target="{name}"/>'
    return body(CHUNK, **{"word/_rels/document.xml.rels": related(relation), f"word/{name}": content})


@pytest.mark.parametrize("content", [PAGE, dialects.archive(PAGE, "utf-8")], ids=["page", "archive"])
def test_a_page_that_is_the_text_is_read(content: bytes) -> None:
    assert texts(reader.read(with_chunk("chunk.mht", content))) == ["前", "单位名称：某大学", "后"]


def test_a_word_file_within_is_read(plain: bytes) -> None:
    assert texts(reader.read(with_chunk("inner.docx", plain)))[:3] == ["前", "项目申报书", "单位名称"]


@pytest.mark.parametrize("content", [b"{\\rtf1 x}", b"\x00\x01", with_chunk("inner.htm", PAGE)], ids=["rtf", "bytes", "deeper"])
def test_what_cannot_be_read_within_is_never_blank(content: bytes) -> None:
    with pytest.raises(Unreadable) as raised:
        reader.read(with_chunk("chunk.x", content))
    assert raised.value.trouble.kind == "unsupported"


def test_a_chunk_that_is_not_there() -> None:
    with pytest.raises(Unreadable, match="unsupported"):
        reader.read(body(CHUNK))


# --- errors ---------------------------------------------------------------------------------------------------------


def test_locked_damaged_and_cut_off(plain: bytes) -> None:
    locked = bytearray(plain)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = plain.find(sign)
        while at >= 0:
            locked[at + flags] |= 1
            at = plain.find(sign, at + 4)
    broken = bytearray(plain)
    at = plain.find(b"word/document.xml") + 200
    broken[at : at + 40] = bytes(40)
    for data, kind in ((bytes(locked), "encrypted"), (bytes(broken), "damaged"), (plain[: len(plain) // 2], "damaged")):
        with pytest.raises(Unreadable, match=kind):
            reader.read(data)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_lost_its_end_is_refused_and_never_half_read(plain: bytes, share: float) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        reader.read(plain[: int(len(plain) * share)])


def test_a_package_without_a_document() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("visio/document.xml", "<x/>")
    with pytest.raises(Unreadable, match="unsupported"):
        opc_package.read(buffer.getvalue())
    with pytest.raises(Unreadable, match="damaged"):
        opc_package.read(buffer.getvalue()[:100])


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><d>&b;</d>',
        '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd"><d/>',
    ],
)
def test_entities_are_refused(xml: str) -> None:
    with pytest.raises(Unreadable, match="dangerous"):
        opc_package.parse(xml.encode())


def test_a_bomb_of_entities_ends_at_once() -> None:
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 40))
    with pytest.raises(Unreadable):
        opc_package.parse(f'<!DOCTYPE d [<!ENTITY l0 "ha">{rows}]><d>&l39;</d>'.encode())


def test_a_packed_bomb_is_not_unpacked() -> None:
    buffer = io.BytesIO()
    packed = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(buffer, "w", packed) as package, package.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(opc_package.MOST_BYTES // (1 << 20) + 1):
            part.write(bytes(1 << 20))
    with pytest.raises(Unreadable, match="limit"):
        reader.read(buffer.getvalue())


@pytest.mark.parametrize("tag", ["w:p", "w:sdt", "w:r", "w:customXml"])
def test_a_million_nested_elements(tag: str) -> None:
    with pytest.raises(Unreadable, match="limit"):
        reader.read(body(f"<{tag}>" * 1_000_000 + f"</{tag}>" * 1_000_000))


def test_tables_in_tables_without_end() -> None:
    with pytest.raises(Unreadable, match="limit"):
        reader.read(body("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60))


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch, plain: bytes) -> None:
    monkeypatch.setattr(opc_package, "MOST_PARTS", 3)
    with pytest.raises(Unreadable, match="limit"):
        reader.read(plain)
