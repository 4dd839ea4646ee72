"""Applications with planted defects, and complete ones written in every way applicants write: what the rules make of both."""
