"""Random sequences of mails (who writes, what the provider says of it, what it answers, what it brings, which number it names) →
the cases and letters that come of them, and what must hold of these whatever the sequence.

`python -m tests.attacks.sequences [--count 5000]` tries many; the suite tries a few."""

from __future__ import annotations

import hashlib
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from functools import cache
from pathlib import Path
from random import Random

import hypothesis
from hypothesis import strategies as st

from config.model import LimitSettings, Settings
from intake.ledger import Ledger, open_ledger
from intake.ledger import cases as case_rows
from intake.ledger import letters as letter_rows
from intake.ledger import mails as mail_rows
from intake.ledger.kept_json import Kept
from intake.ledger.mails import Sighting
from intake.model import Origin
from intake.pipeline.settle import settle
from intake.sandbox.read_mail import read_mail
from parsers.model.mail import Proof, Reading
from tests import installation
from tests.attacks.scene import Scene
from tests.samples.make import mails, word
from tests.samples.make.projects import values
from tests.tales import START

AUTHORS = "abcd"
SENDERS = {  # address → whose files are its own, and the organisation whose domain it has
    "li@a.example.org": ("a", "a.example.org"), "Wang@A.example.org": ("a", "a.example.org"),
    "zhao@b.example.org": ("b", "b.example.org"),
    "c1@qq.com": ("c", ""), "d1@qq.com": ("d", ""),
}  # fmt: skip
VERDICTS = ("", "pass", "fail", "elsewhere")
KINDS = ("form", "form", "edited", "form and scan", "two forms", "scan", "blank", "none")


@dataclass(frozen=True)
class Step:
    """One mail. `about`: whose papers it brings; `answers`: which mails before it answers (counted from the newest); `ours`: by
    our letters to them; `number`: the case number that it names, 0 for none."""

    sender: str
    verdict: str
    kind: str
    about: str
    answers: tuple[int, ...] = ()
    ours: bool = False
    number: int = 0


STEPS = st.builds(
    Step, st.sampled_from(tuple(SENDERS)), st.sampled_from(VERDICTS), st.sampled_from(KINDS), st.sampled_from(AUTHORS),
    st.one_of(st.just(()), st.lists(st.integers(1, 6), min_size=1, max_size=3).map(tuple)),
    st.booleans(), st.integers(0, 3))  # fmt: skip
SEQUENCES = st.lists(STEPS, min_size=2, max_size=9)


def unit(author: str) -> str:
    """An author's organisation."""
    return {"a": "湖南省甲田化学学会", "b": "岳阳市乙湖水产协会", "c": "怀化丙岭林业研究院", "d": "郴州丁山矿业中心"}[author]


def account(about: str, by: str) -> str:
    """The account in the form of `about` as `by` writes it."""
    return f"62220000{AUTHORS.index(about)}{AUTHORS.index(by)}11112222"


@cache
def files(kind: str, about: str, by: str) -> tuple[tuple[str, bytes], ...]:
    """What a mail brings."""
    scene = Scene(f"sequence {about}", None)  # type: ignore[arg-type]
    scan = scene.scan(f"{about}盖章扫描件.pdf")
    if kind == "blank":
        return (("申报书.docx", word.docx("exchange", {})),)
    if kind in ("none", "scan"):
        return () if kind == "none" else (scan,)
    if kind == "two forms":
        return tuple((f"{whose}申报书.docx", files("form", whose, by)[0][1]) for whose in sorted({about, by}))
    true = values(Random(f"sequence {about}"), "conference")
    names = {"applicant_unit": unit(about), "bank_account_name": unit(about)}
    form = word.docx("exchange", true | names | {"bank_account_number": account(about, by if kind == "edited" else about)})
    return (("申报书.docx", form), *([scan] if kind == "form and scan" else []))


def brought(step: Step) -> tuple[tuple[str, bytes], ...]:
    """The files of a step's mail."""
    return files(step.kind, step.about, SENDERS[step.sender][0])


def owners(step: Step) -> set[str]:
    """Whose forms a step's mail brings."""
    return {step.about, *(SENDERS[step.sender][0] if step.kind == "two forms" else "")}


def accounts(step: Step) -> set[str]:
    """The accounts in a step's forms."""
    return {account(about, SENDERS[step.sender][0] if step.kind == "edited" else about) for about in owners(step)}


def subject(step: Step) -> str:
    """It names a number where the step does."""
    return f"申报材料 GJ2024-{step.number:04d}" if step.number else "申报材料"


def lines(step: Step, at: int, ids: Sequence[str], letters: Sequence[str]) -> list[str]:
    """The Message-IDs that a step answers, of those mails and letters that there are."""
    wanted = [at - back for back in step.answers if back <= at]
    return [found for one in wanted if (found := letters[one] if step.ours else ids[one])]


# --- settled one after the other, without reading again ------------------------------------------------------------------


@cache
def _reading(kind: str, about: str, by: str) -> Reading:
    raw = mails.package_mail(("", "x@y.example"), "申报材料", files(kind, about, by), sent=START)
    return read_mail(raw, installation.guide(), LimitSettings())[0]


@cache
def _kept() -> Kept[Reading]:
    return Kept("reading", Reading)


@cache
def _installation() -> tuple[Settings, Ledger]:
    these = installation.settings(Path(tempfile.mkdtemp(prefix="sequences-")), "folder:/nowhere")
    return these, open_ledger(these.ledger.url)


def settled(steps: Sequence[Step]) -> None:
    """Settles a sequence, asks whether all holds, and takes everything back."""
    these, ledger = _installation()
    ids, digests, letters = [], [], []
    with ledger.rehearsal():
        for at, step in enumerate(steps):
            identity, sha256 = mails.message_id(("", step.sender), at), hashlib.sha256(f"{at} {step}".encode()).hexdigest()
            line, when = lines(step, at, ids, letters), START + timedelta(hours=at)
            proof = {"": None, "elsewhere": Proof("mx.evil.example", "pass")}.get(step.verdict, Proof("mx.126.com", step.verdict))
            reading = _reading(step.kind, step.about, SENDERS[step.sender][0])
            head = replace(
                reading.head, sender=step.sender, return_path=None, to=("hnkxgjb@126.com",), subject=subject(step),
                message_id=identity,
                in_reply_to=line[-1] if line else "", references=tuple(line), received=when.isoformat(), proof=proof)  # fmt: skip
            with ledger.write() as connection:
                sighting = Sighting(Origin("", "", "", str(at)), sha256, 1, when.astimezone(UTC).isoformat())
                mail_rows.see(connection, [sighting], when)
                mail_rows.keep_reading(
                    connection, sha256, installation.guide().digest, _kept().write(replace(reading, head=head))
                )
            settle(ledger, sha256, these, installation.guide(), datetime.now(UTC))
            with ledger.read() as connection:
                letters.append(letter_of(ledger, sha256))
            ids.append(identity)
            digests.append(sha256)
        holds(ledger, steps, dict(zip(digests, range(len(steps)), strict=True)))


def letter_of(ledger: Ledger, sha256: str) -> str:
    """The Message-ID of the letter to a mail, "" where there is none."""
    with ledger.read() as connection:
        keys = [row.key for row in letter_rows.rows(connection) if row.mail == sha256]
        found = letter_rows.bytes_of(connection, keys[0]) if keys else None
    return found[1] if found else ""


# --- what must hold ------------------------------------------------------------------------------------------------------


def holds(ledger: Ledger, steps: Sequence[Step], place: dict[str, int]) -> None:
    """`place`: digest of a mail → its step. Raises AssertionError."""
    with ledger.read() as connection:
        touched = case_rows.mails_of_cases(connection)
        revisions = case_rows.all_revisions(connection)
    numbers = {revision.case_id: number for number, _, revision in revisions}
    mine: dict[int, set[str]] = {at: set() for at in range(len(steps))}
    for case_id, touches in touched.items():
        line = [place[touch.mail] for touch in touches]
        for position, at in enumerate(line):
            mine[at].add(numbers[case_id])
            assert position == 0 or is_known(steps, at, line[:position]), (
                f"{numbers[case_id]}: mail {at} joined {line[:position]}"
            )
        files_of = {hashlib.sha256(data).hexdigest() for at in line for _, data in brought(steps[at])}
        written = set().union(*(accounts(steps[at]) for at in line))
        for _, _, revision in (one for one in revisions if one[2].case_id == case_id):
            shown = {file.sha256 for file in (*revision.package.files, *revision.unassigned)}
            assert shown <= files_of, f"{numbers[case_id]} shows a file of nobody it knows"
            record = revision.package.record(installation.guide())
            value = record.values.get("bank_account_number") if record else None
            assert value is None or not value.text or value.text in written
    for at, step in enumerate(steps):
        assert mine[at] or not {"form", "edited", "form and scan", "two forms"} & {step.kind}, f"mail {at} has no case"
    _letters_hold(ledger, steps, place, mine)


def is_known(steps: Sequence[Step], at: int, earlier: Sequence[int]) -> bool:
    """Whether a case of these mails knows the writer of another one, by the contract and nothing else."""
    step = steps[at]
    if step.verdict == "fail":
        return False
    true = [one for one in earlier if steps[one].verdict != "fail"]
    same = any(steps[one].sender.lower() == step.sender.lower() for one in true)
    own = SENDERS[step.sender][1]
    return (
        same
        or any(own and SENDERS[steps[one].sender][1] == own for one in true)
        or bool({at - back for back in step.answers} & {*true})
    )


def _letters_hold(ledger: Ledger, steps: Sequence[Step], place: dict[str, int], mine: dict[int, set[str]]) -> None:
    """A letter names its own mail's cases, or what the mail itself names; to a disproved mail it names nothing."""
    with ledger.read() as connection:
        rows = [(row, letter_rows.bytes_of(connection, row.key)) for row in letter_rows.rows(connection)]
        units = {number: {unit(author) for touch in touches for author in owners(steps[place[touch.mail]])}
                 for case_id, touches in case_rows.mails_of_cases(connection).items()
                 for number in [case_rows.number_of(connection, case_id)]}  # fmt: skip
    for row, kept in rows:
        step, at = steps[place[row.mail]], place[row.mail]
        assert kept is not None
        part = message_from_bytes(kept[2], policy=policy.default).get_body(("plain",))  # type: ignore[attr-defined]
        text = f"{row.subject}\n{part.get_content()}"
        named = {
            word for word in text.replace("：", " ").replace("“", " ").replace("”", " ").split() if word.startswith("GJ2024-")
        }
        if step.verdict == "fail":
            assert not named and not any(unit(author) in text for author in AUTHORS)
            continue
        assert named <= mine[at] | {f"GJ2024-{step.number:04d}"}
        allowed = {name for number in mine[at] for name in units[number]}
        assert not [author for author in AUTHORS if unit(author) in text and unit(author) not in allowed]


def tried(count: int) -> Callable[[], None]:
    """A test of so many sequences."""
    quiet = hypothesis.settings(max_examples=count, deadline=None, database=None,
                                suppress_health_check=[hypothesis.HealthCheck.too_slow])  # fmt: skip
    return quiet(hypothesis.given(SEQUENCES)(settled))


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m tests.attacks.sequences", description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    tried(parser.parse_args().count)()
    print("all of them hold")
