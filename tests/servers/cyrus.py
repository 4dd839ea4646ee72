"""Cyrus, where it is installed: a server of its own with everything below one folder, as an unprivileged user.

Debian's cyrus-imapd cannot be installed beside Dovecot: unpack it somewhere and name the folder of its programs in CYRUS_BIN.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import free_port, wait_for
from tests.servers.imap import PASSWORD, Server, libraries, open_way, unprivileged

_BIN = Path(os.environ.get("CYRUS_BIN") or "/usr/lib/cyrus/bin")
CYRUS = _BIN if (_BIN / "imapd").exists() and (_BIN / "master").exists() else None
_STATE = ("db", "socket", "user", "proc", "log", "msg", "quota", "ptclient", "sieve")
_SETTINGS = """configdirectory: {lab}/lib
partition-default: {lab}/spool
defaultpartition: default
sasl_pwcheck_method: alwaystrue
sasl_mech_list: PLAIN
allowplaintext: yes
altnamespace: no
unixhierarchysep: no
autocreate_quota: 0
autocreate_post: yes
cyrus_user: {user}
cyrus_group: {group}
"""
_SERVICES = """START {{
  recover cmd="{bin}/ctl_cyrusdb -C {lab}/imapd.conf -r"
}}

SERVICES {{
  imap cmd="{bin}/imapd -C {lab}/imapd.conf" listen="127.0.0.1:{port}" prefork=0
}}

EVENTS {{
}}
"""


@contextmanager
def cyrus_server(lab: Path) -> Iterator[Server]:
    """An empty mailbox of Cyrus below `lab`, plain on loopback; any password is right."""
    user, group = unprivileged()
    port = free_port()
    for name in _STATE:
        (lab / "lib" / name).mkdir(parents=True)
    (lab / "spool").mkdir()
    words = {"lab": lab, "user": user, "group": group, "bin": CYRUS, "port": port}
    (lab / "imapd.conf").write_text(_SETTINGS.format(**words))
    (lab / "cyrus.conf").write_text(_SERVICES.format(**words))
    command = [f"{CYRUS}/master", "-C", f"{lab}/imapd.conf", "-M", f"{lab}/cyrus.conf", "-p", f"{lab}/pid", "-D"]
    if os.geteuid() == 0:
        for path in (lab, *lab.rglob("*")):
            shutil.chown(path, user, group)
        open_way(lab)
        command = ["setpriv", "--reuid", user, "--regid", group, "--clear-groups", *command]
    process = subprocess.Popen(
        command, cwd=lab, env=os.environ | libraries(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield Server(port, "office", PASSWORD)
    finally:
        process.terminate()
        process.wait(20)
