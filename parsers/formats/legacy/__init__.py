"""Files that LibreOffice must convert first (.doc, .wps, .rtf, .odt) → Document."""
