"""What is wrong with our own watch: every way in which this program could fall silent and nobody would notice."""
