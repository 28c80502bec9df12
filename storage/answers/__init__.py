"""What ``storage.reader`` answers, a question a file."""
