"""Who must publish what, how often: the office's files, read into frozen values."""
