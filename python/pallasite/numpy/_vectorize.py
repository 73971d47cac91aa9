"""``vectorize``: a function of scalars, or of arrays of few dimensions, as one of arrays."""

import re

from pallasite._core import array, asanyarray, asarray, broadcast_arrays, broadcast_to, empty, zeros

NAMES = r"\((?:\w+(?:,\w+)*)?\)"
SIGNATURE = re.compile(f"{NAMES}(?:,{NAMES})*->{NAMES}(?:,{NAMES})*")
NO_TYPES = "cannot call `vectorize` on size 0 inputs unless `otypes` is set"


class vectorize:
    """A function as one of arrays, called for each element; with `signature` for each array of core dimensions."""

    def __init__(self, pyfunc=None, otypes=None, doc=None, excluded=None, cache=False, signature=None):
        if pyfunc is not None and not callable(pyfunc):
            raise TypeError("When used as a decorator, only accepts keyword arguments.")
        self.pyfunc, self.cache, self.signature = pyfunc, cache, signature
        self.excluded = set(excluded or ())
        self.otypes = self._types(otypes)
        self._doc = doc
        self._cores = None if signature is None else core_dimensions(signature)
        if pyfunc is not None:
            self.__name__ = getattr(pyfunc, "__name__", type(pyfunc).__name__)
            self.__doc__ = doc or pyfunc.__doc__

    @staticmethod
    def _types(otypes):
        from pallasite.numpy import dtype

        return None if otypes is None else [dtype(kind) for kind in otypes]

    def __call__(self, *args, **kwargs):
        if self.pyfunc is None:
            (function,) = args
            return vectorize(function, self.otypes, self._doc, self.excluded, self.cache, self.signature)
        if not kwargs and not self.excluded:
            return self._of_arrays(self.pyfunc, args)
        names = [name for name in kwargs if name not in self.excluded]
        places = [place for place in range(len(args)) if place not in self.excluded]
        varying = [args[place] for place in places] + [kwargs[name] for name in names]

        def call(*values):
            positional = list(args)
            for place, value in zip(places, values):
                positional[place] = value
            return self.pyfunc(*positional, **{**kwargs, **dict(zip(names, values[len(places):]))})

        return self._of_arrays(call, varying)

    def _of_arrays(self, call, varying):
        if self._cores is not None:
            return self._apply_to_cores(call, varying)
        return self._apply(call, varying) if varying else call()

    def _apply(self, call, varying):
        views = broadcast_arrays(*varying) if len(varying) > 1 else [asarray(varying[0])]
        lists = [view.ravel().tolist() for view in views]
        otypes, outputs = self.otypes and self._types(self.otypes), []
        if otypes is None:
            if views[0].size == 0:
                raise ValueError(NO_TYPES)
            first = call(*(view.flat[0] for view in views))
            several = isinstance(first, tuple)
            otypes = [asarray(value).dtype for value in (first if several else (first,))]
            outputs = [first] if self.cache else []
        else:
            several = len(otypes) > 1
        outputs += map(call, *(values[len(outputs):] for values in lists))
        columns = list(zip(*outputs)) if several else [outputs]
        shape = views[0].shape
        if not outputs:
            columns = [[] for _ in otypes]
        results = [_column(column, kind).reshape(shape) for column, kind in zip(columns, otypes)]
        if several:
            return tuple(results)
        return results[0] if shape else results[0][()]

    def _apply_to_cores(self, call, varying):
        """Calls the function for each place of the dimensions before the core ones."""
        from pallasite.numpy import broadcast_shapes, ndindex

        inputs, outputs = self._cores
        if len(varying) != len(inputs):
            raise TypeError(f"wrong number of positional arguments: expected {len(inputs)}, got {len(varying)}")
        sizes, arrays = {}, [asanyarray(value) for value in varying]
        for argument, core in zip(arrays, inputs):
            _note_sizes(sizes, argument, core)
        loops = [argument.shape[: argument.ndim - len(core)] for argument, core in zip(arrays, inputs)]
        shape = broadcast_shapes(*loops)
        arrays = [
            broadcast_to(argument, shape + tuple(sizes[name] for name in core), subok=True)
            for argument, core in zip(arrays, inputs)
        ]
        filled = None
        for index in ndindex(*shape):
            found = call(*(argument[index] for argument in arrays))
            count = len(found) if isinstance(found, tuple) else 1
            if count != len(outputs):
                raise ValueError(f"wrong number of outputs from pyfunc: expected {len(outputs)}, got {count}")
            found = [asanyarray(value) for value in (found if len(outputs) > 1 else (found,))]
            if filled is None:
                for value, core in zip(found, outputs):
                    _note_sizes(sizes, value, core)
                filled = self._new_outputs(shape, sizes, found)
            for out, value in zip(filled, found):
                out[index] = value
        if filled is None:
            filled = self._new_outputs(shape, sizes, None)
        return filled[0] if len(outputs) == 1 else tuple(filled)

    def _new_outputs(self, shape, sizes, like):
        """Arrays for the outputs, of the types of the first ones unless `otypes` says others."""
        otypes, outputs = self._types(self.otypes), self._cores[1]
        if otypes is None:
            if like is None:
                raise ValueError(NO_TYPES)
            otypes = [value.dtype for value in like]
        if any(name not in sizes for core in outputs for name in core):
            raise ValueError(
                "cannot call `vectorize` with a signature including new output dimensions on size 0 inputs"
            )
        shapes = [shape + tuple(sizes[name] for name in core) for core in outputs]
        new = [empty(full, kind) for full, kind in zip(shapes, otypes)]
        return new if like is None else [out.view(type(value)) for out, value in zip(new, like)]


def core_dimensions(signature):
    """The names of the core dimensions of inputs and of outputs: ``(m,n),(n)->(m)``."""
    text = re.sub(r"\s+", "", signature)
    if not SIGNATURE.fullmatch(text):
        raise ValueError(f"not a valid gufunc signature: {signature}")
    groups = (re.findall(r"\(([^()]*)\)", side) for side in text.split("->"))
    return tuple([tuple(re.findall(r"\w+", names)) for names in side] for side in groups)


def _note_sizes(sizes, argument, core):
    """Checks the core dimensions of an argument against `sizes`, and adds those that are new."""
    if argument.ndim < len(core):
        raise ValueError(
            f"{argument.ndim}-dimensional argument does not have enough dimensions for all core dimensions {core!r}"
        )
    for name, size in zip(core, argument.shape[argument.ndim - len(core) :]):
        if sizes.setdefault(name, size) != size:
            raise ValueError(f"inconsistent size for core dimension {name!r}: {size!r} vs {sizes[name]!r}")


def _column(values, kind):
    """Values of a function as an array of the type of the first one; text as long as the longest."""
    if kind.kind in "SU":
        return array(values, dtype=kind.char)
    return array(values).astype(kind, copy=False) if values else zeros(0, kind)
