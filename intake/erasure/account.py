"""What would go, what went and what is left → lines for a person. No words of anybody but the one that was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from config.language import listed, say
from intake.erasure.erase import Erased
from intake.erasure.plan import Plan
from intake.erasure.proof import Proof

SHOWN = 40


def before(plan: Plan) -> Iterator[str]:
    """What would go, without --yes."""
    if plan.unsure:
        yield say(f"“{plan.word}”：{plan.unsure}。未清除任何内容。", f"“{plan.word}”: {plan.unsure}. Nothing was removed.")
        return
    if plan.nobody:
        yield _nobody(plan)
        return
    yield say(f"“{plan.word}”将清除：{_what(plan)}。", f"“{plan.word}” would remove: {_what(plan)}.")
    yield from _keys(plan)
    for mail, numbers in sorted(plan.shared.items()):
        others = listed(numbers)
        yield say(f"仍保留邮件 {mail[:12]}：它也属于项目 {others}，原件不能拆开；其读取结果清除，不能再 replay。",
                  f"The mail {mail[:12]} stays: it is of {others} too, and its bytes cannot be parted; what was read of it "
                  "goes, so it cannot be replayed.")
    yield say("含有上述内容的旧表格、网页、可读副本、信件文件夹中的信件一并清除，表格重做，并在上次的备份文件夹中重新备份。",
              "Older workbooks, pages, readable copies and laid letters with any of it go too; the workbook is made anew, and "
              "the folder of the last backup is backed up anew.")
    yield say("确认无误后加 --yes 执行；执行后不能恢复。", "Add --yes to do it; it cannot be undone.")


def after(plan: Plan, erased: Erased, proof: Proof, keep: int) -> Iterator[str]:
    """What went, and what is left."""
    done = say(f"“{plan.word}”已清除：{_what(plan)}；旧表格 {erased.workbooks} 个。",
               f"“{plan.word}” removed: {_what(plan)}; {erased.workbooks} older workbooks.")
    yield _nobody(plan) if plan.nobody else done
    yield from _keys(plan)
    yield from erased.messages
    looked = "、".join(proof.looked)
    yield say(f"已核对：{looked}。", f"Looked into: {looked}.")
    left = (*proof.live, *proof.kept)
    yield say(f"还有 {len(left)} 处，请人工处理：",
              f"{len(left)} are left, for a person:") if left else say("以上各处都已没有。", "Nothing is left there.")
    yield from _short([f"  {line}" for line in left])
    if proof.backup:
        yield say("最近一次备份中还有：", "Left in the newest backup:")
        yield from _short([f"  {line}" for line in proof.backup])
    if proof.older:
        older = listed(proof.older)
        yield say(f"较早的备份中还有：{older}。再备份 {keep} 次后它们自动删除；急需时请直接删除这些文件。",
                  f"Left in older backups: {older}. They go after {keep} more backups; delete these files where that is too "
                  "late.")
    yield say("另请自行处理：邮箱里的原邮件和“已发送”、另存的备份和表格、磁盘快照。“letters-sent”只有信件编号，予以保留。",
              "See yourself to: the mails in the mailbox and its sent folder, other backups and workbooks, snapshots of the "
              "disk. “letters-sent” has only ids of letters and stays.")


def _nobody(plan: Plan) -> str:
    if plan.fits.gone:
        return say(f"项目 {plan.word} 此前已清除。", f"The case {plan.word} was removed before.")
    return say(f"台账中没有“{plan.word}”：请写完整的邮箱地址、项目编号，或与申报书、发件人完全一致的姓名。",
               f"The ledger has no “{plan.word}”: write a whole address, a case number, or a name exactly as a form or sender "
               "has it.")


def _what(plan: Plan) -> str:
    gone, counts = plan.gone, plan.counts
    return say(f"{len(gone.numbers)} 个项目（{counts['revisions']} 个版本）、{len(gone.mails)} 封邮件、{len(plan.files)} "
               f"个文件、{len(plan.letters)} 封回信、{counts['edits']} 处人工填写",
               f"{len(gone.numbers)} cases ({counts['revisions']} revisions), {len(gone.mails)} mails, {len(plan.files)} files, "
               f"{len(plan.letters)} letters, {counts['edits']} entries of staff")


def _keys(plan: Plan) -> Iterator[str]:
    """Numbers and digests, which name nobody."""
    if plan.gone.numbers:
        yield say("  项目：", "  cases: ") + _some(plan.gone.numbers)
    if plan.gone.mails:
        yield say("  邮件：", "  mails: ") + _some([mail[:12] for mail in plan.gone.mails])
    if plan.letters:
        yield say("  回信：", "  letters: ") + _some([key[:24] for key in plan.letters])


def _some(keys: Sequence[str]) -> str:
    return "、".join(keys[:SHOWN]) + (say(f" 等 {len(keys)} 个", f", {len(keys)} in all") if len(keys) > SHOWN else "")


def _short(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield say(f"  …… 共 {len(lines)} 处", f"  … {len(lines)} in all")
