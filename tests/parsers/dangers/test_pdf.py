"""A PDF's actions and embedded files, wherever they stand; and what many PDFs have and nobody is harmed by."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from parsers.dangers import dangers
from parsers.formats import risks

Pdf = pikepdf.Pdf
JS = "app.alert('hello');"


def js(script: object = JS) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=script)


def document(pdf: Pdf) -> None:
    pdf.Root.OpenAction = js()


def stream(pdf: Pdf) -> None:
    pdf.Root.OpenAction = js(pdf.make_stream(JS.encode()))


def name_tree(pdf: Pdf) -> None:
    leaf = pdf.make_indirect(Dictionary(Names=Array([String("a"), pdf.make_indirect(js())])))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Kids=Array([leaf])))


def page(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=js())


def field(pdf: Pdf) -> None:
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="a", Rect=[0, 0, 9, 9], AA=Dictionary(K=js()))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(widget)]))


def following(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=Array([js()]))


def annotation(action: Callable[[], Dictionary]) -> Callable[[Pdf], None]:
    def add(pdf: Pdf) -> None:
        pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action())])

    return add


def launch() -> Dictionary:
    return Dictionary(S=Name.Launch, F=Dictionary(Type=Name.Filespec, F="cmd.exe"))


def uri(target: str) -> Callable[[Pdf], None]:
    return annotation(lambda: Dictionary(S=Name.URI, URI=String(target)))


def far(target: str) -> Callable[[Pdf], None]:
    return annotation(lambda: Dictionary(S=Name.GoToR, F=String(target), D=Array([0, Name.Fit])))


def embedded(name: str, content: bytes) -> Callable[[Pdf], None]:
    def add(pdf: Pdf) -> None:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)

    return add


def noted(pdf: Pdf) -> None:
    """A file pinned to a page, which stands in no list of attachments."""
    held = pdf.make_indirect(Dictionary(Type=Name.Filespec, UF="读我.vbs", EF=Dictionary(F=pdf.make_stream(b"MsgBox 1"))))
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS=held)])


def media(pdf: Pdf) -> None:
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9])])


def xfa(template: bytes) -> Callable[[Pdf], None]:
    def add(pdf: Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array([String("template"), pdf.make_stream(template)]))

    return add


def form(script: str) -> Callable[[Pdf], None]:
    def add(pdf: Pdf) -> None:
        widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="a", V="3", Rect=[0, 0, 9, 9])
        if script:
            widget.AA = Dictionary(F=js(script))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(widget)]))

    return add


def opens_at(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.XYZ, 0, 0, 0])
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.NextPage))


def made(change: Callable[[Pdf], None], **saved: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(out, **saved)  # type: ignore[arg-type]
    return out.getvalue()


TOLD = [
    (document, risks.JAVASCRIPT), (stream, risks.JAVASCRIPT), (name_tree, risks.JAVASCRIPT), (page, risks.JAVASCRIPT),
    (field, risks.JAVASCRIPT), (following, risks.JAVASCRIPT), (annotation(js), risks.JAVASCRIPT),
    (annotation(launch), risks.LAUNCH), (uri("file://host/share/a.pdf"), risks.SHARE), (uri("\\\\host\\share\\a"), risks.SHARE),
    (uri("search-ms:query=a"), risks.LAUNCH), (uri("file:///C:/a/x.exe"), risks.LAUNCH),
    (far("\\\\10.0.0.1\\c$\\a.pdf"), risks.SHARE), (far("//host/a.pdf"), risks.SHARE),
    (annotation(lambda: Dictionary(S=Name.SubmitForm, F="http://example.com/")), risks.SENDS),
    (annotation(lambda: Dictionary(S=Name.ImportData, F="a.fdf")), risks.SENDS),
    (far("//www.example.com/a.pdf"), risks.SHARE),
    (embedded("发票.exe", b"MZ" + bytes(100)), risks.PROGRAM), (embedded("说明.js", b"WScript.Echo(1)"), risks.PROGRAM),
    (embedded("说明.txt", b"MZ\x90" + bytes(100)), risks.PROGRAM), (noted, risks.PROGRAM), (media, risks.MEDIA),
    (xfa(b"<template><script contentType='application/x-javascript'>a()</script></template>"), risks.JAVASCRIPT),
    (form("AFNumber_Format(2,0,0,0,'',true); app.launchURL('http://a')"), risks.JAVASCRIPT),
    (form("AFNumber_Format(eval('1'))"), risks.JAVASCRIPT),
    (form("AFNumber_Format(app.launchURL`http://a`)"), risks.JAVASCRIPT),
    (form("AFNumber_Format(this.URL='http://a')"), risks.JAVASCRIPT), (form("//" * 400 + "\rapp.alert(1)"), risks.JAVASCRIPT),
]  # fmt: skip
INERT = [
    uri("//www.example.com/a"), uri("file:///C:/a/b.docx"),
    uri("https://www.example.com/a?b=1"), uri("http://example.com"), uri("mailto:a@example.com"), uri("www.example.com"),
    uri("javascript:void(0)"), uri("file:///C:/Users/a/b.docx"), uri("file:///home/a/b.docx"),
    uri("tel:0731"), far("附件2.pdf"),
    far("../a.pdf"), form(""), form("AFNumber_Format(2, 0, 0, 0, \"\", true);"),
    form('AFSimple_Calculate("SUM", new Array ("a"));'),
    opens_at, embedded("发票.xml", "<?xml version='1.0'?><发票/>".encode()),
    embedded("申报书.docx", b"PK\x03\x04"), lambda pdf: None,
    xfa(b"<template><field name='a'/></template>"),
]  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(("change", "risk"), TOLD)
def test_what_could_harm_is_told(change: Callable[[Pdf], None], risk: str, packed: bool) -> None:
    modes = pikepdf.ObjectStreamMode
    data = made(change, object_stream_mode=modes.generate if packed else modes.disable)
    assert (b"/ObjStm" in data) is packed
    assert risk in dangers(data, "application/pdf")


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("change", INERT)
def test_what_many_pdfs_have_is_not_told(change: Callable[[Pdf], None], packed: bool) -> None:
    modes = pikepdf.ObjectStreamMode
    assert dangers(made(change, object_stream_mode=modes.generate if packed else modes.disable), "application/pdf") == ()


def test_a_locked_pdf_that_opens_without_a_password_is_searched() -> None:
    data = made(document, encryption=pikepdf.Encryption(owner="o", user=""),
    object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert dangers(data, "application/pdf") == (risks.JAVASCRIPT,)
    assert dangers(made(document, encryption=pikepdf.Encryption(owner="o", user="u")), "application/pdf") == ()


def test_a_name_with_letters_written_as_codes_is_told() -> None:
    data = made(document).replace(b"/JavaScript", b"/J#61v#61Script").replace(b"/JS", b"/#4aS")
    assert dangers(data, "application/pdf") == (risks.JAVASCRIPT,)


def test_a_pdf_too_broken_to_be_listed_is_told_by_its_bytes() -> None:
    assert dangers(b"%PDF-1.4\n1 0 obj <</S /Launch /F (cmd.exe)>>", "application/pdf") == (risks.LAUNCH,)
    assert dangers(b"%PDF-1.4\n1 0 obj <</Type /EmbeddedFile>>", "application/pdf") == ()


def test_object_streams_that_unpack_without_measure_are_named() -> None:
    packed = zlib.compress(bytes(17 << 20), 9)
    bomb = b"%PDF-1.5\n" + b"1 0 obj <</Type /ObjStm /Filter /FlateDecode>> stream\n%b\nendstream endobj\n" % packed
    assert dangers(bomb, "application/pdf") == (risks.UNCHECKED,)


def test_objects_that_refer_to_each_other_end() -> None:
    def change(pdf: Pdf) -> None:
        first, second = pdf.make_indirect(Dictionary(S=Name.GoTo)), pdf.make_indirect(Dictionary(S=Name.GoTo))
        first.Next, second.Next = Array([second, second]), Array([first, first, pdf.make_indirect(js())])
        pdf.Root.OpenAction = first

    assert dangers(made(change), "application/pdf") == (risks.JAVASCRIPT,)
