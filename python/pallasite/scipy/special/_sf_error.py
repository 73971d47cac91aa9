"""What happens where special functions have no finite value: nothing, a warning, or an exception."""
import warnings

from pallasite._core.special import _actions, _set_actions

_ACTIONS = {"ignore": 0, "warn": 1, "raise": 2}
_NAMES = list(_ACTIONS)
_CATEGORIES = {
    name: place
    for place, name in enumerate(
        ["singular", "underflow", "overflow", "slow", "loss", "no_result", "domain", "arg", "other", "memory"]
    )
}


class SpecialFunctionWarning(Warning):
    """Warning that can be emitted by special functions."""


class SpecialFunctionError(Exception):
    """Exception that can be raised by special functions."""


warnings.simplefilter("always", category=SpecialFunctionWarning)


def geterr():
    """The action of each category of errors: ``"ignore"``, ``"warn"`` or ``"raise"``.

    >>> from pallasite.scipy.special import geterr
    >>> geterr()["domain"]
    'ignore'
    """
    return {name: _NAMES[action] for name, action in zip(_CATEGORIES, _actions())}


def seterr(**kwargs):
    """Sets the actions of categories, or of ``all`` that are not given, and returns what they were.

    Singularities, overflows and errors of the domain are reported; the other categories are kept for the sake of
    programs that set them.

    >>> from pallasite.scipy.special import seterr
    >>> old = seterr(domain="warn")
    >>> seterr(**old)["domain"]
    'warn'
    """
    old, actions = geterr(), list(_actions())
    if "all" in kwargs:
        kwargs = dict.fromkeys(_CATEGORIES, kwargs.pop("all")) | kwargs
    for category, action in kwargs.items():
        code = _ACTIONS[action]
        actions[_CATEGORIES[category]] = code
    _set_actions(actions)
    return old


class errstate:
    """Sets the actions of categories for the time of a ``with`` statement.

    >>> from pallasite.scipy import special
    >>> with special.errstate(singular="raise"):
    ...     special.gammaln(0)
    Traceback (most recent call last):
        ...
    pallasite.scipy.special._sf_error.SpecialFunctionError: scipy.special/gammaln: singularity
    """

    def __init__(self, **kwargs):
        self.kwargs = kwargs

    def __enter__(self):
        self.olderr = seterr(**self.kwargs)

    def __exit__(self, *exception):
        seterr(**self.olderr)
