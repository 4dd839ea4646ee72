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

from config.language import Words, listen, say

PROGRAM = "run_intake.py" if Path(__file__).with_name("pyproject.toml").is_file() else "grant-intake"
"""What a person types: of a checkout, or installed from a wheel (as config.places has it, which the help does not wait for)."""
COMMANDS = {
    "run": Words("处理一次，供定时任务用：收新邮件、发回信、出表格（默认命令）",
                 "one pass for cron: new mail in, letters and workbook out (the default)"),
    "demo": Words("对随程序附带的示例邮箱做同样的处理", "the same pass over a sample mailbox that ships with the project"),
    "check": Words("读取文件、压缩包、文件夹或一封邮件，不联网、不动台账",
                   "read documents, archives, folders or one mail, without network or ledger"),
    "guide": Words("一年的指南：检查、比较两份、印出格式或对照表",
                   "a year's guide: check it, compare two, print its schema or its coverage"),
    "form": Words("任何表单：栏目与内容，或由空白表起草定义",
                  "any form: its label/value pairs, or a definition drafted from the blank one"),
    "report": Words("重做审查表", "rebuild the workbook"),
    "letters": Words("待发信件：列出、查看、批准、暂缓、说明去向、发送", "the outbox: list, show, approve, hold, settle, send"),
    "experts": Words("专家评审材料和评分表，及收回后的排序",
                     "dossiers and score sheets for the experts, and the ranking of what they filled in"),
    "notice": Words("标为“拟立项”的项目的公示稿，带截止工作日",
                    "the public notice of the projects marked 拟立项, with its last working day"),
    "export": Words("台账中的每个项目，一行一个", "every case in the ledger, one line each"),
    "replay": Words("用现在的程序和指南重新读取已保存的邮件", "read kept mail again with today's reader and guide"),
    "status": Words("每封邮件的去向，用数字说", "what became of every mail, in numbers"),
    "ledger": Words("台账数据库：升级结构，或复制到另一个数据库",
                    "the database itself: upgrade its schema, copy it into another database"),
    "backup": Words("把台账、邮件库和表格备份到另一个文件夹，运行中也可以",
                    "ledger, vault and workbooks into another folder, also while a run is at work"),
    "restore": Words("从备份恢复台账，先核对再替换", "the ledger back from a backup, checked before anything is replaced"),
    "init": Words("装好本机的设置、指南、状态目录、crontab 和 systemd 单元；不覆盖任何文件",
                  "an installation: settings, guide, state, crontab and systemd units of this machine; overwrites nothing"),
    "purge": Words("永久清除某日之前的，或某个人的资料（不加 --yes 只试算）",
                   "remove for good what came before a day, or one person's data (a dry run unless --yes)"),
    "doctor": Words("检查设置、指南、登录、转换程序、磁盘、时钟，并说明怎么修",
                    "test settings, guide, logins, converters, disk, clock, and say what to mend"),
}
MACHINE = Path("/etc/grant-intake/settings.toml")
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
    listen(lambda: _settings_file(settings, rest))
    if settings is None:
        return _usage(say("--settings 后面要写设置文件", "--settings needs a file"))
    if rest[:1] in (["--help"], ["-h"]):
        return _help()
    name, rest = (rest[0], rest[1:]) if rest and not rest[0].startswith("-") else ("run", rest)
    if name not in COMMANDS:
        return _usage(say(f"没有这个命令：{name}", f"no such command: {name}"))
    try:
        return _call(name, rest, settings)
    except BrokenPipeError:  # the reader of our output went away: nothing to say, and nobody to say it to
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print(say("已停止", "stopped"), file=sys.stderr)
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
        return _stopped(str(error))
    if hasattr(error, "format_message"):  # typer's own complaints about usage
        from intake.usage_words import complaint

        return _usage(complaint(error))
    if isinstance(error, OSError) and error.errno in DISK:
        from config.os_errors import why

        return _stopped(say(f"磁盘或设置中的某个位置不能用：{why(error)}",
                            f"a disk or a place of the settings cannot be used: {why(error)}"))
    if what := _damaged_ledger():
        return _stopped(what)
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    kind, place = type(error).__name__, " < ".join(reversed(places[-4:]))
    print(say(f"程序自身出错（{kind}），请把这一行告诉维护程序的人：{place}",
              f"a fault of this program ({kind}) at {place}"), file=sys.stderr)
    return FAULT


def _stopped(what: str) -> int:
    """The world failed us: nothing is half done, and the next run tries again."""
    print(say(f"因外部故障停止：{what}", f"stopped by an outage: {what}"), file=sys.stderr)
    return OUTAGE


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


def _settings_file(settings: str | None, rest: list[str]) -> Path | None:
    """The file in which the language stands, as config.places finds it, which the help does not wait for. The demo has that of no
    installation."""
    own = Path(__file__).parent / "config"
    named = settings or (str(own / "settings.toml") if rest[:1] == ["demo"] else os.environ.get("INTAKE_SETTINGS", ""))
    places = [Path(named)] if named else [MACHINE, own / "settings.local.toml", own / "settings.toml"]
    return next((place for place in places if place.is_file()), None)


def _help() -> int:
    print(say(f"用法：{PROGRAM} [--settings 设置文件] [命令] [选项]\n",
              f"usage: {PROGRAM} [--settings FILE] [COMMAND] [OPTIONS]\n"))
    for name, words in COMMANDS.items():
        print(f"  {name:<9}{say(*words)}")
    print(say(f"\n{PROGRAM} 命令 --help 说明一个命令的选项。", f"\n{PROGRAM} COMMAND --help tells the options of a command."))
    return OK


def _usage(complaint: str) -> int:
    print(f"{PROGRAM}: {complaint}\n" + say(f"{PROGRAM} --help 列出全部命令",
                                            f"{PROGRAM} --help lists the commands"), file=sys.stderr)
    return USAGE


def script() -> None:
    """The entry point of the wheel."""
    gc.set_threshold(GARBAGE)
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    script()
