"""Scrapy's own commands, where the project answers for them."""
