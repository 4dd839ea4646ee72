"""Word documents: .docx and its relatives → Document, by our own walk over WordprocessingML."""
