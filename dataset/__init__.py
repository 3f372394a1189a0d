"""Publishes articles and the facts tables as a versioned release of Parquet files with a dataset card."""
