"""Checked before it leaves: what does not hold in a finished report, recomputed from its tables alone."""
