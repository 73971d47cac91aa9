"""``numpy.exceptions``: warnings and errors of their own."""


class ComplexWarning(RuntimeWarning):
    """A complex number lost its imaginary part in a cast."""


class ModuleDeprecationWarning(DeprecationWarning):
    """A module is deprecated."""


class VisibleDeprecationWarning(UserWarning):
    """A deprecation that users should see."""


class RankWarning(RuntimeWarning):
    """A least-squares matrix is rank deficient."""


class TooHardError(RuntimeError):
    """The work asked for exceeds the limit that was set."""


class DTypePromotionError(TypeError):
    """Several dtypes have no common one."""


class AxisError(ValueError, IndexError):
    """An axis that the array does not have."""

    __slots__ = ("_msg", "axis", "ndim")

    def __init__(self, axis, ndim=None, msg_prefix=None):
        if ndim is msg_prefix is None:
            self._msg = axis
            self.axis = None
            self.ndim = None
        else:
            self._msg = msg_prefix
            self.axis = axis
            self.ndim = ndim

    def __str__(self):
        if self.axis is self.ndim is None:
            return self._msg
        text = f"axis {self.axis} is out of bounds for array of dimension {self.ndim}"
        return text if self._msg is None else f"{self._msg}: {text}"
