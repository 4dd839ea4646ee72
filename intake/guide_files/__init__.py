"""The guide as files: written from a workbook, checked before anything is changed."""
