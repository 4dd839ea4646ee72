"""The data objects that travel between rooms, one file each, in the order of the work: file, document, record, seal, package,
mail, finding. All are frozen; pydantic (TypeAdapter) writes them as JSON and reads them back."""
