"""What a scanned paper is, by what was read of it: the signed form, or the paper of another body."""

from __future__ import annotations

import pytest

from parsers.model.package import Role
from parsers.packages.roles import role_of_scan
from tests.parsers.packages.test_packages import GUIDE

OTHER_PAPERS = (
    "信息学院关于启动2023年大学生创新创业训练计划\n项目申报工作的通知\n各专业同学：按照教务处要求，请填写项目申请表，安排如下",
    "附件5-1\n是否参加“青年红色筑梦之旅”项目\n○是●否\n大学生创新创业训练计划\n项目申报表",
)


@pytest.mark.parametrize("start", OTHER_PAPERS)
def test_another_body_s_form_or_notice_is_not_the_signed_form(start: str) -> None:
    forms = [form.name for form in GUIDE.forms]
    assert role_of_scan("2.pdf", 3, "application/pdf", start, forms) == Role.OTHER
    ours = "湖南省科协海智计划项口\n申报书\n申报单位：怀化市时空信息促进会\n项目类别：国内海智基地"
    assert role_of_scan("2.pdf", 3, "application/pdf", ours, forms) == Role.FORM_SCAN
