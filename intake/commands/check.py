"""`check`: read documents, archives, folders or one mail, without network or ledger."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from config.language import say
from config.os_errors import why

if TYPE_CHECKING:
    from config.model import Guide
    from intake.sandbox.check_paths import CheckResult

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(help=say("读取、检查并说明；不保存、不发送任何东西。", "Read, check and tell; nothing is kept and nothing is sent."))
def check(
    context: typer.Context,
    paths: list[Path] = typer.Argument(..., metavar="PATH…", help=say("一封邮件、一个文件，或一份材料的各个文件。",
                                                                      "One mail, one document, or the files of a package.")),
    as_json: bool = typer.Option(False, "--json", help=say("输出一个 JSON 对象（见 README）。",
                                                           "Print one JSON object (README, section on output).")),
    form: Path = typer.Option(None, "--form", help=say("不用指南中的定义，用这个表单定义读取。",
                                                       "Read with this form definition instead of the guide's.")),
    debug: Path = typer.Option(None, "--debug", metavar="DIR", help=say("把页面图片写到这里，框出找到的内容。",
                                                                        "Write pictures of the pages there, what was found "
                                                                        "framed.")),
) -> int:
    """Read, check and tell; nothing is kept and nothing is sent."""
    from intake.operations.checked_settings import configured
    from intake.sandbox.check_paths import check_paths
    from intake.sandbox.faults import Fault
    from intake.sandbox.one_task import once
    from intake.system_needs import caution

    settings, guide = configured(context, stateless=True)
    if form:
        guide = _with_form(guide, form)
    if debug is not None and (unfit := _unusable(debug)):
        raise typer.BadParameter(f"--debug {debug}: {unfit}")
    if lacks := caution():
        print(lacks, file=sys.stderr)
    seen = once(check_paths, (paths, guide, settings, debug), settings.workers, settings.limits)
    if isinstance(seen, Fault):
        print(seen.sentence, file=sys.stderr)
        return 70
    for line in seen.unread:
        print(say(f"未读取：{line}", f"not read: {line}"), file=sys.stderr)
    for one in seen.drawn:
        print(say(f"{one.path}  {one.name} 第{one.page}页：{one.shows}",
                  f"{one.path}  {one.name}, page {one.page}: {one.shows}"), file=sys.stderr)
    if debug is not None and not seen.drawn:
        print("--debug: " + say("这里没有申报书的扫描件或 PDF，没有画图",
                                "no scan or PDF of a form here; nothing was drawn"), file=sys.stderr)
    print(_json(seen, guide) if as_json else _text(seen, guide))
    return 1 if seen.unread else 0


def _unusable(folder: Path) -> str:
    """Why no pictures can be written into this folder, which is made where it is missing; "" where they can be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        return why(error)
    return "" if os.access(folder, os.W_OK | os.X_OK) else say("不可写", "cannot be written")


def _with_form(guide: Guide, path: Path) -> Guide:
    from config.load import load_form

    return guide.model_copy(update={"forms": (load_form(path),)})


def _json(seen: CheckResult, guide: Guide) -> str:
    from reports.export import check_json, file_json

    head = {"kind": seen.mail.kind, "reply": seen.mail.reply, "why": seen.mail.why} if seen.mail else None
    mail = head | {"unassigned": [file_json(file) for file in seen.unassigned]} if head else None
    return json.dumps(check_json(seen.cases, mail, guide), ensure_ascii=False)


def _text(seen: CheckResult, guide: Guide) -> str:
    from config.model import Meaning
    from reports.display import for_the_check
    from reports.guide_words.roles import role_word
    from reports.state_words import SEVERITY, STATUS

    lines = [f"邮件：{seen.mail.why}"] if seen.mail else []
    for case in seen.cases:
        form, record = guide.form(case.form), case.package.record(guide)
        unit = applicant.text if record and (applicant := record.of(guide, Meaning.APPLICANT)) else ""
        lines.append(f"{form.name if form else '未识别出申报书'}　{unit or ''}　{STATUS[case.status]}")
        lines += [f"  {role_word(guide, file.role)}　{file.name}" for file in case.package.files]
        lines += [f"  {SEVERITY[f.severity]}　{f.message}" + (f"（{f.place.chinese()}）" if f.place and f.place.chinese() else "")
                  for f in for_the_check(case.findings, guide)]
    return "\n".join([*lines, *(f"未归入项目：{file.name}" for file in seen.unassigned)] or ["没有申报材料"])
