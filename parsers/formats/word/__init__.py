"""Word documents: .docx and its relatives → Document, by a walk of our own over WordprocessingML."""
