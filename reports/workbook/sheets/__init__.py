"""The sheets of the review workbook, one file a sheet."""
