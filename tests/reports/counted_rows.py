"""What stands in the sheets of the counted desk, written by hand: for each sheet one row whole, its links, the number formats
of its cells, and the keys of its rows in their order. A heading that a row does not name has an empty cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

COUNT, TIME, SHARE = "#,##0", "yyyy-mm-dd hh:mm", "0%"
ROW = "GJ2024-0002"
OVERVIEW = "'总览'!B3"


@dataclass(frozen=True, slots=True)
class Expected:
    """One row: `start` begins its hidden key, `at` is its line; `formats` names the cells that are not formatted as text."""

    sheet: str
    start: str
    at: int
    cells: dict[str, Any]
    links: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)


EXPECTED = (
    Expected("今日", "待批准的信|correction-2", 9, {
        "事项": "待批准的信", "编号": ROW, "单位或主题": "chen@xtu.edu.cn　请补正水稻项目",
        "做什么": "补正通知：看信后选“批准”或“暂缓”", "电话": "13873112345", "时间": datetime(2024, 4, 6, 19, 40),
        "打开": "查看",
    }, {"编号": OVERVIEW, "打开": "'回复'!B4"}, {"时间": TIME}),
    Expected("总览", ROW, 3, {
        "编号": ROW, "状态": "需补正", "申报单位": "湘潭大学", "项目名称": "杂交水稻合作", "申报类别": "合作交流项目",
        "小类": "国际合作",
        "推荐路径": "市州推荐", "推荐单位": "湘潭市科学技术协会", "合作领域": "农业、能源", "经费（万元）": 18.5, "完整度": 0.75,
        "必改": 2, "核验": 3, "提醒": 1, "字段": "查看", "案卷页": "打开", "文件数": 6, "版次": 5,
        "收到时间": datetime(2024, 4, 5, 17, 15, 40), "发件人": "chen@xtu.edu.cn", "回信": "暂缓", "办理情况": "补正通知待批准",
        "初审人": "李敏", "初审结论": "补正", "结论理由": "缺地址", "是否补正": "否", "拟立项": "备选", "备注": "已电话联系",
        "领导批示": "同意",
    }, {"编号": "'形审'!B3", "字段": "'字段'!B7", "案卷页": "pages\\GJ2024-0002.html"}, {
        "经费（万元）": "#,##0.0###", "完整度": SHARE, "必改": COUNT, "核验": COUNT, "提醒": COUNT, "文件数": COUNT,
        "版次": COUNT,
        "收到时间": TIME,
    }),
    Expected("总览", "GJ2024-0003", 4, {
        "编号": "GJ2024-0003", "状态": "齐全", "申报单位": "单位3", "项目名称": "项目3", "申报类别": "合作交流项目",
        "小类": "国际合作",
        "推荐路径": "市州推荐", "推荐单位": "湘潭市科学技术协会", "经费（万元）": 10, "完整度": 1, "字段": "查看", "文件数": 1,
        "版次": 1,
        "收到时间": datetime(2024, 4, 7, 11, 0), "发件人": "keji@xtu.edu.cn", "回信": "已发送", "拟立项": "是",
    }, {"编号": "'字段'!B18", "字段": "'字段'!B18"}, {
        "经费（万元）": "#,##0.0###", "完整度": SHARE, "必改": COUNT, "核验": COUNT, "提醒": COUNT, "文件数": COUNT,
        "版次": COUNT,
        "收到时间": TIME,
    }),
    Expected("总览", "WD2024-0011", 12, {
        "编号": "WD2024-0011", "状态": "待人工", "申报类别": "（未读到申报书）", "推荐路径": "未见推荐单位", "文件数": 0,
        "版次": 1,
    }, {}, {
        "经费（万元）": "#,##0.0###", "完整度": SHARE, "必改": COUNT, "核验": COUNT, "提醒": COUNT, "文件数": COUNT,
        "版次": COUNT,
        "收到时间": TIME,
    }),
    Expected("合作", ROW, 2, {
        "编号": ROW, "状态": "需补正", "申报单位": "湘潭大学", "项目名称": "杂交水稻合作", "推荐单位": "湘潭市科学技术协会",
        "合作领域": "农业\n能源", "联系电话": "13873112345", "银行账号": "****4321", "项目期限": "〔无法读取〕",
        "实施计划": "春 | 12.5万元 | 筹备\n秋 | 6万元 | 开会",
    }, {"编号": OVERVIEW}),
    Expected("基地", "HZ2024-0010", 2, {
        "编号": "HZ2024-0010", "状态": "需补正", "单位全称": "单位10", "基地名称": "基地10", "推荐部门": "湖南省农学会",
        "经费": "拟申请省科协专项经费4.25万元。",
    }, {"编号": "'总览'!B11"}),
    Expected("形审", f"{ROW}|blank-field|address|", 3, {
        "编号": ROW, "申报单位": "湘潭大学", "程度": "必改", "栏目": "通讯地址", "发现的问题": "通讯地址未填写。",
        "请申报人做什么": "请补填通讯地址。", "文件": "申报书.docx", "位置": "表1第4行第2格", "依据": "R94",
        "规则": "blank-field",
    }, {"编号": OVERVIEW, "文件": "files\\a.docx"}),
    Expected("形审", f"{ROW}|locked-file||", 4, {
        "编号": ROW, "申报单位": "湘潭大学", "程度": "必改", "发现的问题": "材料.rar打不开，账号****4321",
        "请申报人做什么": "请取消密码。",
        "文件": "材料.rar", "依据": "R113", "规则": "locked-file",
    }, {"编号": OVERVIEW, "文件": "files\\d.rar"}),
    Expected("形审", f"{ROW}|blank-field|content|", 9, {
        "编号": ROW, "申报单位": "湘潭大学", "程度": "已消除", "栏目": "主要内容", "发现的问题": "主要内容未填写。",
        "请申报人做什么": "请补填。", "文件": "申报书.docx", "位置": "表1第11行第2格", "依据": "R94", "规则": "blank-field",
    }, {"编号": OVERVIEW, "文件": "files\\a.docx"}),
    Expected("形审", f"{ROW}|blank-field|period|gone", 16, {
        "编号": ROW, "申报单位": "（此行已不在系统结果中，保留人工填写）", "认可/误报": "误报",
    }),
    Expected("字段", f"{ROW}|phone", 13, {
        "编号": ROW, "申报单位": "湘潭大学", "栏目": "联系电话", "读到的内容": "1387311234", "更正值": "13873112345",
        "填写情况": "已填",
        "来源文件": "申报书.docx", "位置": "第4页 页眉", "来源": "PDF文字", "置信度": 0.87, "说明": "已按更正值；末位不清",
    }, {"来源文件": "files\\a.docx"}, {"置信度": SHARE}),
    Expected("字段", f"{ROW}|period", 15, {
        "编号": ROW, "申报单位": "湘潭大学", "栏目": "项目期限", "填写情况": "无法读取", "来源": "Word", "置信度": 1,
    }, {}, {"置信度": SHARE}),
    Expected("附件", f"{ROW}|0002cccc", 5, {
        "编号": ROW, "申报单位": "湘潭大学", "文件": "协议.pdf", "分类": "佐证材料", "真实类型": "PDF", "大小（KB）": 891,
        "页数": 3,
        "文字层": "有", "来自（压缩包 › 文件夹）": "水稻.zip › 佐证", "说明": "倒置一页；缺第2页",
        "SHA-256前16位": "0002cccccccccccc",
        "改分类": "推荐材料", "备注": "原件在柜中",
    }, {"编号": OVERVIEW, "文件": "files\\c.pdf"}, {"大小（KB）": COUNT, "页数": COUNT}),
    Expected("附件", f"{ROW}|0002dddd", 6, {
        "编号": ROW, "申报单位": "湘潭大学", "文件": "材料.rar", "分类": "其他文件", "真实类型": "压缩包 (rar)",
        "大小（KB）": 1953,
        "问题": "有密码：需要密码", "来自（压缩包 › 文件夹）": "附", "SHA-256前16位": "0002dddddddddddd",
    }, {"编号": OVERVIEW, "文件": "files\\d.rar"}, {"大小（KB）": COUNT, "页数": COUNT}),
    Expected("附件", f"{ROW}|0002eeee", 7, {
        "编号": ROW, "申报单位": "湘潭大学", "文件": "证明.jpg", "分类": "非涉密证明", "真实类型": "图片 (jpg)",
        "大小（KB）": 793, "SHA-256前16位": "0002eeeeeeeeeeee",
    }, {"编号": OVERVIEW}, {"大小（KB）": COUNT, "页数": COUNT}),
    Expected("邮件", "0002oooo", 2, {
        "收到时间": datetime(2024, 4, 5, 17, 15, 40), "发件人": "chen@xtu.edu.cn", "发件人名称": "陈向东", "主题": "水稻项目补正",
        "处理情况": "已处理", "类型": "补充材料", "项目编号": "GJ2024-0002\nGJ2024-0007", "说明": "补充或更正材料",
        "系统问题": "附件一读取超时", "回信": "暂缓", "人工回复时间": datetime(2024, 4, 6, 11, 30), "大小（KB）": 3906,
        "处理意见": "转办公室",
    }, {"主题": "mails\\o.eml", "项目编号": OVERVIEW}, {"收到时间": TIME, "人工回复时间": TIME, "大小（KB）": COUNT}),
    Expected("邮件", "0002nnnn", 3, {
        "收到时间": datetime(2024, 4, 5, 12, 0), "发件人": "chen@xtu.edu.cn", "主题": "（无主题）", "处理情况": "已处理",
        "大小（KB）": 1,
    }, {}, {"收到时间": TIME, "人工回复时间": TIME, "大小（KB）": COUNT}),
    Expected("版本", f"{ROW}|5|field|phone", 8, {
        "编号": ROW, "申报单位": "湘潭大学", "版次": 5, "收到时间": datetime(2024, 4, 5, 17, 15, 40), "变化": "栏目",
        "栏目或文件": "联系电话",
        "原来": "13873112399", "现在": "13873112345",
    }, {}, {"版次": COUNT, "收到时间": TIME}),
    Expected("推荐", "湘潭市科学技术协会", 2, {
        "推荐单位": "湘潭市科学技术协会", "类别": "市州科协", "项目数": 8, "齐全": 4, "需补正": 2, "待人工": 1,
        "项目编号": "\n".join(f"GJ2024-000{n}" for n in range(2, 10)),
        "待补正的项目（必改几处）": "GJ2024-0002（2）\nGJ2024-0007（3）",
        "路径问题": "不接收县区推荐。（2项）", "来信地址": "chen@xtu.edu.cn\nkeji@xtu.edu.cn", "资格状态": "取消推荐资格",
        "取消日期": "2023-05-16", "取消期至": "2026-05-16（满3年）", "备注": "见公函",
    }, {}, {"项目数": COUNT, "齐全": COUNT, "需补正": COUNT, "待人工": COUNT}),
    Expected("推荐", "-", 4, {"推荐单位": "（未见推荐单位）", "项目数": 1, "齐全": 0, "待人工": 1, "项目编号": "WD2024-0011"},
        {}, {
        "项目数": COUNT, "齐全": COUNT, "需补正": COUNT, "待人工": COUNT}),
    Expected("核验", f"{ROW}|stamp|commitment|seal", 2, {
        "编号": ROW, "申报单位": "湘潭大学", "程度": "核验", "看什么": "公章", "栏目": "申报单位承诺",
        "机器看到的": "✗ 没有看到（页面太淡）",
        "文件": "盖章件.pdf", "位置": "第6页", "结果": "有问题", "备注": "无章",
    }, {"编号": OVERVIEW, "文件": "files\\b.pdf"}),
    Expected("核验", f"{ROW}|word-and-paper|phone|", 4, {
        "编号": ROW, "申报单位": "湘潭大学", "程度": "核验", "看什么": "不一致", "栏目": "联系电话",
        "机器看到的": "联系电话两处写法不同，以哪一处为准请人工确定", "Word版": "13873112345\n（表1第8行第2格）",
        "扫描件": "13873112354\n（第9页）",
        "文件": "盖章件.pdf", "位置": "第9页",
    }, {"编号": OVERVIEW, "文件": "files\\b.pdf"}),
    Expected("核验", f"{ROW}|stamp|applicant_opinion|seal", 6, {
        "编号": ROW, "申报单位": "湘潭大学", "程度": "信息", "看什么": "公章", "栏目": "申报单位意见",
        "机器看到的": "✓ 看到了；可辨文字：湘潭大学（与申报单位相符）", "文件": "盖章件.pdf", "位置": "第7页",
    }, {"编号": OVERVIEW, "文件": "files\\b.pdf"}),
    Expected("纸质", ROW, 3, {
        "编号": ROW, "申报单位": "湘潭大学", "项目名称": "杂交水稻合作", "推荐单位": "湘潭市科学技术协会", "状态": "需补正",
        "应交份数": 7,
        "应交证明": 3, "收到日期": "2024-04-10", "份数": "2", "非涉密证明份数": "1", "装订": "否", "缺件": "合作协议",
        "还缺什么": "申报材料差5份；非涉密证明差2份；未装订；缺件：合作协议", "备注": "周五补",
    }, {"编号": OVERVIEW}, {"应交份数": COUNT, "应交证明": COUNT}),
    Expected("回复", "correction-2", 4, {
        "生成时间": datetime(2024, 4, 5, 18, 20, 30), "状态": "暂缓", "种类": "补正通知", "收件人": "chen@xtu.edu.cn",
        "主题": "请补正水稻项目",
        "退信原因": "地址不存在", "说明": "等待批准", "更新时间": datetime(2024, 4, 6, 19, 40), "答复的邮件": "查看邮件",
        "批准发送/暂缓": "暂缓", "备注": "待主任",
    }, {"答复的邮件": "'邮件'!B3"}, {"生成时间": TIME, "更新时间": TIME}),
    Expected("回复", "receipt-1", 3, {
        "生成时间": datetime(2024, 4, 5, 17, 0), "状态": "已发送", "种类": "回执", "收件人": "keji@xtu.edu.cn", "主题": "已收到1",
        "退信原因": "信箱已满", "说明": "邮件服务器已接收", "更新时间": datetime(2024, 4, 5, 17, 1), "答复的邮件": "查看邮件",
    }, {"答复的邮件": "'邮件'!B9"}, {"生成时间": TIME, "更新时间": TIME}),
    Expected("回复", "receipt-5", 7, {
        "生成时间": datetime(2024, 4, 5, 17, 0), "状态": "已发送", "种类": "回执", "收件人": "keji@xtu.edu.cn", "主题": "已收到5",
        "退信原因": "信箱已满", "说明": "补发一次", "更新时间": datetime(2024, 4, 5, 17, 1), "答复的邮件": "查看邮件",
    }, {"答复的邮件": "'邮件'!B9"}, {"生成时间": TIME, "更新时间": TIME}),
    Expected("公示", "GJ2024-0003", 3, {
        "编号": "GJ2024-0003", "申报单位": "单位3", "项目名称": "项目3", "小类": "国际合作", "推荐单位": "湘潭市科学技术协会",
        "开始日期": "2024-06-06", "工作日数": 4, "截止日期": "2024-06-12", "异议": "一封来信", "备注": "已答复",
    }, {"编号": "'总览'!B4"}, {"工作日数": COUNT}),
    Expected("专家参考", f"{ROW}|hint-events|content|", 2, {
        "编号": ROW, "申报单位": "湘潭大学", "项目名称": "杂交水稻合作", "小类": "国际合作", "依据": "R48",
        "优先条件或要点": "近三年办过活动",
        "申报材料原文（仅供参考，由专家判断）": "办会两次", "栏目": "主要内容", "文件": "申报书.docx", "位置": "表3第13行",
        "规则": "hint-events",
    }, {"编号": OVERVIEW, "文件": "files\\a.docx"}),
    Expected("专家参考", f"{ROW}|hint-posts|content|", 5, {
        "编号": ROW, "申报单位": "湘潭大学", "项目名称": "杂交水稻合作", "小类": "国际合作", "依据": "R46；R49",
        "优先条件或要点": "在国际组织任职",
        "申报材料原文（仅供参考，由专家判断）": "任学会执委", "栏目": "主要内容", "文件": "申报书.docx", "位置": "表3第12行",
        "规则": "hint-posts",
    }, {"编号": OVERVIEW, "文件": "files\\a.docx"}),
    Expected("改动", "5", 2, {
        "收回时间": datetime(2024, 4, 8, 10, 30), "填写人": "王强", "表": "总览", "行": ROW, "列": "初审结论", "原值": "补正",
        "填写的值": "（空）", "状态": "冲突", "说明": "另一份文件已先改过此格", "来源文件": "审查表-王强.xlsx",
        "文件保存时间": datetime(2024, 4, 8, 10, 10), "处理": "保留现值", "备注": "已问过",
    }, {}, {"收回时间": TIME, "文件保存时间": TIME}),
    Expected("改动", "7", 5, {
        "收回时间": datetime(2024, 4, 8, 11, 0), "填写人": "李敏", "表": "字段", "行": "GJ2024-0002 银行账号", "列": "更正值",
        "原值": "****4321", "填写的值": "****9999", "状态": "未采用", "说明": "长数字",
    }, {}, {"收回时间": TIME, "文件保存时间": TIME}),
)  # fmt: skip

CASES = [*(f"GJ2024-000{n}" for n in range(1, 10)), "HZ2024-0010", "WD2024-0011"]
ORDER = {
    "今日": [*(f"退信|receipt-{n}" for n in (1, 3, 4, 5)), *(f"未发出的信|receipt-{n}" for n in (7, 8, 9)),
             "待批准的信|correction-2", "待批准的信|receipt-10", "待人工|GJ2024-0008", "待人工|WD2024-0011", "填写有冲突|98",
             *(f"未能处理的邮件|000{n}rr" for n in (2, 3, 4)), "咨询未答|0001qq"],
    "总览": CASES, "会议": CASES[:1], "合作": CASES[1:9], "基地": CASES[9:10], "纸质": CASES,
    "公示": ["GJ2024-0001", "GJ2024-0003", "GJ2024-0004", "GJ2024-0005"], "推荐": ["湘潭市科学技术协会", "湖南省农学会", "-"],
    "改动": ["5", "3", "9", "7"],
    "形审": [
        "GJ2024-0001|money-range|stages|", *(f"{ROW}|{rest}|" for rest in (
            "blank-field|address", "locked-file|", "seal-missing|commitment", "county|recommender", "word-and-paper|phone",
            "money-range|stages", "blank-field|content")),
        *(f"GJ2024-0007|{rest}|" for rest in ("blank-field|kind", "blank-field|project", "blank-field|period",
        "county|recommender")),
        "HZ2024-0010|blank-field|name|", f"{ROW}|blank-field|content|gone", f"{ROW}|blank-field|period|gone",
        "GJ2024-0001|blank-field|project|gone"],
    "核验": [f"{ROW}|stamp|commitment|seal", f"{ROW}|county|recommender|", f"{ROW}|word-and-paper|phone|",
             "GJ2024-0007|county|recommender|", f"{ROW}|stamp|applicant_opinion|seal"],
    "专家参考": [*[f"{ROW}|hint-events|content|"] * 3, f"{ROW}|hint-posts|content|"],
    "字段": [*(f"{number}|{key}" for number in CASES[:9] for key in (
        ("unit", "kind", "project", "recommender", "areas", "address", "phone", "account", "period", "stages", "content")
        if number == ROW else ("unit", "kind", "project", "recommender", "stages"))),
        *(f"HZ2024-0010|{key}" for key in ("name", "class", "title", "by", "money"))],
    "附件": ["GJ2024-0001|0001aa", *(f"{ROW}|0002{letter}" for letter in "abcdef"),
             *(f"GJ2024-000{n}|000{n}aa" for n in range(3, 10)), "HZ2024-0010|0010aa"],
    "邮件": ["0002oo", "0002nn", "0001qq", *(f"000{n}mm" for n in (5, 4, 3, 2, 1, 6, 7, 8, 9)), "0010mm", "0011mm",
             *(f"000{n}rr" for n in range(9))],
    "回复": ["receipt-0", "receipt-1", "correction-2", *(f"receipt-{n}" for n in range(3, 12))],
    "版本": [f"{ROW}|{rest}" for rest in (
        "3|first|", "4|file|0094aa", "4|file|0002dd", "4|file|0002ee", "4|file|0002ff", "5|status|status", "5|field|phone",
        "5|file|0002aa", "5|finding|locked-file|")],
}  # fmt: skip
"""The keys of each sheet's rows, or how they begin, from the first to the last."""
