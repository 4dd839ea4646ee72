"""What would go, what went and what is left → lines for a person in Chinese. No words of anybody but the one that was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.erasure.erase import Erased
from intake.erasure.plan import Plan
from intake.erasure.proof import Proof

SHOWN = 40


def before(plan: Plan) -> Iterator[str]:
    """What would go, without --yes."""
    if plan.unsure:
        yield f"“{plan.word}”：{plan.unsure}。未清除任何内容。"
        return
    if plan.nobody:
        yield _nobody(plan)
        return
    yield f"“{plan.word}”将清除：{_what(plan)}。"
    yield from _keys(plan)
    yield from (f"仍保留邮件 {mail[:12]}：它也属于项目 {'、'.join(numbers)}，原件不能拆开；其读取结果清除，不能再 replay。"
                for mail, numbers in sorted(plan.shared.items()))
    yield "含有上述内容的旧表格、网页、可读副本、信件文件夹中的信件一并清除，表格重做，并在上次的备份文件夹中重新备份。"
    yield "确认无误后加 --yes 执行；执行后不能恢复。"


def after(plan: Plan, erased: Erased, proof: Proof, keep: int) -> Iterator[str]:
    """What went, and what is left."""
    yield _nobody(plan) if plan.nobody else f"“{plan.word}”已清除：{_what(plan)}；旧表格 {erased.workbooks} 个。"
    yield from _keys(plan)
    yield from erased.messages
    yield f"已核对：{'、'.join(proof.looked)}。"
    left = (*proof.live, *proof.kept)
    yield f"还有 {len(left)} 处，请人工处理：" if left else "以上各处都已没有。"
    yield from _short([f"  {line}" for line in left])
    if proof.backup:
        yield "最近一次备份中还有："
        yield from _short([f"  {line}" for line in proof.backup])
    if proof.older:
        yield f"较早的备份中还有：{'、'.join(proof.older)}。再备份 {keep} 次后它们自动删除；急需时请直接删除这些文件。"
    yield "另请自行处理：邮箱里的原邮件和“已发送”、另存的备份和表格、磁盘快照。“letters-sent”只有信件编号，予以保留。"


def _nobody(plan: Plan) -> str:
    if plan.fits.gone:
        return f"项目 {plan.word} 此前已清除。"
    return f"台账中没有“{plan.word}”：请写完整的邮箱地址、项目编号，或与申报书、发件人完全一致的姓名。"


def _what(plan: Plan) -> str:
    gone, counts = plan.gone, plan.counts
    return (f"{len(gone.numbers)} 个项目（{counts['revisions']} 个版本）、{len(gone.mails)} 封邮件、{len(plan.files)} 个文件、"
            f"{len(plan.letters)} 封回信、{counts['edits']} 处人工填写")


def _keys(plan: Plan) -> Iterator[str]:
    """Numbers and digests, which name nobody."""
    if plan.gone.numbers:
        yield f"  项目：{_some(plan.gone.numbers)}"
    if plan.gone.mails:
        yield f"  邮件：{_some([mail[:12] for mail in plan.gone.mails])}"
    if plan.letters:
        yield f"  回信：{_some([key[:24] for key in plan.letters])}"


def _some(keys: Sequence[str]) -> str:
    return "、".join(keys[:SHOWN]) + (f" 等 {len(keys)} 个" if len(keys) > SHOWN else "")


def _short(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"  …… 共 {len(lines)} 处"
