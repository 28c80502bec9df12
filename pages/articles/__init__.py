"""What one article page says: its title, its publish date and where that stands, its fields and text."""
