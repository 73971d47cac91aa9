"""SciPy on pallasite's arrays: the sub-packages that are there are imported by name."""
