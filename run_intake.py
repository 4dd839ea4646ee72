#!/usr/bin/env python3
"""The command line: a table of commands, of which only the one that is called is imported.

Exit codes: 0 done · 1 done, but something needs a person · 2 an outage stopped the run · 64 wrong usage · 70 a fault of
ours · 78 wrong settings or guide.
"""

from __future__ import annotations

import errno
import gc
import importlib
import os
import sys
import traceback
from pathlib import Path

PROGRAM = "run_intake.py" if Path(__file__).with_name("pyproject.toml").is_file() else "grant-intake"
"""What a person types: of a checkout, or installed from a wheel (as config.places has it, which the help does not wait for)."""
COMMANDS = {
    "run": "one pass for cron: new mail in, letters and workbook out (the default)",
    "demo": "the same pass over a sample mailbox that ships with the project",
    "check": "read documents, archives, folders or one mail, without network or ledger",
    "guide": "a year's guide: check it, compare two, print its schema or its coverage",
    "form": "any form: its label/value pairs, or a definition drafted from the blank one",
    "report": "rebuild the workbook",
    "letters": "the outbox: list, show, approve, hold, settle, send",
    "experts": "dossiers and score sheets for the experts, and the ranking of what they filled in",
    "notice": "the public notice of the projects marked 拟立项, with its last working day",
    "export": "every case in the ledger, one line each",
    "replay": "read kept mail again with today's reader and guide",
    "status": "what became of every mail, in numbers",
    "ledger": "the database itself: upgrade its schema, copy it into another database",
    "backup": "ledger, vault and workbooks into another folder, also while a run is at work",
    "restore": "the ledger back from a backup, checked before anything is replaced",
    "init": "an installation: settings, guide, state, crontab and systemd units of this machine; overwrites nothing",
    "purge": "remove for good what came before a day, or one person's data (a dry run unless --yes)",
    "doctor": "test settings, guide, logins, converters, disk, clock, and say what to mend",
}
OK, USAGE, FAULT, SETTINGS, OUTAGE = 0, 64, 70, 78, 2
DISK = tuple(getattr(errno, name) for name in (
    "ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EACCES", "EPERM", "EIO", "ENOTDIR", "EISDIR", "EEXIST", "ENAMETOOLONG", "ELOOP",
    "ESTALE", "EMFILE", "ENFILE", "ENOMEM") if hasattr(errno, name))
"""What a disk that is full, read-only, gone or another's says, and a machine without room for one more file."""
GARBAGE = 100_000
"""New objects before garbage is looked for: at the usual 700 an eighth of a start is looking, and all that was made stays."""


def main(arguments: list[str]) -> int:
    """Run one command. Returns its exit code; no traceback is ever shown."""
    settings, rest = _global_options(arguments)
    if settings is None:
        return _usage("--settings needs a file")
    if rest[:1] in (["--help"], ["-h"]):
        return _help()
    name, rest = (rest[0], rest[1:]) if rest and not rest[0].startswith("-") else ("run", rest)
    if name not in COMMANDS:
        return _usage(f"no such command: {name}")
    try:
        return _call(name, rest, settings)
    except BrokenPipeError:  # the reader of our output went away: nothing to say, and nobody to say it to
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return OUTAGE
    except Exception as error:
        return _explain(error)


def _call(name: str, arguments: list[str], settings: str) -> int:
    from typer import Typer

    from intake.system_needs import refusal

    if (why := refusal(name)) and "--help" not in arguments:
        print(why, file=sys.stderr)
        return SETTINGS
    module = importlib.import_module(f"intake.commands.{name}")
    app: Typer = module.app
    code = app(args=arguments, prog_name=f"{PROGRAM} {name}", standalone_mode=False, obj=Path(settings) if settings else None)
    return code if isinstance(code, int) else OK


def _explain(error: Exception) -> int:
    """One line a problem for a person, and the exit code of its kind."""
    from config.model import WrongSettings
    from intake.model import Outage

    if isinstance(error, WrongSettings):
        print("\n".join(error.problems), file=sys.stderr)
        return SETTINGS
    if isinstance(error, Outage):
        print(f"stopped by an outage: {error}", file=sys.stderr)
        return OUTAGE
    if hasattr(error, "format_message"):  # typer's own complaints about usage
        return _usage(error.format_message())
    if isinstance(error, OSError) and error.errno in DISK:
        print(f"stopped by an outage: a disk or a place of the settings cannot be used: {error.strerror}", file=sys.stderr)
        return OUTAGE
    if what := _damaged_ledger():
        print(f"stopped by an outage: {what}", file=sys.stderr)
        return OUTAGE
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    print(f"a fault of this program ({type(error).__name__}) at {' < '.join(reversed(places[-4:]))}", file=sys.stderr)
    return FAULT


def _damaged_ledger() -> str:
    """What to do where an error that nobody expected came out of a damaged ledger; "" where none is open or all are whole."""
    if "intake.ledger" not in sys.modules:
        return ""
    from intake.ledger.integrity import fault_of_a_ledger
    from intake.model import LedgerDamaged

    what = fault_of_a_ledger()
    return str(LedgerDamaged(what)) if what else ""


def _global_options(arguments: list[str]) -> tuple[str | None, list[str]]:
    settings: str | None = ""
    while arguments and (arguments[0] == "--settings" or arguments[0].startswith("--settings=")):
        option, *arguments = arguments
        settings = option.partition("=")[2] or (arguments.pop(0) if arguments else None)
    return settings, arguments


def _help() -> int:
    print(f"usage: {PROGRAM} [--settings FILE] [COMMAND] [OPTIONS]\n")
    for name, line in COMMANDS.items():
        print(f"  {name:<9}{line}")
    print(f"\n{PROGRAM} COMMAND --help tells the options of a command.")
    return OK


def _usage(complaint: str) -> int:
    print(f"{PROGRAM}: {complaint}\n{PROGRAM} --help lists the commands", file=sys.stderr)
    return USAGE


def script() -> None:
    """The entry point of the wheel."""
    gc.set_threshold(GARBAGE)
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    script()
