"""The review workbook: book.py makes it, each file in sheets/ makes the rows of one sheet, registry.py lists every sheet,
columns.py describes the columns, sheet_writer.py writes them.

reports.edits.typed_overlay lays what staff wrote into an earlier workbook over the rows: a sheet that declares a staff column
needs nothing more. Nothing is imported here, so that a module that needs only columns does not load what writes them.
"""
