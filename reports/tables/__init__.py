"""The tables of a period, one file each: an assessment in, ``reports.table.Table`` out."""
