"""What staff wrote on the counted desk, and what sheet 改动 lists of it."""

from __future__ import annotations

from reports.case import Edit

ROW = "GJ2024-0002"
PICTURE = f"{ROW}|stamp|commitment|seal"
CELLS = (
    ("总览", ROW, "staff_person", "李敏"), ("总览", ROW, "staff_verdict", "补正"), ("总览", ROW, "staff_reason", "缺地址"),
    ("总览", ROW, "staff_amend", "否"), ("总览", ROW, "staff_award", "备选"), ("总览", ROW, "staff_note", "已电话联系"),
    *(("总览", f"GJ2024-{n:04}", "staff_award", "是") for n in (1, 3, 4, 5)),
    ("总览", ROW, "own:领导批示", "同意"),
    ("字段", f"{ROW}|phone", "staff_value", "13873112345"),
    ("附件", f"{ROW}|0002{'c' * 60}", "staff_role", "推荐材料"), ("附件", f"{ROW}|0002{'c' * 60}", "staff_note", "原件在柜中"),
    ("邮件", f"0002{'o' * 60}", "staff_opinion", "转办公室"),
    ("推荐", "湘潭市科学技术协会", "staff_standing", "取消推荐资格"), ("推荐", "湘潭市科学技术协会", "staff_since", "2023-05-16"),
    ("推荐", "湘潭市科学技术协会", "staff_note", "见公函"),
    ("核验", PICTURE, "staff_result", "有问题"), ("核验", PICTURE, "staff_note", "无章"),
    ("纸质", ROW, "staff_received", "2024-04-10"), ("纸质", ROW, "staff_copies", "2"), ("纸质", ROW, "staff_certificates", "1"),
    ("纸质", ROW, "staff_bound", "否"), ("纸质", ROW, "staff_missing", "合作协议"), ("纸质", ROW, "staff_note", "周五补"),
    ("回复", "correction-2", "staff_release", "暂缓"), ("回复", "correction-2", "staff_note", "待主任"),
    ("公示", "GJ2024-0003", "staff_start", "2024-06-06"), ("公示", "GJ2024-0003", "staff_objection", "一封来信"),
    ("公示", "GJ2024-0003", "staff_note", "已答复"),
    ("形审", f"{ROW}|blank-field|content|gone", "staff_judgement", "误报"),
    ("形审", f"{ROW}|blank-field|period|gone", "staff_judgement", "误报"),
    ("形审", "GJ2024-0001|blank-field|project|gone", "staff_judgement", "认可"),
    ("改动", "5", "staff_choice", "保留现值"), ("改动", "5", "staff_note", "已问过"),
)  # fmt: skip
EDITS = tuple(
    Edit(n, *cell, "", "active", "", "2024-04-08T01:00:00Z", "李敏") for n, cell in enumerate(CELLS, 100)
)
EMPTIED = Edit(99, "总览", "GJ2024-0006", "staff_award", "", "是", "active", "", "2024-04-08T01:00:00Z")
NEVER = Edit(98, "总览", "GJ2024-0006", "staff_award", "是", "", "conflict", "另一份文件", "2024-04-08T01:00:00Z")
GONE = Edit(97, "形审", f"{ROW}|blank-field|kind|gone", "staff_judgement", "", "误报", "active", "", "2024-04-08T01:00:00Z")
"""A word that was emptied on a row that is gone: nothing keeps the row."""
EDITS = (*EDITS, EMPTIED, NEVER, GONE)
HISTORY = (
    Edit(9, "总览", ROW, "staff_note", "已电话联系", "", "active", "", "2024-04-08T04:00:00Z", "李敏"),
    Edit(7, "字段", f"{ROW}|account", "staff_value", "6222000011119999", "6222 0000 1111 4321", "refused", "长数字",
        "2024-04-08T03:00:00Z", "李敏"),
    Edit(5, "总览", ROW, "staff_verdict", "", "补正", "conflict", "另一份文件已先改过此格", "2024-04-08T02:30:00Z", "王强",
         "2024-04-08T02:10:00Z", "审查表-王强.xlsx"),
    Edit(3, "字段", f"{ROW}|phone", "staff_value", "13873112345", "", "stale", "读到的内容已变", "2024-04-08T01:00:00Z", "李敏"),
)  # fmt: skip
