"""The tables of the source documents 000, 001, 003 and 004, each made again from entries that were stored."""
