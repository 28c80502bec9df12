"""A look at single pages outside of any run: ``lanmu read``, ``lanmu check --probe``, ``lanmu home``."""
