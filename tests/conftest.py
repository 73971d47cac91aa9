"""Settings of every test: hypothesis draws the same examples each time, and takes the time it needs."""
from hypothesis import settings

settings.register_profile("repository", deadline=None, derandomize=True)
settings.load_profile("repository")
