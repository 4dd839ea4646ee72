"""What a settings file that says nothing means, and the least and most that each number may be."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from config.model import Settings
from config.model.settings import RecipientLimits

MIB, GIB = 1 << 20, 1 << 30
NUMBERS: dict[str, tuple[float, float, float]] = {
    # section.name: what it is unless told, the least that is taken, and a number that is refused
    "mailbox.timeout_seconds": (60, 0.1, 0), "mailbox.answer_seconds": (1800, 0.1, 0), "mailbox.batch_bytes": (8 * MIB, 1, 0),
    "mailbox.chunk_bytes": (MIB, 1, 0), "mailbox.retries": (4, 0, -1), "mailbox.pause_seconds": (2, 0, -1),
    "mailbox.reconnects": (20, 0, -1), "mailbox.recheck_days": (7, 0, -1),
    "smtp.timeout_seconds": (60, 0.1, 0), "smtp.per_connection": (10, 1, 0), "smtp.spacing_seconds": (2, 0, -1),
    "smtp.per_run": (100, 1, 0), "smtp.per_day": (400, 1, 0), "smtp.unvouched_share": (0.5, 0.01, 0),
    "output.copies": (30, 1, 0),
    "letters.term_working_days": (10, 1, 0), "letters.max_age_days": (14, 0, -1), "letters.per_sender_a_day": (3, 1, 0),
    "workers.processes": (2, 1, 0), "workers.timeout_seconds": (900, 0.1, 0), "workers.memory_mib": (4096, 512, 511),
    "workers.join_seconds": (30, 0.1, 0),
    "limits.mail_bytes": (200 * MIB, 1, 0), "limits.mail_parts": (500, 1, 0), "limits.mail_depth": (20, 1, 0),
    "limits.archive_members": (2000, 1, 0), "limits.archive_bytes": (GIB, 1, 0), "limits.archive_ratio": (200, 1.1, 1),
    "limits.archive_depth": (3, 1, 0), "limits.file_bytes": (200 * MIB, 1, 0), "limits.pages": (200, 1, 0),
    "limits.archive_seconds": (120, 0.1, 0),
    "scans.pages": (40, 0, -1), "scans.seconds": (240, 0.1, 0), "scans.mail_seconds": (600, 0.1, 0), "scans.sure": (0.6, 0, -0.1),
    "breaker.least": (5, 1, 0), "breaker.share": (0.5, 0.01, 0), "breaker.mails": (50, 1, 0),
    "backup.keep": (7, 1, 0), "backup.alert_days": (8, 0, -1),
    "alerts.outage_hours": (6, 0, -1), "alerts.disk_mib": (2048, 0, -1),
}  # fmt: skip
WORDS: dict[str, object] = {
    "output.page_pictures": True, "letters.send": "auto", "letters.decisions": "approve", "letters.reminders": False,
    "letters.tell": (),
    "workers.url": "local", "logs.language": "zh", "logs.format": "plain", "logs.level": "warning",
    "guide.path": Path("config/guides/2024"), "scans.engine": "openvino",
    "scans.app_words": (
        "CamScanner", "扫描全能王", "全能扫描王", "万能扫描王", "夸克扫描王", "夸克扫描", "WPS扫描", "金山扫描", "布丁扫描",
        "迅捷扫描", "TapScanner", "3亿人都在用的扫描App",
    ),
    "letters.per_recipient_day": RecipientLimits(vouched=200, unverified=3, disproved=1, no_verdicts=50),
    "office.name": "湖南省科学技术协会", "office.department": "国际与区域合作部", "mailbox.host_domains": ("gov.cn",),
    "mailbox.public_domains": (
        "wo.cn", "263.net", "263.net.cn", "sina.com.cn", "outlook.cn", "hotmail.com.cn", "netease.com", "me.cn", "163.net",
        "263.com", "21cn.net", "371.net", "chinaren.com", "zoho.com.cn", "cstnet.cn", "cninfo.net", "petalmail.com", "tuta.com",
        "tutanota.com", "kakao.com", "nate.com", "daum.net", "hinet.net", "netvigator.com", "docomo.ne.jp", "softbank.ne.jp",
        "ezweb.ne.jp", "ocn.ne.jp", "nifty.com", "biglobe.ne.jp",
        "88.com", "111.com", "tuta.io", "hey.com", "email.cn", "sohu.net",
    ),
}  # fmt: skip


def section(name: str) -> type[BaseModel]:
    kind = Settings.model_fields[name].annotation
    assert isinstance(kind, type) and issubclass(kind, BaseModel)
    return kind


def default(key: str) -> object:
    return getattr(section(key.split(".")[0])(), key.split(".")[1])


@pytest.mark.parametrize("key", [*NUMBERS, *WORDS])
def test_what_is_not_said(key: str) -> None:
    assert default(key) == (NUMBERS[key][0] if key in NUMBERS else WORDS[key])


def test_all_else_is_empty_and_nothing_is_forgotten_here() -> None:
    every = {f"{name}.{field}" for name, one in Settings.model_fields.items() if isinstance(one.annotation, type)
             and issubclass(one.annotation, BaseModel) for field in one.annotation.model_fields}  # fmt: skip
    assert every > {*NUMBERS, *WORDS}
    assert {key for key in every - {*NUMBERS, *WORDS} if default(key)} == set()


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", NUMBERS)
def test_a_number_is_taken_from_the_least_on_and_refused_below(key: str) -> None:
    (name, field), (_, least, refused) = key.split("."), NUMBERS[key]
    assert getattr(section(name).model_validate({field: least}), field) == least
    with pytest.raises(ValidationError):
        section(name).model_validate({field: refused})


@pytest.mark.parametrize(("key", "most", "refused"), [
    ("letters.term_working_days", 250, 251), ("scans.sure", 1, 1.01), ("breaker.share", 1, 1.01),
])  # fmt: skip
def test_a_number_is_taken_up_to_the_most(key: str, most: float, refused: float) -> None:
    name, field = key.split(".")
    assert getattr(section(name).model_validate({field: most}), field) == most
    with pytest.raises(ValidationError):
        section(name).model_validate({field: refused})
