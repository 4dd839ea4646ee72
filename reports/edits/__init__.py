"""Reads back a workbook that staff edited: its bytes and what it was built with in, what they changed out.

cell_text.py gives a cell's text and its digest; read_copy.py reads the bytes; workbook_diff.py finds the changes;
typed_overlay.py lays what staff typed over the next workbook; edit_effects.py says what the changes do to a case. Nothing here
decides which of two changes wins: that takes the ledger.

Nothing is imported here, so that a module that needs one type does not load what reads workbooks.
"""
