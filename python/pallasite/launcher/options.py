"""What a run was asked for."""
from collections import namedtuple


class Options(namedtuple("Options", "strict profile legacy", defaults=(False, False, False))):
    """The switches of ``python -m pallasite``.

    ``strict``: never take a function from the real library. ``profile``: print at exit what ran
    natively and what fell back. ``legacy``: offer the names of 2012.
    """

    __slots__ = ()

    @classmethod
    def parse(cls, text):
        """The options written by `str`; unknown words are ignored, as a newer parent may send them."""
        words = text.split(",")
        return cls(*(field in words for field in cls._fields))

    def __or__(self, other):
        return Options(*map(max, self, other))

    def __str__(self):
        return ",".join(["1", *(field for field in self._fields if getattr(self, field))])
