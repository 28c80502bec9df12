"""Pages are read in a second process beside the crawl; see ``second_reader``."""
