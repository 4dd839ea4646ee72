"""A plan that was carried out → where its words and digests still are: in the ledger, the vault, the caches, the output, the rest
of the state folder, and the backup."""

from __future__ import annotations

import mmap
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from config.language import listed, say
from config.model import Settings
from intake.erasure import copies
from intake.erasure.plan import Plan
from intake.erasure.words import NONE, Words
from intake.ledger import integrity, person
from intake.letters import send_log
from intake.operations.generations import generations
from intake.operations.installation import Installation
from intake.operations.last_backup import last_backup
from intake.sandbox.reading_cache import paths_of
from intake.store.vault import Vault

DIGEST = re.compile(r"[0-9a-f]{64}")
LOG_ENDINGS = ("", "-wal", "-journal")


@dataclass(frozen=True, slots=True)
class Proof:
    """What is left, each as a line for a person in Chinese: where this program works, in the newest backup, in older ones; and
    what was looked at. `kept`: mails that stay because they are others' too."""

    live: tuple[str, ...]
    backup: tuple[str, ...]
    older: tuple[str, ...]
    kept: tuple[str, ...]
    looked: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is left where the program works and in the newest backup."""
        return not (self.live or self.backup or self.kept)


def prove(installation: Installation, plan: Plan) -> Proof:
    """Searches for what the plan named. Raises LedgerOutage, OSError."""
    settings = installation.settings
    rows, others = _ledger(installation, plan)
    numbers = set(plan.gone.numbers) | ({plan.word} if plan.fits.gone else set())
    mine = Words([word for at, word in enumerate(plan.words) if at not in others])
    bytes_of = Words([word for word in mine.words if word not in numbers])
    live = [*rows, *_raw(settings, bytes_of if not rows else Words(())), *_vaults(installation, plan)]
    assert settings.output.path is not None
    live += _files(settings.output.path, mine, say("输出文件夹", "the output folder"))
    live += _files(settings.home, mine, say("状态文件夹", "the state folder"), skipped=_elsewhere(settings))
    kept = [_shared(mail, listed(numbers_)) for mail, numbers_ in sorted(plan.shared.items())]
    newest, older = _backup(settings, plan, mine, bytes_of)
    looked = (say("台账各表、邮件和文件库、读取缓存、输出文件夹（含表格内部）、状态文件夹",
                  "all tables of the ledger, the vaults of mails and files, what was read, the output folder (workbooks too), "
                  "the state folder"),)
    return Proof(tuple(live), tuple(newest), tuple(older), tuple(kept), looked)


def _shared(mail: str, others: str) -> str:
    return say(f"邮件 {mail[:12]} 仍保留：它也属于项目 {others}，原件不能拆开",
               f"the mail {mail[:12]} stays: it is of {others} too, and its bytes cannot be parted")


def _ledger(installation: Installation, plan: Plan) -> tuple[list[str], frozenset[int]]:
    """Rows in which something is left; and which words, besides the one that was typed, are in rows of others too."""
    words, files = plan.searched, set(plan.files)

    def finds(said: str | bytes) -> frozenset[int]:
        digest = isinstance(said, str) and files and not files.isdisjoint(DIGEST.findall(said))
        return words.finds(said) | (frozenset({len(plan.words)}) if digest else NONE)

    with installation.ledger.read() as connection:
        found = list(person.traces(connection, finds))
    going = {*plan.gone.numbers, *plan.gone.mails}
    others = frozenset(at for one in found if one.of and one.of not in going for at in one.words
                       if 0 < at < len(plan.words) and plan.words[at] not in plan.gone.numbers)
    left = Counter(say(f"台账：表 {one.table} 的 {one.column}",
                       f"ledger: table {one.table}, {one.column}") + (f" ({_named(one.of)})" if one.of else "")
                   for one in found if (one.words if one.of in going else one.words - others))
    return [say(f"{line}，{count} 处", f"{line}, {count} times") if count > 1 else line for line, count in left.items()], others


def _named(of: str) -> str:
    row = of.split("|")[0][:40]
    return say(f"邮件 {of[:12]}", f"mail {of[:12]}") if DIGEST.fullmatch(of) else say(f"行 {row}", f"row {row}")


def _raw(settings: Settings, words: Words) -> Iterator[str]:
    """Whether bytes stay in the files of a SQLite ledger that no row has any more."""
    path = integrity.path_of(settings.ledger.url)
    for ending in LOG_ENDINGS if path is not None and words.words else ():
        assert path is not None
        file = path.with_name(path.name + ending)
        if file.exists() and file.stat().st_size:
            with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
                if words.in_bytes(data):
                    yield say(f"台账文件 {file.name} 的空闲部分", f"the free part of {file.name}")


def _vaults(installation: Installation, plan: Plan) -> Iterator[str]:
    for digest in plan.gone.mails:
        if installation.mails.path(digest).exists():
            yield say(f"邮件库：{digest[:12]}", f"vault of mails: {digest[:12]}")
    for digest in plan.files:
        if installation.files.path(digest).exists():
            yield say(f"文件库：{digest[:12]}", f"vault of files: {digest[:12]}")
    output = installation.settings.output.path
    for path in copies.of_cases(output, plan) if output else ():
        if path.exists():
            yield say(f"输出文件夹：{path.parent.name}/{path.name}", f"the output folder: {path.parent.name}/{path.name}")
    cached = paths_of(installation.settings.home / "vault" / "read", set(plan.files))
    yield from (say(f"读取缓存：{path.name[:12]}", f"what was read: {path.name[:12]}") for path in cached)


def _elsewhere(settings: Settings) -> tuple[Path, ...]:
    """What is in the state folder and searched by itself, or has only Message-IDs in it."""
    ledger = integrity.path_of(settings.ledger.url)
    files = [ledger.with_name(ledger.name + ending) for ending in (*LOG_ENDINGS, "-shm")] if ledger else []
    output = [settings.output.path] if settings.output.path else []
    return (settings.home / "vault", settings.home / send_log.NAME, *output, *files)


def _files(folder: Path, words: Words, where: str, skipped: Iterable[Path] = ()) -> Iterator[str]:
    """Files in which a word stands, or that cannot be looked into. Copies of the vault's files go by their names."""
    left_out = {path.absolute() for path in skipped}
    for path in _walk(folder.absolute(), left_out):
        name = path.relative_to(folder.absolute())
        if words.finds(str(name)):
            yield say(f"{where}：文件名含有它的 {len(name.parts)} 层文件（{name.parts[0]} 内）",
                      f"{where}: a file {len(name.parts)} deep whose name has it (in {name.parts[0]})")
        elif name.parts[0] in ("files", "mails"):
            continue
        elif (found := words.in_file(path)) is None:
            yield say(f"{where}：{name}（打不开，无法核对）", f"{where}: {name} (cannot be opened, so not looked into)")
        elif found:
            yield say(f"{where}：{name}", f"{where}: {name}")


def _walk(folder: Path, left_out: set[Path]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path in left_out or path.is_symlink():
            continue
        if path.is_dir():
            yield from _walk(path, left_out)
        elif path.is_file():
            yield path


def _backup(settings: Settings, plan: Plan, words: Words, bytes_of: Words) -> tuple[list[str], list[str]]:
    """What is left in the newest backup, and in which older ones something is left."""
    last = last_backup(settings.home)
    folder = Path(last.where) if last else None
    if folder is None or not folder.is_dir():
        return [], []
    kept = generations(folder)
    left = [say(f"最近的备份 {one.path.name}：台账",
                f"the newest backup, {one.path.name}: ledger") for one in kept[:1] if bytes_of.in_file(one.path) != NONE]
    mails, files = Vault(folder / "vault" / "mails"), Vault(folder / "vault" / "files")
    blobs = [digest for vault, digests in ((mails, plan.gone.mails), (files, plan.files)) for digest in digests
             if vault.path(digest).exists()]
    left += [say(f"最近的备份：{len(blobs)} 个原件", f"the newest backup: {len(blobs)} originals")] if blobs else []
    left += _files(folder / "output", words, say("最近的备份 output", "the newest backup, output"))
    return left, [one.name for one in kept[1:] if bytes_of.in_file(one.path) != NONE]
