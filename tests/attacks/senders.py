"""Headers in which the applicant's address stands beside the thief's own, for which the provider vouches."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from tests.attacks.scene import PASS, THIEF, Scene
from tests.attacks.table import CLERK, Acts, Kind, attack


def _from(raw: bytes, header: str) -> bytes:
    """A mail with another From."""
    return raw.replace(raw[raw.index(b"From:") : raw.index(b"\r\nTo:")], header.encode())


def _written(s: Scene, *headers: str) -> Acts:
    """Each is a mail of the thief, whom the provider vouches for: none touches the applicant's case."""
    first = s.applies()
    for number, header in enumerate(headers):
        false = s.form(bank_account_number=THIEF, expected_goals=f"目标{number}")
        s.sends(s.thief, "更正账号", [false], verdict=PASS, edit=lambda raw, header=header: _from(raw, header))  # type: ignore[misc]
    yield
    s.untouched(first)
    assert len(s.letters_to(s.victim)) == 1


@attack(
    Kind.FORGERY,
    "the applicant's address as a name, in a comment, in quotes, before the brackets, in the route",
    "what stands in the brackets is the sender",
)
def an_address_around_an_address(s: Scene) -> Acts:
    v, t = s.victim, s.thief
    yield from _written(
        s,
        f"From: {v} <{t}>",
        f'From: "{v}" <{t}>',
        f"From: ({v}) {t}",
        f"From: ({v}) <{t}>",
        f"From: <{t}> ({v})",
        f'From: "<{v}>" <{t}>',
        f"From: =?utf-8?Q?{v.replace('@', '=40')}?= <{t}>",
        f"From: =?utf-8?Q?=3C{v.replace('@', '=40')}=3E?= <{t}>",
        f"From: <@{v.split('@')[1]}:{t}>",
        f'From: "{v}"@{t.split("@")[1]}',
    )


@attack(
    Kind.FORGERY,
    "two headers From, in either order, and one with a blank before its colon",
    "none is believed to be the applicant's",
)
def two_headers_from(s: Scene) -> Acts:
    v, t = f"From: <{s.victim}>", f"From: <{s.thief}>"
    yield from _written(s, f"{v}\r\n{t}", f"{t}\r\n{v}", f"From : <{s.victim}>\r\n{t}", f"{t}\r\nFrom : <{s.victim}>")


@attack(Kind.FORGERY, "two addresses in one From, the applicant's first", "it is not believed to be the applicant's")
def two_addresses_in_from(s: Scene) -> Acts:
    v, t = s.victim, s.thief
    yield from _written(s, f"From: <{v}>, <{t}>", f"From: {v}, {t}", f"From: <{v}> <{t}>", f"From: a: {v}, {t};")


@attack(
    Kind.FORGERY,
    'an envelope that writes a verdict into the provider\'s header: smtp.mailfrom="a; dmarc=pass"@x, or opens a comment there',
    "the provider's own dmarc=fail counts",
)
def a_verdict_within_an_address(s: Scene) -> Acts:
    first = s.applies()
    for number, verdict in enumerate((
        'spf=pass smtp.mailfrom="a; dmarc=pass; b"@x.example; dmarc=fail (p=none) header.from=u.example',
        "spf=pass smtp.mailfrom=a;dmarc=pass@x.example; dmarc=fail header.from=u.example",
        "spf=pass smtp.mailfrom=a(@x.example; dmarc=fail header.from=u.example; dkim=pass header.i=@x.example)",
        'spf=pass smtp.mailfrom="(" @x.example; dmarc=fail header.from=u.example; dkim=pass header.i=")"@x.example',
    )):  # fmt: skip
        s.sends(s.victim, "更正账号", [s.form(bank_account_number=THIEF, expected_goals=f"目标{number}")], verdict=verdict)
    yield
    s.untouched(first)


@attack(
    Kind.FORGERY,
    "a list or forwarder of the thief's own hands on a mail in the applicant's name: SPF and DKIM pass for it, DMARC fails",
    "the case does not know it: a case of its own",
)
def a_forwarder_of_his_own(s: Scene) -> Acts:
    first = s.applies()
    host = s.thief.split("@")[1]
    verdict = (
        f"spf=pass smtp.mailfrom=SRS0=a=b={s.host}=li@{host}; dkim=pass header.d={host}; arc=pass (i=1 dmarc=pass); dmarc=fail"
    )
    mail = s.sends(s.victim, "更正账号", [s.form(bank_account_number=THIEF)], verdict=verdict)
    yield
    s.apart(first, mail)


@attack(
    Kind.FORGERY,
    "the applicant's organisation publishes no DMARC; SPF passes for the thief's own envelope; a workbook in a clerk's name",
    "a pass for another domain vouches for nobody: no word is taken in",
)
def a_clerk_without_dmarc(s: Scene) -> Acts:
    first = s.applies()
    yield
    number = s.untouched(first)["case_no"]
    book = load_workbook(s.tale.home / "output" / "审查表.xlsx")
    for sheet in book:
        heads = [str(cell.value) for cell in next(sheet.iter_rows(max_row=1))]
        for line in sheet.iter_rows(min_row=2):
            if "备注" in heads and any(cell.value == number for cell in line):
                line[heads.index("备注")].value = f"written by {s.mark}"
    out = io.BytesIO()
    book.save(out)
    envelope = f"spf=pass smtp.mailfrom={s.thief}; dkim=none; dmarc=none"
    s.sends(CLERK, f"审查表{s.mark}", [("审查表.xlsx", out.getvalue())], verdict=envelope)
    yield
    written = load_workbook(s.tale.home / "output" / "审查表.xlsx", read_only=True)
    assert not [
        1
        for sheet in written
        for line in sheet.iter_rows(values_only=True)
        for cell in line
        if f"written by {s.mark}" in str(cell)
    ]
