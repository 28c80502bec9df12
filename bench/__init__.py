"""Speed, as ratios to peers measured in the same run on the same machine. ``make bench`` runs it all."""
