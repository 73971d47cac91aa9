"""``scipy.linalg``: what its functions raise and warn with; the functions themselves are not there yet."""
from pallasite.numpy.linalg import LinAlgError as LinAlgError

__all__ = ["LinAlgError", "LinAlgWarning"]


class LinAlgWarning(RuntimeWarning):
    """A matrix that is close to one for which the computation has no result."""
