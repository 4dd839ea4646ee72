"""How many letters one address gets within a day, whatever its mails bring, and what it hears the next day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from intake.ledger import letters, mails, tables
from intake.letters import outbox
from intake.letters.breaker import Breaker
from intake.letters.recipients import BARE, BY_A_PERSON, LATER, TOLD, turn
from intake.pipeline import untold_numbers
from intake.pipeline.settle import settle
from intake.pipeline.untold_numbers import tell_numbers
from intake.timestamps import text_of
from parsers.model.mail import Proof
from tests import installation
from tests.desk.answered import write
from tests.desk.office import Office, package, small_guide
from tests.desk.sheets import look

NOW = datetime(2024, 4, 1, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CITY = "kx@city.example.org"
YES, NO, NEITHER = Proof("126.com", "pass"), Proof("126.com", "fail"), Proof("126.com", "")


class Town(Office):
    """An office whose mails are settled at a moment we choose."""

    def sent(self, *numbers: int, sender: str = CITY, proof: Proof | None = YES, now: datetime = NOW) -> None:
        """Mails with these applications, one each, from one sender; settled and answered."""
        for n in numbers:
            mail = self.mail(n, package(n), sender=sender, proof=proof, to=("hnkxgjb@126.com",))
            settle(self.ledger, mail, self.settings, self.guide, now)

    def out(self, now: datetime = NOW) -> None:
        tell_numbers(self.ledger, self.settings, self.guide, now)
        outbox.send_due(self.ledger, self.settings, now, Breaker(self.ledger, self.settings, Path))

    def letters(self) -> list[tuple[str, str, str]]:
        with self.ledger.read() as connection:
            return [(row.kind, str(row.state), row.why) for row in reversed(letters.rows(connection))]

    def texts(self) -> list[str]:
        made = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in installation.letters(self.home)]
        return [str(letter.get_body(("plain",)).get_content()) for letter in made]  # type: ignore[union-attr]


def town(home: Path, **limits: Any) -> Town:
    return Town(home, {"mailbox": {"url": f"folder:{home / 'box'}", "authority": "126.com"}, **limits}, guide=small_guide())


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Town]:
    """Two letters a day for those for whom the provider vouches."""
    made = town(tmp_path, letters={"per_recipient_day": {"vouched": 2}, "max_age_days": 0})
    with closing(made.ledger):
        yield made


def test_forty_packages_of_one_association_get_forty_receipts(tmp_path: Path) -> None:
    made = town(tmp_path)
    with closing(made.ledger):
        made.sent(*range(1, 41))
        made.out()
        assert made.letters() == [("receipt", "sent", "已放入信件文件夹")] * 40


@pytest.mark.parametrize(("proof", "most", "spelling"), [
    (NO, 1, "victim@corp.example.org"), (NEITHER, 3, "victim@corp.example.org"),
    (NO, 1, "v.ictim+{}@Corp.example.org"), (NEITHER, 3, "victim+{}@corp.example.org"),
])  # fmt: skip
def test_a_victim_of_forged_mails_gets_few_letters(proof: Proof, most: int, spelling: str, tmp_path: Path) -> None:
    made = town(tmp_path)
    with closing(made.ledger):
        for n in range(1, 9):
            made.sent(n, sender=spelling.format(n), proof=proof)
        made.out()
        states = [(state, why) for _, state, why in made.letters()]
        assert sorted(states) == [("held", BY_A_PERSON)] * (8 - most) + [("sent", "已放入信件文件夹")] * most
        made.out(NOW + DAY)
        assert len(made.texts()) == most, "nobody vouches for the sender: a person decides"
        assert all(("GJ2024" in text) is (proof != NO) for text in made.texts())


def test_a_stray_verdict_of_one_mail_costs_no_applicant_a_letter(tmp_path: Path) -> None:
    """The provider writes none; a stranger writes its name into a mail of his own, and that mail is read again."""
    made = town(tmp_path)
    with closing(made.ledger):
        made.sent(1, sender="thief@evil.example.org", proof=NEITHER)
        for _ in range(9):  # read again, it counts no second time
            with made.ledger.write() as connection:
                (stray,) = mails.kept(connection)
                connection.execute(update(tables.mails).values(state="waiting"))
            settle(made.ledger, stray, made.settings, made.guide, NOW)
        made.sent(*range(2, 12), proof=None)
        made.out()
        assert [state for _, state, _ in made.letters()] == ["sent"] * 11


def test_the_next_day_one_letter_tells_the_numbers_that_were_not_told(few: Town) -> None:
    few.sent(1, 2, 3, 4)
    few.out()
    assert [why for _, state, why in few.letters() if state == "held"] == [LATER] * 2 and len(few.texts()) == 2
    for _ in range(3):
        few.out(NOW + DAY)
    assert len(few.texts()) == 3
    told = next(text for text in few.texts() if "GJ2024-0003、GJ2024-0004" in text)
    assert "共识别到2个申报项目" in told and "GJ2024-0001" not in told and "项目3" not in told and "请补正" not in told
    assert [(kind, state, why) for kind, state, why in few.letters() if state != "sent"] == [("receipt", "held", TOLD)] * 2
    few.out(NOW + 2 * DAY)
    assert len(few.texts()) == 3


def test_that_letter_says_what_must_be_corrected_and_of_nothing_to_correct_no_more_than_the_number(few: Town) -> None:
    few.sent(1, 2, 3, 5)
    for n in (4, 6):  # numbers go by arrival
        mail = few.mail(n, package(n, address="", bank_account_number=""), sender=CITY, proof=YES, to=("hnkxgjb@126.com",))
        settle(few.ledger, mail, few.settings, few.guide, NOW)
    few.out()
    few.out(NOW + DAY)
    (told,) = (text for text in few.texts() if "GJ2024-0006" in text)
    assert "共识别到4个申报项目" in told and told.count("请补正以下内容（共2项）") == 2 and "直接回复本邮件" in told
    assert told.index("GJ2024-0005") < told.index("项目4") < told.index("请补正以下内容")
    rest = told[told.index("GJ2024-0003、GJ2024-0004"):]
    assert "没有发现必须补正的内容，您暂时不必再做什么" in rest and "由工作人员查看" not in told
    assert "请补正以下内容" not in rest and "您暂时不必再做什么" not in told.replace(rest, "")
    assert "扫描件.pdf" not in told and "项目3" not in told


def test_what_staff_call_a_false_alarm_is_not_asked_for(few: Town) -> None:
    few.sent(1, 2)
    mail = few.mail(3, package(3, address=""), sender=CITY, proof=YES, to=("hnkxgjb@126.com",))
    settle(few.ledger, mail, few.settings, few.guide, NOW)
    few.run()
    (row,) = (key for key in look(few.workbook).keys("形审") if "GJ2024-0003|field-missing|address" in key)
    write(few, "形审", row, **{"认可/误报": "误报"})
    few.out()
    few.out(NOW + DAY)
    (told,) = (text for text in few.texts() if "GJ2024-0003" in text)
    assert "请补正" not in told and "您暂时不必再做什么" in told


def test_more_than_one_letter_tells_of_follows_the_next_day(few: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untold_numbers, "MOST_TO_CORRECT", 1)
    few.sent(1, 2)
    for n in (3, 4):
        mail = few.mail(n, package(n, address=""), sender=CITY, proof=YES, to=("hnkxgjb@126.com",))
        settle(few.ledger, mail, few.settings, few.guide, NOW)
    few.sent(5)
    for day in range(4):
        few.out(NOW + day * DAY)
    assert len(few.texts()) == 4
    (first,), (second,) = ([text for text in few.texts() if number in text] for number in ("GJ2024-0003", "GJ2024-0004"))
    assert "GJ2024-0004" not in first and "GJ2024-0005" not in first and "GJ2024-0005" in second
    assert first.count("请补正以下内容") == second.count("请补正以下内容") == 1


def test_what_was_told_meanwhile_and_what_staff_hold_is_not_told_again(few: Town) -> None:
    few.sent(1, 2, 3, 4, 5)
    few.out()
    with few.ledger.write() as connection:
        waiting = [row.key for row in reversed(letters.rows(connection)) if row.state == "held"]
        letters.move(connection, waiting[:1], ("held",), "queued", text_of(NOW), "已批准")  # type: ignore[arg-type]
        outbox.hold(connection, waiting[1:2], text_of(NOW))
    few.out()
    few.out(NOW + DAY)
    assert len(few.texts()) == 4
    (told,) = (text for text in few.texts() if "GJ2024-0005" in text)
    assert "GJ2024-0003" not in told and "GJ2024-0004" not in told


def test_a_pass_that_dies_before_the_letter_leaves_sends_it_once(few: Town) -> None:
    few.sent(1, 2, 3)
    few.out()
    for _ in range(2):
        tell_numbers(few.ledger, few.settings, few.guide, NOW + DAY)
    few.out(NOW + DAY)
    assert [kind for kind, _, _ in few.letters()].count("numbers") == 1 and len(few.texts()) == 3


def test_bare_receipts_come_last_and_are_a_tenth_of_a_day(tmp_path: Path) -> None:
    """Thirty victims of one forger, and three applicants whose mails come after."""
    made = town(tmp_path, smtp={"per_day": 20, "spacing_seconds": 0, "url": f"maildir:{tmp_path / 'letters'}"})
    with closing(made.ledger):
        for n in range(1, 31):
            made.sent(n, sender=f"victim{n}@corp{n}.example.org", proof=NO)
        made.sent(41, sender="a@a.example.org", proof=NEITHER)
        made.sent(42, 43, sender="b@b.example.org")
        with made.ledger.read() as connection:
            due = sorted(letters.due(connection, text_of(NOW)), key=turn)
        assert [key.partition("-")[0] for key in due] == ["receipt", "receipt", "unproven", "bare", "bare"]
        made.out()
        states = [state for _, state, _ in made.letters()]
        assert sorted(states) == ["held"] * 28 + ["sent"] * 5
        with made.ledger.read() as connection:
            assert sum(row.key.startswith(BARE) for row in letters.rows(connection)) == 30
