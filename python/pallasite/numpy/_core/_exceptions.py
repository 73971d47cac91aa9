"""The errors of ufuncs, which name the operation and its types; they go by the name of their base, as NumPy's do."""


def _named_as_base(cls):
    cls.__name__ = cls.__base__.__name__
    return cls


def _listed(types):
    """One type alone, several in parentheses."""
    return repr(types[0]) if len(types) == 1 else f"({', '.join(map(repr, types))})"


class UFuncTypeError(TypeError):
    """A ufunc that does not take these types."""

    def __init__(self, ufunc):
        super().__init__(ufunc)
        self.ufunc = ufunc

    def __reduce__(self):
        return type(self), self.args


@_named_as_base
class _UFuncNoLoopError(UFuncTypeError):
    """No loop for the types of the operands; `None` stands for an output that is not given."""

    def __init__(self, ufunc, dtypes):
        super().__init__(ufunc)
        self.args = ufunc, dtypes
        self.dtypes = tuple(dtypes)

    def __str__(self):
        inputs, outputs = self.dtypes[: self.ufunc.nin], self.dtypes[self.ufunc.nin :]
        types = f"{_listed(inputs)} -> {_listed(outputs)}"
        return f"ufunc {self.ufunc.__name__!r} did not contain a loop with signature matching types {types}"


@_named_as_base
class _UFuncCastingError(UFuncTypeError):
    """A cast that the rule forbids."""

    def __init__(self, ufunc, casting, from_, to, *operand):
        super().__init__(ufunc)
        self.args = ufunc, casting, from_, to, *operand
        self.casting = casting
        self.from_ = from_
        self.to = to

    def _text(self, operand):
        types = f"{self.from_!r} to {self.to!r}"
        return f"Cannot cast ufunc {self.ufunc.__name__!r} {operand} from {types} with casting rule {self.casting!r}"


@_named_as_base
class _UFuncInputCastingError(_UFuncCastingError):
    """The cast of input number `in_i`."""

    def __init__(self, ufunc, casting, from_, to, i):
        super().__init__(ufunc, casting, from_, to, i)
        self.in_i = i

    def __str__(self):
        return self._text("input" if self.ufunc.nin == 1 else f"input {self.in_i}")


@_named_as_base
class _UFuncOutputCastingError(_UFuncCastingError):
    """The cast to output number `out_i`, inputs counted."""

    def __init__(self, ufunc, casting, from_, to, i):
        super().__init__(ufunc, casting, from_, to, i)
        self.out_i = i

    def __str__(self):
        return self._text("output" if self.ufunc.nout == 1 else f"output {self.out_i}")
