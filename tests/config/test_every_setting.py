"""Every setting, with values that are wrong and no type errors: each is refused with its key before anything is contacted. A
setting without a trial here fails the last test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from config.load import load_guide, load_settings
from config.model import Settings, WrongSettings
from config.usable import place_problems
from intake.operations.checked_settings import _doors
from tests import installation

FILE, FOLDER, NOTHING, FIFO = "{file}", "{folder}", "{file}/beneath", "{fifo}"
LONG = "a" * 300
IMAP, SMTP = "imaps://u%40126.com@imap.126.com:993/INBOX", "smtps://u%40126.com@smtp.126.com:465"
SERVERS: dict[str, dict[str, Any]] = {
    "mailbox": {"url": IMAP, "password": "s"}, "smtp": {"url": SMTP, "password": "s", "from": "a@example.org"},
}
ADDRESSES = ("office", "a@", "@example.org", "a@b@c.org", "甲 <a@example.org>", "a@example.org, b@example.org", "a b@example.org",
             "a@exa mple.org", "a@-x.org", "a..b@example.org", "a@单位.中国")  # fmt: skip
DOMAINS = ("http://kx.example.cn", "@kx.example.cn", "*.example.cn", "cn", "kx..cn", ".cn", "1.2.3.4", "kx example.cn",
           "kx.example.cn:25", "a@kx.example.cn", LONG + ".cn")  # fmt: skip
HOSTS = ("imaps://", "imaps:", "imap.126.com", "pop3://u@h", "imaps://h", "imaps://u@h:0", "imaps://u@h:99999", "imaps://u@h:x",
         "imaps://u@[::1", "imaps://u:secret@h", "imaps://u@h..x", "imaps://u%0D%0Ax@h", "folder:", "maildir:", f"folder:{FILE}",
         f"maildir:{NOTHING}")  # fmt: skip
WRONG: dict[str, tuple[Any, ...]] = {
    "home": (FILE, NOTHING, "/" + LONG),
    "mailbox.url": HOSTS,
    "mailbox.folders": (("",), (" ",), (LONG,), ("a\r\nb",), ("\udcff",)), "mailbox.sent_folder": (" ", LONG, "a\x00b"),
    "mailbox.authority": DOMAINS, "mailbox.relays": tuple((one,) for one in (*DOMAINS, "")),
    "mailbox.public_domains": tuple((one,) for one in DOMAINS), "mailbox.host_domains": tuple((one,) for one in DOMAINS),
    "mailbox.ca_file": (FILE, FOLDER, NOTHING), "smtp.ca_file": (FILE, FOLDER, NOTHING),
    "mailbox.password": ("", "a\r\nb"), "smtp.password": ("", "a\nb"),
    "mailbox.password_file": (
        FOLDER, NOTHING, FIFO, "{empty}", "{two_lines}", "{bytes}"),
    "smtp.password_file": (FOLDER, FIFO, "{two_lines}"),
    "smtp.url": tuple(url.replace("imap", "smtp").replace("folder:", "maildir:") for url in HOSTS),
    "smtp.from": (*ADDRESSES, ""), "alerts.to": ADDRESSES, "office.email": ADDRESSES,
    "staff.addresses": tuple((one,) for one in (*ADDRESSES, "") if "<" not in one),  # a name may stand before it
    "office.name": ("科协\n抄送", "\udcff"), "office.department": ("a\rb",), "office.contact": ("a\x07",),
    "office.address": ("a\n",), "office.phone": ("1\r\nBcc: a@b.cn",),
    "office.form_url": ("example.org/a", "javascript:alert(1)", "https://a b", 'https://a/"x', "https://a/<b>", "https://a/\nb"),
    "ledger.url": (f"sqlite:///{FOLDER}", f"sqlite:///{NOTHING}"),
    "output.path": (FILE, NOTHING, "{lost}"), "output.page_pictures": ("perhaps",),
    "guide.path": (FOLDER, FILE, NOTHING, "2031"), "guide.opens": ("0001-01-01", "9999-12-31", "soon", 20240430),
    "guide.deadline": ("0001-01-01T00:00:00+14:00", "9999-12-31", "30.4.2024", "2024-02-30"),
    "letters.send": ("on", "AUTO", ""), "letters.decisions": ("off",), "letters.reminders": ("perhaps",),
    "letters.tell": (3, ((),)),
    "workers.url": ("tcp://", "tcp://h", "tcp://h:x", "tcp://[::1", "http://h:1", "", "here"),
    "workers.vault": ("bucket", "nonsense://x"),
    "workers.ca_file": (FOLDER, NOTHING, FILE),
    "workers.cert_file": (FOLDER, FILE), "workers.key_file": (NOTHING, FILE),
    "logs.language": ("fr", ""), "logs.format": ("yaml", ""), "logs.level": ("loud", "INFO"), "scans.engine": ("paddle", ""),
    "scans.app_words": (("",), ("王",), ("扫描王",), ("Cam\nScanner",), (LONG,)),
    "metrics.path": (FOLDER, NOTHING, "/dev/null"),
}  # fmt: skip
AMOUNTS = (float("inf"), float("nan"), -1, 10**30, 1e300, "a lot", "1 GB")
"""What no number of any setting may be."""
CLUSTER = {"workers": {"url": "tls://127.0.0.1:9", "ca_file": FILE, "cert_file": FILE, "key_file": FILE}}


def leaves(model: type[BaseModel] = Settings, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every key that a settings file may have, as it is written there, with its type."""
    for name, field in model.model_fields.items():
        kind, key = field.annotation, before + (field.alias or name)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from leaves(kind, f"{key}.")
        else:
            yield key, kind


NUMBERS = [key for key, kind in leaves() if kind in (int, float)]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Things of the wrong kind, by name."""
    root = tmp_path_factory.mktemp("places")
    for name, data in (("file", b"no certificate\n"), ("empty", b""), ("two_lines", b"one\ntwo\n"), ("bytes", b"\xff\xfe\x00")):
        (root / name).write_bytes(data)
    (root / "folder").mkdir()
    (root / "lost").symlink_to(root / "nowhere")
    os.mkfifo(root / "fifo")
    return {name: str(root / name) for name in ("file", "empty", "two_lines", "bytes", "folder", "lost", "fifo")}


def filled(value: Any, places: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: filled(one, places) for key, one in value.items()}
    stands = isinstance(value, str) and value.startswith(("{", "folder:{", "maildir:{", "sqlite:///{"))
    return value.format(**places) if stands else value


def refusals(key: str, value: Any, places: dict[str, str], home: Path) -> list[str]:
    """What a run says of its settings before it contacts anything, where this one is so."""
    base: dict[str, Any] = {name: dict(one) for name, one in SERVERS.items()} | {"output": {"path": home / "output"}}
    if key.startswith("workers.") and key.endswith("_file"):
        base |= filled(CLUSTER, places)
    if key == "workers.vault":
        base["workers"] = {"url": "tcp://127.0.0.1:9"}
    section, _, name = key.partition(".")
    if key.endswith(".password_file"):
        base[section].pop("password")
    value = filled(value, places)
    if section == "home":
        return list(place_problems(load_settings(changes=base).model_copy(update={"home": Path(value)})))
    for step in name.split(".")[:-1]:
        base.setdefault(section, {})[step] = {name.split(".")[-1]: value}
    if "." not in name:
        base.setdefault(section, {})[name] = value
    try:
        settings = load_settings(changes=base)
        load_guide(settings.guide.path)
    except WrongSettings as wrong:
        return wrong.problems
    return [*place_problems(settings), *_doors(settings)]


@pytest.mark.parametrize("key", WRONG)
def test_each_wrong_value_is_refused_by_its_key(key: str, places: dict[str, str], tmp_path: Path) -> None:
    named = "guide.toml" if key == "guide.path" else key.replace("_file", "") if "password" in key else key
    wrong = {repr(value): refusals(key, value, places, tmp_path) for value in WRONG[key]}
    assert {value: told for value, told in wrong.items() if not any(named in line for line in told)} == {}
    assert not any("secret" in line or "\n" in line for told in wrong.values() for line in told)


@pytest.mark.parametrize("key", NUMBERS)
def test_no_number_is_without_end(key: str, places: dict[str, str], tmp_path: Path) -> None:
    wrong = {repr(value): refusals(key, value, places, tmp_path) for value in AMOUNTS}
    assert {value: told for value, told in wrong.items() if not any(key in line for line in told)} == {}


def test_sound_settings_are_not_refused(places: dict[str, str], tmp_path: Path) -> None:
    assert refusals("office.name", "湖南省科协", places, tmp_path) == []
    fine = {"mailbox.relays": ("kx.example.cn", "单位.中国"), "mailbox.authority": "126.com",
            "mailbox.folders": ("垃圾邮件", "\\Junk"),
            "alerts.to": "a.b+c@example.org", "staff.addresses": ("a@b.cn",), "office.email": ""}  # fmt: skip
    assert {key: told for key, value in fine.items() if (told := refusals(key, value, places, tmp_path))} == {}


def test_many_problems_are_told_at_once(places: dict[str, str], tmp_path: Path) -> None:
    shape = {"alerts": {"to": "office"}, "smtp": {"from": "@"}, "logs": {"format": "yaml"}, "mailbox": {"relays": ("cn",)}}
    with pytest.raises(WrongSettings) as wrong:
        load_settings(changes=shape)
    assert len(wrong.value.problems) == 4
    settings = load_settings(changes=SERVERS | {
        "output": {"path": places["file"]}, "metrics": {"path": places["folder"]},
        "ledger": {"url": f"sqlite:///{places['folder']}"},
        "mailbox": {"url": IMAP, "password_file": places["folder"], "ca_file": places["file"]}})  # fmt: skip
    told = "\n".join([*place_problems(settings), *_doors(settings)])
    assert all(key in told for key in ("output.path", "metrics.path", "ledger.url", "mailbox.password_file", "mailbox.ca_file"))


@pytest.mark.parametrize("least", [True, False])
def test_a_run_works_with_the_least_and_with_the_most_of_every_number(least: bool, tmp_path: Path) -> None:
    """What is accepted is usable: no number that is taken breaks a run."""
    chosen: dict[str, dict[str, Any]] = {}
    model_of = {name: field.annotation for name, field in Settings.model_fields.items()}
    for key in NUMBERS:
        section, name = key.split(".", 1)
        if "." in name:
            continue
        field = next(one for at, one in model_of[section].model_fields.items() if name in (at, one.alias))  # type: ignore[union-attr]
        bounds = {type(one).__name__: one for one in field.metadata}
        low = getattr(bounds.get("Ge"), "ge", None)
        lowest = low if low is not None else bounds["Gt"].gt + (1 if field.annotation is int else 0.5)  # type: ignore[attr-defined]
        chosen.setdefault(section, {})[name] = lowest if least else bounds["Le"].le  # type: ignore[attr-defined]
    chosen["workers"] |= {"processes": 1, "timeout_seconds": 60}
    chosen["smtp"] |= {"spacing_seconds": 0}
    chosen["scans"]["pages"] = 0
    chosen["letters"] |= {"max_age_days": 0}
    box = tmp_path / "box"
    box.mkdir()
    (box / "1.eml").write_bytes((installation.MAILBOX / "01-conference.eml").read_bytes())
    _, code = installation.run(installation.settings(tmp_path / "home", box, **chosen))
    assert code in (0, 1)


def test_every_setting_has_a_trial() -> None:
    assert {key for key, _ in leaves()} == {*WRONG, *NUMBERS}
