"""The review workbook: book.py makes it, one file in sheets/ makes a sheet's rows, registry.py names every sheet, columns.py says
what the columns are, sheet_writer.py writes them.

What staff wrote into an earlier workbook is laid over the rows by reports.workbook.typed_overlay: a sheet that declares a staff
column needs nothing more. Nothing is imported here, so that who only asks for columns does not load what writes them.
"""
