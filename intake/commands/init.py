"""`init`: an installation with the paths and the user of this machine; never overwrites."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from config.language import say
from config.os_errors import why

if TYPE_CHECKING:
    from intake.operations.new_installation import User

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(help=say("装好设置、指南、状态目录、密码文件夹、crontab 和 systemd 单元。已有的保持原样。",
                      "Make an installation: settings, guide, state, secrets, crontab and systemd units. What is there stays "
                      "as it is."))
def init(
    folder: Path = typer.Argument(..., metavar="DIR", help=say("设置、指南和密码放在哪里：/etc/grant-intake。",
                                                               "Where settings, guide and secrets are to lie: "
                                                               "/etc/grant-intake.")),
    home: Path = typer.Option(None, "--home", metavar="DIR", help=say("状态目录；不写则为 DIR 中的 state。",
                                                                      "The state folder; `state` in DIR otherwise.")),
    user: str = typer.Option("", "--user", help=say("由哪个用户运行；不写则为状态目录的所有者，或您自己。",
                                                    "Who is to run the program; otherwise the owner of the state, or you.")),
) -> int:
    """Make an installation: settings, guide, state, secrets, crontab and systemd units. What is there stays as it is."""
    from intake.operations.new_installation import install

    place, state = _plain(folder), _plain(home) if home else None
    try:
        made = install(place, state, _user(user, state or place / "state"))
    except OSError as error:
        raise typer.BadParameter(f"{error.filename or place}: {why(error)}") from error
    fresh, note = say("新建", "new"), say("注意", "please note")
    print("\n".join([*(f"{fresh}  {line}" for line in made.fresh), *(f"{note}  {line}" for line in made.doubts)]
                    or [say(f"{place} 已经装好，没有改动", f"{place} is installed already; nothing was changed")]))
    if made.fresh:
        print("\n".join([say("接下来：", "Next:"), *(f"{n}. {line}" for n, line in enumerate(made.further, 1))]))
    return 0


def _plain(folder: Path) -> Path:
    """The whole path. Raises BadParameter for one that no crontab and no unit file could hold."""
    path = Path(os.path.normpath(folder.expanduser().absolute()))
    if not str(path).isprintable():
        raise typer.BadParameter(say("路径含有控制字符，不能写进 crontab", "a path with control characters fits into no crontab"))
    return path


def _user(name: str, home: Path) -> User:
    """The user of this name; without a name the owner of the state folder, else whoever calls. Raises BadParameter."""
    import pwd

    from intake.operations.new_installation import User

    try:
        found = pwd.getpwnam(name) if name else pwd.getpwuid(home.stat().st_uid if home.is_dir() else os.geteuid())
    except KeyError as error:
        raise typer.BadParameter(f"--user {name}: " + say("没有这个用户", "no such user") if name else say(
            "请用 --user 写明用户",
            "name a user with --user")) from error
    if os.geteuid() not in (0, found.pw_uid):
        raise typer.BadParameter(f"--user {found.pw_name}: " + say("只有 root 能为别的用户安装",
                                                                   "only root can install for another user"))
    return User(found.pw_name, found.pw_uid, found.pw_gid)
