"""What it means: working days, weeks, cycles, verdicts, points, classes. Dates and Decimal in, values out; no clock."""
