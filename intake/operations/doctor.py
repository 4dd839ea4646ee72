"""The questions that `doctor` asks. Each one yields (fine, one sentence in plain words) and repairs nothing. `fine` is None for a
note: what may be meant as it is."""

from __future__ import annotations

import csv
import importlib.util
import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from config.language import Words, listed, say
from config.model import Guide, Settings
from config.model.guide import FORMAT
from intake import mailbox
from intake.cluster import LOCAL
from intake.ledger import integrity, open_ledger
from intake.ledger import mails as mail_rows
from intake.ledger import owed as owed_rows
from intake.ledger import runs as run_rows
from intake.letters import smtp
from intake.mailbox.providers import login_advice
from intake.model import ClusterOutage, LetterLoginRefused, LoginRefused
from intake.operations.last_backup import last_backup, overdue
from intake.store.vault import Vault, private_folder
from reports.empty_lists import sentence, unanswerable
from reports.state_words import moment

LEAST_FREE = 2 << 30
LIKELY_AFTER = parsedate_to_datetime("Mon, 01 Jan 2024 00:00:00 +0000").timestamp()
Answers = Iterator[tuple[bool | None, str]]
CONVERTERS = (("soffice", Words("LibreOffice（读取 .doc、.wps）", "LibreOffice (reads .doc and .wps)")),)


def guide_format(_: Settings, guide: Guide) -> Answers:
    """Is the guide one of this release, or does it run on defaults?"""
    if guide.format < FORMAT:
        yield False, say(f"指南 {guide.id} 是旧版本的格式，缺少的设置暂用默认值：请运行 guide upgrade {guide.id}",
                         f"the guide {guide.id} is of an older release and runs on defaults: run guide upgrade {guide.id}")


def empty_lists(settings: Settings, guide: Guide) -> Answers:
    """Which lists of the guide are empty, though something goes by them? A row without a name says that it is meant so."""
    empty = unanswerable(guide)
    for name, readers in empty.items():
        heading, meant = _heading(settings.guide.path / "lists" / f"{name}.csv")
        if not meant:
            told = sentence(name, heading, readers, guide)
            yield False, say(f"{told}。请填写；确实没有的，在该文件加一行“,无”",
                             f"{told} (fill it in; where there is none, add a line “,无”)")


def _heading(file: Path) -> tuple[str, bool]:
    """What the first column of a list is called ("" where that cannot be read), and whether a row says why there is no entry."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = [row for row in csv.reader(lines) if row]
    except (OSError, UnicodeDecodeError, csv.Error):
        return "", False
    return (rows[0][0].strip() if rows else ""), any(cell.strip() for row in rows[1:] for cell in row[1:])


def unset(settings: Settings, _: Guide) -> Answers:
    """Which settings are left out that an office will miss?"""
    if settings.guide.deadline is None:
        yield None, say("没有设截止时间（guide.deadline）：任何来信都不会算作逾期",
                        "guide.deadline is not set: nothing is ever late")
    if urlsplit(settings.mailbox.url).scheme in ("imap", "imaps") and not settings.mailbox.folders:
        yield False, say("没有设 mailbox.folders：只读收件箱，被邮箱归入“垃圾邮件”“广告邮件”“订阅邮件”的申报读不到",
                         "mailbox.folders is not set: only the inbox is read, and no application that the provider put among "
                         "junk or advertisements")
    if settings.letters.send == "off":
        yield False, say("letters.send 设为 off：给申报人的信一封也不会发出", "letters.send is off: no letter leaves")
    if settings.staff.addresses and not settings.authority:
        yield False, say("设了 staff.addresses 而没有 mailbox.authority（也没有 smtp.from）：无法核实发件人，"
                         "寄来的审查表一律不采用",
                         "staff.addresses is set without mailbox.authority (or smtp.from): no sender can be verified, so no "
                         "workbook that is mailed is taken in")
    if not settings.alerts.to:
        yield False, say("没有设 alerts.to：出故障时没有人会收到通知",
                         "alerts.to is not set: nobody is told when something fails")


def places(settings: Settings, _: Guide) -> Answers:
    """Can what people and monitors look at be written, and is there room for it?"""
    output = settings.output.path
    if output is not None:
        there = _standing(output)
        if not _writable(there):
            yield False, say(f"output.path 不可写（{output}）：审查表和项目网页更新不了",
                             f"output.path cannot be written ({output}): workbook and pages stay as they are")
        elif there.stat().st_dev != _standing(settings.home).stat().st_dev:
            free = shutil.disk_usage(there).free
            yield free >= LEAST_FREE, say(f"output.path 所在磁盘剩余 {free / 2**30:.1f} GB",
                                          f"free on the disk of output.path: {free / 2**30:.1f} GB") + _clear(free)
    metrics = settings.metrics.path
    if metrics is not None and not _writable(_standing(metrics.parent)):
        yield False, say(f"metrics.path 的文件夹不可写（{metrics.parent}）：监控收不到数据",
                         f"the folder of metrics.path cannot be written ({metrics.parent}): the monitor gets nothing")


def _standing(path: Path) -> Path:
    """The folder itself, or the nearest above it that is there."""
    return next((place for place in (path, *path.parents) if place.exists()), path)


def _writable(place: Path) -> bool:
    return place.is_dir() and os.access(place, os.W_OK | os.X_OK)


def incoming(settings: Settings, _: Guide) -> Answers:
    """Can we log in and see mail?"""
    try:
        said, missing = mailbox.inspect_mailbox(settings.mailbox)
        yield True, said
        yield from ((False, line) for line in missing)
    except LoginRefused as refused:
        advice = login_advice(mailbox.host_of(settings.mailbox))
        yield False, say(f"邮箱拒绝登录：{advice}（{refused}）", f"the mailbox refuses the login: {advice} ({refused})")


def outgoing(settings: Settings, _: Guide) -> Answers:
    """Can letters leave?"""
    try:
        yield True, smtp.check_login(settings.smtp)
    except LetterLoginRefused as refused:
        advice = login_advice(urlsplit(settings.smtp.url).hostname or "")
        yield False, say(f"发信服务器拒绝登录：{advice}（{refused}）",
                         f"the letter server refuses the login: {advice} ({refused})")


def state(settings: Settings, _: Guide) -> Answers:
    """Is the state folder ours, private, and large enough; does the ledger open?"""
    private_folder(settings.home)
    mode = settings.home.stat().st_mode & 0o777
    open_ = "" if mode == 0o700 else say("：含申报单位的账号电话，请改为 700",
                                         ": it holds accounts and phones of applicants, make it 700")
    yield mode == 0o700, say(f"状态目录权限 {mode:o}", f"mode of the state folder: {mode:o}") + open_
    free = shutil.disk_usage(settings.home).free
    yield free >= LEAST_FREE, say(f"磁盘剩余 {free / 2**30:.1f} GB", f"free on the disk: {free / 2**30:.1f} GB") + _clear(free)
    writable = os.access(settings.home, os.W_OK)
    yield writable, say("状态目录可写",
                        "the state folder can be "
                        "written") if writable else say("状态目录不可写", "the state folder cannot be written")
    integrity.check(settings.ledger.url)
    ledger = open_ledger(settings.ledger.url)
    vault = Vault(settings.home / "vault" / "mails")
    lost = ledger.empty() and not vault.empty()
    with ledger.read() as connection:
        began = run_rows.began(connection)
    ledger.close()
    wrong = say("台账是空的，而邮件库不是：其中一个不对",
                "the ledger is empty and the vault is not: one of them is not the right one")
    yield not lost, wrong if lost else say("台账可用，逐页核对无误", "the ledger can be used; every page of it is whole")
    yield from _backup(settings, began)


def _backup(settings: Settings, began: str | None) -> Answers:
    """Is there a backup, and how old is it?"""
    last, late = last_backup(settings.home), overdue(settings.home, began, settings.backup.alert_days, datetime.now(UTC))
    if late or last is None:
        yield not late, late or say("还没有备份过：请定期运行 backup 文件夹（在另一块磁盘上）",
                                    "never backed up: run backup DIR regularly (DIR on another disk)")
    else:
        yield True, say(f"上次备份 {moment(last.when)}（{last.where}）", f"last backup {moment(last.when)} ({last.where})")


def _there() -> str:
    return say("已安装", "installed")


def _clear(free: int) -> str:
    return "" if free >= LEAST_FREE else say("：请清理", ": make room")


def converters(_: Settings, __: Guide) -> Answers:
    """Which readers of formats does this machine have?"""
    for program, what in CONVERTERS:
        installed = shutil.which(program) is not None
        unread = say("未安装，这类文件只登记、不读取", "not installed, such files are entered and not read")
        yield installed, say(*what) + say("：", ": ") + (_there() if installed else unread)
    ocr = importlib.util.find_spec("rapidocr") is not None
    unread = say("未安装，扫描件只登记、不读取", "not installed, scans are entered and not read")
    yield True, say("文字识别（OCR）：", "text recognition (OCR): ") + (_there() if ocr else unread)


def clock(_: Settings, __: Guide) -> Answers:
    """Does the clock show a possible time?"""
    fine = time.time() > LIKELY_AFTER
    shown = time.strftime("%Y-%m-%d %H:%M %Z")
    yield fine, say(f"时钟 {shown}", f"clock {shown}") + ("" if fine else say("：明显不对", ": plainly wrong"))


def cluster(settings: Settings, _: Guide) -> Answers:
    """Where other machines read for us: do they answer?"""
    if settings.workers.url == LOCAL:
        return
    from intake.cluster.connection import answer

    try:
        workers, threads = answer(settings.workers)
    except ClusterOutage as outage:
        yield False, say(f"集群没有应答：{outage}", f"the cluster does not answer: {outage}")
        return
    url = settings.workers.url
    if workers:
        yield True, say(f"集群 {url} 有应答：{workers} 个工作进程，同时读 {threads} 封邮件",
                        f"the cluster {url} answers: {workers} workers, which read {threads} mails at a time")
    else:
        yield False, say(f"集群 {url} 有应答，但没有工作进程：请启动 dask worker",
                         f"the cluster {url} answers and has no workers: start dask worker")


def vault_against_ledger(settings: Settings, _: Guide) -> Answers:
    """Is every mail of the ledger in the vault, and every blob whole?"""
    mails, files = Vault(settings.home / "vault" / "mails"), Vault(settings.home / "vault" / "files")
    damaged = [*mails.damaged(), *files.damaged()]
    names = listed(digest[:12] for digest in damaged[:5])
    broken = say(f"邮件库中 {len(damaged)} 个文件已损坏：{names}", f"{len(damaged)} files of the vault are damaged: {names}")
    yield not damaged, broken if damaged else say("邮件库完好", "the vault is whole")
    ledger = open_ledger(settings.ledger.url)
    with ledger.read() as connection:
        entered, short = set(mail_rows.kept(connection)), owed_rows.short_bytes(connection)
    ledger.close()
    kept = set(mails.digests())
    lost, early = len((entered | short) - kept), len(kept - entered - short)
    gone = say(f"台账中 {lost} 封邮件不在邮件库", f"{lost} mails of the ledger are not in the vault")
    yield not lost, gone if lost else say(f"台账中 {len(entered)} 封邮件都在邮件库",
                                          f"all {len(entered)} mails of the ledger are in the vault")
    waiting = say(f"邮件库中 {early} 封尚未登记（下次运行自动登记）",
                  f"{early} mails of the vault are not entered yet (the next run does so)")
    yield True, waiting if early else say("邮件库中没有未登记的邮件", "every mail of the vault is entered")


QUESTIONS = (guide_format, unset, empty_lists, places, incoming, outgoing, state, converters, cluster, clock)
