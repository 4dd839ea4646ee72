"""Pictures of paper → Document without words: what is on them is for OCR to read."""
