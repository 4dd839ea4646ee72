"""OFD files (GB/T 33190-2016) → Document: text with its places, rules, pictures and seals, by way of a PDF of the same pages."""
