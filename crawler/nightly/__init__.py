"""``lanmu nightly``: what runs by itself, when, within which limits, and what is told of it."""
