"""What it means: working days, weeks, cycles, freshness. Dates in, values out; no clock, no input, no output."""
