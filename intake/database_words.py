"""Turns what the driver of a database complains of into a few words for whoever runs the program."""

from __future__ import annotations

import sqlite3

from config.language import say

LONGEST = 200
_SQLITE = {
    sqlite3.SQLITE_BUSY: "被别的程序占用过久", sqlite3.SQLITE_LOCKED: "被别的程序占用过久", sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_READONLY: "文件或文件夹不可写", sqlite3.SQLITE_IOERR: "磁盘读写出错", sqlite3.SQLITE_PERM: "没有权限",
    sqlite3.SQLITE_CANTOPEN: "打不开，请检查文件夹和权限", sqlite3.SQLITE_CORRUPT: "文件内容已损坏",
    sqlite3.SQLITE_NOTADB: "不是 SQLite 数据库", sqlite3.SQLITE_NOMEM: "内存不足",
}  # fmt: skip


def of_database(error: BaseException | str | None) -> str:
    """What the driver of a database complains of; never the statement, which has values in it."""
    own = " ".join(str(error).split())[:LONGEST]
    code = getattr(error, "sqlite_errorcode", None)
    known = _SQLITE.get(code & 0xFF) if isinstance(code, int) else None
    return say(known or f"数据库答复：{own}", own)
