"""Questions and their answers as tables; one renderer a format."""
