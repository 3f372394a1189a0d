"""Gets raw pages: from folders and WARC files, and from web archives and live sites over the network."""
