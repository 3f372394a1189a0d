"""Before all tests."""

# pytest imports the folder of the checkout as a package of its own, by its own name; compiled modules of two names are
# one, and the first name has to be ours.
import cablepress  # noqa: F401
