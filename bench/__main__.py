"""``make bench``: all measurements, in one run."""

from __future__ import annotations

from bench import crawls, readers, report

print("Reading one page")
readers.measure()
print("Crawling 2,400 columns")
crawls.measure()
print("Reporting a quarter")
report.measure()
