"""Answers as tables, one file each: an assessment, a list or the ledger in, ``reports.table.Table`` or its rows out."""
