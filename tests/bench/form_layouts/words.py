"""Words of forms of universities, societies and foundations: labels with what is written at them, all invented."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

SURNAMES = ("王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
            "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万")
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红梅建国志文晓东海燕春生宇浩然子轩雨欣思远若兰"
BODIES = ("湘南师范大学", "江州理工大学", "云岭医学院", "河东农业大学", "楚天职业技术学院", "南岭省力学学会",
          "临江市科普作家协会",
          "青禾公益基金会", "华中材料研究所", "岭北工业大学", "长河省化学会", "东湖科技馆", "海西海洋大学", "启明教育基金会")
FACULTIES = ("信息工程学院", "机械与运载工程学院", "外国语学院", "马克思主义学院", "环境科学与工程学院", "基础医学院",
             "经济管理学院",
             "材料科学与工程学院", "教务处", "科学技术处", "数学与统计学院")
SUBJECTS = ("计算机科学与技术", "应用化学", "临床医学", "汉语言文学", "金融学", "土木工程", "环境科学", "农学",
            "机械设计制造及其自动化",
            "教育学", "统计学", "食品科学", "天文学")
TOPICS = ("湿地水鸟栖息地监测", "面向老年人的慢病管理平台", "乡村小学科学实验课程开发", "基于图像识别的茶叶分级方法",
          "稀土永磁材料低温性能研究",
          "红色文化融入课程思政的路径研究", "城市内涝预警模型及其应用", "智能轮椅避障系统设计", "大学生阅读习惯调查",
          "油菜抗倒伏品种筛选",
          "古籍修复用纸老化机理", "校园垃圾分类行为干预", "无人机巡检桥梁裂缝的识别方法", "方言语音资料库建设")
PLACES = ("临江市东湖区学府路18号", "江州市高新区创业大道66号", "南岭省云岭市解放西路9号", "河东县城关镇桃源路102号",
          "青禾市人民中路甲3号")
TITLES = ("教授", "副教授", "讲师", "助教", "研究员", "副研究员", "高级工程师", "工程师", "主任医师", "高级实验师")
POSTS = ("院长", "系主任", "科研秘书", "实验室主任", "副处长", "无", "秘书长", "辅导员")
AWARDS = ("省级教学成果二等奖", "全国大学生数学建模竞赛一等奖", "校级优秀毕业论文", "科普作品优秀奖", "省自然科学三等奖")

Maker = Callable[[Random], str]


def name(rng: Random) -> str:
    """A person's name of two or three characters."""
    return rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2, 2))))


def month(rng: Random) -> str:
    """A month in one of the ways people write it."""
    year, number = rng.randint(1962, 2006), rng.randint(1, 12)
    return rng.choice((f"{year}年{number}月", f"{year}.{number:02d}", f"{year}-{number:02d}", f"{year}/{number}"))


def term(rng: Random) -> str:
    """From when to when."""
    year = rng.randint(2019, 2025)
    first, last = rng.randint(1, 12), rng.randint(1, 12)
    return rng.choice((f"{year}年{first}月至{year + 2}年{last}月", f"{year}.{first:02d}-{year + 1}.{last:02d}",
                       f"{year}年{first}月—{year + 1}年{last}月", f"{year}/{first:02d}/01～{year + 1}/{last:02d}/30"))


def day(rng: Random) -> str:
    """A day."""
    return f"{rng.randint(2019, 2025)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"


def mobile(rng: Random) -> str:
    """A number that nobody has."""
    return f"1{rng.choice('3579')}900{rng.randint(100000, 999999)}"


def phone(rng: Random) -> str:
    """A number with an area code."""
    return f"0{rng.randint(710, 799)}-8{rng.randint(100000, 999999)}"


def mail(rng: Random) -> str:
    """An address of an invented body."""
    user, host = rng.choice(("wang", "lx", "kyc", "zhao_m", "tm2020")), rng.choice(("xnnu", "jzut", "qhf"))
    return f"{user}{rng.randint(1, 999)}@{host}.example"


def number(low: int, high: int) -> Maker:
    """A count."""
    return lambda rng: str(rng.randint(low, high))


def amount(rng: Random) -> str:
    """A sum of money as people write it."""
    return rng.choice((f"{rng.randint(1, 90)}.{rng.randint(0, 9)}", str(rng.randint(2, 80) * 100), f"{rng.randint(1, 60)}"))


def of(*words: str) -> Maker:
    """One of these."""
    return lambda rng: rng.choice(words)


def digits(count: int, before: str = "") -> Maker:
    """A number of so many digits."""
    return lambda rng: before + "".join(rng.choice("0123456789") for _ in range(count))


PERSON: dict[str, Maker] = {
    "姓名": name, "性别": of("男", "女"), "民族": of("汉族", "土家族", "苗族", "回族", "汉"), "出生年月": month,
    "政治面貌": of("中共党员", "共青团员", "群众", "民盟盟员"), "最后学历": of("博士研究生", "硕士研究生", "大学本科"),
    "学位": of("博士", "硕士", "学士"), "职称": of(*TITLES), "行政职务": of(*POSTS), "专业": of(*SUBJECTS),
    "研究方向": of("计算流体力学", "比较教育", "水污染控制", "自然语言处理", "功能高分子"), "毕业院校": of(*BODIES[:5]),
    "籍贯": of("湖南长沙", "湖北黄冈", "广西桂林"),
    "联系电话": mobile, "办公电话": phone, "电子邮箱": mail, "通讯地址": of(*PLACES), "邮政编码": digits(6), "学号": digits(10,
    "20"),
    "所在院系": of(*FACULTIES), "年级": of("2021级", "大三", "研二", "2022级"), "工作单位": of(*BODIES), "参加工作时间": month,
    "手机": mobile, "E-mail": mail, "传真": phone, "外语语种": of("英语", "日语", "俄语"), "健康状况": of("良好", "健康"),
    "专业技术职务": of(*TITLES), "所在单位": of(*BODIES), "QQ号码": digits(9, "1"), "任现职时间": month,
    "导师类别": of("硕士生导师", "博士生导师"),
}
PROJECT: dict[str, Maker] = {
    "项目名称": of(*TOPICS), "课题名称": of(*TOPICS), "作品名称": of(*TOPICS), "项目编号": digits(6, "XK2024-"),
    "申报单位": of(*BODIES),
    "依托单位": of(*BODIES), "起止年月": term, "研究期限": term, "起止时间": term, "所属学科": of(*SUBJECTS),
    "一级学科": of(*SUBJECTS),
    "学科代码": digits(4, "0"), "关键词": of("湿地；水鸟；监测", "慢病，平台，老年人", "课程 思政 路径"),
    "成果形式": of("研究报告", "论文2篇", "软件著作权1项", "样机"),
    "合作单位": of(*BODIES), "项目来源": of("自选", "企业委托", "省教育厅"), "项目负责人": name, "申请人": name,
    "课题负责人": name, "联系人": name,
    "申请经费（万元）": amount, "资助金额（元）": amount, "填报日期": day, "申报日期": day, "推荐单位": of(*BODIES),
    "指导教师": name, "研究类型": of("基础研究", "应用研究"),
    "参加人数": number(3, 30), "预期成果": of("论文1—2篇", "调研报告", "专利1项"), "获奖情况": of(*AWARDS),
    "项目级别": of("校级", "省级", "国家级"),
    "实施地点": of(*PLACES), "涉及国别": of("无", "芬兰", "日本、韩国"), "主办单位": of(*BODIES),
    "竞赛名称": of("全国大学生节能减排竞赛", "物理实验竞赛"),
    "活动时间": term, "入选年度": of("2021", "2023年"), "成果完成单位": of(*BODIES), "所在学院": of(*FACULTIES),
    "专业班级": of("车辆2105", "软件工程2班"),
}
BODY: dict[str, Maker] = {
    "单位名称": of(*BODIES), "法定代表人": name, "成立时间": month, "会员人数": number(40, 3000),
    "业务主管单位": of("南岭省科学技术协会", "教育厅"),
    "登记机关": of("南岭省民政厅", "江州市民政局"), "单位性质": of("社会团体", "事业单位", "民办非企业"),
    "单位地址": of(*PLACES), "开户银行": of("江州银行学府路支行"),
    "联系人": name, "单位电话": phone, "网址": of("www.xnnu.example", "http://qhf.example/"), "注册资金": of("50万元",
    "叁拾万元整"), "专职人数": number(1, 60),
    "统一社会信用代码": digits(17, "5"), "秘书长": name, "支撑单位": of(*BODIES), "办公面积": of("120平方米", "80㎡"),
}
