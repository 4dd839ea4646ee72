"""Pages, pictures, style sheets and mails: scripts and places in every guise; and what looks like them."""

from __future__ import annotations

from base64 import b64encode

import pytest

from parsers.dangers import dangers
from parsers.formats import risks
from parsers.formats.sniff import sniff

CODED = b64encode(b"<script>a()</script>").decode()
SVG = "<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>"


@pytest.mark.parametrize(("page", "risk"), [
    ("<iframe srcdoc='&lt;script&gt;a()&lt;/script&gt;'></iframe>", risks.SCRIPT),
    ("<iframe srcdoc=\"<iframe srcdoc='&lt;img src=x onerror=a()&gt;'>\"></iframe>", risks.SCRIPT),
    ("<img srcset='a.png 1x, file://host/b.png 2x'>", risks.SHARE), ("<img srcset='\\\\host\\b.png 2x'>", risks.SHARE),
    ("<meta http-equiv=refresh content='0;url=file://host/a'>", risks.SHARE),
    ("<meta http-equiv=refresh content='0;javascript:a()'>", risks.SCRIPT),
    ("<meta content=\"0; URL='file:///C:/a.exe'\" HTTP-EQUIV=Refresh>", risks.LAUNCH),
    ("<a href='java&Tab;script:a()'>b</a>", risks.SCRIPT), ("<a href=' java\nscript:a()'>b</a>", risks.SCRIPT),
    (f"<iframe src='data:text/html;base64,{CODED}'>", risks.SCRIPT),
    ("<a href='data:text/html,%3Cscript%3Ea()%3C/script%3E'>b</a>", risks.SCRIPT),
    ("<table background='\\\\host\\a.png'>", risks.SHARE), ("<style>@import 'file://host/a.css';</style>", risks.SHARE),
    ("<p style='background:url(&quot;file://host/a.png&quot;)'>", risks.SHARE),
    ("<form><button formaction='javascript:a()'>b</button>", risks.SCRIPT),
    ("<img alt='a>b' onpointerrawupdate='a()'>", risks.SCRIPT), ("<body onload='[][&quot;a&quot;]()'>", risks.SCRIPT),
    ("<object><param name=movie value='\\\\host\\a.swf'></object>", risks.SHARE), ("<video poster='file://host/a.png'>",
     risks.SHARE),
    ("<base href='file://host/a/'>", risks.SHARE), ("<p style='width:expression(a())'>", risks.SCRIPT),
    ("<!--[if IE]><img src='\\\\host\\a.png'><![endif]-->", risks.SHARE),
    ("<svg><animate attributeName=onload to='a()'/></svg>", risks.SCRIPT),
    ("<svg><a><animate attributeName=href values='javascript:a()'/></a></svg>", risks.SCRIPT), ("<x:script>a()</x:script>",
     risks.SCRIPT),
])  # fmt: skip
def test_pages(page: str, risk: str) -> None:
    data = f"<html><body>{page}</body></html>".encode()
    assert dangers(data, sniff(data), "说明.html") == (risk,)


@pytest.mark.parametrize("page", [
    "<iframe srcdoc='&lt;p&gt;说明&lt;/p&gt;'></iframe>", "<img srcset='a.png 1x, https://example.com/b.png 2x'>",
    "<meta http-equiv=refresh content='5;url=https://example.com'>", "<meta http-equiv=refresh content=300>",
    "<meta name=refresh content='0;javascript:a()'>", "<img src='data:image/png;base64,AAAA'>",
    "<p style='background:url(a.png)'>",
    "<a href='data:text/html,hello'>a</a>", "<p>&lt;script&gt;a()&lt;/script&gt;</p>", "<p title='onload=a()'>a</p>",
    "<p>用 onload=a() 属性</p>",
    "<p online=1>a</p>",
    "<pre>javascript:a() \\\\host\\share file://host/a</pre>", "<!-- <img src='\\\\host\\a.png' onload='a()'> -->",
    "<table background='a.png'>", "<base href='https://example.com/'>", "<style>v\\:* {behavior:url(#default#VML);}</style>",
    "<video poster='a.png' src='//example.com/a.mp4'>", "<param name=movie value='a.swf'>",
    "<textarea>表达式 expression (a)</textarea>",
    "<a href='#on'>a</a><a href='tel:0731'>b</a><a href='mailto:a@example.com?subject=script'>c</a>",
    "<scripture>a</scripture>",
])  # fmt: skip
def test_pages_that_harm_nobody(page: str) -> None:
    data = f"<html><body>{page}</body></html>".encode()
    assert dangers(data, sniff(data), "说明.html") == tuple([risks.SCRIPT] * ("online" in page))


@pytest.mark.parametrize(("name", "text", "risk"), [
    ("a.xml", '<?xml version="1.0"?><x:html xmlns:x="http://www.w3.org/1999/xhtml"><x:script>a()</x:script></x:html>',
     risks.SCRIPT),
    ("a.xhtml", '<x:html xmlns:x="http://www.w3.org/1999/xhtml"><x:script>a()</x:script></x:html>', risks.SCRIPT),
    ("a.xsl",
    '<?xml version="1.0"?><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" '
     'xmlns:ms="urn:schemas-microsoft-com:xslt">'
     '<ms:script language="JScript">a()</ms:script></xsl:stylesheet>', risks.SCRIPT),
    ("a.xml", '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="\\\\host\\a.xsl"?><a/>', risks.SHARE),
    ("a.xml", f'<?xml version="1.0"?><?xml-stylesheet href="data:text/html;base64,{CODED}"?><a/>', risks.SCRIPT),
    ("a.svg", SVG.format("<foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload='a()'/></foreignObject>"),
     risks.SCRIPT),
    ("a.svg", "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script>a()</s:script></s:svg>", risks.SCRIPT),
    ("a.svg", SVG.format("<image xlink:href='file://host/a.png'/>"), risks.SHARE),
    ("a.svg", f"<!DOCTYPE svg [<!ENTITY a '&#60;script>a()&#60;/script>'>]>{SVG.format('&a;')}", risks.SCRIPT),
    ("a.html", "说明<script>a()</script>", risks.SCRIPT), ("a.htm", "GIF89a;<script>a()</script>", risks.SCRIPT),
    ("a.eml", "From: a@example.com\nTo: b@example.com\nContent-Type: text/html\n\n<img src='file://host/a.png'>", risks.SHARE),
    ("a.mht", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
     f"Content-Transfer-Encoding: base64\n\n{b64encode(b'<img srcset=//a src=file://host/a.png>').decode()}\n--b--",
     risks.SHARE),
])  # fmt: skip
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_other_markup(name: str, text: str, risk: str, coding: str) -> None:
    if coding == "utf-16" and not name.endswith(("xml", "svg", "xsl")):
        return
    data = text.encode(coding)
    assert dangers(data, sniff(data), name) == (risk,)


@pytest.mark.parametrize(("name", "text"), [
    ("a.xml", '<?xml version="1.0"?><script>独白</script>'), ("a.xml",
    '<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><a onload="1"/>'),
    ("a.xsl",
    '<?xml version="1.0"?><xsl:stylesheet '
     'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"/></xsl:stylesheet>'),
    ("a.svg", SVG.format("<foreignObject><div xmlns='http://www.w3.org/1999/xhtml'>文字</div></foreignObject><use href='#a'/>")),
    ("a.svg", "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd' "
     f"[<!ENTITY ns_svg 'http://www.w3.org/2000/svg'>]>{SVG.format('<path/>')}"),
    ("说明.txt", "网页写法：<script>a()</script> http://www.w3.org/1999/xhtml"), ("a.md", "```\n<svg onload=a()>\n```"),
    ("a.eml",
    "From: a@example.com\nTo: b@example.com\nContent-Type: text/html\n\n<script type='application/ld+json'>{}</script>"),
    ("a.eml", "From: a@example.com\nTo: b@example.com\n\n请看 \\\\host\\share 和 file://host/a"), ("图.html", "GIF89a;"),
])  # fmt: skip
def test_other_markup_that_harms_nobody(name: str, text: str) -> None:
    data = text.encode()
    assert dangers(data, sniff(data), name) == ()
