"""What a page says: bytes in; entries, an outcome and the next page out.

Pure: no network, no Scrapy, no clock. The moment a page was fetched is an argument.
"""
