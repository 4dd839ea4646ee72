"""A document is read once: in another mail, a revision or a replay the kept reading is used, while a new one would be the
same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from config.model import LimitSettings, ScanSettings
from intake.operations.progress import Narrator
from intake.pipeline.replay import replay_mails
from intake.sandbox import reading_cache
from intake.sandbox.read_mail import read_mail
from intake.sandbox.reading_cache import Remembered, folder_of, paths_of, sweep
from parsers.model.file import File
from parsers.model.mail import Reading
from parsers.model.package import PackageFile, Role
from parsers.ocr.scan_budget import scan_budget
from parsers.packages import page_sets
from parsers.packages import read_file as files
from parsers.packages.read_file import read_file
from tests import installation
from tests.parsers.ocr.test_scan_sets import jpeg
from tests.samples.make import mails
from tests.tales import START, Tale, piece

WHO = ("李文静", "kjc@unit.example.org")


class Count:
    """How often each file is really read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read: list[str] = []
        monkeypatch.setattr(files, "read_file", self)

    def __call__(self, file: File, *rest: object) -> PackageFile:
        self.read.append(file.name)
        return read_file(file, *rest)  # type: ignore[arg-type]


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Count:
    return Count(monkeypatch)


def mail(number: int, **files: bytes) -> bytes:
    """A mail with these files, named after their piece."""
    members = [(f"{name}.{'docx' if name == 'word' else 'pdf'}", data) for name, data in files.items()]
    return mails.package_mail(WHO, "申报材料", members, sent=START, serial=number)


def reading(raw: bytes, known: Remembered, scans: ScanSettings | None = None) -> Reading:
    """What a worker makes of a mail."""
    return read_mail(raw, installation.guide(), LimitSettings(), scans or ScanSettings(pages=0), reader=known)[0]


def a_file(name: str = "申报书.docx") -> File:
    data = piece("word")
    return File(name, data, hashlib.sha256(data).hexdigest(), len(data))


# --- read once ------------------------------------------------------------------------------------------------------


def test_the_same_document_in_two_mails_is_read_once(tmp_path: Path, count: Count) -> None:
    known = Remembered(tmp_path, installation.guide())
    first = reading(mail(1, word=piece("word"), textpdf=piece("textpdf")), known)
    assert sorted(count.read) == ["textpdf.pdf", "word.docx"]
    again = reading(mail(2, word=piece("word"), textpdf=piece("textpdf")), known)
    assert len(count.read) == 2, "and never again"
    assert again.packages == first.packages


def test_of_a_revision_only_what_is_new_is_read(tmp_path: Path, count: Count) -> None:
    known = Remembered(tmp_path, installation.guide())
    reading(mail(1, word=piece("word", contact_phone=""), textpdf=piece("textpdf")), known)
    reading(mail(2, word=piece("word"), textpdf=piece("textpdf")), known)
    assert count.read.count("word.docx") == 2
    assert count.read.count("textpdf.pdf") == 1


def test_what_is_remembered_is_what_would_be_read(tmp_path: Path, count: Count) -> None:
    raw = mail(1, word=piece("word"), secret=piece("secret"))
    fresh = read_mail(raw, installation.guide(), LimitSettings())[0]
    known = Remembered(tmp_path, installation.guide())
    assert reading(raw, known) == fresh == reading(raw, known)


def test_a_replay_takes_what_is_remembered(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    tale.mail("申报材料", [("申报书.docx", piece("word"))])
    tale.run()
    (entry,) = entries(tmp_path / "vault" / "read")
    forge(entry, tale.cases()[0]["fields"]["applicant_unit"].encode(), "记得的单位".encode())
    replay_mails(tale.settings, installation.guide(), Narrator(quiet=True), [], everything=True)
    assert tale.cases()[0]["fields"]["applicant_unit"] == "记得的单位", "it was not read again"


def entries(root: Path) -> list[Path]:
    """Every file that is remembered."""
    return sorted(path for path in root.glob("*/*/*") if not path.name.startswith("."))


def forge(entry: Path, old: bytes, new: bytes) -> None:
    """Change what is remembered, as only a test may: under a right digest."""
    said = entry.read_bytes().partition(b"\n")[2].replace(old, new)
    entry.write_bytes(hashlib.sha256(said).hexdigest().encode() + b"\n" + said)


def a_set(*shades: int) -> list[File]:
    """Pictures that lie together."""
    made = [jpeg(Image.linear_gradient("L").resize((700, 900 + shade))) for shade in shades]
    return [File(f"{n}.jpg", data, hashlib.sha256(data).hexdigest(), len(data)) for n, data in enumerate(made, 1)]


def test_pictures_of_one_form_are_read_together_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def read_set(files: Sequence[File], *_: object) -> dict[int, PackageFile]:
        asked.append(len(files))
        return {
            n: PackageFile(f.name, f.sha256, f.size, Role.FORM_SCAN, "image/jpeg", source=f.source) for n, f in enumerate(files)
        }

    monkeypatch.setattr(page_sets, "read_set", read_set)
    known, one = Remembered(tmp_path, installation.guide()), a_set(40, 50)
    budget = scan_budget(ScanSettings(), installation.guide())
    first = known.together(one, installation.guide(), budget)
    moved = [replace(file, source="另一封.zip") for file in one]
    assert known.together(one, installation.guide(), budget) == first
    assert {f.source for f in known.together(moved, installation.guide(), budget).values()} == {"另一封.zip"}
    assert asked == [2], "and never again"
    known.together([*one, *a_set(60)], installation.guide(), budget)
    known.together([one[1], one[0]], installation.guide(), budget)
    assert asked == [2, 3, 2], "another set, another order"
    (kept,) = paths_of(tmp_path, {a_set(60)[0].sha256})
    assert kept.name.startswith(one[0].sha256), "what a later page said is forgotten with it"


def test_that_pictures_are_no_form_is_remembered(tmp_path: Path) -> None:
    budget = scan_budget(ScanSettings(), installation.guide())
    assert Remembered(tmp_path, installation.guide()).together(a_set(40, 50), installation.guide(), budget) == {}
    assert len(entries(tmp_path)) == 1


# --- read again -----------------------------------------------------------------------------------------------------


def test_another_reader_reads_again(tmp_path: Path, count: Count, monkeypatch: pytest.MonkeyPatch) -> None:
    Remembered(tmp_path, installation.guide())(a_file(), installation.guide(), None)
    monkeypatch.setattr(reading_cache, "READER_VERSION", reading_cache.READER_VERSION + 1)
    Remembered(tmp_path, installation.guide())(a_file(), installation.guide(), None)
    assert len(count.read) == 2


def test_another_guide_reads_again(tmp_path: Path, count: Count) -> None:
    other = installation.guide().model_copy(update={"digest": "0" * 64})
    for guide in (installation.guide(), other, installation.guide()):
        Remembered(tmp_path, guide)(a_file(), guide, None)
    assert len(count.read) == 2


def test_other_settings_of_scans_read_again(tmp_path: Path, count: Count) -> None:
    for scans in (ScanSettings(), ScanSettings(pages=1), ScanSettings(sure=0.9), ScanSettings()):
        Remembered(tmp_path, installation.guide(), scans)(a_file(), installation.guide(), None)
    assert len(count.read) == 3


def test_another_name_reads_again_for_it_may_say_another_role(tmp_path: Path, count: Count) -> None:
    known = Remembered(tmp_path, installation.guide())
    for name in ("申报书.docx", "非涉密证明.docx", "申报书.docx"):
        assert known(a_file(name), installation.guide(), None).name == name
    assert len(count.read) == 2


def test_a_scan_whose_time_was_up_is_looked_at_again(tmp_path: Path, count: Count) -> None:
    data = piece("scan")
    file = File("申报书.pdf", data, hashlib.sha256(data).hexdigest(), len(data))
    seconds = iter(range(0, 10_000_000, 1000))
    hasty = scan_budget(ScanSettings(), installation.guide(), lambda: float(next(seconds)))
    known = Remembered(tmp_path, installation.guide(), ScanSettings())
    known(file, installation.guide(), hasty)
    assert not entries(tmp_path)


def test_what_could_not_be_read_is_tried_again(tmp_path: Path, count: Count) -> None:
    data = b"PK\x03\x04" + b"no document" * 400
    file = File("申报书.docx", data, hashlib.sha256(data).hexdigest(), len(data))
    known = Remembered(tmp_path, installation.guide())
    for _ in range(2):
        assert known(file, installation.guide(), None).trouble is not None
    assert len(count.read) == 2


# --- what goes wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["torn", "rotten", "empty", "another shape", "a folder"])
def test_a_damaged_entry_is_read_again(tmp_path: Path, count: Count, damage: str) -> None:
    known = Remembered(tmp_path, installation.guide())
    fresh = known(a_file(), installation.guide(), None)
    (entry,) = entries(tmp_path)
    whole = entry.read_bytes()
    if damage == "a folder":
        entry.unlink()
        entry.mkdir()
    else:
        middle = len(whole) // 2
        rotten = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
        entry.write_bytes({"torn": whole[:middle], "rotten": rotten, "empty": b"", "another shape": b""}[damage])
    if damage == "another shape":
        entry.write_bytes(whole)
        forge(entry, b'"role"', b'"part"')
    assert known(a_file(), installation.guide(), None) == fresh
    assert len(count.read) == 2


def test_a_disk_that_cannot_be_written_stops_no_reading(tmp_path: Path, count: Count) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert Remembered(tmp_path / "file", installation.guide())(a_file(), installation.guide(), None).record is not None


def test_it_stays_within_its_bound_and_the_oldest_goes_first(tmp_path: Path) -> None:
    shard = folder_of(tmp_path, installation.guide()) / "ab"
    shard.mkdir(parents=True)
    for number in range(10):
        (shard / f"ab{number}").write_bytes(bytes(1000))
        os.utime(shard / f"ab{number}", (number, number))
    sweep(tmp_path, installation.guide(), most_bytes=256 * 3000, shards=reading_cache.SHARDS)
    assert sorted(path.name for path in shard.iterdir()) == ["ab7", "ab8", "ab9"]


def test_a_pass_looks_at_one_part_of_the_cache(tmp_path: Path) -> None:
    for number in range(reading_cache.SHARDS):
        shard = folder_of(tmp_path, installation.guide()) / f"{number:02x}"
        shard.mkdir(parents=True)
        (shard / "entry").write_bytes(b"x")
    sweep(tmp_path, installation.guide(), most_bytes=0)
    assert len(entries(tmp_path)) == reading_cache.SHARDS - 1
    sweep(tmp_path, installation.guide(), most_bytes=0, shards=reading_cache.SHARDS)
    assert entries(tmp_path) == []


def test_what_other_readers_and_guides_read_is_swept(tmp_path: Path) -> None:
    Remembered(tmp_path, installation.guide())(a_file(), installation.guide(), None)
    (tmp_path / "2-0123" / "ab").mkdir(parents=True)
    sweep(tmp_path, installation.guide())
    assert len(entries(tmp_path)) == 1
    assert [folder.name for folder in tmp_path.iterdir()] == [folder_of(tmp_path, installation.guide()).name]


def test_what_must_be_forgotten_is_found_under_every_name(tmp_path: Path) -> None:
    known = Remembered(tmp_path, installation.guide())
    for name in ("申报书.docx", "申报书（修改）.docx"):
        known(a_file(name), installation.guide(), None)
    assert sorted(paths_of(tmp_path, {a_file().sha256})) == entries(tmp_path)
    assert len(entries(tmp_path)) == 2
    assert paths_of(tmp_path, {"0" * 64}) == []
