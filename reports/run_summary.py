"""Writes the summary that a run prints at its end: numbers and what a person has to do, without anybody's data."""

from __future__ import annotations

from dataclasses import dataclass

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
    """The text for the end of a run, in Chinese, some eight lines, no line break at its end."""
    lines = [_opening(facts)]
    if facts.fetched or facts.settled:
        lines.append(_line("邮件", (facts.settled, "封已处理"), (facts.not_applications, "封不是申报"),
                           (facts.read_again, "封是重新读取")))
    lines.append(_line("项目", (facts.new_cases, "个新项目"), (facts.revisions, "个更新"), (facts.supplements, "个补充材料"),
                       (facts.duplicates, "个重复来信")))
    lines.append(_line("结果", (facts.complete, "个齐全"), (facts.incomplete, "个需补正"), (facts.unclear, "个待人工查看")))
    lines.append(_line("回信", (facts.letters_sent, "封已发出"), (facts.letters_queued, "封待发"),
                       (facts.letters_held, "封暂缓")))
    lines += [f"  {'人工填写' if not n else '　　　　'}  {line}" for n, line in enumerate(facts.desk[:MOST_LINES])]
    lines += _places(facts) + _attention(facts)
    return "\n".join(line for line in lines if line)


def _opening(facts: RunFacts) -> str:
    what = "试运行" if facts.dry_run else "本次处理"
    if not (facts.fetched or facts.settled):
        return f"{what}完成，用时 {_duration(facts.seconds)}：没有新邮件。"
    return f"{what}完成，用时 {_duration(facts.seconds)}：收取 {facts.fetched} 封新邮件。" + (
        "未登记、未发信、未写表格。" if facts.dry_run else "")


def _line(head: str, *counts: tuple[int, str]) -> str:
    parts = [f"{count} {what}" for count, what in counts if count]
    return f"  {head}  {' · '.join(parts)}" if parts else ""


def _places(facts: RunFacts) -> list[str]:
    workbook = f"{facts.workbook}（没有变化，未重写）" if facts.workbook and facts.unchanged else facts.workbook
    places = (("表格", workbook), ("网页", facts.pages), ("信件", facts.letters))
    return [f"  {head}  {place}" for head, place in places if place]


def _attention(facts: RunFacts) -> list[str]:
    """What a person has to do; one line where there is nothing."""
    wanted = [
        (facts.breaker, f"程序自身可能有故障，回信已暂停发送：{facts.breaker}。查明后运行 letters approve --breaker"),
        (facts.shelved, f"{facts.shelved} 封邮件因系统原因搁置，请人工查看（表格“邮件”页）；原件完好。"),
        (facts.waiting, f"{facts.waiting} 封邮件未处理完，下次运行自动再试。"),
        (facts.letters_unknown, f"{facts.letters_unknown} 封回信不知是否发出，请核对已发送邮箱后用 letters settle 说明。"),
        (facts.letters_failed, f"{facts.letters_failed} 封回信发送失败，见表格“回复”页。"),
    ]
    lines = [line for due, line in wanted if due] + list(facts.problems)
    return ["  请留意", *(f"    - {line}" for line in lines)] if lines else ["  一切正常，无需人工处理的系统问题。"]


def alarm(facts: RunFacts) -> tuple[str, ...]:
    """Why the office should be told of a run, in lines without anybody's data; empty when all is well."""
    return tuple(line.removeprefix("    - ") for line in _attention(facts)[1:]) if _alarming(facts) else ()


def _alarming(facts: RunFacts) -> bool:
    return bool(facts.breaker or facts.shelved or facts.letters_unknown or facts.letters_failed or facts.problems)


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} 秒"
    return f"{int(seconds // 60)} 分 {int(seconds % 60)} 秒"
