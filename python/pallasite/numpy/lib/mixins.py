"""``numpy.lib.mixins``: the operators of arrays for classes that have ``__array_ufunc__``."""

from pallasite import _core

__all__ = ["NDArrayOperatorsMixin"]


def _defers(other):
    return getattr(type(other), "__array_ufunc__", _core) is None


def _binary(ufunc):
    return lambda self, other: NotImplemented if _defers(other) else ufunc(self, other)


def _reflected(ufunc):
    return lambda self, other: NotImplemented if _defers(other) else ufunc(other, self)


def _in_place(ufunc):
    return lambda self, other: ufunc(self, other, out=(self,))


BINARY = {
    "add": "add", "sub": "subtract", "mul": "multiply", "matmul": "matmul", "truediv": "divide", "floordiv": "floor_divide",
    "mod": "remainder", "pow": "power", "lshift": "left_shift", "rshift": "right_shift", "and": "bitwise_and",
    "xor": "bitwise_xor", "or": "bitwise_or",
}  # fmt: skip
COMPARISONS = {
    "lt": "less", "le": "less_equal", "eq": "equal", "ne": "not_equal", "gt": "greater", "ge": "greater_equal",
}  # fmt: skip
UNARY = {"neg": "negative", "pos": "positive", "abs": "absolute", "invert": "invert"}


class NDArrayOperatorsMixin:
    """Defines each operator as the ufunc that computes it."""

    __slots__ = ()
    __hash__ = None
    __divmod__ = _binary(_core.divmod)
    __rdivmod__ = _reflected(_core.divmod)

    for _name, _ufunc in {**BINARY, **COMPARISONS}.items():
        locals()[f"__{_name}__"] = _binary(getattr(_core, _ufunc))
    for _name, _ufunc in BINARY.items():
        locals()[f"__r{_name}__"] = _reflected(getattr(_core, _ufunc))
        locals()[f"__i{_name}__"] = _in_place(getattr(_core, _ufunc))
    for _name, _ufunc in UNARY.items():
        locals()[f"__{_name}__"] = (lambda ufunc: lambda self: ufunc(self))(getattr(_core, _ufunc))
    del _name, _ufunc
