"""Mails that a signature wraps (S/MIME, opaque): read as if nobody had signed them. Encrypted ones stay closed and are named."""

from __future__ import annotations

from base64 import encodebytes
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7EnvelopeBuilder, PKCS7Options, PKCS7SignatureBuilder

from config.model import LimitSettings
from intake.mime import Part, parse
from parsers.model.mail import Head

INNER = (b"Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
         + "材料见附件".encode() + b"\r\n--q\r\nContent-Type: application/zip; name=a.zip\r\n\r\nPK\r\n--q--\r\n")  # fmt: skip


@cache
def signer() -> tuple[x509.Certificate, rsa.RSAPrivateKey]:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "applicant")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
    return builder.not_valid_before(now).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256()), key


def signed(content: bytes, encoding: Encoding = Encoding.DER) -> bytes:
    certificate, key = signer()
    builder = PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(encoding, [PKCS7Options.Binary])


def streamed(content: bytes) -> bytes:
    """The same in BER, as a program writes it that does not know the length beforehand: every length indefinite, the content in
    pieces."""
    pieces = b"".join(b"\x04\x82" + len(p).to_bytes(2, "big") + p for p in (content[:100], content[100:]))
    end = b"\x00\x00"
    kind = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
    content_info = b"\x30\x80" + kind + b"\xa0\x80" + b"\x24\x80" + pieces + end * 3
    body = b"\x30\x80\x02\x01\x01\x31\x00" + content_info + b"\x31\x00" + end
    return b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80" + body + end * 2


def encrypted(content: bytes) -> bytes:
    builder = PKCS7EnvelopeBuilder().set_data(content).add_recipient(signer()[0])
    return builder.encrypt(Encoding.DER, [PKCS7Options.Binary])


def mail(content_type: str, body: bytes, coded: bool = True) -> bytes:
    head = f"From: a@unit.example.org\r\nSubject: x\r\nContent-Type: {content_type}\r\n"
    head += "Content-Transfer-Encoding: base64\r\n\r\n" if coded else "\r\n"
    return head.encode() + (encodebytes(body) if coded else body)


def read(raw: bytes, **limits: int) -> tuple[Head, tuple[Part, ...]]:
    return parse(raw, LimitSettings(**limits))


SMIME = "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"
MAILS = {
    "DER": mail(SMIME, signed(INNER)),
    "BER, streamed": mail(SMIME, streamed(INNER)),
    "the old type, its kind untold": mail("application/x-pkcs7-mime", signed(INNER)),
    "bytes under a name": mail('application/octet-stream; name="smime.p7m"', signed(INNER)),
    "PEM": mail("application/pkcs7-mime", signed(INNER, Encoding.PEM), coded=False),
    "binary": mail(SMIME, signed(INNER), coded=False),
    "signed twice": mail(SMIME, signed(signed(INNER))),
    "signed mail in a signed mail": mail(SMIME, signed(mail(SMIME, streamed(INNER)))),
    "one part of several": mail(
        "multipart/mixed; boundary=o", b"--o\r\n" + mail(SMIME, signed(INNER)) + b"\r\n--o--\r\n", coded=False
    ),
}  # fmt: skip


@pytest.mark.parametrize("raw", MAILS.values(), ids=MAILS)
def test_a_signed_mail_reads_like_an_unsigned_one(raw: bytes) -> None:
    head, parts = read(raw)
    assert [(part.name, part.data, part.trouble) for part in parts] == [("a.zip", b"PK", None)]
    assert "材料见附件" in head.body


def test_a_signed_file_keeps_its_name() -> None:
    _, (part,) = read(mail('application/octet-stream; name="form.docx.p7m"', signed(b"PK\x03\x04 a document")))
    assert (part.name, part.data) == ("form.docx", b"PK\x03\x04 a document")


# --- what stays closed ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("raw", "trouble"), [
    (mail("application/pkcs7-mime; smime-type=enveloped-data", encrypted(INNER)), "encrypted"),
    (mail("application/pkcs7-mime", encrypted(INNER)), "encrypted"),
    (mail(SMIME, signed(INNER)[:300]), "unsupported"),
    (mail(SMIME, b""), "unsupported"),
    (mail(SMIME, signed(encrypted(INNER))), "unsupported"),
])  # fmt: skip
def test_what_cannot_be_opened_is_named(raw: bytes, trouble: str | None) -> None:
    _, (part,) = read(raw)
    assert (part.trouble.kind if part.trouble else None) == trouble
    assert part.name.startswith(("smime", "附件1"))


def test_signatures_around_signatures_end() -> None:
    data = INNER
    for _ in range(12):
        data = signed(data)
    _, (part,) = read(mail(SMIME, data))
    assert part.trouble is not None


def test_mails_in_signed_mails_end_at_the_limit_of_depth() -> None:
    raw = INNER
    for _ in range(8):
        raw = mail(SMIME, signed(raw))
    _, (part,) = read(raw, mail_depth=4)
    assert part.trouble is not None


WILD = (b"\x30\x80" * 50_000, b"\x24\x80" * 50_000, b"\x30\x84\xff\xff\xff\xff", b"-----BEGIN PKCS7-----")


@pytest.mark.parametrize("body", WILD)
def test_wild_bytes_only_stay_closed(body: bytes) -> None:
    _, (part,) = read(mail(SMIME, body))
    assert part.trouble is not None and not part.data
