"""Programs that measure, train and document; run by hand from the root of the repository, not in the wheel."""
