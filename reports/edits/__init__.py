"""A workbook that staff had in hands, read back: its bytes and what it was built with in, what they changed out.

cells.py says what a cell's text is and marks it; copy.py reads the bytes; compare.py finds the changes; shown.py lays what is
kept over the next workbook; effects.py says what the changes do to a case. Nothing here decides which of two changes wins:
that takes the ledger.

Nothing is imported here, so that who only asks for a noun does not load what reads workbooks.
"""
