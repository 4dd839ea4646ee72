"""Prints the table of malformed mails, or what was read of each mail of a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from config.model import LimitSettings
from intake.mime import parse
from intake.unpack import unpack
from tests.malformed import CASES, seen


def main(arguments: list[str]) -> int:
    """A line a mail. Exit 1 where anything of the table is not as it must be."""
    return _folder(Path(arguments[0])) if arguments else _table()


def _table() -> int:
    right = [0, 0, 0]
    for case in CASES:
        found = seen(case.raw)
        marks = found.subject == case.subject, found.sender == case.sender, found.files == case.files
        right = [n + mark for n, mark in zip(right, marks, strict=True)]
        files = "、".join(found.files[:2]) + (f" … ({len(found.files)})" if len(found.files) > 2 else "")
        said = "  ".join(_short(text) for text in (found.subject, found.sender, files))
        print(f"{''.join('+' if mark else '-' for mark in marks)}  {case.name:<58}{said}")
    print(f"{len(CASES)} mails: subject right {right[0]}, sender right {right[1]}, file names right {right[2]}")
    return 0 if right == [len(CASES)] * 3 else 1


def _folder(folder: Path) -> int:
    """What of each mail was read, and why not what was not."""
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    whole = 0
    for path in paths:
        head, parts = parse(path.read_bytes(), LimitSettings())
        files = unpack(parts, LimitSettings())
        troubles = [f"{file.name}: {file.trouble.kind}" for file in files if file.trouble]
        whole += not (troubles or head.notes)
        print(f"{path.name:<58}{_short(head.subject, 40)}  {len(files)}  {'；'.join([*head.notes, *troubles])}".rstrip())
    print(f"{len(paths)} mails, all read; {whole} without a remark, {len(paths) - whole} with the reason beside it")
    return 0


def _short(text: str, most: int = 34) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
