"""Pictures of paper → Document without words: OCR reads what is on them."""
