"""Web pages saved as documents (.html, .mht, a .doc that is HTML) → Document."""
