"""Turns a plain copy of an applicant's text into the places where accounts of messengers and other services stand.

Three things make one: the name of a messenger, however it is spelt; what may stand between (号, a colon, brackets); and an
account, which is a word of Latin letters with figures or a long number. Where the name is a usual word or the letters of a
model, too, more is asked of the account. Where somebody asks to be added, an account alone is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from reports.letters import contact_names as names
from reports.letters.contact_copy import Copy

_GAP = r"[\W_丨〇○]{0,3}"
_NAMED = (
    "绿泡泡", "绿信", "绿色软件", "企微", "公众号", "视频号", "订阅号", "服务号", "钉钉", "抖音", "快手", "小红书", "小红薯",
    "飞书", "微博", "陌陌", "知乎", "b站", "探探", "支付宝", "闲鱼", "旺旺", "淘宝", "电报", "纸飞机", "卫星号", "飞机号",
    "扣q", "扣扣", "抠抠", "蔻蔻", "球球", "秋秋", "企鹅", "q号", "微芯号")
_HAN = (
    rf"(?:[微薇威徽徵溦嶶葳崴维唯卫魏]|(?<![a-z])v){_GAP}[信芯心伈訫讯]{{1,2}}|" + "|".join(map(_GAP.join, _NAMED))
    + r"|[微薇]\W?xin|(?<![人出进路入窗])口口|扣(?=[群裙])|(?<![一-鿿])[微薇](?=[a-z0-9: ])|薇(?=[:号])")
_LATIN = (
    r"we[\W_]?chat|wei[\W_]?xin|whats\W?app|tele\W?gram|skype|kakao\W?(?:talk)?|viber|zalo|discord|facebook|instagram|"
    r"snapchat|tiktok|douyin|ding\W?talk|feishu|imessage|weibo|q[\s._-]?q|v[\W_]{0,2}x")
_USUAL = r"w[\s._/-]?x|t[._/-]?g|q|飞机|soul|line|signal|lark|fb|ins|wa|zoom"
"""Names that are usual words, or the beginning of other words and of models, too."""
_GROUP = (
    r"[进加入]群|(?:交流|讨论|咨询|粉丝|官方|通知|工作|福利|申报|项目|企鹅|(?<![a-z])(?:qq?|tg|vx|wx)|[微薇]信)\s?[群裙]|"
    r"群号|频道号?|直播间|房间号|腾讯会议|会议(?:号|id)")
"""Where many meet: its account is a number."""
_NUMBER = r"\+?\d(?:[ ()-]{0,2}\d){4,15}(?![a-z\d])"
_NAME = r"@?[a-z0-9](?:[a-z0-9_#:-]|\.(?=[a-z0-9_])){3,40}"
_MARK = (
    r"(?P<mark>(?:同?号码?|[账帐]号|账户|用户名|昵称|名称?|同步|[群裙][组聊主]?|频道|搜索?|店铺|收款码?|"
    r"(?<![a-z])u?id(?![a-z])|是|为|->|[\W_〇○]){0,6})")
_ACCOUNT = rf"(?P<handle>{_NUMBER}|{_NAME})"
_MORE = "(?<![增参附叠累施追更外强])"
"""Where 加 does not end another word."""
_MESSENGER = re.compile(
    rf"(?:{_MORE}(?:添?加|\+)\s?)?"
    rf"(?P<name>(?P<group>{_GROUP})|(?P<han>{_HAN})|(?<![a-z0-9])(?:(?P<latin>{_LATIN})|(?P<usual>{_USUAL}))){_MARK}{_ACCOUNT}")
_ADD = rf"(?:{_MORE}添?加\+?|(?<![a-z0-9])\+|联系|私聊|私信|找|咨询|详询|客服|搜(?!索))"
_ADDED = re.compile(
    rf"{_ADD}\s?(?P<me>我的?|[一-鿿]?[老本]师|小?(?:助[理手]|编|秘书?|客服|[姐哥妹]{1,2})|专员|经理)?\s?"
    rf"(?P<head>(?:[微薇威徽扣vq]|卫星|企鹅|飞机|line|电报|{_USUAL})(?![信芯]))?{_MARK}{_ACCOUNT}")
_ONLY_ADDED = re.compile(
    rf"{_MORE}加\s?(?:我的?\s?)?(?:[微薇威vq]|vx|wx)(?=\s?(?:$|[!,。;~]|领|咨询|了解|详|免费|进群|获取|索取))")
_WXID = re.compile("wxid_[a-z0-9]+")

_SAYS_SO = re.compile("[号:=@→户名称步组群裙道搜铺款码是为]|id|->")
_COUNTED = re.compile(
    r"\d*\s?(?:年|型|系列|样品|批|钢|级|款|式|例|条|只|人|架|次|元|万|小时|位|个|种|篇|册|期|届|版|℃|度|[-–—]\d)")
_DATE = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[ _-]?\d{4,6})?|(?:19|20)\d\d[ -]?(?:19|20)\d\d|"
    r"(?:19|20)\d\d[ -]?(?:0[1-9]|1[0-2])")
_SOLE = re.compile(r"@?[a-z]{1,20}(?:[_-]?\d{3,}[a-z0-9_]*|_[a-z0-9_]+)")
_VERSION = re.compile(r"v?\d+(?:[.-]\d+)+|v\d{1,4}")


def accounts(copy: Copy) -> Iterator[tuple[int, int]]:
    """Where accounts stand, with the names of their messengers."""
    text = copy.text
    for match in _MESSENGER.finditer(text):
        if _is_account(copy, match) and not names.is_saved_picture(text, match.start("name")):
            yield match.span()
    yield from (match.span() for match in _ADDED.finditer(text) if _is_added(copy, match))
    yield from (match.span() for match in chain(_ONLY_ADDED.finditer(text), _WXID.finditer(text)))


def _is_account(copy: Copy, match: re.Match[str]) -> bool:
    """Whether what stands behind the name of a messenger is an account."""
    written, account, mark = _written(copy, match), match["handle"].lstrip("@"), match["mark"]
    said, after = bool(_SAYS_SO.search(mark)) or "@" in match["handle"], copy.after(match.end())
    if not re.search("[a-z]", account):
        return _is_number(match, said, after)
    if match["group"]:
        return bool(match["group"][:2] in ("tg", "qq", "vx", "wx") and (said or re.search(r"\d", account)))
    if match["latin"] or match["usual"]:
        if (mark == "_" and "_" in account) or (match["usual"] and re.fullmatch("[-/.&]", mark)):
            return False  # LINE_ALBUM_20240402, Q-learning2024
        if not mark and match["usual"] and match["usual"] not in ("wx", "tg") and match.start() == match.start("name"):
            return False
        if not mark and not _may_touch(copy, match, written):
            return False
        if match["usual"] and (written.isupper() or re.search(r"[A-Za-z]\s$", copy.before(match.start("name")))):
            return False
    if re.search(r"\d.*[a-z_]|[a-z_].*\d|[a-z]_+[a-z]", account):
        return len(account) > 4 and not _VERSION.fullmatch(account) and not (written.isupper() and mark in ("", "-"))
    if "@" in mark or "@" in match["handle"]:
        return True
    if not said or len(account) < 5:
        return False
    if re.match(" [A-Za-z]{2}", after) and (written.istitle() or written.isupper() or match["usual"]):
        return False  # WeChat: Communication and Society
    return written.islower() or bool(re.search("号|id|户", mark)) or "." in account


def _is_number(match: re.Match[str], said: bool, after: str) -> bool:
    """Whether a number behind the name of a messenger is an account."""
    account, mark = match["handle"], match["mark"]
    figures = re.sub(r"\D", "", account)
    if len(figures) < 5:
        return False
    if "+" in account or "+" in mark:
        return True
    if not re.search("[:=@]|号", mark) and (_COUNTED.match(after) or _DATE.fullmatch(account)):
        return False
    if _COUNTED.match(after) and after.lstrip("0123456789 ")[:1] == "年":
        return False
    if match["usual"] == "q" and mark in ("", "-"):
        return False
    if match["usual"] and not said:
        return len(figures) > 5 and match["usual"] not in ("line", "signal", "ins", "zoom")
    return len(figures) > 5 or said or (not mark and bool(match["han"]))


def _may_touch(copy: Copy, match: re.Match[str], written: str) -> bool:
    """Whether Latin letters that directly follow a messenger's are not the rest of its word (VXLAN2024, TGFB1I1)."""
    cue = copy.written[match.start("name") : match.start("handle")]
    if cue.isupper() != written.isupper() and cue.islower() != written.islower():
        return True
    return written.islower() and bool(re.search(r"[a-z]\d{3,}", written))


def _is_added(copy: Copy, match: re.Match[str]) -> bool:
    """Whether what somebody asks to add is an account."""
    written, account, head, mark = _written(copy, match), match["handle"], match["head"], match["mark"]
    after, figures = copy.after(match.end()), re.sub(r"\D", "", account)
    if not re.search("[a-z]", account):
        named = bool(head or match["me"]) or match[0][0] == "+"
        named = named and "." not in account and len(figures) > (4 if head else 6)
        return named and not _COUNTED.match(after) and not _DATE.fullmatch(account)
    if _VERSION.fullmatch(account) or len(account) < 5:
        return False
    if match[0][0] == "+" and not head and re.search(r"\w$", copy.before(match.start())):
        return False  # 互联网+edu2024
    if head and head.isascii() and not mark and not match["me"] and not (written.islower() and re.search(r"\d{3,}", account)):
        return False
    if head or match["me"]:
        word = bool(head and mark) and not written.isupper()
        return word or bool(figures or "_" in account or _SAYS_SO.search(mark))
    return written.islower() and len(account) > 5 and bool(_SOLE.fullmatch(account))


def _written(copy: Copy, match: re.Match[str]) -> str:
    return copy.written[match.start("handle") : match.end("handle")].lstrip("@")
