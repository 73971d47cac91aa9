"""The signatures of ufuncs, for ``inspect.signature``."""

from inspect import Parameter, Signature

KEYWORDS = {"where": True, "casting": "same_kind", "order": "K", "dtype": None, "subok": True, "signature": None}


def of_ufunc(nin, nout):
    """The signature of a ufunc with so many inputs and outputs."""
    names = ["x"] if nin == 1 else [f"x{i + 1}" for i in range(nin)]
    inputs = [Parameter(name, Parameter.POSITIONAL_ONLY) for name in names]
    out = Parameter("out", Parameter.POSITIONAL_OR_KEYWORD, default=None if nout == 1 else (None,) * nout)
    keywords = [Parameter(name, Parameter.KEYWORD_ONLY, default=value) for name, value in KEYWORDS.items()]
    return Signature([*inputs, out, *keywords])
