"""The next batch is asked for before this one is read: the same mails come, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from imapclient.response_parser import parse_fetch_response

from intake.mailbox import open_mailbox
from intake.mailbox.fetch_responses import taken_apart
from tests.servers.coremail import HOME, Coremail, mail, run, settings
from tests.servers.imap import scripted_server

Send = Callable[[bytes], None]
MAILS = {uid: mail(uid) for uid in range(7, 15)}


def bodies(script: Coremail) -> list[str]:
    return [command.split(" ")[2] for command in script.seen if "BODY" in command]


def test_each_mail_is_asked_for_once_and_the_next_batch_before_it_is_needed() -> None:
    script = Coremail(dict(MAILS))
    with scripted_server(script) as server, open_mailbox(settings(server, batch_bytes=1), HOME) as box:
        arrivals = box.arrivals(lambda folder, validity: {})
        assert b"".join(next(arrivals).chunks()) == MAILS[7]
        next(arrivals)
        assert {"7", "8"} <= set(bodies(script))
        assert [b"".join(arrival.chunks()) for arrival in arrivals] == list(MAILS.values())[2:]
    assert bodies(script) == [str(uid) for uid in MAILS]


def test_small_and_large_mails_in_turn() -> None:
    mails = {7: mail(1), 8: mail(2, 9000), 9: mail(3), 10: mail(4), 11: mail(5, 9000)}
    got = run(Coremail(mails), chunk_bytes=1000, batch_bytes=1)
    assert [data for _, data in got] == list(mails.values())


class Refusing(Coremail):
    """Cannot give one mail, and says so of every batch that holds it."""

    words = "internal error"

    def do_fetch(self, tag: str, command: str, send: Send) -> bool:
        if "BODY" in command and "9" in command.split(" ")[2].split(","):
            send(f"{tag} NO {self.words}".encode())
            return True
        return super().do_fetch(tag, command, send)


@pytest.mark.parametrize("batch_bytes", [1, 700, 1 << 20])
def test_a_refused_batch_takes_no_other_with_it(batch_bytes: int) -> None:
    got = run(Refusing(dict(MAILS)), batch_bytes=batch_bytes)
    assert [data for _, data in got] == [data for uid, data in MAILS.items() if uid != 9]


class OutOfTurn(Coremail):
    """Answers the second of two questions together with the first."""

    def do_fetch(self, tag: str, command: str, send: Send) -> bool:
        if "BODY" in command and command.split(" ")[2] == "7":
            send(self.answer(2, 8, command))
        if "BODY" in command and command.split(" ")[2] == "8":
            send(f"{tag} OK FETCH completed".encode())
            return True
        return super().do_fetch(tag, command, send)


def test_an_answer_that_comes_early_is_not_lost() -> None:
    assert [data for _, data in run(OutOfTurn(dict(MAILS)), batch_bytes=1)] == list(MAILS.values())


class HangsUp(Coremail):
    times = 1

    def do_fetch(self, tag: str, command: str, send: Send) -> bool:
        if "BODY" in command and command.split(" ")[2] == "9" and self.times:
            self.times -= 1
            return False
        return super().do_fetch(tag, command, send)


def test_after_a_break_one_question_waits_for_the_other() -> None:
    script = HangsUp(dict(MAILS))
    got = run(script, batch_bytes=1)
    assert [data for _, data in got] == list(MAILS.values())
    assert bodies(script).count("9") == 2


def test_who_stops_reading_waits_for_nothing() -> None:
    script = Coremail(dict(MAILS))
    with scripted_server(script) as server, open_mailbox(settings(server, batch_bytes=1), HOME) as box:
        next(box.arrivals(lambda folder, validity: {}))
        assert box.sent() is None, "and another question may follow"
    assert "LOGOUT" in script.seen


# --- what FETCH answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        [(b"1 (UID 7 BODY[] {3}", b"abc"), b")", (b"2 (UID 8 BODY[] {0}", b""), b")"],
        [(b"1 (BODY[] {3}", b"abc"), b" UID 7)"],
        [(b"1 (BODY[] {3}", b"abc"), b" UID 7 FLAGS (\\Seen))"],
        [b'1 (UID 7 RFC822.SIZE 300 INTERNALDATE "05-Mar-2024 10:00:00 +0800")'],
        [b'1 (INTERNALDATE "05-Mar-2024 10:00:00 +0800" UID 7 RFC822.SIZE 300)'],
        [b"1 (UID 7 RFC822.SIZE 300)"],
        [b"1 (FLAGS (\\Seen))", (b"1 (UID 7 BODY[]<0> {3}", b"abc"), b")"],
        [(b"1 (FLAGS (\\Seen) UID 7 BODY[] {3}", b"abc"), b")"],
    ],
)
def test_shapes_of_answers_mean_what_imapclient_says(data: list[object]) -> None:
    wanted = {uid: {key: value for key, value in answer.items() if key not in (b"SEQ", b"FLAGS")}
              for uid, answer in parse_fetch_response(list(data), normalise_times=False).items()}
    found = {uid: {key: value for key, value in answer.items() if key not in (b"SEQ", b"FLAGS")}
             for uid, answer in taken_apart(data).items()}
    assert found == wanted
