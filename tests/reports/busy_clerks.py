"""What staff entered on every sheet of the busy desk, and what sheet 改动 shows of it."""

from __future__ import annotations

from reports.case import Case, Edit


def edits(cases: tuple[Case, ...]) -> tuple[Edit, ...]:
    """What staff wrote, on every sheet they write on."""
    cells: list[tuple[str, str, str, str]] = []
    for n, case in enumerate(cases, 1):
        number = case.case_no or ""
        if n % 2:
            cells += [
                ("总览", number, "staff_person", "李敏" if n % 4 == 1 else "王强"),
                ("总览", number, "staff_verdict", "补正" if case.status == "incomplete" else "通过"),
            ]
        if n % 4 == 0 and case.status == "complete":
            cells += [
                ("总览", number, "staff_award", "是"),
                ("公示", number, "staff_start", "2024-06-06" if n % 8 else "2024-04-28"),
            ]
        if n % 3 == 1:
            cells += [
                ("纸质", number, "staff_received", f"2024-04-{10 + n % 18}"),
                ("纸质", number, "staff_copies", "6" if n % 2 else "5"),
                ("纸质", number, "staff_certificates", "2"),
                ("纸质", number, "staff_bound", "是" if n % 5 else "否"),
            ]
    cells += [
        ("总览", cases[0].case_no or "", "staff_note", "已电话联系，明日补交扫描件"),
        ("推荐", "岳阳楼区科学技术协会", "staff_standing", "待核"),
        ("推荐", "湖南省机械工程学会", "staff_standing", "取消推荐资格"),
        ("推荐", "湖南省机械工程学会", "staff_since", "2023-05-16"),
        ("纸质", cases[6].case_no or "", "staff_missing", "合作协议原件"),
        ("形审", f"{cases[0].case_no}|funding-out-of-range|project_period|1", "staff_judgement", "误报"),
        ("形审", f"{cases[4].case_no}|funding-out-of-range|project_period|1", "staff_judgement", "误报"),
        ("形审", f"{cases[8].case_no}|funding-out-of-range|project_period|1", "staff_judgement", "认可"),
        ("核验", f"{cases[0].case_no}|stamp|commitment|seal", "staff_result", "无问题"),
        ("核验", f"{cases[2].case_no}|stamp|commitment|seal", "staff_result", "待联系"),
    ]
    awarded = next((row for sheet, row, column, _ in cells if (sheet, column) == ("公示", "staff_start")), "")
    cells += [("公示", awarded, "staff_start", "2090-03-01")] if awarded else []
    return tuple(
        Edit(n, sheet, row, column, value, "", "active", "", "2024-04-20T01:00:00Z", "李敏")
        for n, (sheet, row, column, value) in enumerate(cells, 1)
    )


def history(cases: tuple[Case, ...]) -> tuple[Edit, ...]:
    """What sheet 改动 lists: what was taken, what two people wrote differently, what was refused."""
    at, saved, source = "2024-04-20T01:00:00Z", "2024-04-20T00:52:00Z", "审查表.xlsx"
    number = cases[4].case_no or ""
    return (
        Edit(
            9004,
            "总览",
            number,
            "staff_verdict",
            "补正",
            "通过",
            "conflict",
            "另一份文件已先改过此格",
            at,
            "王强",
            saved,
            "审查表-王强.xlsx",
        ),
        Edit(
            9003,
            "字段",
            f"{number}|uscc",
            "staff_value",
            "1.2E+17",
            "",
            "refused",
            "长数字被写成了科学记数法（如1.2E+17），未采用",
            at,
            "李敏",
            saved,
            source,
        ),
        Edit(9002, "字段", f"{number}|postal_code", "staff_value", "410114", "", "active", "", at, "李敏", saved, source),
        Edit(
            9001,
            "总览",
            cases[0].case_no or "",
            "staff_note",
            "已电话联系，明日补交扫描件",
            "",
            "active",
            "",
            at,
            "李敏",
            saved,
            source,
        ),
    )
