"""Turns an empty folder into an installation: settings, the guide to edit, state and secrets of one user, and what runs it by
itself. What is there already stays as it is."""

from __future__ import annotations

import errno
import json
import os
import shlex
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.language import say
from config.load import load_settings
from config.model import Settings
from config.places import GUIDES, MACHINE, PROGRAM
from intake.operations.schedule_files import CRONTAB, SERVICE, needed, schedule, template
from intake.store.atomic_write import write_whole

GUIDE = "2024"
OPEN, PRIVATE = 0o755, 0o700


@dataclass(frozen=True, slots=True)
class User:
    """Who runs the program."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Made:
    """Lines for a person: what was made, what was there and no longer fits, and what to do next."""

    fresh: tuple[str, ...]
    doubts: tuple[str, ...]
    further: tuple[str, ...]


def install(folder: Path, home: Path | None, user: User) -> Made:
    """Makes what is missing in `folder`. `home`: the state folder of new settings, None: `state` in the folder. Settings that are
    there say themselves where their state is.

    Raises OSError, and WrongSettings where the settings that are there are wrong.
    """
    fresh: list[str] = []
    doubts: list[str] = []
    guide, file = folder / "guides" / GUIDE, folder / "settings.toml"
    if home is not None and _stands(home) and not home.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(home))
    for path in (folder, folder / "guides", folder / "deploy"):
        fresh += _folder(path, OPEN)
    if not guide.exists():
        _copy(GUIDES / GUIDE, guide)
        fresh.append(say(f"指南（可以修改）：{guide}", f"guide (yours to edit): {guide}"))
    if not _stands(file):
        write_whole(file, _settings(folder, home or folder / "state", guide).encode(), mode=0o644)
        fresh.append(say(f"设置（请填写）：{file}", f"settings (yours to fill in): {file}"))
    settings = _as_cron_reads(file)
    for path in (folder / "secrets", settings.home):
        fresh += _folder(path, PRIVATE, user)
        doubts += _foreign(path, user)
    if home is not None and home != settings.home:
        doubts.append(say(f"{file} 中的状态目录是 {settings.home}，没有改为 {home}",
                          f"the state folder in {file} is {settings.home}; it was not changed to {home}"))
    for name, text in schedule(folder / "deploy", settings, user.name).items():
        path = folder / "deploy" / name
        if not _stands(path):
            write_whole(path, text.encode(), mode=0o644)
            fresh.append(say(f"定时运行：{path}", f"what runs it: {path}"))
        elif path.read_bytes() != text.encode():
            doubts.append(say(f"{path} 与现在的设置或本机的路径不一致，没有改动；删掉它再运行一次 init，就会重新写成",
                              f"{path} no longer fits the settings or this machine's paths; it was not changed. Remove it and "
                              "run init again to have it written anew"))
    doubts += _unreachable((folder, settings.home.parent, *needed()), user)
    return Made(tuple(fresh), tuple(doubts), tuple(_next(folder, user)))


def _settings(folder: Path, home: Path, guide: Path) -> str:
    """The settings file, with this installation's paths as TOML has them."""
    paths = {"home": home, "guide": guide, "mailbox_password": folder / "secrets" / "mailbox.password",
             "smtp_password": folder / "secrets" / "smtp.password"}  # fmt: skip
    return template("settings.toml").substitute({name: json.dumps(str(path), ensure_ascii=False) for name, path in paths.items()})


def _as_cron_reads(file: Path) -> Settings:
    """The settings without what the environment of whoever calls us overrides: cron and systemd do not have it."""
    with _bare_environment():
        return load_settings(file)


@contextmanager
def _bare_environment() -> Iterator[None]:
    own = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("INTAKE_")}
    try:
        yield
    finally:
        os.environ.update(own)


def _folder(path: Path, mode: int, owner: User | None = None) -> list[str]:
    """Makes a folder where none is, whatever the umask. Missing parents are made so that its owner comes through."""
    if path.is_dir():
        return []
    if path.parent != path:
        _folder(path.parent, OPEN)
    path.mkdir(mode=mode)
    if owner is not None and owner.uid != os.geteuid():
        os.chown(path, owner.uid, owner.gid)
    path.chmod(mode)
    alone = say(f"（只有用户 {owner.name} 能进）", f" (for the user {owner.name} alone)") if owner is not None else ""
    return [say(f"文件夹：{path}", f"folder: {path}") + alone]


def _copy(source: Path, target: Path) -> None:
    """Copies the guide, whole or not at all, readable by all whatever the umask."""
    part = target.with_name(f".{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(source, part, copy_function=shutil.copyfile)
    for path in (part, *part.rglob("*")):
        path.chmod(OPEN if path.is_dir() else 0o644)
    part.rename(target)


def _stands(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _foreign(path: Path, user: User) -> list[str]:
    """What is wrong with owner or mode of a folder that is to be one user's alone. A link is told by where it leads."""
    path, state = path.resolve(), path.stat()
    if state.st_uid != user.uid:
        return [say(f"{path} 不属于用户 {user.name}，没有改动：chown -R {user.name} {path}，或换用 --user",
                    f"{path} is not the user {user.name}'s and was not changed: chown -R {user.name} {path}, or name another "
                    "--user")]
    told = say(f"{path} 的权限是 {state.st_mode & 0o777:o}，没有改动：chmod 700 {path}",
               f"the mode of {path} is {state.st_mode & 0o777:o} and was not changed: chmod 700 {path}")
    return [told] if state.st_mode & 0o077 else []


def _unreachable(ends: Iterable[Path], user: User) -> list[str]:
    """Folders on the way to settings, state and program through which this user does not come."""
    way = dict.fromkeys(path for end in ends for path in (*reversed(end.parents), end))
    closed = [path for path in way if user.uid and not _lets_through(path.stat(), user)]
    return [say(f"用户 {user.name} 进不去 {path}，定时运行会失败：请换个位置安装，或放开它的权限",
                f"the user {user.name} cannot enter {path}, so the timer will fail: install elsewhere, or "
                "open it") for path in closed]


def _lets_through(state: os.stat_result, user: User) -> bool:
    bits = 0o100 if state.st_uid == user.uid else 0o010 if state.st_gid == user.gid else 0o001
    return bool(state.st_mode & bits)


def _next(folder: Path, user: User) -> Iterator[str]:
    file, deploy = folder / "settings.toml", folder / "deploy"
    secret = shlex.join(["install", "-m", "0600", "-o", user.name, "/dev/stdin", str(folder / "secrets" / "mailbox.password")])
    call = PROGRAM if file == MACHINE else f"{PROGRAM} {shlex.join(['--settings', str(file)])}"
    yield say(f"填写 {file} 中的 mailbox.url 和 smtp.url", f"fill in mailbox.url and smtp.url in {file}")
    yield say(f"保存授权码：{secret}（粘贴后按 Ctrl-D）；smtp.password 同样",
              f"keep the authorisation code: {secret} (paste it, then Ctrl-D); smtp.password likewise")
    yield say(f"以用户 {user.name} 检查：{call} doctor", f"check as the user {user.name}: {call} doctor")
    yield say(f"定时运行：按 {deploy / SERVICE} 第一行安装 systemd 定时器，或按 {deploy / CRONTAB} 第一行装入 cron，只选一种",
              f"let it run: install the timer of systemd as the first line of {deploy / SERVICE} says, or the crontab as that "
              f"of {deploy / CRONTAB} says; only one of them")
