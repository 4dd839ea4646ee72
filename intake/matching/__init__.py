"""Decides which case a package belongs to: `assign` decides, `candidates` has what is compared, `similarity` says how alike two
applications are."""
