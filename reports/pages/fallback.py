"""The plain page that replaces a page which could not be made: no template, no style, nothing that could fail again."""

from __future__ import annotations

from html import escape


def page_instead(number: str) -> str:
    """A plain page on the case of this number ("": on all). It has no digest, so that the next run makes the page again."""
    what = f"项目 {escape(number)} 的网页" if number else "项目网页的目录"
    return (f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{what}</title>'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
            f"<h1>{what}这次未能生成</h1><p>这是程序自身的问题，与申报材料无关；材料与审查结果请看“审查表”，下次运行会重新生成此页。</p></html>\n")
