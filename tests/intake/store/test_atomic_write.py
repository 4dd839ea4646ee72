"""A file is whole or as it was before: a writer may be killed at any step, the disk may be full, nothing half written is left."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from intake.store.atomic_write import Flush, copy_whole, replaced, temporary_of, write_beside, write_whole
from tests.faults.disks import files_end_at, small_disk

OLD, NEW = b"what was there", b"what is to be there" * 5000


def lying(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_takes_the_place_of_another_and_only_we_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(OLD)
    write_whole(path, NEW)
    assert path.read_bytes() == NEW and mode_of(path) == 0o600 and lying(tmp_path) == ["page.html"]


def test_who_may_read_it_is_the_callers_to_say(tmp_path: Path) -> None:
    usual = os.umask(0o077)
    try:
        write_whole(tmp_path / "metrics.prom", NEW, mode=0o644)
        write_whole(tmp_path / "as-usual", NEW, mode=None)
    finally:
        os.umask(usual)
    assert mode_of(tmp_path / "metrics.prom") == 0o644, "though the process lets nobody else read"
    assert mode_of(tmp_path / "as-usual") == 0o600


def test_a_copy_is_one_of_its_own(tmp_path: Path) -> None:
    source = tmp_path / "blob"
    source.write_bytes(OLD)
    copy_whole(source, tmp_path / "copy")
    (tmp_path / "copy").write_bytes(NEW)
    assert source.read_bytes() == OLD


@pytest.mark.parametrize(("flush", "steps"), [
    (Flush.NOTHING, ["rename"]), (Flush.CONTENT, ["fsync", "rename"]), (Flush.CONTENT_AND_NAME, ["fsync", "rename", "fsync"])])
def test_what_is_brought_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flush: Flush, steps: list[str]
) -> None:
    calls: list[str] = []
    fsync, rename = os.fsync, os.rename
    monkeypatch.setattr(os, "fsync", lambda handle: (calls.append("fsync"), fsync(handle)))
    monkeypatch.setattr(os, "rename", lambda *names: (calls.append("rename"), rename(*names)))
    write_whole(tmp_path / "letter.eml", NEW, flush)
    assert calls == steps


def test_the_temporary_file_may_lie_in_another_folder(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    (tmp_path / "new").mkdir()
    write_whole(tmp_path / "new" / "1.eml", NEW, Flush.CONTENT_AND_NAME, temporary=tmp_path / "tmp" / "1.eml")
    assert (tmp_path / "new" / "1.eml").read_bytes() == NEW and lying(tmp_path / "tmp") == []


def test_what_is_written_beside_waits_for_its_name(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(OLD)
    part = write_beside(path, NEW)
    assert path.read_bytes() == OLD and part.read_bytes() == NEW
    part.rename(path)
    assert path.read_bytes() == NEW and lying(tmp_path) == ["book.xlsx"]


# --- what goes wrong ------------------------------------------------------------------------------------------------


def in_a_process(work: Callable[[], None]) -> int | None:
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(60)
    return process.exitcode


@pytest.mark.parametrize("step", ["fsync", "rename"])
def test_a_killed_writer_leaves_the_old_file_and_the_next_one_clears_up(tmp_path: Path, step: str) -> None:
    path = tmp_path / "letter.eml"
    path.write_bytes(OLD)

    def killed() -> None:
        setattr(os, step, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        write_whole(path, NEW, Flush.CONTENT)

    assert in_a_process(killed) == -signal.SIGKILL
    assert path.read_bytes() == OLD and lying(tmp_path) == [temporary_of(path).name, path.name]
    temporary_of(path).chmod(0o644)
    write_whole(path, NEW)
    assert path.read_bytes() == NEW and mode_of(path) == 0o600, "nothing of the left file counts, nor who may read it"
    assert lying(tmp_path) == [path.name]


def test_a_writer_killed_after_the_rename_has_written(tmp_path: Path) -> None:
    path = tmp_path / "letter.eml"
    rename = os.rename

    def killed() -> None:
        os.rename = lambda *names: (rename(*names), os.kill(os.getpid(), signal.SIGKILL))
        write_whole(path, NEW, Flush.CONTENT_AND_NAME)

    assert in_a_process(killed) == -signal.SIGKILL
    assert path.read_bytes() == NEW and lying(tmp_path) == [path.name]


def test_writers_that_number_themselves_are_not_in_each_others_way(tmp_path: Path) -> None:
    path = tmp_path / "reading"
    with replaced(path, temporary=temporary_of(path, 1)) as one, replaced(path, temporary=temporary_of(path, 2)) as two:
        one.write_bytes(NEW)
        two.write_bytes(OLD)
    assert path.read_bytes() == NEW and lying(tmp_path) == [path.name]


def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    home = tmp_path / "disk"
    with small_disk(home, 64) as mounted:
        if not mounted:
            pytest.skip("no file system may be mounted here")
        (home / "page.html").write_bytes(OLD)
        for write in (write_whole, write_beside):
            with pytest.raises(OSError, match="No space left"):
                write(home / "page.html", NEW)
            assert (home / "page.html").read_bytes() == OLD and lying(home) == ["page.html"]


def test_a_quota_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(OLD)

    def bounded() -> None:
        with ExitStack() as stack:
            files_end_at(len(OLD), stack)
            try:
                write_whole(path, NEW)
            except OSError:
                os._exit(7)

    assert in_a_process(bounded) == 7
    assert path.read_bytes() == OLD and lying(tmp_path) == ["page.html"]


def test_a_block_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyError), replaced(tmp_path / "ledger.sqlite") as part:
        part.write_bytes(OLD)
        raise KeyError
    assert lying(tmp_path) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "none" / "page.html", NEW)
