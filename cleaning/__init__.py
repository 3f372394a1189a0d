"""Turns one raw page into one article, or into a rejection with a reason."""
