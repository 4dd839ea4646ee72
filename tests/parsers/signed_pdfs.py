"""PDFs with digital signatures, made as signing programs make them: a placeholder is kept, the rest is signed, and the signature
is written into it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from pikepdf import Array, Dictionary, Name, String

ROOM = 6000
"""Bytes kept for a signature."""
_RANGE = [0, 1111111111, 2222222222, 3333333333]
_WRITTEN = re.compile(rb"/ByteRange \[ ?0 1111111111 2222222222 3333333333 ?\]")


@cache
def signer(kind: str = "rsa") -> tuple[x509.Certificate, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey]:
    key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "湖南某某大学")])
    begins, ends = datetime(2024, 1, 1), datetime(2034, 1, 1)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
    return builder.not_valid_before(begins).not_valid_after(ends).sign(key, hashes.SHA256()), key


@dataclass(frozen=True)
class Sign:
    """How a PDF is signed: by what key, where it is shown (x0, y0, x1, y1 in points; None: nowhere), on which page."""

    key: str = "rsa"
    box: tuple[float, float, float, float] | None = (300, 100, 420, 220)
    page: int = 0
    kind: str = "/adbe.pkcs7.detached"
    password: str = ""
    flags: int = 4


def signed(data: bytes, how: Sign | None = None) -> bytes:
    """The PDF written anew, with one signature over all of it."""
    how = how or Sign()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        value = pdf.make_indirect(Dictionary(
            Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name(how.kind), ByteRange=Array(_RANGE),
            Contents=String(bytes(ROOM)),
        ))  # fmt: skip
        field(pdf, value, how)
        encryption = pikepdf.Encryption(owner=how.password, user="") if how.password else False
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=not how.password, encryption=encryption)
    return with_signature(out.getvalue(), how.key)


def field(pdf: pikepdf.Pdf, value: pikepdf.Object | None, how: Sign) -> None:
    """Adds a field for a signature; an empty one where there is no value."""
    look = pikepdf.Stream(pdf, b"1 0 0 RG 2 w 10 10 100 100 re S", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 120, 120])
    widget = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("Signature1"), F=how.flags,
        Rect=Array(how.box or [0, 0, 0, 0]),
    )  # fmt: skip
    if value is not None:
        widget.V = value
        widget.AP = Dictionary(N=pdf.make_indirect(look))
    made = pdf.make_indirect(widget)
    page = pdf.pages[how.page]
    page.obj["/Annots"] = Array([*page.obj.get("/Annots", []), made])
    pdf.Root.AcroForm = Dictionary(Fields=Array([made]), SigFlags=3)


def with_signature(data: bytes, key: str = "rsa", after: int = 0) -> bytes:
    """Signs the placeholder that stands behind `after`."""
    placed = _WRITTEN.search(data, after)
    assert placed is not None
    start = data.index(b"<" + b"00" * 100, after)
    end = data.index(b">", start) + 1
    ranges = f"/ByteRange [0 {start} {end} {len(data) - end}]".encode()
    data = data[: placed.start()] + ranges.ljust(placed.end() - placed.start()) + data[placed.end() :]
    certificate, private = signer(key)
    builder = PKCS7SignatureBuilder().set_data(data[:start] + data[end:]).add_signer(certificate, private, hashes.SHA256())
    made = builder.sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])
    return data[: start + 1] + made.hex().encode().ljust(end - start - 2, b"0") + data[end - 1 :]


def signed_again(data: bytes) -> bytes:
    """A second signature, appended as an update so that the first keeps its bytes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root, size, catalog = pdf.Root.objgen[0], len(pdf.objects) + 1, pdf.Root
        first, pages = catalog.AcroForm.Fields[0].objgen[0], catalog.Pages.objgen[0]
    before = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    objects = {
        root: f"<< /Type /Catalog /Pages {pages} 0 R /AcroForm << /SigFlags 3 /Fields [{first} 0 R {size} 0 R] >> >>",
        size: f"<< /FT /Sig /T (Signature2) /V {size + 1} 0 R >>",
        size + 1: "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached"
        f" /ByteRange [0 1111111111 2222222222 3333333333] /Contents <{'00' * ROOM}> >>",
    }
    body, places = data + b"\n", {}
    for number, text in objects.items():
        places[number] = len(body)
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{number} 1\n{place:010d} 00000 n \n" for number, place in places.items())
    trailer = f"trailer\n<< /Size {size + 2} /Root {root} 0 R /Prev {before} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return with_signature(body + f"xref\n{table}{trailer}".encode(), after=len(data))
