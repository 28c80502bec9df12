"""Dates in texts, fields and addresses, by rule; nothing invents a day."""
