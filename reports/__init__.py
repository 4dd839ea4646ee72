"""What we say: decisions, letters, the review workbook. Nouns in, bytes or text out; no input or output of its own."""
