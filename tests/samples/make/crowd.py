"""Mailboxes of any size, for trials: ordinary packages in every manner of filling, some with faults, and some other mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, get_args

from . import people, projects
from .bundle import Bundle
from .forms import Dialect, TickStyle
from .mails import Sender, package_mail
from .packing import Members, Names, archive
from .paper import Paper
from .teller import CHINA

CATEGORIES = ("conference", "cooperation", "domestic_base", "overseas_station")
TICKS: tuple[TickStyle, ...] = get_args(TickStyle)
POOL = 8


def mailbox(count: int, seed: int, own_scans: bool = False) -> Iterator[tuple[str, bytes]]:
    """`count` mails as (file name, raw bytes), a minute apart from 20 March 2024: of each ten eight are packages (one in five has
    a field blank), one is an enquiry, one an automatic reply. Drawing scans is slow, so every package holds scan and certificate
    out of a pool of at most POOL for its category, unless it is to have its `own_scans`; texts, Word files and names are its own.
    Mails come one by one."""
    size = 0 if own_scans else min(POOL, max(count // 40, 1))
    pool = {c: [scans(c, Random(f"{seed}/scan/{c}/{i}")) for i in range(size)] for c in CATEGORIES}
    for number in range(count):
        rng = Random(f"{seed}/crowd/{number}")
        sent = datetime(2024, 3, 20, 8, 0, tzinfo=CHINA) + timedelta(minutes=number)
        sender = (people.person(rng), f"u{number}@unit{number % 997:03d}.example.org")
        yield f"{number + 1:06d}.eml", one(number, rng, sender, sent, pool)


def one(number: int, rng: Random, sender: Sender, sent: datetime, pool: dict[str, list[Members]]) -> bytes:
    """The mail of this number."""
    where: dict[str, Any] = {"sent": sent, "serial": number + 1}
    if number % 10 == 7:
        return package_mail(sender, "咨询申报事宜", body="老师您好，请问申报书一式六份需要都盖章吗？谢谢！", **where)
    if number % 10 == 9:
        return package_mail(sender, "自动回复", body="您好，来信收到。", extra=(("Auto-Submitted", "auto-replied"),), **where)
    bundle = package(rng)
    names: Names = rng.choice(("utf8", "utf8", "gbk", "utf8-unflagged"))
    members = [*bundle.files(), *(rng.choice(pool[bundle.category]) if pool[bundle.category] else scans(bundle.category, rng))]
    packed = archive([(f"{bundle.folder}/{name}", data) for name, data in members], names)
    manner: dict[str, Any] = {"names": rng.choice(("rfc2231", "qq", "netease")), "words": rng.choice(("utf8", "gb18030"))}
    return package_mail(
        sender, bundle.folder, [(bundle.folder + ".zip", packed)], body=rng.choice(people.SIGNS), **manner, **where
    )


def package(rng: Random) -> Bundle:
    """An application in a manner drawn by lot; one in five lacks a field."""
    category = rng.choice(CATEGORIES)
    dialect = Dialect(
        tick=rng.choice(TICKS),
        cover=rng.choice(("lines", "table", "textbox")),
        runs=rng.choice(("whole", "whole", "split", "tracked", "control")),
        bank=rng.choice(("rows", "lines", "nested")),
        labels=rng.choice(("template", "tight", "wide")),
        money=rng.choice(("plain", "unit", "yuan")),
        hints=rng.random() < 0.6,
        one_table=rng.random() < 0.6,
        wide_digits=rng.random() < 0.1,
    )
    edits = {rng.choice(("address", "postal_code", "project_leader", "leader_title")): ""} if rng.random() < 0.2 else {}
    return Bundle(category, projects.values(rng, category), dialect, Paper(), ("word", "agreement"), edits)


def scans(category: str, rng: Random) -> Members:
    """Scan and certificate of one application, for the pool."""
    paper = Paper(dpi=100, quality=20, seed=rng.randrange(10**6))
    bundle = replace(package(rng), category=category, values=projects.values(rng, category), edits={}, paper=paper)
    return replace(bundle, holds=("scan", "secret")).files()
