"""Mails that the mailbox did not give whole: what is owed, and how a mail's short bytes are replaced by what came later.
Functions over one connection; the caller owns the transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from intake.ledger.tables import builds, case_mails, edits, letters, mails, origins, owed, readings, revisions, successors
from intake.model import Origin
from reports.case import MailRow
from reports.states import MailState, OwedState
from reports.workbook.columns import MAILS

OPEN = (OwedState.ASKED, OwedState.KEPT)


@dataclass(frozen=True, slots=True)
class Owed:
    """One mail not given whole: its place, arrival in UTC ("" = not told), the size told, the bytes kept (digest "" and size 0:
    none), the mail that stands for it ("" = none yet), and how many passes asked in vain. `number` 0: not entered."""

    origin: Origin
    received: str
    told: int
    sha256: str
    size: int
    passes: int = 0
    state: OwedState = OwedState.ASKED
    mail: str = ""
    since: str = ""
    number: int = 0


def open_ones(connection: Connection, account: str) -> dict[Origin, Owed]:
    """What this mailbox still owes, by its place (`announced` is "" in the keys)."""
    rows = connection.execute(select(owed).where(owed.c.account == account, owed.c.state.in_(OPEN)).order_by(owed.c.id))
    return {place_of(one.origin): one for one in map(_owed, rows)}


def place_of(origin: Origin) -> Origin:
    """The place alone, without what the server says of its mail."""
    return Origin(origin.account, origin.folder, origin.uidvalidity, origin.uid)


def kept_sizes(connection: Connection, account: str, folder: str, uidvalidity: str) -> dict[str, int]:
    """Uids of this folder that several passes did not get whole → bytes kept."""
    where = (owed.c.account == account, owed.c.folder == folder, owed.c.uidvalidity == uidvalidity,
             owed.c.state == OwedState.KEPT)
    return dict(connection.execute(select(owed.c.uid, owed.c.size).where(*where)).all())


def keep(connection: Connection, one: Owed) -> None:
    """Enters what is owed, or writes it anew."""
    columns = asdict(one)
    values = columns.pop("origin") | {name: value for name, value in columns.items() if name in owed.c}
    if not one.number:
        connection.execute(insert(owed).values(values))
    else:
        connection.execute(update(owed).where(owed.c.id == one.number).values(values))


def short_mails(connection: Connection) -> set[str]:
    """Mails of which only a part is here, because the mailbox did not give the rest."""
    states = (OwedState.KEPT, OwedState.LOST)
    return set(connection.execute(select(owed.c.mail).where(owed.c.state.in_(states), owed.c.mail != "")).scalars())


def replace_bytes(connection: Connection, old: str, new: str, size: int) -> bool:
    """Gives a mail more bytes: it keeps its cases, letters and what staff wrote of it, and is read again. Returns False, and
    changes nothing, where the old bytes stand for another mail too, or the new ones are a mail already."""
    others = connection.execute(select(func.count()).where(owed.c.mail == old, owed.c.state.in_(OPEN))).scalar_one()
    elsewhere = connection.execute(select(func.count()).where(origins.c.sha256 == old)).scalar_one()
    known = connection.execute(select(mails.c.sha256).where(mails.c.sha256 == new)).scalar()
    row = connection.execute(select(mails).where(mails.c.sha256 == old)).mappings().first()
    if others > 1 or elsewhere or known is not None or row is None:
        return False
    connection.execute(insert(mails).values(
        dict(row) | {"sha256": new, "size": size, "state": MailState.WAITING, "tries": 0, "trouble": ""}))
    for table, column in ((case_mails, case_mails.c.mail), (revisions, revisions.c.mail), (letters, letters.c.mail),
                          (owed, owed.c.mail)):  # fmt: skip
        connection.execute(update(table).where(column == old).values(mail=new))
    connection.execute(delete(readings).where(readings.c.sha256 == old))
    _rename_row(connection, old, new)
    connection.execute(delete(mails).where(mails.c.sha256 == old))
    return True


def _rename_row(connection: Connection, old: str, new: str) -> None:
    """What staff wrote beside the mail, also in workbooks that are still to come back, is about the same mail."""
    connection.execute(update(edits).where(edits.c.sheet == MAILS.name, edits.c.row == old).values(row=new))
    build = connection.execute(select(func.max(builds.c.id))).scalar()
    if build:
        connection.execute(insert(successors).values(
            build=build, sheet=MAILS.name, row=old, column="", to_sheet="", to_row=new, to_column=""))


def totals(connection: Connection) -> dict[str, int]:
    """For `status`: bytes told and kept of all mails fetched by their places, and of those still owed; how many are owed, and
    how many of them count by what there is (`kept`)."""
    told, have = _fetched(connection)
    rows = connection.execute(select(owed.c.told, owed.c.size, owed.c.state).where(owed.c.state.in_(OPEN))).all()
    return {
        "told": told + sum(max(row.told, row.size) for row in rows), "kept": have + sum(row.size for row in rows),
        "owed_mails": len(rows), "owed_bytes": sum(max(0, row.told - row.size) for row in rows),
        "kept_short": sum(row.state == OwedState.KEPT for row in rows)}


def alerts(connection: Connection) -> tuple[str, ...]:
    """What the first page of the workbook says of mails that are owed, in Chinese; empty where none is."""
    query = select(owed.c.state, func.count()).where(owed.c.state.in_(OPEN)).group_by(owed.c.state)
    counts: dict[str, int] = dict(connection.execute(query).all())
    asked, kept = counts.get(OwedState.ASKED, 0), counts.get(OwedState.KEPT, 0)
    lines = (
        (asked, f"邮箱没有给全 {asked} 封邮件，下次运行继续索取，见“邮件”页。"),
        (kept, f"邮箱多次没有给全 {kept} 封邮件，暂按现有内容登记，请人工到邮箱核对，见“邮件”页。"))
    return tuple(line for count, line in lines if count)


def _fetched(connection: Connection) -> tuple[int, int]:
    """Bytes told and bytes kept of the mails that came whole. Where no size was told, what came counts for both."""
    query = select(origins.c.announced, mails.c.size).join(mails, mails.c.sha256 == origins.c.sha256)
    told = kept = 0
    for announced, size in connection.execute(query):
        first = announced.partition(" ")[0]
        told += int(first) if first.isdigit() else size
        kept += size
    return told, kept


def notes(connection: Connection) -> dict[str, str]:
    """Mail → what its row in the workbook says of bytes that are missing, in Chinese."""
    rows = connection.execute(select(owed).where(owed.c.state.in_((OwedState.KEPT, OwedState.LOST)), owed.c.mail != ""))
    return {one.mail: _note(one) for one in map(_owed, rows)}


def listing(connection: Connection) -> tuple[MailRow, ...]:
    """What is owed and stands for no mail yet, as the workbook lists it."""
    states = (*OPEN, OwedState.LOST)
    rows = connection.execute(select(owed).where(owed.c.state.in_(states), owed.c.mail == "").order_by(owed.c.id.desc()))
    return tuple(
        MailRow(f"owed-{one.number}", one.received, "", "", "（邮箱尚未给出全文）", one.size,
                MailState.WAITING if one.state == OwedState.ASKED else MailState.SHELVED, trouble=_note(one))
        for one in map(_owed, rows))


def _note(one: Owed) -> str:
    told = f"共 {one.told:,} 字节，" if one.told else ""
    given = f"邮箱没有给全这封邮件：{told}只收到 {one.size:,} 字节"
    if one.state == OwedState.ASKED:
        return f"{given}，已索取 {one.passes} 次，下次运行继续"
    then = "邮件已不在邮箱，无法再取" if one.state == OwedState.LOST else "每次运行仍会继续索取"
    return f"{given}；{then}。所缺内容不作为申报单位的问题，请人工到邮箱核对"


def forget(connection: Connection, gone: Sequence[str]) -> None:
    """Removes what was noted of these mails. Their places count as fetched, else the rest would come as new mails."""
    rows = connection.execute(select(owed).where(owed.c.mail.in_(gone), owed.c.state.in_(OPEN))).all()
    for row in rows:
        place = {column.name: row._mapping[column.name] for column in origins.primary_key}
        connection.execute(delete(origins).where(*(origins.c[name] == value for name, value in place.items())))
        connection.execute(insert(origins).values(**place, sha256=row.mail, announced=row.announced))
    connection.execute(delete(owed).where(owed.c.mail.in_(gone)))


def short_bytes(connection: Connection, of: Sequence[str] | None = None) -> set[str]:
    """Digests of all short bytes in the vault, or only of those that belong to these mails."""
    query = select(owed.c.sha256).where(owed.c.sha256 != "")
    return set(connection.execute(query if of is None else query.where(owed.c.mail.in_(of))).scalars())


def _owed(row: Row[Any]) -> Owed:
    origin = Origin(row.account, row.folder, row.uidvalidity, row.uid, row.announced)
    return Owed(
        origin, row.received, row.told, row.sha256, row.size, row.passes, OwedState(row.state), row.mail, row.since, row.id)
