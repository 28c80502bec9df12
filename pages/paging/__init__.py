"""What comes after a list page: by words, pictures, numbers, file names or forms."""
