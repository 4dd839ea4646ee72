"""A unit of the guide's list is known as the recommender by sending the mail, however its address is written."""

from __future__ import annotations

import pytest

from parsers.model.mail import Head
from parsers.packages.package_facts import with_facts
from tests.parsers.packages.test_packages import GUIDE, word


@pytest.mark.parametrize(("entry", "sender", "name", "known"), [
    ("湖南省甲学会 <kx@example.org>", "KX@Example.ORG", "", "湖南省甲学会"), ("湖南省甲学会<KX@Example.org >", "kx@example.org",
    "", "湖南省甲学会"),
    (" 湖南省甲学会 < kx@example.org >", "kx@example.org", "", "湖南省甲学会"), ("湖南省甲学会", "a@b.org", " 湖南省 甲学会",
    "湖南省甲学会"),
    ("ＡＢＣ协会", "a@b.org", "abc协会", "ＡＢＣ协会"), ("湖南省甲学会 <kx@example.org>", "akx@example.org", "", ""),
    ("湖南省甲学会 <kx@example.org>", "kx@example.org.cn", "", ""), ("湖南省甲学会", "a@b.org", "湖南省甲学会办公室", ""),
    ("湖南省甲学会 <>", "", "", ""), ("<kx@example.org>", "kx@example.org", "", ""), ("湖南省甲学会", "", "", ""),
])  # fmt: skip
def test_a_recommender_is_known_by_sending_however_the_address_is_written(entry: str, sender: str, name: str, known: str) -> None:
    guide = GUIDE.model_copy(update={"lists": {**GUIDE.lists, GUIDE.senders_list: (entry,)}, "digest": f"{entry}{sender}"})
    files = (word("申报书.docx", recommender=""),)
    filled = with_facts(files, Head(sender=sender, sender_name=name), guide, alone=True).record(guide)
    assert filled is not None and filled.values["recommender"].text == known
