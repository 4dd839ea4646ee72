"""Turns the words of a printed label, as many forms print them, into the key that a drafted form gives to its field."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_WORDS = {
    "project_name": "项目名称 课题名称 项目题目 课题题目 申报项目名称 申请项目名称",
    "project_number": "项目编号 课题编号 立项编号 批准号 项目批准号",
    "acceptance_number": "受理号 受理编号 申请编号 申报编号",
    "project_category": "项目类别 项目类型 申报类别 申请类别 课题类别",
    "project_leader": "项目负责人 课题负责人 项目主持人 课题主持人 主持人 负责人",
    "person_name": "姓名 申请人姓名 申报人姓名 负责人姓名",
    "applicant": "申请人 申报人",
    "gender": "性别",
    "ethnic_group": "民族",
    "birth_date": "出生年月 出生日期 出生年月日",
    "native_place": "籍贯",
    "political_status": "政治面貌",
    "education": "学历 文化程度 最高学历",
    "degree": "学位 最高学位",
    "job_title": "职称 专业技术职务 技术职称 专业职称",
    "position": "职务 行政职务 现任职务",
    "title_and_position": "职称/职务 职务/职称 职称职务 职务职称",
    "speciality": "专业 所学专业 从事专业",
    "research_field": "研究方向 研究领域 研究专长 学科领域",
    "work_unit": "工作单位 所在单位 单位 现工作单位",
    "unit_name": "单位名称 单位全称",
    "applying_unit": "申报单位 申请单位",
    "recommending_unit": "推荐单位",
    "partner_unit": "合作单位 协作单位 参与单位",
    "department": "所在部门 部门 所在院系 所在学院 学院 院系",
    "id_card_number": "身份证号 身份证号码 身份证件号码 公民身份号码",
    "student_number": "学号",
    "staff_number": "工号 教工号 工作证号",
    "social_credit_code": "统一社会信用代码 社会信用代码",
    "contact_person": "联系人 项目联系人",
    "contact_number": "联系电话 电话 联系方式 办公电话",
    "mobile_number": "手机 手机号 手机号码 移动电话",
    "fax_number": "传真",
    "email_address": "电子邮箱 电子邮件 邮箱 电子信箱 e-mail email",
    "mail_address": "通讯地址 通信地址 联系地址 地址 单位地址",
    "postal_code": "邮编 邮政编码",
    "project_period": "起止年月 起止时间 项目起止时间 项目起止年月 研究期限 执行期限 实施期限 项目周期",
    "filing_date": "填表日期 申报日期 申请日期 填报日期",
    "funds_requested": "申请经费 申请金额 申请资助金额 申请资助经费",
    "total_budget": "总经费 经费总额 总预算 经费预算 项目总经费",
    "account_holder": "户名 账户名称 开户名称",
    "bank": "开户行 开户银行",
    "account_number": "账号 银行账号 帐号 银行帐号",
    "abstract": "摘要 项目摘要 内容摘要 项目简介 内容简介",
    "keywords": "关键词",
    "main_content": "主要内容 研究内容 项目内容 主要研究内容",
    "expected_results": "预期成果 预期目标 预期研究成果",
    "innovation": "创新点 创新之处 主要创新点 特色与创新",
    "progress": "进展情况 项目进展情况 研究进展",
    "problems": "存在问题 存在的问题 主要问题",
    "next_plan": "下一步计划 下一步工作计划",
    "curriculum_vitae": "个人简历 简历 主要简历 工作简历",
    "awards": "获奖情况 奖励情况 主要获奖情况",
    "remarks": "备注",
}
"""Key → labels of this meaning, without number and note."""

KEYS_BY_LABEL: Mapping[str, str] = MappingProxyType({label: key for key, labels in _WORDS.items() for label in labels.split()})
"""Label → key."""
