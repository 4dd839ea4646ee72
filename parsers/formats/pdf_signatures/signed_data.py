"""Checks a detached signature (CMS SignedData, RFC 5652) over bytes, without a network: whether the digest is that of the bytes,
and the signature made with the key of the certificate that it brings. Whether that certificate can be trusted is not asked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import Enum
from typing import Any

from parsers.model.electronic_seal import SealCheck

MOST_SIGNERS, MOST_CERTIFICATES = 8, 100
MOST_BITS = 8192
_OLD = ("md5", "sha1")
_KINDS = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached")
_SM3 = "1.2.156.10197.1.401"
_SIGNED = 5
"""Which field of a SignerInfo has the signature's own bytes."""
_WRONG = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OverflowError)
"""What reading raises where there is no ASN.1, or where it is damaged."""


class Verdict(Enum):
    """What a check found."""

    RIGHT = (SealCheck.VALID, "")
    OTHER_BYTES = (SealCheck.BROKEN, "签名后内容有改动")
    WRONG_KEY = (SealCheck.BROKEN, "签名值与证书不符")
    OLD = (SealCheck.UNCHECKED, "内容与摘要一致，但摘要算法已不安全")
    UNKNOWN = (SealCheck.UNCHECKED, "内容与摘要一致，签名算法（如国密 SM2）本机不能核验")
    UNTOLD = (SealCheck.UNCHECKED, "签名格式本机不能核验")

    @property
    def check(self) -> SealCheck:
        """How far the signature was checked."""
        return self.value[0]

    @property
    def note(self) -> str:
        """Why, in Chinese."""
        return self.value[1]


def verify(signature: bytes, pieces: Sequence[bytes | memoryview], kind: str) -> Verdict:
    """What is found of a signature in DER or BER over these pieces; `kind` is the SubFilter of a PDF's signature."""
    from asn1crypto import cms

    if kind not in _KINDS:
        return Verdict.UNTOLD
    try:
        message = cms.ContentInfo.load(signature)
        signed = message["content"]
        signers = list(signed["signer_infos"])
        if message["content_type"].native != "signed_data" or not 0 < len(signers) <= MOST_SIGNERS:
            return Verdict.UNTOLD
        found = [_of_signer(signer, signed, pieces) for signer in signers]
    except _WRONG:
        return Verdict.UNTOLD
    order = list(Verdict)
    bad = [one for one in found if one.check == SealCheck.BROKEN]
    return (bad or sorted(found, key=order.index, reverse=True))[0]


def _of_signer(signer: Any, signed: Any, pieces: Sequence[bytes | memoryview]) -> Verdict:
    name = signer["digest_algorithm"]["algorithm"].native
    method = "sm3" if name == _SM3 else name
    if method not in hashlib.algorithms_available or method.startswith("shake"):
        return Verdict.UNTOLD
    digest = hashlib.new(method, usedforsecurity=False)
    for piece in pieces:
        digest.update(piece)
    attributes = signer["signed_attrs"]
    named = (attribute["values"] for attribute in attributes if attribute["type"].native == "message_digest")
    told = [value.native for values in named for value in values]
    if len(told) != 1:  # without attributes the signature is over the bytes themselves, which hardly a program does
        return Verdict.UNTOLD
    if told[0] != digest.digest():
        return Verdict.OTHER_BYTES
    if method in _OLD:
        return Verdict.OLD
    certificate = _certificate(signer, signed)
    if certificate is None or method == "sm3":
        return Verdict.UNKNOWN
    return _signature(signer, certificate, b"\x31" + attributes.dump()[1:], method)


def _certificate(signer: Any, signed: Any) -> Any:
    """The certificate of a signer among those that the signature brings."""
    wanted = signer["sid"]
    for choice in list(signed["certificates"])[:MOST_CERTIFICATES]:
        if choice.name != "certificate":
            continue
        one = choice.chosen
        if wanted.name == "issuer_and_serial_number":
            same_serial = one.serial_number == wanted.chosen["serial_number"].native
            if same_serial and one.issuer.dump() == wanted.chosen["issuer"].dump():
                return one
        elif one.key_identifier == wanted.chosen.native:
            return one
    return None


def _signature(signer: Any, certificate: Any, content: bytes, method: str) -> Verdict:
    """Whether the signature over these attributes was made with the certificate's key."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    algorithm, value = signer["signature_algorithm"], signer[_SIGNED].native
    known = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512(), "sha224": hashes.SHA224()}
    hashed = known.get(method)
    try:
        kind = algorithm.signature_algo
        key = load_der_public_key(certificate.public_key.dump())
        if hashed is None or getattr(key, "key_size", 0) > MOST_BITS:
            return Verdict.UNKNOWN
        if isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pkcs1v15":
            key.verify(value, content, padding.PKCS1v15(), hashed)
        elif isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pss":
            key.verify(value, content, padding.PSS(padding.MGF1(hashed), padding.PSS.AUTO), hashed)
        elif isinstance(key, ec.EllipticCurvePublicKey) and kind == "ecdsa":
            key.verify(value, content, ec.ECDSA(hashed))
        else:
            return Verdict.UNKNOWN
    except InvalidSignature:
        return Verdict.WRONG_KEY
    except (UnsupportedAlgorithm, *_WRONG):
        return Verdict.UNKNOWN
    return Verdict.RIGHT
