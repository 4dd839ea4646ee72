"""What leads a reader elsewhere never stays in a letter, and names stay as they are."""

from __future__ import annotations

import re
import unicodedata

import pytest

from reports.letters.compose import tidy
from reports.letters.contact_words import without_contacts
from tests.reports.letters import contact_lures, honest_words

LEADS_ELSEWHERE = (
    "请登录 http://phish.example.com/login 或", "phish。com", "ｈｔｔｐ：／／ｅｖｉｌ．ｃｏｍ", "evil.com/x",
    "加微信abc12345", "点击 t.cn/abc", "evil[.]com", "evil(dot)com/pay", "evil 点 com", "www。evil。com", "例子.中国",
    "例子。中国", "xn--fsqu00a.xn--fiqs8s", "203.0.113.7", "203.0.113.7:8080/a", "2001:db8::1", "abc@evil.com",
    "abc＠evil．com", "abc(at)evil(dot)com", "abc#qq.com", "QQ：123456789", "扣扣123456789", "QQ群 987654321",
    "WeChat: zhang_san", "VX abc12345", "vx：hello2024", "加薇abc12345", "薇信号zhangsan123", "138 0013 8000",
    "１３８００１３８０００", "13800138000", "+86-138-0013-8000", "0731-84884381", "(0731)84884381",
    "6222 0202 0000 1234 567", "一三八零零一三八零零零", "中国银行.com领取", "еvil.com", "еvіl。com", "𝐞𝐯𝐢𝐥.𝐜𝐨𝐦",
    "e\u200bvil.com", "hxxp://evil.example", "项目材料evil.com下载.docx", "evil.com.docx", "qrlogin.vip", "bit.ly/3xYz",
    "请加+v：abc12345", "EVIL.COM", "wxid_9f8a7b6c", "400-820-8820", "evil{.}cc", "材料请到 pan.baidu.com/s/1a2b3c",
    "登录http://192.168.1.1/login", "联系邮箱：zhangsan2024@163．com", "ｚｈａｎｇｓａｎ＠ｑｑ．ｃｏｍ",
    "请加微 信：wang_2024", "微信同号13912345678", "微信:a1b2c3d4", "薇芯号 hunan888888", "扫码关注公众号：kexie888",
    "加QQ 2849123456 领取", "q q：38472910", "Q Q群:1029384756", "http://xn--80ak6aa92e.com", "https：//短网址.cn/abc",
    "apply-hnkx.org.cn", "hnast-gov.cn", "www.hnast.gov.cn.evil.top/申报", "ftp://files.evil.net", "evil。net/pay",
    "evil．org", "evil .com", "evil . com", "evil【.】com", "evil (.) cn", "evil[点]cn", "a.b.c.evil.xyz", "1.1.1.1",
    "10.0.0.256.com", "[2001:db8:85a3::8a2e:370:7334]", "手机：139-1234-5678", "１３９－１２３４－５６７８", "139.1234.5678",
    "1 3 9 1 2 3 4 5 6 7 8", "+86 13912345678", "电话0731 84586789", "(0731) 8458 6789", "6217-0000-1234-5678-901",
    "62170000１２３４５６７８９０１", "账号：6228480402564890018", "一三九一二三四五六七八", "政务.中国", "登录.网址/abc",
    "例え.テスト.jp", "google.com。", "T.CN/abc", "weixin://dl/chat?x", "tg: hunan_bot1", "telegram @hunan_bot",
    "mailto:x@evil.com", "evil.com:8443/x", "x@y.z.cn", "请访问ｗｗｗ．ｅｖｉｌ．ｃｏｍ", "evil․com", "e.v.i.l.com",
    "https://hnkx.evil.site/index.php?id=3", "加我徽信:kx2024hn", "v x：liuyang_88", "VX：139xxxx 13900001111",
    "QQ 1 2 3 4 5 6 7 8 9", "q.q:123456789", "扫码evil.top领补贴", "evil,com", "evil·com", "evil-pay.com.cn（官网）",
    "官网：ｅｖｉｌ。ｃｎ", "访问 EVIL 点 COM", "evil dot com", "evil[dot]com[/]x", "电话:一八九七三一零零零零零",
    "幺三九零零零零一一一一", "(86)13900001111", "0086-13900001111", "139----0000----1111", "卡号6217 0000 1234 5678",
    "6217000012345678", "农行6228-4804-0256-4890-018", "支付宝zhifubao@evil.com", "zhangsan @ qq . com",
    "zhangsan（at）qq点com", "teams.microsoft.com/l/abc", "evil.com，请登录", "“evil.cn”", "《evil.net》", "evil.рф",
    "xn--e1afmkfd.xn--p1ai", "dingtalk://x", "♥evil.com♥", "ⓔⓥⓘⓛ.ⓒⓞⓜ", "ＱＱ：１２３４５６７８９", "VX:①③⑨⓪⓪⓪⓪①①①①",
    "+86-731-8488-4381", "扣Q1234567890", "绿泡泡hunan2024", "Evil.Link?abc=1", "补贴申领Evil.Fund/abc", "login.evil.Energy",
    "[::ffff:203.0.113.7]", "http:evil.com", "evil.com/../x", "请登录 Evil.Tech 领取", "官网：Evil.Link", "Evil.Tech领取",
    "evil.tech/pay", "Evil.Tech/Pay", "ｅｖｉｌ．ｔｅｃｈ", "evil。tech/pay", "evil·tech/pay", "evil.tech领补贴",
    "www点evil点com", "www.evil", "data:text/html;base64,ZXZpbA==abc", "Data:text/html,abc", "javascript:alert(evil)",
    "JAVASCRIPT：alert（abc）", "javascript:void(abc)", "zhang[at]evil[dot]com", "zhang＠evil．com", "＋V：hunan2024",
    "威信：hunan2024", "//evil.com/x", "\\\\evil.com\\abc", "V203.0.113.7", "V1.203.0.1:8080/abc", "203.0.113.7 登录",
    "Evil.COM", "evil·cn", "http://例子.中国", "tcp://evil.cn:99", "WeChat Image_hunan2024", "zhang@evil·com",
    "zhang@例子.中国领取", "请访问中国银行.Tech", "IEEE.com", "𝐄vil.𝐓ech", "Еvil.Tech", "evil.Tech", "Evil.tech", "evil .com",
    "evil·com·cn", "致电0731-8488438号", "e v i l . c o m", "加我v：hunan2024", "zhang艾特163点com", "vbscript:msgbox(abc)",
    "whatsapp: +85291234567", "file:///C:/evil.exe", "evil点tech", "Evil．Ｃom", "evil•com", "V203.0.113.7", "版本8.8.8.8/abc",
    "Evil.Asia 登录缴费", "打开网页：科协abc.Link", "企鹅号：1234567890", "一三七八九零一二三四五六七",
)
NAMES = (
    "附件1.docx", "GJ2024-0001", "3.5万元", "U.S.A", "Co.,Ltd.", "Hunan Tech Co.Ltd", "湖南大学+中英碳中和国际会议.zip",
    "申报书（盖章）V2.0.pdf", "1.公司简介.docx", "附件3.机构", "2024.04.20", "10.5%", "Dr.Wang与J.Li合作", "A.I.辅助诊断",
    "基于WeChat小程序的健康管理平台", "微信图片_20240315123045.jpg", "QQ图片20240315123045.png", "QQ20240315-123045.png",
    "IMG_20240315_123045.jpg", "mmexport1710476123456.jpg", "赵薇GJ2024-0001.docx", "ASP.NET平台研究", "湖南·中国",
    "中国（长沙）国际会议。In 2024年", "第2.1.3节", "91430000MA4L12345X", "V1.2.3", "GB/T 19001-2016", "ISO9001:2015",
    "Node.js", "S.p.A.公司", "University of California, St. Louis", "No.1 Hospital", "12:30:45", "C++与std::vector",
    "1:2000地形图", "COVID-19", "面向B2B/B2C平台", "5G+AI@Edge 计算", "2023-2025年度", "邮编410000",
    "10.1038/s41586-020-2649-2", "联系人：张三（湖南大学）", "QQ浏览器", "电话会议系统", "人民币1000000元", "点对点（P2P）",
    "要点AI研究", "扫描件.pdf.zip", "湘江新区-AI.国际会议（2024）.docx", "湖南中医药大学第一附属医院.扫描件.pdf",
    "中国—东盟（ASEAN）农业合作", "Prof. Wang Li 报告.pptx", "3D打印技术1.0版", "（一）项目申报书.doc",
    "附件2-1.合作协议（中英文）.pdf", "GJ2024-0012_v3.final.docx", "预算表2024.3.15.xlsx", "第3.2.1节修改.docx",
    "湖南省XX有限公司（CO., LTD.）", "Changsha Sci. & Tech. Co., Ltd", "St. Petersburg State Univ.",
    "Univ. of Michigan, U.S.", "U.K.大学", "Ph.D.论文", "et al. 2023", "Inc. 中国分公司", "pH7.4缓冲液", "PM2.5监测",
    "LiFePO4/C正极材料", "TiO2@SiO2核壳结构", "Fe3O4@C复合材料", "1,2-二氯乙烷", "H.264编码", "USB3.0", "5.8GHz雷达",
    "CRISPR/Cas9", "IL-6/STAT3通路", "K.Müller教授团队", "Mr.Smith邀请函.pdf", "2024年4月20日15:30", "项目期2024.01-2025.12",
    "经费30.5万元", "QQ邮箱截图.png", "微信支付凭证.pdf", "企业微信图片_17104761234567.png", "WeChat Image 2.jpg",
    "扣扣子村调研", "薇甘菊防治", "王薇2024年材料.pdf", "营业执照（三证合一）.jpg", "GB50016-2014", "DB43/T 1234-2020",
    "ISBN 978-7-03-012345-6", "湖南师大附中.理科实验班", "张三.李四.王五", "中文.英文对照", "A.B.C三类", "v2.0.1",
    "E.coli检测", "C.elegans模型", "S.cerevisiae发酵", ".NET平台", "TCP/IP协议", "一、二、三、四、五、六、七、八、九、十",
    "二〇二四年四月二十日", "二〇二四至二〇二五年", "Belt & Road @ Hunan", "ID: 2024-0001", "编号20240001", "0.5-1.5mm",
    "点云AI配准", "8点cn会议", "Intl.Conf.on AI", "Proc.IEEE 2023", "Nat.Commun.", "J.Am.Chem.Soc.",
    "湖南农业大学.申报书.终稿.docx", "国际合作-中德.pdf", "2024年4月1日—6月30日.xlsx", "T/CAS 123-2024",
    "Zhang.S 推荐信.pdf", "Smith.J推荐信", "Wang.L简历.docx", "Univ.of Tokyo.pdf", "U.S.-China Forum", "D.C.会议",
    "6G.智能网联", "新能源汽车V2X项目", "VX-770样品", "QQ农场式种植", "qPCR检测", "Q1季度报告", "Q235钢", "V8发动机",
    "加V型槽", "加QoS保障", "微信群截图1.png", "微信截图20240415.png", "微信图片20240415093012.jpg", "WeChat_20240415.mp4",
    "联系人微信：无", "附件一.营业执照", "附件十.网络安全承诺", "2.集团介绍", "图3.移动平台", "表1.信息汇总", "1.移动",
    "H.E.大使致辞", "C.V. 简历", "B.Sc.学位", "M.D. Anderson中心", "Rev.2修订", "ver.10.2.3.4", "第十五届", "IPv6网络",
    "TEL见表", "科协〔2024〕12号", "湘科协发[2024]8号", "120万元(含20%配套)", "13.8亿", "1380-1420年",
    "2023.12.01-2024.11.30", "共计123456789.00元", "三一重工", "九三学社", "零碳园区", "\"一带一路\"", "No.2024-001",
    "中南大学湘雅医院.zip",
    "版本号：2.4.0.11", "WWW：万维网三十年", "QQ：一个符号的文化史", "SMTP://协议与邮件安全", "第一二三四五六七八九届",
    "At.Home计划",
    # titles with dots, and what has the shape of a scheme, an account or a number
    "Big Data: 国际研讨会", "WeChat Image_20240403101010.png", "WXWorkCapture_17120000001234.png",
    "微信图片_20240403101010.jpg", "V1.0.0.1软件平台", "AI.for.Science", "Hunan·Asia", "Nature·Tech", "China·Link",
    "Sino·Tech论坛", "Hunan·TV", "Bio.Tech", "Mango.TV", "Fe.Co合金", "CT.MR影像", "Sci.Tech", "www.联盟", "湖南www点亮计划",
    "TCP://协议", "一二三四五六七八九十", "0731-2024001号合同.pdf", "A-400 100 2000", "Nano@SiO2·NH2复合材料", "Fe3O4@SiO2.NH2",
    "JavaScript: 从入门到精通", "WeChat: Communication and Society", "3.2.1.1技术路线.docx", "芒果.TV合作协议",
    "Weixin Image_20240403101010.jpg", "Tel:____________", "Web3.Asia论坛", "湖南·Asia青年论坛", "Marie·Link教授",
    "Green.Energy论坛.docx", "第2.3.1.4条", "TG: Thermogravimetric analysis", "Data:Image/Video融合", "0734-2023012号批文",
    "Ni.Co.Mn三元材料", "Cu.In.Ga.Se薄膜", "Bio.Tech.docx", "model.py", "Hunan·Net", "附件1.2.3.1 预算明细.xlsx",
    "VR.AR.MR融合", "Dr.Zhang.Li", "PXL_20240403_101010123.jpg", "微信图片_20240403101010_123_45.jpg",
    "Screenshot_2024-04-03-10-10-10-123_com.tencent.mm.jpg", "企业微信20240403-101010@2x.png", "20240403101010123.pdf",
    "TechNet·Net计划", "数智湖南.AI赋能", "R.and.D服务", "Web.of.Science检索证明.pdf", "ftp://服务器搭建", "5.1.1.2 研究内容",
    "scheme: //注释", "World·Food·Tech", "张·Kevin·明",
)
LEFT = re.compile(
    r"evil|tech|alert|8438|例子|银行|"
    r"phish|com|cn\b|12345|1390|1380|abc|hunan|zhang|baidu|中国$|203|6217|6222|6228|四五六七|三八零", re.IGNORECASE)
"""What must not be left of any of the first."""


@pytest.mark.parametrize("text", LEADS_ELSEWHERE)
def test_what_leads_elsewhere_goes(text: str) -> None:
    left = without_contacts(text)
    plain = re.sub("〔(?:邮箱|网址|联系方式|号码)略〕", "", unicodedata.normalize("NFKC", left))
    assert left != text and not LEFT.search(plain), left


@pytest.mark.parametrize("kind", ("MESSENGERS", "NUMBERS", "PLACES", "FURTHER"))
def test_no_part_of_a_lure_stays(kind: str) -> None:
    """Of what stands in « » no four characters are left."""
    assert [text for text in getattr(contact_lures, kind) if _left_of_lure(text)] == []


def _left_of_lure(text: str) -> bool:
    lure = text[text.index("«") + 1 : text.index("»")]
    left = re.sub("〔(?:邮箱|网址|联系方式|号码)略〕", "\n", without_contacts(re.sub("[«»]", "", text)))
    size = min(4, len(lure))
    return any(lure[place : place + size] in left for place in range(len(lure) - size + 1))


@pytest.mark.parametrize("kind", ("SCIENCE", "TITLES", "NUMBERED", "FURTHER"))
def test_honest_words_stay(kind: str) -> None:
    assert [text for text in getattr(honest_words, kind) if without_contacts(text) != text or tidy(text, 300) != text] == []


@pytest.mark.parametrize("text", NAMES)
def test_a_name_stays(text: str) -> None:
    assert without_contacts(text) == text and tidy(text, 300) == text


def test_a_mail_that_wants_to_lead_elsewhere() -> None:
    """A subject, and the name of a file that is cut at its last stroke."""
    words = ("请登录 http://phish.example.com/login 或 phish。com 或 ｈｔｔｐ：／／ｅｖｉｌ．ｃｏｍ 或 evil.com/x "
             "加微信abc12345 点击 t.cn/abc")
    assert tidy(words, 300) == "请登录 〔网址略〕 或 〔网址略〕 或 〔网址略〕 或 〔网址略〕 〔联系方式略〕 点击 〔网址略〕"
    assert tidy("加微信abc12345", 60, ("12345",)) == "〔联系方式略〕"  # the digits also stand in a field of the form
    assert tidy("请登录 http:__phish.example.com_login.docx", 60) == "请登录 〔网址略〕"
    assert tidy("项目A（evil.com）.docx", 60) == "项目A（〔网址略〕）.docx"


def test_what_a_clerk_wrote_keeps_its_addresses() -> None:
    words = "请重发至hnkxgjb@126.com，不要点http://evil.example"
    assert tidy(words, 300, staffs=True) == "请重发至hnkxgjb@126.com，不要点〔网址略〕"


def test_a_credit_code_of_digits_stays_where_the_text_speaks_of_one() -> None:
    assert without_contacts("信用代码121234567890123456有误", keep_codes=True) == "信用代码121234567890123456有误"
    assert "1234" not in without_contacts("账号121234567890123456")
