"""``scipy.stats``: so far its module ``qmc``."""
from pallasite.scipy.stats import qmc as qmc

__all__ = ["qmc"]
