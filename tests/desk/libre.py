"""Edits a workbook in LibreOffice itself: steps written in its Basic are carried out on a workbook, which is then saved as
xlsx."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{code}
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""
CODE = """
Function Col(sheet, head)
  For n = 0 To 80
    If sheet.getCellByPosition(n, 0).String = head Then
      Col = n
      Exit Function
    End If
  Next n
  Col = -1
End Function

Function LastRow(sheet)
  cursor = sheet.createCursor()
  cursor.gotoEndOfUsedArea(False)
  LastRow = cursor.RangeAddress.EndRow
End Function

Function RowOf(sheet, head, words)
  at = Col(sheet, head)
  For n = 1 To LastRow(sheet)
    If sheet.getCellByPosition(at, n).String = words Then
      RowOf = n
      Exit Function
    End If
  Next n
  RowOf = -1
End Function

Sub SortBy(sheet, head)
  cursor = sheet.createCursor()
  cursor.gotoEndOfUsedArea(False)
  area = sheet.getCellRangeByPosition(0, 1, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
  Dim by(0) As New com.sun.star.table.TableSortField
  by(0).Field = Col(sheet, head)
  by(0).IsAscending = False
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "SortFields"
  how(0).Value = by()
  how(1).Name = "ContainsHeader"
  how(1).Value = False
  area.sort(how())
End Sub

Sub CopyRows(sheet, first, last, target)
  cursor = sheet.createCursor()
  cursor.gotoEndOfUsedArea(False)
  source = sheet.getCellRangeByPosition(0, first, cursor.RangeAddress.EndColumn, last)
  sheet.copyRange(sheet.getCellByPosition(0, target).CellAddress, source.RangeAddress)
End Sub

Sub MoveColumn(sheet, head, target)
  sheet.Columns.insertByIndex(target, 1)
  at = Col(sheet, head)
  source = sheet.getCellRangeByPosition(at, 0, at, LastRow(sheet))
  sheet.moveRange(sheet.getCellByPosition(target, 0).CellAddress, source.RangeAddress)
  sheet.Columns.removeByIndex(at, 1)
End Sub

Sub Clerk
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL("{url}", "_blank", 0, hidden())
{steps}
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL("{saved}", kind())
  doc.close(True)
  StarDesktop.terminate()
End Sub
"""


def at_work(path: Path, profile: Path, *steps: str) -> None:
    """Carry out steps on the workbook at `path` and save it there. In a step, `doc` is the workbook. `profile` is a folder for
    LibreOffice's own. Raises subprocess.TimeoutExpired, FileNotFoundError where it saved nothing."""
    saved = path.with_name(f"{path.stem}-saved.xlsx")
    library = profile / "user" / "basic" / "Standard"
    if not library.exists():
        _soffice(profile, "--terminate_after_init")  # a new profile would put its own empty module over ours
    lines = "\n".join(f"  {step}" for step in steps)
    code = CODE.replace("{url}", path.resolve().as_uri()).replace("{saved}", saved.resolve().as_uri()).replace("{steps}", lines)
    (library / "Module1.xba").write_text(MODULE.replace("{code}", escape(code)), "utf-8")
    (library / "script.xlb").write_text(LIBRARY, "utf-8")
    _soffice(profile, "macro:///Standard.Module1.Clerk")
    saved.replace(path)


def _soffice(profile: Path, *words: str) -> None:
    where = f"-env:UserInstallation={profile.resolve().as_uri()}"
    subprocess.run(["soffice", where, "--headless", "--norestore", *words], check=False, capture_output=True, timeout=300)
