"""How a portal is walked: which page next, and when to stop."""
