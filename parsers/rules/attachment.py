"""attachment: files that could not be used: encrypted, unreadable, external, dangerous (R113, R122)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, about
from parsers.formats.risks import RISKS
from parsers.model.file import TroubleKind
from parsers.model.finding import Severity

REASONS: dict[TroubleKind, str] = {
    TroubleKind.DAMAGED: "内容已损坏", TroubleKind.EMPTY: "文件是空的", TroubleKind.UNSUPPORTED: "本机没有能读取此格式的程序",
    TroubleKind.LIMIT: "超过处理上限", TroubleKind.TIMEOUT: "处理超时", TroubleKind.INCOMPLETE: "缺少其他分卷",
    TroubleKind.DANGEROUS: "存在安全风险", TroubleKind.ENCRYPTED: "设有密码", TroubleKind.EXTERNAL: "云附件",
}  # fmt: skip


def attachment(subject: Subject, *, troubles: tuple[TroubleKind, ...], macros: bool = False) -> Iterator[Hit]:
    """Offers {why}, for staff. Files with one of these troubles; with `macros` also files with a macro, or with something else
    that a program would run or load, and the files of the mail that belong to no application."""
    beside = subject.circumstances.unassigned if macros else ()  # what no application claims, staff open as well
    for file in (*subject.package.files, *beside):
        if file.trouble is not None and file.trouble.kind in troubles:
            ours = file.trouble.kind in (TroubleKind.UNSUPPORTED, TroubleKind.LIMIT, TroubleKind.TIMEOUT, TroubleKind.INCOMPLETE)
            yield about(file, Severity.VERIFY if ours else None, why=file.trouble.detail or REASONS[file.trouble.kind])
        elif macros and (risks := [note for note in file.notes if note in RISKS]):
            yield about(file, why="、".join(risks) + "，未作运行")


KIND = Kind(attachment, offers=("why",))
