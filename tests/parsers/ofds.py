"""Writes OFD files (GB/T 33190-2016) by hand, in the ways in which different programs write them."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from PIL import Image

SPACE = "http://www.ofdspec.org/2016"
BOX = "0 0 210 297"


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 90), colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def words(text: str, x: float, y: float, size: float = 4.0, deltas: str | None = None, attributes: str = "") -> str:
    """A text object whose characters stand side by side."""
    steps = f"g {max(1, len(text) - 1)} {size}" if deltas is None else deltas
    delta = f' DeltaX="{steps}"' if steps else ""
    return (f'<ofd:TextObject ID="9" Boundary="{x} {y} 150 {size + 1}" Font="3" Size="{size}"{attributes}>'
            f'<ofd:TextCode X="0" Y="{size}"{delta}>{text}</ofd:TextCode></ofd:TextObject>')  # fmt: skip


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return (f'<ofd:PathObject ID="8" Boundary="0 0 210 297" LineWidth="0.3"><ofd:AbbreviatedData>M {x0} {y0} L {x1} {y1}'
            "</ofd:AbbreviatedData></ofd:PathObject>")  # fmt: skip


def image(key: int, box: str, matrix: str | None = None) -> str:
    ctm = f' CTM="{matrix}"' if matrix else ""
    return f'<ofd:ImageObject ID="7" Boundary="{box}"{ctm} ResourceID="{key}"/>'


def table(rows: Sequence[tuple[str, str]], top: float = 60.0, high: float = 12.0) -> str:
    """A ruled table of two columns."""
    bottom = top + high * len(rows)
    rules = [rule(20, top + n * high, 190, top + n * high) for n in range(len(rows) + 1)]
    rules += [rule(x, top, x, bottom) for x in (20, 70, 190)]
    texts = [words(text, x + 2, top + n * high + 3) for n, row in enumerate(rows) for x, text in zip((20, 70), row, strict=True)]
    return "".join((*rules, *texts))


def page(content: str, before: str = "") -> str:
    return (f'<ofd:Page xmlns:ofd="{SPACE}">{before}<ofd:Area><ofd:PhysicalBox>{BOX}</ofd:PhysicalBox></ofd:Area>'
            f'<ofd:Content><ofd:Layer ID="5">{content}</ofd:Layer></ofd:Content></ofd:Page>')  # fmt: skip


@dataclass(frozen=True)
class Ofd:
    """What goes into a file: pages as XML, pictures by number, more parts, and how it is written."""

    pages: Sequence[str]
    pictures: Mapping[int, bytes] = field(default_factory=dict)
    parts: Mapping[str, bytes | str] = field(default_factory=dict)
    root: str = "Doc_0"
    common: str = ""
    after: str = ""
    signatures: str = ""
    prefix: str = "ofd:"

    def written(self) -> dict[str, bytes]:
        head = '<?xml version="1.0" encoding="UTF-8"?>'
        sheets = "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(self.pages)))
        signed = f"<ofd:Signatures>{self.signatures}</ofd:Signatures>" if self.signatures else ""
        medium = '<ofd:MultiMedia ID="{0}" Type="Image"><ofd:MediaFile>image_{0}.bin</ofd:MediaFile></ofd:MultiMedia>'
        media = "".join(medium.format(n) for n in self.pictures)
        parts: dict[str, bytes | str] = {
            "OFD.xml": f'<ofd:OFD xmlns:ofd="{SPACE}" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
            f"<ofd:DocRoot>{self.root}/Document.xml</ofd:DocRoot>{signed}</ofd:DocBody></ofd:OFD>",
            f"{self.root}/Document.xml": f'<ofd:Document xmlns:ofd="{SPACE}"><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>'
            f"<ofd:PageArea><ofd:PhysicalBox>{BOX}</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml"
            f"</ofd:DocumentRes>{self.common}</ofd:CommonData><ofd:Pages>{sheets}</ofd:Pages>{self.after}</ofd:Document>",
            f"{self.root}/DocumentRes.xml": f'<ofd:Res xmlns:ofd="{SPACE}" BaseLoc="Res"><ofd:MultiMedias>{media}'
            "</ofd:MultiMedias></ofd:Res>",
            **{f"{self.root}/Pages/Page_{n}/Content.xml": text for n, text in enumerate(self.pages)},
            **{f"{self.root}/Res/image_{n}.bin": data for n, data in self.pictures.items()},
            **self.parts,
        }  # fmt: skip
        return {name: self._renamed(head + text).encode() if isinstance(text, str) else text for name, text in parts.items()}

    def _renamed(self, text: str) -> str:
        """With another prefix for the same namespace, or none."""
        if self.prefix == "ofd:":
            return text
        declared = "xmlns" + (f":{self.prefix[:-1]}" if self.prefix else "")
        return text.replace("xmlns:ofd", declared).replace("<ofd:", f"<{self.prefix}").replace("</ofd:", f"</{self.prefix}")

    def data(self) -> bytes:
        return zipped(self.written())


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def signed(ofd: Ofd, box: str | None = "120 200 40 40", method: str = "1.2.156.10197.1.401", sort: str = "Seal") -> Ofd:
    """The file with a signature over all parts, shown on its first page, as electronic seals are laid into OFD files."""
    whole = replace(ofd, signatures=f"{ofd.root}/Signs/Signatures.xml")
    name = "sm3" if method.startswith("1.2.156") else method
    digests = {part: base64.b64encode(hashlib.new(name, data).digest()).decode() for part, data in whole.written().items()}
    reference = '<ofd:Reference FileRef="/{}"><ofd:CheckValue>{}</ofd:CheckValue></ofd:Reference>'
    references = "".join(reference.format(part, digest) for part, digest in digests.items())
    shown = f'<ofd:StampAnnot ID="s1" PageRef="1" Boundary="{box}"/>' if box else ""
    return replace(whole, parts={
        **ofd.parts,
        f"{ofd.root}/Signs/Signatures.xml": f'<ofd:Signatures xmlns:ofd="{SPACE}"><ofd:MaxSignId>1</ofd:MaxSignId>'
        f'<ofd:Signature ID="1" Type="{sort}" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>',
        f"{ofd.root}/Signs/Sign_0/Signature.xml": f'<ofd:Signature xmlns:ofd="{SPACE}"><ofd:SignedInfo>'
        f'<ofd:References CheckMethod="{method}">{references}</ofd:References>{shown}'
        "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo><ofd:SignedValue>SignedValue.dat"
        "</ofd:SignedValue></ofd:Signature>",
        f"{ofd.root}/Signs/Sign_0/Seal.esl": b"0\x82\x01\x00\x16\x02ES" + picture() + b"\x30\x00",
        f"{ofd.root}/Signs/Sign_0/SignedValue.dat": b"0\x03\x02\x01\x04",
    })  # fmt: skip
