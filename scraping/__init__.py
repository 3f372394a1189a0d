"""Gets raw pages: from folders and WARC files now, from web archives over the network later."""
