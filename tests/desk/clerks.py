"""Makes random sequences of mails, runs and everything that people do to a workbook, and checks the result.

A model remembers every staff cell that was typed. After each run each of them must be in the workbook, or in 改动 as a conflict.
What a clerk does between two runs is done with the workbook open and saved once, as people do.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.desk.office import Office, package
from tests.desk.saved_workbooks import contents, pages_of, resave
from tests.desk.sheets import Desk, opened

STAFF = {
    "总览": ("初审人", "备注", "是否补正", "拟立项"), "形审": ("备注",), "附件": ("备注",), "邮件": ("处理意见",),
    "回复": ("备注",), "字段": ("更正值",),
}
WORDS = ("好", "请补", "王静 4月2日", "两\n行", "“引号”&<b>", "0012", "12.5", "x" * 300, " 前后有空格 ", "一", "二", "+86 731",
         "😀")


@dataclass
class Story:
    """One sequence: an office, and what its clerks have typed so far by (sheet, row key, heading)."""

    office: Office
    random: Random
    libre: float = 0.0
    typed: dict[tuple[str, str, str], str] = field(default_factory=dict)
    rivals: dict[tuple[str, str, str], set[str]] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    copy: tuple[Path, dict[tuple[str, str, str], str]] | None = None
    mails: int = 0
    versions: dict[int, int] = field(default_factory=dict)
    desk: Desk | None = None
    at: Path = Path()
    cells: int = 0
    touched: set[tuple[str, str]] = field(default_factory=set)
    log: list[str] = field(default_factory=list)

    def tell(self, steps: int) -> None:
        """Begin with two cases, do so many things, and look after each run."""
        self.new_mail()
        self.new_mail()
        self.run()
        for _ in range(steps):
            self.type()
            act = self.random.choice((
                self.new_mail, self.new_mail, self.revision, self.type, self.type, self.type, self.sort, self.columns,
                self.own_column, self.own_row, self.own_sheet, self.delete_row, self.rename, self.lock, self.send_copy,
                self.take_copy, self.double_row, self.machine_cell, self.unlock, self.slow_clerk))
            self.log.append(act.__name__)
            act()
            if self.random.random() < 0.5:
                self.run()
        self.unlock()
        self.run()
        self.run()

    # --- the world ----------------------------------------------------------------------------------------------------

    def new_mail(self) -> None:
        if self.mails < 6:
            self.mails += 1
            self.office.mail(self.mails, package(self.mails, "conference"))

    def revision(self) -> None:
        n = self.random.randint(1, self.mails)
        self.versions[n] = self.versions.get(n, 1) + 1
        self.office.mail(n, package(n, version=self.versions[n], address=f"新地址{self.versions[n]}"))

    def run(self) -> None:
        self.save()
        self.log.append("run")
        self.office.run()
        self.check()

    # --- clerks -------------------------------------------------------------------------------------------------------

    def type(self) -> None:
        with self._open() as desk:
            self._type(desk, self.typed)

    def _type(self, desk: Desk, kept: dict[tuple[str, str, str], str]) -> None:
        for _ in range(self.random.randint(1, 3)):
            sheet = self.random.choice([name for name in STAFF if name in desk.book.sheetnames])
            keys = [key for key in desk.keys(sheet) if not key.startswith("行|")]
            if not keys:
                continue
            key, head = self.random.choice(keys), self.random.choice(STAFF[sheet])
            if head not in [cell.value for cell in desk.sheet(sheet)[1]]:
                continue
            word = self.random.choice((*WORDS, f"第{self.random.randint(1, 999)}次", ""))
            at = (sheet, key, head)
            if at in self.rivals:
                continue
            desk.put(sheet, key, head, word or None)
            kept[at] = word
            self.cells += 1
            self.touched.add((sheet, key))

    def sort(self) -> None:
        with self._open() as desk:
            page = desk.sheet(self.random.choice(("总览", "形审", "附件", "字段")))
            rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
            self.random.shuffle(rows)
            for n, row in enumerate(rows, 2):
                for m, value in enumerate(row, 1):
                    put(page, n, m, value)

    def columns(self) -> None:
        with self._open() as desk:
            page = desk.sheet("总览")
            lines = [[cell.value for cell in row] for row in page.iter_rows()]
            order = [*range(len(lines[0]))]
            self.random.shuffle(order)
            for n, row in enumerate(lines, 1):
                for m, at in enumerate(order, 1):
                    put(page, n, m, row[at])

    def own_column(self) -> None:
        with self._open() as desk:
            page = desk.sheet("总览")
            heads = [cell.value for cell in page[1]]
            head = self.random.choice(("专家", "电话", "座位号"))
            at = heads.index(head) + 1 if head in heads else len(heads) + 1
            page.cell(1, at).value = head
            keys = [key for key in desk.keys("总览") if ("总览", key, head) not in self.rivals]
            if keys:
                key, word = self.random.choice(keys), self.random.choice(WORDS)
                desk.put("总览", key, head, word)
                self.typed["总览", key, head] = word

    def own_row(self) -> None:
        with self._open() as desk:
            page = desk.sheet("总览")
            word = f"自己加的行{self.random.randint(1, 10**6)}"
            page.cell(page.max_row + 1, desk.column("总览", "备注")).value = word
            self.sheets[word] = "row"

    def own_sheet(self) -> None:
        with self._open() as desk:
            name = f"我的表{self.random.randint(1, 3)}"
            if name in desk.book.sheetnames:
                return
            page = desk.book.create_sheet(name)
            assert isinstance(page, Worksheet)
            word = f"自建{self.random.randint(1, 10**6)}"
            page.append(["标题", word, 3])
            self.sheets[word] = "sheet"

    def delete_row(self) -> None:
        with self._open() as desk:
            sheet = self.random.choice(("总览", "附件", "邮件"))
            keys = [key for key in desk.keys(sheet) if not key.startswith("行|")]
            gone = self.random.choice(keys)
            # what was typed into a row and deleted with it before anybody saved was never there
            if (sheet, gone) not in self.touched and not any(at[:2] == (sheet, gone) for at in self._unsaved(desk)):
                desk.sheet(sheet).delete_rows(desk.row(sheet, gone))

    def double_row(self) -> None:
        """A row copied below itself."""
        self.unlock()
        self.run()
        with self._open() as desk:
            page = desk.sheet("总览")
            keys = [key for key in desk.keys("总览") if key.startswith("GJ")]
            key = self.random.choice(keys)
            page.append([cell.value for cell in page[desk.row("总览", key)]])
        self.run()

    def machine_cell(self) -> None:
        with self._open() as desk:
            keys = [key for key in desk.keys("总览") if key.startswith("GJ")]
            desk.put("总览", self.random.choice(keys), "状态", "手改")

    def slow_clerk(self) -> None:
        """Somebody opens the workbook, leaves it open over a run, and saves the old one over the new."""
        self.run()
        path = self._newest()
        book, typed = Desk(openpyxl.load_workbook(path)), dict[tuple[str, str, str], str]()
        self._type(book, typed)
        if self.random.random() < 0.7:
            self.new_mail()
        self.run()
        book.book.properties.lastModifiedBy = "赵红"
        book.book.save(path)
        self.typed |= typed

    def rename(self) -> None:
        self.unlock()
        self.save()
        if self.office.workbook.exists():
            self.office.workbook.rename(self.office.output / f"改名{self.random.randint(1, 10**6)}.xlsx")
            self.run()

    def lock(self) -> None:
        (self.office.output / "~$审查表.xlsx").write_bytes(b"x")

    def unlock(self) -> None:
        (self.office.output / "~$审查表.xlsx").unlink(missing_ok=True)

    def send_copy(self) -> None:
        """Somebody takes a copy home."""
        self.save()
        path = self.office.home / "home.xlsx"
        typed: dict[tuple[str, str, str], str] = {}
        with opened(self._newest(), save_as=path, who="李明") as desk:
            self._type(desk, typed)
        self.copy = (path, typed)

    def take_copy(self) -> None:
        """The copy comes back into the in-tray, perhaps long after."""
        if self.copy is None:
            return
        path, typed = self.copy
        self.run()
        shutil.move(path, self.office.output / "收件夹" / f"副本{self.random.randint(1, 10**6)}.xlsx")
        for at, word in typed.items():
            self.rivals.setdefault(at, set()).update({word, self.typed.pop(at, "")} - {""})
        self.copy = None
        self.run()

    def _newest(self) -> Path:
        """The workbook people have in hands: the one in its place, else the newest beside it."""
        if not self.office.workbook.exists():
            self.unlock()
            self.run()
        return self.office.workbook

    @contextmanager
    def _open(self) -> Iterator[Desk]:
        if self.desk is None:
            self.at = self._newest()
            if self.libre and self.random.random() < self.libre:
                resave(self.at)
            self.desk = Desk(openpyxl.load_workbook(self.at))
        yield self.desk

    def save(self) -> None:
        """What is open is saved and closed."""
        if self.desk is not None:
            self.desk.book.properties.lastModifiedBy = "王静"
            self.desk.book.save(self.at)
            self.desk = None
            self.touched.clear()

    def _unsaved(self, desk: Desk) -> list[tuple[str, str, str]]:
        return [at for at, word in self.typed.items() if word]

    # --- what must be there -------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Every staff cell is in the workbook that people see next: 100 %."""
        shown = sorted(self.office.output.glob("审查表-*.xlsx"), key=lambda path: path.stat().st_mtime_ns)
        path = shown[-1] if shown else self.office.workbook
        if shown and self.office.workbook.stat().st_mtime > shown[-1].stat().st_mtime:
            return  # nothing new was written: what people saved lies where they saved it
        pages = pages_of(path)
        found = contents(pages)
        for at, word in self.typed.items():
            assert found.get(at, "") == word.strip(), (at, word, found.get(at), self.log)
        listed = {said for at, said in found.items() if at[0] == "改动" and at[2] == "填写的值"} | set(found.values())
        for at, words in self.rivals.items():
            assert {word.strip() for word in words} <= listed, (at, words, self.log)
        every = {str(value) for rows in pages.values() for row in rows for value in row}
        assert set(self.sheets) <= every, (set(self.sheets) - every, self.log)


def put(page: Worksheet, row: int, column: int, value: object) -> None:
    """Move a value into a cell, without the link that was there: openpyxl would type a link's address into an empty cell."""
    page.cell(row, column).hyperlink = None
    page.cell(row, column).value = value  # type: ignore[assignment]
