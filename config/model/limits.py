"""How much of hostile input is taken: the settings [limits] and [scans]."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Setting

from config.model.section import Apps, Section


class LimitSettings(Section):
    """Limits on hostile input. Beyond them a file is named as refused by a limit of ours, never as the applicant's fault."""

    mail_bytes: int = Setting(200 << 20, gt=0, le=1 << 40)
    mail_parts: int = Setting(500, gt=0, le=1_000_000)
    mail_depth: int = Setting(20, gt=0, le=100)
    archive_members: int = Setting(2000, gt=0, le=1_000_000)
    archive_bytes: int = Setting(1 << 30, gt=0, le=1 << 40)
    archive_ratio: float = Setting(200, gt=1, le=1_000_000)
    archive_depth: int = Setting(3, ge=1, le=50)
    file_bytes: int = Setting(200 << 20, gt=0, le=1 << 40)
    pages: int = Setting(200, gt=0, le=1_000_000)
    archive_seconds: float = Setting(120, gt=0, le=1_000_000)


class ScanSettings(Section):
    """How much of scanned paper is read. Pages and seconds of one file, seconds of all files of a mail (0 pages: none is read);
    a value read less surely than `sure` (0 to 1) counts as unreadable. `engine` runs the models; onnxruntime does where OpenVINO
    is not installed. `app_words` are what scanning apps print on pages: no words of the applicant."""

    pages: int = Setting(40, ge=0, le=1_000_000)
    seconds: float = Setting(240, gt=0, le=1_000_000)
    mail_seconds: float = Setting(600, gt=0, le=1_000_000)
    sure: float = Setting(0.6, ge=0, le=1)
    engine: Literal["openvino", "onnxruntime"] = "openvino"
    app_words: Apps = (
        "CamScanner", "扫描全能王", "全能扫描王", "万能扫描王", "夸克扫描王", "夸克扫描", "WPS扫描", "金山扫描", "布丁扫描",
        "迅捷扫描", "TapScanner", "3亿人都在用的扫描App",
    )  # fmt: skip


NO_SCANS = ScanSettings(pages=0)
"""No picture is read."""
