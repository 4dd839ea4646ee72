"""Writes the summary that a run prints at its end: numbers and what a person has to do, without anybody's data."""

from __future__ import annotations

from dataclasses import dataclass

from config.language import say

MOST_LINES = 20
"""How many lines about the staff's workbooks are shown; the rest is in sheet 改动."""


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What one run did, counted. Counts of cases are of this run; `waiting`, `shelved` and `letters_held` are the numbers at its
    end, whenever these came. `workbook`, `pages` and `letters` are places as a person can open them ("" = none written);
    `problems` are lines without personal data; `desk` says what was taken in from the staff's workbooks; `breaker` says why no
    letter leaves ("" = they do)."""

    fetched: int = 0
    settled: int = 0
    waiting: int = 0
    shelved: int = 0
    not_applications: int = 0
    read_again: int = 0
    """Mails that had cases before; among the settled ones."""
    new_cases: int = 0
    revisions: int = 0
    supplements: int = 0
    duplicates: int = 0
    complete: int = 0
    incomplete: int = 0
    unclear: int = 0
    letters_queued: int = 0
    letters_held: int = 0
    letters_sent: int = 0
    letters_failed: int = 0
    letters_unknown: int = 0
    seconds: float = 0.0
    workbook: str = ""
    pages: str = ""
    letters: str = ""
    problems: tuple[str, ...] = ()
    breaker: str = ""
    desk: tuple[str, ...] = ()
    dry_run: bool = False
    unchanged: bool = False
    """The existing workbook shows everything already, so none was written."""


def summary(facts: RunFacts) -> str:
    """The text for the end of a run, some eight lines, no line break at its end."""
    lines = [_opening(facts)]
    if facts.fetched or facts.settled:
        lines.append(_line(
            say("邮件", "mails"), (facts.settled, say("封已处理", "entered")),
            (facts.not_applications, say("封不是申报", "no applications")),
            (facts.read_again, say("封是重新读取", "read again"))))
    lines.append(_line(
        say("项目", "cases"), (facts.new_cases, say("个新项目", "new")), (facts.revisions, say("个更新", "revisions")),
        (facts.supplements, say("个补充材料", "supplements")), (facts.duplicates, say("个重复来信", "duplicates"))))
    lines.append(_line(
        say("结果", "result"), (facts.complete, say("个齐全", "with all they need")),
        (facts.incomplete, say("个需补正", "that lack something")), (facts.unclear, say("个待人工查看", "for a person"))))
    lines.append(_line(
        say("回信", "letters"), (facts.letters_sent, say("封已发出", "gone out")),
        (facts.letters_queued, say("封待发", "waiting to go")), (facts.letters_held, say("封暂缓", "held back"))))
    head = say("人工填写", "by staff")
    lines += [f"  {head if not n else '　　　　'}  {line}" for n, line in enumerate(facts.desk[:MOST_LINES])]
    lines += _places(facts) + _attention(facts)
    return "\n".join(line for line in lines if line)


def _opening(facts: RunFacts) -> str:
    what, took = say("试运行", "Dry run") if facts.dry_run else say("本次处理", "Run"), _duration(facts.seconds)
    if not (facts.fetched or facts.settled):
        return say(f"{what}完成，用时 {took}：没有新邮件。", f"{what} done in {took}: no new mail.")
    return say(f"{what}完成，用时 {took}：收取 {facts.fetched} 封新邮件。",
               f"{what} done in {took}: {facts.fetched} new mails.") + (
        say("未登记、未发信、未写表格。", " Nothing was entered, sent or written.") if facts.dry_run else "")


def _line(head: str, *counts: tuple[int, str]) -> str:
    parts = [f"{count} {what}" for count, what in counts if count]
    return f"  {head}  {' · '.join(parts)}" if parts else ""


def _places(facts: RunFacts) -> list[str]:
    same = say(f"{facts.workbook}（没有变化，未重写）", f"{facts.workbook} (nothing changed, not written)")
    workbook = same if facts.workbook and facts.unchanged else facts.workbook
    places = ((say("表格", "workbook"), workbook), (say("网页", "pages"), facts.pages), (say("信件", "letters"), facts.letters))
    return [f"  {head}  {place}" for head, place in places if place]


def _attention(facts: RunFacts) -> list[str]:
    """What a person has to do; one line where there is nothing."""
    wanted = [
        (facts.breaker, say(f"程序自身可能有故障，回信已暂停发送：{facts.breaker}。查明后运行 letters approve --breaker",
                            f"this program may be at fault, so no letter leaves: {facts.breaker}. When that is found out, run "
                            "letters approve --breaker")),
        (facts.shelved, say(f"{facts.shelved} 封邮件因系统原因搁置，请人工查看（表格“邮件”页）；原件完好。",
                            f"{facts.shelved} mails are shelved for faults of ours: see the sheet 邮件; their bytes are whole.")),
        (facts.waiting, say(f"{facts.waiting} 封邮件未处理完，下次运行自动再试。",
                            f"{facts.waiting} mails wait; the next run tries again.")),
        (facts.letters_unknown, say(f"{facts.letters_unknown} 封回信不知是否发出，请核对已发送邮箱后用 letters settle 说明。",
                                    f"of {facts.letters_unknown} letters nobody knows whether they left: look into the sent "
                                    "folder, then say so with letters settle.")),
        (facts.letters_failed, say(f"{facts.letters_failed} 封回信发送失败，见表格“回复”页。",
                                   f"{facts.letters_failed} letters failed: see the sheet 回复.")),
    ]
    lines = [line for due, line in wanted if due] + list(facts.problems)
    if not lines:
        return [say("  一切正常，无需人工处理的系统问题。", "  All is well.")]
    return [say("  请留意", "  For a person"), *(f"    - {line}" for line in lines)]


def alarm(facts: RunFacts) -> tuple[str, ...]:
    """Why the office should be told of a run, in lines without anybody's data; empty when all is well."""
    return tuple(line.removeprefix("    - ") for line in _attention(facts)[1:]) if _alarming(facts) else ()


def _alarming(facts: RunFacts) -> bool:
    return bool(facts.breaker or facts.shelved or facts.letters_unknown or facts.letters_failed or facts.problems)


def _duration(seconds: float) -> str:
    if seconds < 60:
        return say(f"{seconds:.1f} 秒", f"{seconds:.1f} s")
    minutes, rest = int(seconds // 60), int(seconds % 60)
    return say(f"{minutes} 分 {rest} 秒", f"{minutes} min {rest} s")
