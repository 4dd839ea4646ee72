"""Turns the owner of the state folder into a refusal for every other user, root among them: what another writes there, its owner
could not write again, and a run that cannot read a state would begin a second one."""

from __future__ import annotations

import os
from pathlib import Path

from config.language import say


def problems(home: Path) -> list[str]:
    """Why the user of this process must not work on this state folder, in a sentence with the right user's name; [] where all is
    well, where there is no such folder yet, and on systems that know no such users."""
    if not hasattr(os, "geteuid"):
        return []
    me = os.geteuid()
    try:
        owner = home.stat().st_uid
    except PermissionError:
        return ["home: " + say(f"用户 {_name(me)} 进不去状态目录 {home}：请换成安装时指定的用户运行",
                               f"the user {_name(me)} cannot enter the state folder {home}: run as the user of the installation")]
    except OSError:
        return []
    if owner == me:
        return []
    right = _name(owner)
    return ["home: " + say(f"状态目录 {home} 属于用户 {right}，现在的用户是 {_name(me)}：请用 runuser -u {right} -- 命令 以 "
                           f"{right} 运行",
                           f"the state folder {home} is the user {right}'s, and you are {_name(me)}: run it as {right}, by "
                           f"runuser -u {right} -- COMMAND")]


def _name(user: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"#{user}"
