"""How hosts are asked: politely, and only those that may be."""
