"""One renderer a format: ``reports.table`` values in, text or bytes out."""
