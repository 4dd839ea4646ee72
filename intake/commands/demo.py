"""`demo`: the whole pass over the sample mailbox, on embedded parts, in a state folder of its own."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import typer

from config.language import say

PACKED = Path(__file__).with_name("sample_mailbox")
"""Into which the wheel packs the sample mailbox."""
MAILBOX = PACKED if PACKED.is_dir() else Path(__file__).parents[2] / "tests" / "samples" / "mailbox"

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command(help=say("对示例邮箱处理一次，并说明表格和信件在哪里。",
                      "Run one pass over the sample mailbox and tell where workbook and letters are."))
def demo(context: typer.Context, keep: bool = typer.Option(False, "--keep", help=say(
    "接着上次示例的状态运行。",
    "Go on with the last demo's state."))) -> int:
    """Run one pass over the sample mailbox and tell where workbook and letters are."""
    from config.places import SHIPPED
    from intake.operations.checked_settings import configured
    from intake.operations.progress import Narrator
    from intake.pipeline.run import run_pass
    from reports.run_summary import summary

    home = _home(keep)
    if home.exists() and not keep:
        shutil.rmtree(home)
    os.environ["INTAKE_HOME"] = str(home)
    context.obj = context.obj or SHIPPED  # never the settings of a real installation on this machine
    settings, guide = configured(context, {
        "mailbox": {"url": f"folder:{MAILBOX}", "folders": ()},
        "smtp": {"url": f"maildir:{home / 'letters'}"},
        "ledger": {"url": ""}, "output": {"path": None},
        "letters": {"send": "auto", "max_age_days": 0},
    }, mail=True)
    narrator = Narrator()
    narrator.say(say("示例邮箱里有二十多封邮件和十多份扫描件，文字识别占去大部分时间，约需一两分钟，请稍候。",
                     "The sample mailbox has more than twenty mails and ten scans; recognising text takes a minute or two."))
    facts, code = run_pass(settings, guide, narrator)
    print(summary(facts))
    return code


def _home(keep: bool) -> Path:
    """The state folder of the demo: beneath INTAKE_HOME, else the checkout's `var`; of a wheel a new temporary one, told here."""
    from config.model import WrongSettings
    from config.places import CHECKOUT, absolute

    written = os.environ.get("INTAKE_HOME", "")
    if CHECKOUT:
        return absolute(written or "var") / "demo"
    if written and not Path(written).is_absolute():
        raise WrongSettings(["INTAKE_HOME: " + say("要写完整路径（以 / 开头）", "must be a whole path (beginning with /)")])
    if written:
        return Path(written) / "demo"
    if keep:
        raise typer.BadParameter("--keep: " + say("请把 INTAKE_HOME 设为保留示例状态的文件夹",
                                                  "set INTAKE_HOME to the folder in which the demo's state is to stay"))
    home = Path(tempfile.mkdtemp(prefix="grant-intake-demo-"))
    print(say(f"示例在临时文件夹中运行：{home}", f"the demo runs in a temporary folder: {home}"))
    return home
