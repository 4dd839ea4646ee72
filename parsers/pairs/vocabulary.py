"""Words by which labels and answers are told apart on forms without a definition. Only words that are nearly always one or the
other are here; everything else is left to the weights in `label_weights` and to the row a word is in."""

from __future__ import annotations

_LABELS = """
姓名 性别 民族 籍贯 国籍 国别 出生年月 出生日期 出生地 年龄 政治面貌 婚姻状况 健康状况 学历 学位 最高学历 最高学位
职务 职称 职务/职称 职称/职务 职务职称 专业 所学专业 专业技术职务 行政职务 技术职称 身份证号 身份证号码 证件类型
证件号码 证件号 毕业院校 毕业学校 毕业时间 工作单位 现工作单位 单位 单位名称 单位全称 单位地址 单位性质 单位类型
单位类别 单位电话 单位网址 单位简介 所在单位 所在部门 所在地 部门 院系 学院 学校 班级 年级 学号 工号 电话 座机 手机
手机号 手机号码 移动电话 联系电话 联系方式 联系手机 联系人 联系人姓名 联系人电话 固定电话 办公电话 传真 邮箱 电子邮箱
电子信箱 电子邮件 E-mail Email 微信 QQ 邮编 邮政编码 地址 通讯地址 通信地址 联系地址 详细地址 注册地址 户口地址
指导教师 指导老师 指导教师姓名 导师姓名 项目成员 项目组成员 团队成员
项目 事项 项目名称 项目类别 项目类型 项目性质 项目编号 项目期限 项目周期 项目负责人 项目联系人 项目简介 项目概述 项目概况
课题名称 课题编号 成果名称 活动名称 会议名称 论文题目 负责人 主持人 申报人 申请人 填表人 经办人 推荐人 审核人 申报单位
申请单位 承担单位 依托单位 推荐单位 主办单位 承办单位 协办单位 合作单位 参与单位 登记机关 发证机关 批准机关
主管部门 主管单位 归口管理部门 法人
法人代表 法定代表人 统一社会信用代码 社会信用代码 组织机构代码 税号 开户名 户名 账户名称 开户行 开户银行 账号 帐号
银行账号 银行账户 注册资本 成立时间 金额 经费 预算 总经费 总预算 申请经费 申请金额 自筹经费 自筹资金 配套资金 备注
序号 编号 时间 日期 地点 内容 方式 目标 类别 类型 级别 等级 规模 人数 语种 特长 是否 合计 总计 小计 关系 起止时间
起止年月 起止日期 起止年份 年度 年份 入选年度 获奖年度 获奖时间 授予时间 开始时间 结束时间 完成时间 起始时间 填表日期 填报日期
申报日期 申请日期 签字 签名 盖章 公章 外语水平 研究方向
学科 学科领域 所属学科 所属领域 研究领域 关键词 摘要 主要业绩 工作简历 个人简历 学习经历 工作经历 获奖情况 奖惩情况
家庭住址 家庭成员 Name Gender Sex Nationality Address Telephone Tel Phone Mobile Fax Title Position Affiliation
Organization Organisation Institution Company Department Date Signature Passport Country City Postcode Duration Budget
Remarks Birthday Age Project Applicant
"""
LABELS = frozenset(_LABELS.split())
"""Words that are a label nearly everywhere."""

FIGURE_LABELS = frozenset(("年月", "年月日", "月日", "月份", "年份", "人次", "起止", "起止年月日", "起止日期"))
"""Labels that are made of words of dates and units alone; with gaps between them they are a date nobody wrote."""

_ENDINGS = """
名称 姓名 名单 全称 简称 电话 手机 号码 号 编号 代码 邮编 地址 网址 邮箱 时间 日期 年月 期限 时长 年限 周期 地点 场所
类别 类型 分类 性质 级别 等级 层次 方式 形式 规模 人数 数量 次数 单位 部门 院系 学院 院校 学校 专业 班级 学历 学位 职务
职称 职业 岗位 方向 领域 内容 目标 目的 意义 背景 现状 概况 概述 简介 简历 情况 条件 基础 方案 计划 安排 进度 成果 成效
效益 创新点 特色 亮点 问题 措施 保障 意见 建议 结论 承诺 声明 签字 签名 签章 盖章 公章 经费 预算 金额 资金 费 费用
来源 用途 支出 收入 比例 合计 总计 小计 总额 备注 说明 依据 理由 原因 标准 要求 方法 路线 材料 附件 清单 负责人 联系人
申请人 申报人 代表 代表人 主持人 成员 人员 人 对象 身份 面貌 状况 程度 能力 水平 特长 爱好 奖励 处分 荣誉 业绩 经历
信息 关系 籍贯 民族 性别 年龄 国籍 国别 语种 学分 成绩 账号 账户 户名 银行 角色 分工 产地 规格 型号 单价 总价 科目
指标 年度 年份 月份 学年 学期 届次 届别 人次 天数 台数 件数 篇数 阶段 学科 主题 题目 摘要 会议 认定 推荐 审核 审批 审查 检查
承担 任务 职责 贡献 排名 描述 简况 简表 概要 占比 率 分值 得分 分数 总分 评分
价值 优势 前景 需求 体会 心得
导师 教师 作者 组长 队长 队员 参与者 监护人 家长 专家 题名 刊物 期刊 出版社 授权号 专利号
"""
ENDINGS = tuple(sorted(_ENDINGS.split(), key=len, reverse=True))
"""How labels end, the longest first."""

_ANSWERS = """
男 女 是 否 有 无 已婚 未婚 良好 健康 一般 中共党员 党员 中共预备党员 共青团员 团员 群众 民主党派 无党派人士 本科 大学
大学本科 硕士 博士 博士后 研究生 硕士研究生 博士研究生 大专 专科 高中 中专 学士 教授 副教授 讲师 助教 研究员 副研究员
助理研究员 工程师 高级工程师 正高级工程师 助理工程师 高级 中级 初级 正高 副高 主任医师 副主任医师 主治医师
院士 中国 企业 国有企业 民营企业
事业单位 机关 社会团体 民办非企业 高校 高等院校 科研院所 身份证 护照 国家级 省级 市级 校级 院级 县级 一等奖 二等奖
三等奖 重点 教师 学生 组长 队长 队员 作者 专家 导师 英语 日语 俄语 德语 法语 Yes No Male Female
"""
ANSWERS = frozenset(_ANSWERS.split())
"""Words that are an answer nearly everywhere."""

TITLES = frozenset(
    (
        "院长", "副院长", "主任", "副主任", "处长", "副处长", "校长", "董事长", "总经理", "经理", "会长", "副会长", "秘书长",
        "理事长", "局长", "科长",
    )
)  # fmt: skip
"""What somebody is, and rarely who is asked for."""

_SURNAMES = """
赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗凤方俞任袁柳鲍史唐
费廉岑薛雷贺倪汤滕殷罗毕郝邬安常于傅皮卞齐康伍余顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁
杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓郁单杭洪包诸左石崔吉
龚程邢裴陆荣翁荀羊惠甄曲封储靳松井段富巫焦巴牧谷车侯全秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司黎乔苍双闻翟谭姬申冉
牛曾关游聂晁辛欧向岳
"""
SURNAMES = frozenset("".join(_SURNAMES.split()))
"""Family names of one character, which tell a person's name from a label of two or three characters."""
