"""One run, from its start to what is said when it is over."""
