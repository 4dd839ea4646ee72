"""PDF files → Document: text, lines and form fields of the pages that have them."""
