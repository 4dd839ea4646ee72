"""One person's data, removed on request: what fits a word, its removal, and the proof that nothing is left."""
