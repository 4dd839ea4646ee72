"""Words, links and pictures of a mail's body."""

from __future__ import annotations

import io
from base64 import b64encode
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from PIL import Image

from intake.mime import parse
from intake.unpack import unpack
from tests.intake.mails import LIMITS


def html(page: str, more: bytes = b"") -> bytes:
    return b"Content-Type: text/html; charset=gb2312\r\n" + more + b"\r\n" + page.encode("gb18030")


def test_html_becomes_lines_of_text() -> None:
    page = "<style>p{}</style><p>您好：</p><div>请问&nbsp;截止日期<br>是哪天？</div><!-- x --><script>alert(1)</script>谢谢"
    assert parse(html(page), LIMITS)[0].body == "您好：\n请问 截止日期\n是哪天？\n谢谢"


def test_deep_and_broken_html_is_no_danger() -> None:
    assert parse(html("您好<p>请问</p>" + "<div>" * 50_000 + "深"), LIMITS)[0].body == "您好\n请问"
    assert parse(html("<div>" * 200 + "深" + "</div>" * 200 + "谢谢"), LIMITS)[0].body == "深\n谢谢"
    assert parse(html("<" * 100_000 + "<!--" * 10_000), LIMITS)[0].body == "<" * 20_000
    assert parse(html("您好<b>请问<p>截止</b>日期<td>谢谢"), LIMITS)[0].body == "您好请问\n截止日期\n谢谢"


def test_a_plain_body_comes_first_and_is_bounded() -> None:
    message = EmailMessage()
    message.set_content("纯文本\n" + "长" * 30_000)
    message.add_alternative("<p>网页</p>", subtype="html")
    body = parse(message.as_bytes(policy=SMTP), LIMITS)[0].body
    assert body.startswith("纯文本") and len(body) == 20_000


def test_cloud_attachments_are_named_with_what_stands_beside_them() -> None:
    page = (
        '<div id="divNeteaseBigAttach"><div>从网易163邮箱发来的超大附件</div><div><a href="https://mail.163.com/large-attachment-'
        'download/index.html?p=X-NETEASE-HUGE-ATTACHMENT&file=abc&title=%E7%94%B3%E6%8A%A5.zip">申报.zip</a>'
        "<span>(25.3M, 2024年4月5日 10:20 到期)</span></div></div>"
        '<a href="https://wx.mail.qq.com/ftn/download?func=3&key=a&code=b">进入下载页面</a>'
        '<a href="https://example.com/">homepage</a> <a href="javascript:alert(1)">x</a>'
    )
    links = parse(html(page), LIMITS)[0].links
    assert [link.provider for link in links] == ["网易邮箱超大附件", "QQ邮箱超大附件"]
    assert (links[0].name, links[0].size, links[0].expires) == ("申报.zip", "25.3M", "2024年4月5日 10:20")


def test_links_in_plain_text() -> None:
    body = "链接：https://pan.baidu.com/s/1AbC_d-9?pwd=x1y2 提取码：x1y2\r\n通过百度网盘分享的文件：申报材料.rar"
    links = parse(b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + body.encode(), LIMITS)[0].links
    assert [(link.provider, link.name) for link in links] == [("百度网盘", "申报材料.rar")]


def test_only_picture_sizes_that_the_body_shows_belong_to_a_signature() -> None:
    message = EmailMessage()
    message.set_content("见附件")
    message.add_alternative('<p>见附件<img src="cid:logo"><img src="cid:scan"></p>', subtype="html")
    page = message.get_payload()[1]  # type: ignore[index]
    page.add_related(b"small", "image", "png", cid="<logo>", filename="logo.png")
    page.add_related(b"x" * 100_000, "image", "jpeg", cid="<scan>", filename="scan.jpg")
    message.add_attachment(b"small", "image", "png", filename="other.png")
    head, parts = parse(message.as_bytes(policy=SMTP), LIMITS)
    assert [(part.name, part.inline) for part in parts] == [("logo.png", True), ("scan.jpg", False), ("other.png", False)]
    assert head.attachments == 2 and [file.name for file in unpack(parts, LIMITS)] == ["scan.jpg", "other.png"]


@pytest.mark.parametrize(("size", "shape", "inline"), [
    ((1240, 1754), "a page of A4", False), ((1754, 1240), "one that lies", False), ((600, 200), "a banner", True),
    ((800, 800), "a QR code", True), ((300, 400), "a portrait", True),
])  # fmt: skip
def test_a_small_picture_with_the_shape_of_a_page_is_a_file(size: tuple[int, int], shape: str, inline: bool) -> None:
    """A page with a few lines takes 20 KB as PNG; phones paste it into the mail's text."""
    data = io.BytesIO()
    Image.new("L", size, 255).save(data, "PNG")
    message = EmailMessage()
    message.set_content("见附件")
    message.add_alternative('<p>见附件<img src="cid:page"></p>', subtype="html")
    page = message.get_payload()[1]  # type: ignore[index]
    page.add_related(data.getvalue(), "image", "png", cid="<page>", filename="image001.png")
    head, parts = parse(message.as_bytes(policy=SMTP), LIMITS)
    assert [part.inline for part in parts] == [inline], shape
    assert head.attachments == 1 - inline and len(unpack(parts, LIMITS)) == 1 - inline


def test_pictures_within_the_html_are_files_of_the_mail() -> None:
    """Some web mails write a pasted picture into the page itself; nothing of the words behind it is lost."""
    scan, logo = io.BytesIO(), io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(scan, "PNG")
    Image.new("L", (300, 80), 9).save(logo, "PNG")
    shown = [f'<img src="data:image/png;base64,{b64encode(one.getvalue()).decode()}">' for one in (scan, logo)]
    broken = '<img src="data:image/png;base64,@@@"><img src="data:image/svg+xml,%3Csvg%3E">'
    head, parts = parse(html(f"<p>您好</p>{shown[0]}{shown[1]}{broken}<p>此致敬礼</p>"), LIMITS)
    assert [(part.name, part.inline) for part in parts] == [("正文图片1.png", False), ("正文图片2.png", True)]
    assert parts[0].data == scan.getvalue() and head.attachments == 1
    assert head.body == "您好\n此致敬礼"


def test_files_uuencoded_into_the_text_are_found() -> None:
    raw = b"Subject: x\r\n\r\nsee below\r\nbegin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\nbye\r\n"
    head, parts = parse(raw, LIMITS)
    assert [(part.name, part.data) for part in parts] == [("a.txt", b"Cat")] and "begin" not in head.body and "bye" in head.body
