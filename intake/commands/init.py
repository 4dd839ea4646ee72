"""`init`: an installation with the paths and the user of this machine; never overwrites."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from intake.operations.new_installation import User

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def init(
    folder: Path = typer.Argument(..., metavar="DIR", help="Where settings, guide and secrets are to lie: /etc/grant-intake."),
    home: Path = typer.Option(None, "--home", metavar="DIR", help="The state folder; `state` in DIR otherwise."),
    user: str = typer.Option("", "--user", help="Who is to run the program; otherwise the owner of the state, or you."),
) -> int:
    """Make an installation: settings, guide, state, secrets, crontab and systemd units. What is there stays as it is."""
    from intake.operations.new_installation import install

    place, state = _plain(folder), _plain(home) if home else None
    try:
        made = install(place, state, _user(user, state or place / "state"))
    except OSError as error:
        raise typer.BadParameter(f"{error.filename or place}: {error.strerror}") from error
    print("\n".join([*(f"新建  {line}" for line in made.fresh), *(f"注意  {line}" for line in made.doubts)]
                    or [f"{place} 已经装好，没有改动"]))
    if made.fresh:
        print("\n".join(["接下来：", *(f"{n}. {line}" for n, line in enumerate(made.further, 1))]))
    return 0


def _plain(folder: Path) -> Path:
    """The whole path. Raises BadParameter for one that no crontab and no unit file could hold."""
    path = Path(os.path.normpath(folder.expanduser().absolute()))
    if not str(path).isprintable():
        raise typer.BadParameter("a path with control characters fits into no crontab")
    return path


def _user(name: str, home: Path) -> User:
    """The user of this name; without a name the owner of the state folder, else whoever calls. Raises BadParameter."""
    import pwd

    from intake.operations.new_installation import User

    try:
        found = pwd.getpwnam(name) if name else pwd.getpwuid(home.stat().st_uid if home.is_dir() else os.geteuid())
    except KeyError as error:
        raise typer.BadParameter(f"--user {name}: no such user" if name else "name a user with --user") from error
    if os.geteuid() not in (0, found.pw_uid):
        raise typer.BadParameter(f"--user {found.pw_name}: only root can install for another user")
    return User(found.pw_name, found.pw_uid, found.pw_gid)
