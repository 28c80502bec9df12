"""``python -m crawler.cli``: as ``lanmu``."""

from crawler.cli import main

main()
