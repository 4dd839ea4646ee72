"""Digital signatures and electronic seals are seen in PDF, OFD and Office files, and told as far as they could be checked."""

from __future__ import annotations

import base64
import hashlib
import io
import re

import pikepdf
import pytest

from parsers.formats.electronic_seals import electronic_seals
from parsers.formats.ofd import signatures
from parsers.formats.pdf_signatures import signed_data
from parsers.formats.registry import read
from parsers.formats.sniff import DOCX, OFD, PDF
from parsers.model.electronic_seal import SealCheck, SealSort, seal_notes
from tests.parsers.ofds import Ofd, page, words, zipped
from tests.parsers.ofds import signed as signed_ofd
from tests.parsers.pdfs import drawn
from tests.parsers.signed_pdfs import Sign, field, signed, signed_again

PAPER = drawn(lambda canvas: canvas.drawString(72, 700, "Agreement of 2024"))
VALID, UNCHECKED, BROKEN = SealCheck.VALID, SealCheck.UNCHECKED, SealCheck.BROKEN


def checks(data: bytes, media_type: str = PDF) -> list[SealCheck]:
    return [seal.check for seal in electronic_seals(data, media_type)]


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    assert len(old) == len(new)
    return data.replace(old, new, 1)


@pytest.mark.parametrize("key", ["rsa", "ec"])
def test_a_signature_over_the_whole_file_is_checked(key: str) -> None:
    (seal,) = electronic_seals(signed(PAPER, Sign(key)), PDF)
    assert (seal.sort, seal.check, seal.place.page) == (SealSort.SEAL, VALID, 1)
    assert seal.place.box == (504, 1045, 706, 1246)
    assert seal.words == "电子签章：已核验完整"


def test_where_nothing_is_shown_it_is_a_signature_without_a_place() -> None:
    for how in (Sign(box=None), Sign(flags=2)):
        (seal,) = electronic_seals(signed(PAPER, how), PDF)
        assert (seal.sort, seal.check, seal.place.box) == (SealSort.SIGNATURE, VALID, None)
        assert seal.words == "数字签名：已核验完整"


def test_whatever_was_changed_breaks_it() -> None:
    whole = signed(PAPER)
    assert checks(changed(whole, b"/Signature1" if b"/Signature1" in whole else b"(Signature1)", b"(Signature9)")) == [BROKEN]
    last = whole.rindex(b"%%EOF")
    assert checks(whole[:last] + b"%%EoF" + whole[last + 5 :]) == [BROKEN]
    assert checks(whole[: len(whole) - 40]) in ([BROKEN], [UNCHECKED]), "cut off"
    assert checks(re.sub(rb"/ByteRange \[0 (\d+)", rb"/ByteRange [9 \1", whole)) == [BROKEN], "does not begin where the file does"


def test_more_at_the_end_breaks_it_but_blanks_do_not() -> None:
    whole = signed(PAPER)
    (seal,) = electronic_seals(whole + b"\n9 0 obj\n<<>>\nendobj\n", PDF)
    assert (seal.check, "追加" in seal.words) == (BROKEN, True)
    assert checks(whole + b"\r\n\r\n") == [VALID], "as gateways of mail append"


def updated(data: bytes, catalog: str, more: str = "") -> bytes:
    """The file with its catalog written again at its end, with more in it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (number, _), old, size = pdf.Root.objgen, pdf.Root.unparse(resolved=True).decode(), len(pdf.objects) + 1
    before = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    places = {number: len(data)}
    data += f"{number} 0 obj\n{old[:-2]} {catalog} >>\nendobj\n".encode()
    if more:
        key = int(more.split()[0])
        places[key] = len(data)
        data += more.encode() + b"\n"
    table = "".join(f"{key} 1\n{place:010d} 00000 n \n" for key, place in places.items())
    trailer = f"trailer\n<< /Size {size} /Root {number} 0 R /Prev {before} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n{table}{trailer}".encode()


def test_data_for_later_checks_at_the_end_breaks_nothing_but_anything_else_does() -> None:
    whole = signed(PAPER)
    (seal,) = electronic_seals(updated(whole, "/DSS << /Certs [] >>"), PDF)
    assert (seal.check, seal.words) == (UNCHECKED, "电子签章：未核验（签名之后只追加了供核验用的数据）")
    assert checks(updated(whole, "/DSS << >> /OpenAction [1 0 R]")) == [BROKEN]
    grown = updated(updated(whole, "/DSS 40 0 R", "40 0 obj\n<< /Certs [] >>\nendobj"), "", "40 0 obj\n<< /Certs [1] >>\nendobj")
    assert checks(grown) == [UNCHECKED]
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        page = pdf.pages[0].objgen[0]
    assert checks(updated(whole, "/DSS << >>", f"{page} 0 obj\n<< /Type /Page >>\nendobj")) == [BROKEN]
    assert checks(updated(signed_again(whole), "/DSS << >>")) == [UNCHECKED, UNCHECKED]


def test_two_signatures_are_two_and_only_the_later_is_over_the_whole_file() -> None:
    twice = signed_again(signed(PAPER))
    assert checks(twice) == [UNCHECKED, VALID]
    assert checks(changed(twice, b"(Signature2)", b"(Signature7)")) == [BROKEN, BROKEN], "what was added is another thing"
    assert checks(changed(twice, b"(Signature1)", b"(Signature7)")) == [BROKEN, BROKEN]


def test_an_empty_field_is_no_signature() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PAPER)) as pdf:
        field(pdf, None, Sign())
        pdf.save(out)
    assert checks(out.getvalue()) == []
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(PAPER)) as pdf:
        place = pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 0, 0, 0], Contents=pikepdf.String(bytes(100)))
        field(pdf, pdf.make_indirect(place), Sign())
        pdf.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert checks(kept.getvalue()) == [], "a place that is kept for one"
    assert checks(PAPER) == []


def test_one_in_an_encrypted_file_is_checked_and_a_closed_file_gives_none() -> None:
    assert checks(signed(PAPER, Sign(password="owner"))) == [VALID]
    assert checks(b"%PDF-1.7 /ByteRange") == [UNCHECKED], "nothing can be opened, but something is there"


def test_an_unknown_kind_is_not_checked_and_never_right(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks(signed(PAPER, Sign(kind="/adbe.x509.rsa_sha1"))) == [UNCHECKED]
    assert checks(signed(PAPER, Sign(kind="/SM2.GMT.0031"))) == [UNCHECKED]
    whole = signed(PAPER)
    monkeypatch.setattr(signed_data, "MOST_BITS", 1024)
    assert checks(whole) == [UNCHECKED]


def test_a_signature_of_noise_is_told_and_stops_nothing() -> None:
    whole = signed(PAPER)
    start = whole.index(b"/Contents <3082") + 11
    for noise in (b"ff" * 40, b"30800609" * 10, b"zz" * 40, b"3082ffff" + b"30" * 36, b"00" * 40):
        assert checks(whole[:start] + noise + whole[start + len(noise) :])[0] != VALID


def test_a_signature_that_the_key_did_not_make_is_broken() -> None:
    for key in ("rsa", "ec"):
        data = signed(PAPER, Sign(key))
        written = re.search(rb"/Contents <(3082[0-9a-f]+?)0+>", data)
        assert written is not None
        at = written.end(1) - 9  # within the value of the signature, with which its bytes end
        other = data[:at] + (b"1" if data[at : at + 1] != b"1" else b"2") + data[at + 1 :]
        (seal,) = electronic_seals(other, PDF)
        assert (seal.check, seal.note) == (BROKEN, "签名值与证书不符")


def test_very_many_fields_and_endless_parents_end() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PAPER)) as pdf:
        loop = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("/ByteRange")))
        loop.Parent, loop.Kids = loop, pikepdf.Array([loop] * 500)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([loop] * 500), ByteRange=[1])
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"/ByteRange" in out.getvalue()
    assert checks(out.getvalue()) == []


# --- OFD and Office ---------------------------------------------------------------------------------------------------

CERTIFICATE = Ofd([page(words("事业单位法人证书", 60, 30, 6))])


@pytest.mark.parametrize("method", ["1.2.156.10197.1.401", "sha256", "md5"])
def test_a_seal_in_an_ofd_is_not_checked_but_altered_parts_are_seen(method: str) -> None:
    sealed = signed_ofd(CERTIFICATE, method=method)
    (seal,) = electronic_seals(sealed.data(), OFD)
    assert (seal.sort, seal.check, seal.place.page, seal.place.box) == (SealSort.SEAL, UNCHECKED, 1, (571, 952, 762, 1143))
    parts = sealed.written()
    name = "Doc_0/Pages/Page_0/Content.xml"
    assert checks(zipped({**parts, name: parts[name] + b" "}), OFD) == [BROKEN]
    assert checks(zipped({key: data for key, data in parts.items() if key != "Doc_0/DocumentRes.xml"}), OFD) == [BROKEN]


def test_a_further_signature_in_an_ofd_does_not_break_the_one_before() -> None:
    parts = signed_ofd(CERTIFICATE).written()
    listed = "Doc_0/Signs/Signatures.xml"
    more = b'<ofd:Signature ID="2" Type="Seal" BaseLoc="Sign_1/Signature.xml"/></ofd:Signatures>'
    first = parts["Doc_0/Signs/Sign_0/Signature.xml"]
    reference = (b'<ofd:Reference FileRef="/Doc_0/Signs/Signatures.xml"><ofd:CheckValue>' + base64.b64encode(
        hashlib.new("sm3", parts[listed]).digest()) + b"</ofd:CheckValue></ofd:Reference></ofd:References>")  # fmt: skip
    parts["Doc_0/Signs/Sign_0/Signature.xml"] = first.replace(b"</ofd:References>", reference)
    assert checks(zipped(parts), OFD) == [UNCHECKED]
    assert checks(zipped({**parts, listed: parts[listed] + b" "}), OFD) == [BROKEN], "there is one signature alone"
    twice = {**parts, listed: parts[listed].replace(b"</ofd:Signatures>", more), "Doc_0/Signs/Sign_1/Signature.xml": first}
    both = electronic_seals(zipped(twice), OFD)
    assert [(seal.check, "另行签名" in seal.note) for seal in both] == [(UNCHECKED, True), (UNCHECKED, False)]
    assert checks(zipped({**twice, "Doc_0/Document.xml": twice["Doc_0/Document.xml"] + b" "}), OFD) == [BROKEN, BROKEN]


def test_other_signatures_of_an_ofd() -> None:
    assert checks(CERTIFICATE.data(), OFD) == []
    hidden = electronic_seals(signed_ofd(CERTIFICATE, box=None, sort="Sign").data(), OFD)
    assert [(seal.sort, seal.check, seal.place.page) for seal in hidden] == [(SealSort.SIGNATURE, UNCHECKED, None)]
    parts = signed_ofd(CERTIFICATE).written()
    for broken in (b"<x", b"<x/>", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'):
        told = electronic_seals(zipped({**parts, "Doc_0/Signs/Sign_0/Signature.xml": broken}), OFD)
        assert [seal.check for seal in told] == [UNCHECKED]
    unknown = parts["Doc_0/Signs/Sign_0/Signature.xml"].replace(b"1.2.156.10197.1.401", b"1.2.3")
    assert checks(zipped({**parts, "Doc_0/Signs/Sign_0/Signature.xml": unknown}), OFD) == [UNCHECKED]
    assert checks(zipped({**parts, "Doc_0/Signs/Signatures.xml": b"<x/>"}), OFD) == []


def test_very_many_seals_in_an_ofd_are_counted_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "MOST_STAMPS", 20)
    parts = signed_ofd(CERTIFICATE).written()
    info, listed = "Doc_0/Signs/Sign_0/Signature.xml", "Doc_0/Signs/Signatures.xml"
    stamp = b'<ofd:StampAnnot ID="s1" PageRef="1" Boundary="120 200 40 40"/>'
    parts[info] = parts[info].replace(stamp, stamp * 5_000)
    entry = b'<ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/>'
    parts[listed] = parts[listed].replace(entry, entry * 5_000)
    assert len(electronic_seals(zipped(parts), OFD)) == signatures.MOST_SIGNATURES
    assert read(zipped(parts), OFD).pages == 1


def test_a_signature_in_a_word_file_is_told() -> None:
    data = zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>", "_xmlsignatures/origin.sigs": b"",
                   "_xmlsignatures/sig1.xml": b"<x/>", "_xmlsignatures/sig2.xml": b"<x/>"})  # fmt: skip
    assert checks(data, DOCX) == [UNCHECKED, UNCHECKED]
    assert seal_notes(electronic_seals(data, DOCX)) == ("数字签名：未核验（Office 文件的签名本机不核验），共2处",)
    assert checks(data[:200], DOCX) == []
    assert checks(zipped({"word/document.xml": b"_xmlsignatures/sig1.xml"}), DOCX) == []
