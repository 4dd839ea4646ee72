"""What in a file could harm whoever opens it: the words in which staff are told (attachment-dangerous). Nothing of it is ever
followed or run."""

from __future__ import annotations

MACRO = "含宏"
MACRO_SHEET = "含 Excel 4.0 宏表"
TEMPLATE = "链接网络上的模板"
LINKED = "链接网络上的对象"
SHARE = "链接网络共享"
DDE = "含 DDE 链接"
LAUNCH = "会启动程序"
JAVASCRIPT = "PDF 含 JavaScript"
SENDS = "会向外提交或导入数据"
MEDIA = "内嵌富媒体"
PROGRAM = "内嵌程序或脚本"
CONTROL = "含会运行脚本或加载网络内容的控件"
RIBBON = "自定义功能区会调用宏"
SCRIPT = "网页含脚本"
UNCHECKED = "内部结构异常，安全检查未能完成"
RISKS = (
    MACRO, MACRO_SHEET, TEMPLATE, LINKED, SHARE, DDE, LAUNCH, JAVASCRIPT, SENDS, MEDIA, PROGRAM,
    CONTROL, RIBBON, SCRIPT, UNCHECKED
)  # fmt: skip
"""The notes of a document that name one of these risks, in the order in which they are told."""
