"""Turns files into themselves, or into their contents when they are archives or mails."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from intake.mime import Part, parse, signed_parts
from intake.unpack import compressed_streams, outlook, pdf_attachments, self_extracting, seven_zip, tars, tnef, zips
from intake.unpack.budget import Budget, Members, Refused
from intake.unpack.member_names import litter, make_file, member_name, stem, unread_file
from intake.unpack.seven_zip_listing import list_archive
from intake.unpack.seven_zip_process import volumes_in_memory
from intake.unpack.split_volumes import Volume, in_order, missing, our_names, stub, volume
from parsers.formats.sniff import OCTETS, OFD, PDF, sniff
from parsers.model.file import File, Trouble, TroubleKind
from parsers.packages.project_naming import generic

OPENERS: dict[str, Callable[[bytes, Budget], Members]] = {
    "application/zip": zips.members,
    "application/x-tar": tars.members,
    "application/x-rar-compressed": seven_zip.members,
    "application/x-7z-compressed": seven_zip.members,
    "application/vnd.ms-cab-compressed": seven_zip.members,
    "application/x-msdownload": self_extracting.members,
    "application/ms-tnef": tnef.members,
    "application/vnd.ms-outlook": outlook.members,
}
"""Archive's media type → its members. Another kind of archive is one module and one line here."""
STREAMS = ("application/gzip", "application/x-bzip2", "application/x-xz")
"""One packed file, which has no name of its own: a tar most of the time."""
TEXT = "text/plain"
SIGNED = (".p7m", ".p7s")
"""What wraps a file together with its signature (CMS); one that has the signature alone stays a file."""
LETTERS = ("application/ms-tnef", "application/vnd.ms-outlook")
"""Letters: one without attachments is a file like any other, and not an empty archive."""
_PACKED_NAME = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".gz": "", ".bz2": "", ".xz": ""}


@dataclass(frozen=True, slots=True)
class UnpackedFile:
    """A file that is being unpacked: its name with folders, its bytes, the outermost archive it came from ("" = none), how many
    archives it was inside, and whether it was sent as message/rfc822."""

    name: str
    data: bytes
    source: str = ""
    depth: int = 0
    claims_mail: bool = False


def open_all(files: Iterable[UnpackedFile | File], budget: Budget) -> Iterator[File]:
    """Files that came together, each as itself or as its content; volumes of one archive are joined at the end. What
    is a File already stays as it is."""
    sets: dict[tuple[str, str], list[tuple[Volume, UnpackedFile]]] = {}
    for one in files:
        if isinstance(one, File):
            yield one
        elif place := volume(one.name, one.data):
            sets.setdefault((place.whole, place.scheme), []).append((place, one))
        else:
            yield from open_file(one, budget)
    for volumes in sets.values():
        yield from _open_volumes(volumes, budget)


def open_file(file: UnpackedFile, budget: Budget) -> Iterator[File]:
    """One file, or its content when it is an archive or a mail, down to the budget's depth."""
    media_type = _media_type(file.name, file.data)
    mail = (file.claims_mail and media_type.startswith(("message/", "text/plain"))) or (
        file.name.lower().endswith(".eml") and media_type == "message/rfc822"
    )
    too_deep = budget.too_deep(file.depth)
    if media_type == "application/x-executable" or (too_deep and media_type == "application/x-msdownload"):
        yield make_file(file.name, file.data, file.source, Trouble(TroubleKind.DANGEROUS, "可执行程序，未打开"))
    elif media_type in (PDF, OFD):
        yield make_file(file.name, file.data, file.source)
        yield from _attached(file, too_deep, budget)
    elif (signed := _signed(file, media_type)) is not None:
        yield from [make_file(file.name, file.data, file.source, too_deep)] if too_deep else open_file(signed, budget)
    elif not mail and media_type not in OPENERS and media_type not in STREAMS:
        yield make_file(file.name, file.data, file.source)
    elif too_deep:
        yield make_file(file.name, file.data, file.source, too_deep)
    elif mail:
        yield from _mail(file, budget)
    elif media_type in STREAMS:
        yield from _stream(file, media_type, budget)
    else:
        yield from _archive(file, OPENERS[media_type](file.data, budget), media_type in LETTERS, budget)


def _signed(file: UnpackedFile, media_type: str) -> UnpackedFile | None:
    """What a signature wraps, a mail or a file, under its name without the last suffix; None where nothing can be opened."""
    if not file.name.lower().endswith(SIGNED) or media_type not in (OCTETS, TEXT):
        return None
    content = signed_parts.opened(file.data)
    if not content:
        return None
    mail = signed_parts.is_mail(content)
    return UnpackedFile(file.name[:-4] + ".eml" * mail, content, file.source or file.name, file.depth + 1, mail)


def _media_type(name: str, data: bytes) -> str:
    """As sniffed; a .zip that begins with strange bytes is still a zip, good or damaged."""
    sniffed = sniff(data)
    return "application/zip" if sniffed == OCTETS and data and name.lower().endswith(".zip") else sniffed


def _archive(archive: UnpackedFile, members: Members, letter: bool, budget: Budget) -> Iterator[File]:
    """The content of an archive; also the archive itself where it was refused as a whole."""
    digest = hashlib.sha256(archive.data).hexdigest()
    source, refusals, count = archive.source or archive.name, [], 0

    def inside() -> Iterator[UnpackedFile | File]:
        nonlocal count
        try:
            for raw_name, content, refused in members:
                count += 1
                path, unsafe = member_name(raw_name)
                name = f"{_inside(archive.name)}/{path}"
                if trouble := unsafe or refused:
                    yield unread_file(name, digest, source, trouble)
                elif not litter(path):
                    yield UnpackedFile(name, content, source, archive.depth + 1)
        except Refused as refusal:
            refusals.append(refusal.trouble)

    yield from open_all(inside(), budget)
    if refusals or (letter and not count):
        yield make_file(archive.name, archive.data, archive.source, refusals[0] if refusals else None)


def _attached(pdf: UnpackedFile, too_deep: Trouble | None, budget: Budget) -> Iterator[File]:
    """The files attached inside a PDF or an OFD file, beside it: who attaches the scan to the form means one application."""
    digest, source = hashlib.sha256(pdf.data).hexdigest(), pdf.source or pdf.name
    folder = "".join(pdf.name.rpartition("/")[:2])

    def beside() -> Iterator[UnpackedFile | File]:
        try:
            for raw_name, content, refused in pdf_attachments.members(pdf.data, budget):
                path, unsafe = member_name(raw_name)
                if trouble := unsafe or refused or too_deep:
                    yield unread_file(folder + path, digest, source, trouble)
                elif not litter(path):
                    yield UnpackedFile(folder + path, content, source, pdf.depth + 1)
        except Refused as refusal:
            yield unread_file(f"{pdf.name}的附件", digest, source, refusal.trouble)

    yield from open_all(beside(), budget)


def _stream(packed: UnpackedFile, media_type: str, budget: Budget) -> Iterator[File]:
    """The one file in a gz, bz2 or xz, at its own place; a tar in it does not count as a further archive."""
    before, dot, suffix = packed.name.rpartition(".")
    tail = _PACKED_NAME.get(dot + suffix.lower())
    name = packed.name if tail is None or not before else before + tail
    try:
        budget.member()
        content = compressed_streams.unpacked(packed.data, media_type, budget)
        depth = packed.depth if sniff(content[:1024]) == "application/x-tar" else packed.depth + 1
        yield from open_file(UnpackedFile(name, content, packed.source or packed.name, depth), budget)
    except Refused as refusal:
        yield make_file(packed.name, packed.data, packed.source, refusal.trouble)


def _open_volumes(volumes: Sequence[tuple[Volume, UnpackedFile]], budget: Budget) -> Iterator[File]:
    """A whole set is one archive. Where a volume is missing, or the set cannot be opened, every volume is named."""
    places = [place for place, _ in volumes]
    names = [part.name.rpartition("/")[2] for _, part in volumes]
    gap = Trouble(TroubleKind.INCOMPLETE, "分卷压缩包，" + missing(places, names))
    order = in_order(places)
    if order is None:
        yield from _named([part for _, part in volumes], gap)
        return
    files = [volumes[at][1] for at in order]
    place = volumes[order[0]][0]
    first = files[-1] if place.scheme == "zip" else files[0]  # the one that has the archive's name
    if too_deep := budget.too_deep(first.depth):
        yield from _named(files, too_deep)
        return
    if place.scheme == "split":
        joined = UnpackedFile(first.name.rpartition(".")[0], b"".join(part.data for part in files), first.source, first.depth)
        opened = open_file(joined, budget)
    else:
        joined = first
        opened = _archive(first, _volume_members(place, files, budget), False, budget)
    for file in opened:
        if file.name != joined.name or file.trouble is None:
            yield file
        else:
            torn = file.trouble.kind == TroubleKind.DAMAGED and place.scheme == "split"
            yield from _named(files, gap if torn or file.trouble.kind == TroubleKind.INCOMPLETE else file.trouble)


def _volume_members(place: Volume, files: Sequence[UnpackedFile], budget: Budget) -> Members:
    seven_zip.check_installed()
    names = our_names(place.scheme, len(files))
    archives = [file.data[stub(file.data) :] for file in files]
    with volumes_in_memory(list(zip(names, archives, strict=True))) as (path, handles):
        listing = list_archive(path, handles, budget)
        yield from seven_zip.read_listed(listing, path, handles, sum(map(len, archives)), budget)


def _named(files: Sequence[UnpackedFile], trouble: Trouble) -> Iterator[File]:
    yield from (make_file(file.name, file.data, file.source, trouble) for file in files)


def _mail(file: UnpackedFile, budget: Budget) -> Iterator[File]:
    """The attachments of a mail that came as a file. Files behind its links are named as well: nobody else reads its body."""
    head, parts = parse(file.data, budget.limits)
    folder, source = _inside(file.name), file.source or file.name
    if generic(stem(file.name), budget.guide) and head.subject:  # 转发的邮件.eml says nothing, its subject does
        folder = folder.rpartition("/")[0] + "/" * ("/" in folder) + member_name(head.subject.replace("/", "／"))[0]
    if not head.links and all(part.inline for part in parts):  # only words: the mail itself is the file
        yield make_file(file.name, file.data, file.source)
    yield from open_all(from_parts(parts, f"{folder}/", source, file.depth + 1), budget)
    for link in head.links:
        trouble = Trouble(TroubleKind.EXTERNAL, "转发邮件中的云附件，未下载")
        yield unread_file(f"{folder}/{link.name or link.provider}", link.url, source, trouble)


def from_parts(parts: Iterable[Part], folder: str = "", source: str = "", depth: int = 0) -> Iterator[UnpackedFile | File]:
    """A mail's attachments to be unpacked, without images of signatures and files left by an operating system."""
    for part in parts:
        if part.inline or litter(part.name):
            continue
        if part.trouble:
            yield unread_file(folder + part.name, part.digest, source, part.trouble)
        else:
            yield UnpackedFile(folder + part.name, part.data, source, depth, part.media_type == "message/rfc822")


def _inside(name: str) -> str:
    """The folder for an archive's files: its own path without the suffix."""
    before, slash, _ = name.rpartition("/")
    return before + slash + stem(name)
