"""Writes months and moments as a clerk writes them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def month(written: str) -> str:
    """2024-03 → 2024年3月."""
    year, _, number = written.partition("-")
    return f"{year}年{int(number)}月" if number.isdigit() else written


def moment(written: str) -> str:
    """An ISO 8601 time with zone → 2024年4月30日18:00 in China."""
    there = datetime.fromisoformat(written).astimezone(CHINA)
    return f"{there.year}年{there.month}月{there.day}日{there:%H:%M}"
