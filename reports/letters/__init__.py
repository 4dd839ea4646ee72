"""Writes letters to applicants: facts and the guide's templates in, subject, text and HTML out."""
