"""What a period shows of every unit and column: counts, verdicts, points. The tables are made of it."""
