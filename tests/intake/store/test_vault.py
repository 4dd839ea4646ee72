"""The vault: a blob that has its name is whole, private, and stored once."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from intake.model import DiskOutage, MailboxOutage
from intake.operations.lock import Held, run_lock
from intake.store import vault
from intake.store.vault import ASIDE, BEHIND, FEW, Group, Vault


def test_bytes_come_back_under_their_digest(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    digest, size = vault.put([b"one ", b"two"])
    assert (digest, size) == (hashlib.sha256(b"one two").hexdigest(), 7)
    assert vault.path(digest).read_bytes() == b"one two"
    assert list(vault.digests()) == [digest]
    assert vault.put([b"one two"])[0] == digest
    assert list(vault.digests()) == [digest], "the same bytes are kept once"


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "state" / "vault")
    digest, _ = vault.put([b"x"])
    assert vault.path(digest).stat().st_mode & 0o777 == 0o600
    assert {p.stat().st_mode & 0o777 for p in (tmp_path / "state").rglob("*") if p.is_dir()} == {0o700}


def test_a_broken_download_leaves_nothing(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half a mail"
        raise MailboxOutage("the line broke")

    vault = Vault(tmp_path / "vault")
    with pytest.raises(MailboxOutage):
        vault.put(chunks())
    assert vault.empty()
    assert not list((tmp_path / "vault" / "incoming").iterdir())


def test_a_flipped_bit_is_found(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    good, bad = vault.put([b"good"])[0], vault.put([b"bad"])[0]
    vault.path(bad).write_bytes(b"bat")
    assert list(vault.damaged()) == [bad]
    assert good != bad


def test_a_disk_that_takes_nothing_is_an_outage(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("a file where the folder should be")
    with pytest.raises(DiskOutage):
        Vault(tmp_path / "vault").put([b"x"])


def test_a_second_run_is_told_since_when_the_first_one_runs(tmp_path: Path) -> None:
    with run_lock(tmp_path), pytest.raises(Held) as held, run_lock(tmp_path):
        pass
    assert held.value.since.startswith("20")
    with run_lock(tmp_path):
        pass


def test_a_group_has_its_names_only_when_it_is_kept(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    group = vault.begin()
    first = group.put([b"first"]).sha256
    assert vault.empty()

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise MailboxOutage("the line broke")

    with pytest.raises(MailboxOutage):
        group.put(broken())
    second = group.put([b"first"]).sha256
    group.keep()
    assert first == second and list(vault.digests()) == [first]
    group.keep()
    assert not list((tmp_path / "vault" / "incoming").iterdir())


def test_what_a_killed_run_left_half_written_is_swept_away(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    vault.begin().put([b"never kept"])
    kept, _ = vault.put([b"kept"])
    assert len(list((tmp_path / "vault" / "incoming").iterdir())) == 1
    vault.sweep()
    assert not list((tmp_path / "vault" / "incoming").iterdir()) and list(vault.digests()) == [kept]


def test_pieces_of_any_size_make_the_sum_they_should(tmp_path: Path) -> None:
    vault, pieces = Vault(tmp_path / "vault"), [b"small", bytes(ASIDE), b"small again", b"x" * (BEHIND + 1), b"", b"end"]
    group = vault.begin()
    blobs = [group.put(pieces), group.put([b"small"]), group.put(reversed(pieces))]
    group.keep()
    for blob, said in zip(blobs, (pieces, [b"small"], pieces[::-1]), strict=True):
        assert blob.sha256 == hashlib.sha256(b"".join(said)).hexdigest()
        assert vault.path(blob.sha256).stat().st_size == blob.size
    assert not list(vault.damaged())


def test_a_forked_process_sums_by_itself(tmp_path: Path) -> None:
    vault, big = Vault(tmp_path / "vault"), bytes(ASIDE)
    vault.put([big])
    child = multiprocessing.get_context("fork").Process(target=vault.put, args=([big, b"more"],))
    child.start()
    child.join(20)
    assert child.exitcode == 0
    assert vault.path(hashlib.sha256(big + b"more").hexdigest()).exists()


@pytest.mark.parametrize("flushed", [False, True])
@pytest.mark.parametrize("count", [1, FEW, FEW + 1])
def test_blobs_and_their_folders_reach_the_disk_before_they_count(
    count: int, flushed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One flush of the file system stands for all folders, where there are many and it certainly succeeded."""
    safe: list[Path] = []
    monkeypatch.setattr(vault, "fsync", safe.append)
    monkeypatch.setattr(vault, "_flush", lambda folder: flushed and folder is not None)
    group = Group(Vault(tmp_path / "vault"))
    blobs = [group.put([bytes([n])]) for n in range(count)]
    group.keep()
    places = {Vault(tmp_path / "vault").path(blob.sha256).parent for blob in blobs}
    assert len([path for path in safe if path.parent.name == "incoming"]) == count
    assert places.isdisjoint(safe) if flushed and count > FEW else places <= set(safe)


def test_bytes_that_somebody_swept_away_under_way_are_an_outage(tmp_path: Path) -> None:
    group = Group(Vault(tmp_path / "vault"))
    group.put([b"x"])
    for path in (tmp_path / "vault" / "incoming").iterdir():
        path.unlink()
    with pytest.raises(DiskOutage):
        group.keep()


@pytest.mark.parametrize(("release", "tells"), [
    ("5.8.0-generic", True), ("5.10", True), ("6.1.0", True), ("10.0", True), ("5.7.19", False), ("4.19.0", False), ("", False),
    ("unknown", False),
])  # fmt: skip
def test_a_flush_is_trusted_where_the_kernel_tells_of_failures(
    release: str, tells: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault.os, "uname", lambda: SimpleNamespace(release=release))
    monkeypatch.setattr(vault, "libc_call", lambda _: lambda handle: 0)
    assert vault._flush(tmp_path) == tells
    monkeypatch.setattr(vault, "libc_call", lambda _: lambda handle: -1)
    assert not vault._flush(tmp_path) and not vault._flush(None)
