"""The guide as a workbook that an office edits, and back."""
