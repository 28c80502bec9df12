"""What can go wrong with the store, said in Chinese to the person who runs the program."""

from __future__ import annotations


class StorageError(Exception):
    """The store could not be opened, read or written. The message is Chinese and fit to be shown as it is."""
