"""What was seen: the tables, one writer, one reader, the evidence files, and their migrations."""
