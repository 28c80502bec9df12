"""What one list page says: where its main list is, which rows are entries, which of their dates is the day."""
