"""Which case a package belongs to: `assigning` decides, `model` has the nouns, `likeness` tells how like two applications are."""
