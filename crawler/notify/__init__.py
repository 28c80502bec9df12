"""Telling people: where messages go, how they are sent, and what is told when."""
