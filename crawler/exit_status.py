"""The exit statuses of every command."""

DONE, FAILED, WRONG_USAGE, UNVERIFIED, DOUBTED, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""``UNVERIFIED``: done, but for columns that could not be verified. ``DOUBTED``: a report in which something does not
hold. ``INTERRUPTED``: by a signal."""
