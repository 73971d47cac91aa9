"""``einsum``: sums of products in Einstein's notation, two operands at a time through ``matmul``.

The order of the pairs is that of the greedy algorithm of opt_einsum (Smith and Gray, JOSS 3(26), 2018), or the best of
all orders for few operands.
"""

from collections import Counter
from itertools import combinations
from math import prod
from operator import index

from pallasite import _core
from pallasite import numpy as np

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIMENSIONS = "einstein sum subscripts string"


def _from_lists(arguments):
    """Subscripts and operands of the form ``op0, sublist0, op1, sublist1, ..., [output]``."""
    operands, lists = list(arguments[:-1:2]), list(arguments[1::2])
    output = arguments[-1] if len(arguments) % 2 else None
    used = sorted({index(i) for part in (*lists, output or ()) for i in part if i is not Ellipsis})
    if any(not 0 <= i < len(LETTERS) for i in used):
        raise ValueError(f"subscript is not within the valid range [0, {len(LETTERS)})")

    def text(part):
        return "".join("..." if i is Ellipsis else LETTERS[index(i)] for i in part)

    subscripts = ",".join(map(text, lists))
    return (subscripts if output is None else f"{subscripts}->{text(output)}"), operands


def _checked(text, what):
    """Subscripts without spaces, the ellipsis as one dot."""
    text = text.replace(" ", "").replace("...", "\0")
    if "." in text:
        raise ValueError(f"{DIMENSIONS} contains a '.' that is not part of an ellipsis ('...') in {what}")
    if text.count("\0") > 1:
        raise ValueError(f"{DIMENSIONS} contains a '.' that is not part of an ellipsis ('...') in {what}")
    for letter in text.replace("\0", ""):
        if letter not in LETTERS:
            raise ValueError(
                f"invalid subscript '{letter}' in {DIMENSIONS}, subscripts must be letters"
            )
    return text


def _spread(term, operand, axes):
    """The subscripts of an operand with a letter for each axis of its ellipsis, the last of `axes`."""
    hidden = operand.ndim - len(term.replace("\0", ""))
    if "\0" not in term and hidden:
        if hidden < 0:
            raise ValueError(f"{DIMENSIONS} contains too many subscripts for operand {{i}}")
        raise ValueError(
            "operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to "
            "broadcast the extra dimensions."
        )
    if hidden < 0:
        raise ValueError(f"{DIMENSIONS} contains too many subscripts for operand {{i}}")
    return term.replace("\0", axes[len(axes) - hidden :])


def _parse(arguments):
    """Subscripts of the inputs and the output, a letter for each axis, and the operands as arrays."""
    if not arguments:
        raise ValueError("must specify the einstein sum subscripts string and at least one operand, or at least one "
                         "operand and its corresponding subscripts list")  # fmt: skip
    subscripts, operands = (arguments[0], arguments[1:]) if isinstance(arguments[0], str) else _from_lists(arguments)
    operands = [np.asanyarray(operand) for operand in operands]
    left, arrow, right = subscripts.partition("->")
    if not arrow and ("-" in subscripts or ">" in subscripts):
        raise ValueError(f"{DIMENSIONS} does not contain proper '->' output specified")
    terms = [_checked(term, "operand") for term in left.split(",")]
    if len(terms) != len(operands):
        few = "more" if len(operands) > len(terms) else "fewer"
        raise ValueError(f"{few} operands provided to einstein sum function than specified in the subscripts string")
    hidden = [operand.ndim - len(term.replace("\0", "")) for term, operand in zip(terms, operands) if "\0" in term]
    free = [letter for letter in LETTERS if letter not in subscripts]
    axes = "".join(free[: max(hidden, default=0)])
    terms = [_named(_spread, i, term, operand, axes) for i, (term, operand) in enumerate(zip(terms, operands))]
    return terms, _output(terms, right if arrow else None, axes), operands


def _named(spread, i, *arguments):
    try:
        return spread(*arguments)
    except ValueError as error:
        raise ValueError(str(error).replace("{i}", str(i))) from None


def _output(terms, right, axes):
    """The subscripts of the output; not given, those that occur once, in alphabetical order."""
    counts = Counter("".join(terms))
    if right is None:
        return axes + "".join(sorted(letter for letter, n in counts.items() if n == 1 and letter not in axes))
    right = _checked(right, "output")
    if axes and "\0" not in right:
        raise ValueError(
            "output has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to "
            "broadcast the extra dimensions."
        )
    right = right.replace("\0", axes)
    for letter in right:
        if right.count(letter) > 1:
            raise ValueError(f"{DIMENSIONS} includes output subscript '{letter}' multiple times")
        if letter not in counts:
            raise ValueError(
                f"{DIMENSIONS} included output subscript '{letter}' which never appeared in an input"
            )
    return right


def _sizes(terms, operands):
    """The length of each letter, where 1 gives way to any other."""
    sizes = {}
    for i, (term, operand) in enumerate(zip(terms, operands)):
        for axis, (letter, size) in enumerate(zip(term, operand.shape)):
            known = sizes.setdefault(letter, size)
            if known == 1:
                sizes[letter] = size
            elif size not in (1, known):
                raise ValueError(
                    f"operands could not be broadcast together with remapped shapes [original->remapped]: axis {axis} "
                    f"of operand {i} has length {size} where the subscript '{letter}' has length {known}"
                )
    return sizes


def _diagonal(term, operand):
    """The operand with each letter once: repeated ones step along the diagonal, without a copy."""
    for letter in {letter for letter in term if term.count(letter) > 1}:
        places = [axis for axis, other in enumerate(term) if other == letter]
        size = max(operand.shape[axis] for axis in places)
        wide = tuple(size if axis in places else n for axis, n in enumerate(operand.shape))
        operand = np.broadcast_to(operand, wide)
        while len(places) > 1:
            last = places.pop()
            operand = np.moveaxis(np.diagonal(operand, axis1=places[0], axis2=last), -1, places[0])
            term = term[:last] + term[last + 1 :]
    return term, operand


def _ordered(term, operand, wanted):
    """The operand with its axes in the order of `wanted`, of length 1 where it lacks the letter."""
    present = [letter for letter in wanted if letter in term]
    moved = operand.transpose([term.index(letter) for letter in present])
    return moved[tuple(slice(None) if letter in term else None for letter in wanted)]


def _summed(term, operand, keep):
    """Sums over the letters that nobody else has."""
    drop = tuple(axis for axis, letter in enumerate(term) if letter not in keep)
    if not drop:
        return term, operand
    summed = operand.any(axis=drop) if operand.dtype == bool else operand.sum(axis=drop, dtype=operand.dtype)
    return "".join(letter for letter in term if letter in keep), np.asarray(summed)


def _pair(first, second, keep):
    """The product of two operands, summed over the letters that are not in `keep`, as one ``matmul``."""
    (s, a), (t, b) = first, second
    s, a = _summed(s, a, set(keep) | set(t))
    t, b = _summed(t, b, set(keep) | set(s))
    sizes = _sizes([s, t], [a, b])
    shared = [letter for letter in s if letter in t]
    batch, inner = [l for l in shared if l in keep], [l for l in shared if l not in keep]
    rows, columns = [l for l in s if l not in t], [l for l in t if l not in s]
    if not inner:
        letters = batch + rows + columns
        return "".join(letters), np.multiply(_ordered(s, a, letters), _ordered(t, b, letters))

    def matrices(term, operand, *groups):
        letters = sum(groups, [])
        wide = np.broadcast_to(_ordered(term, operand, letters), [sizes[letter] for letter in letters])
        return wide.reshape([sizes[letter] for letter in batch] + [prod(sizes[l] for l in g) for g in groups[1:]])

    if not rows and not columns and a.dtype.kind != "c":
        letters = batch + inner
        wide = [sizes[letter] for letter in letters]
        lines = [np.broadcast_to(_ordered(*part, letters), wide) for part in ((s, a), (t, b))]
        flat = [line.reshape([*wide[: len(batch)], -1]) for line in lines]
        return "".join(batch), np.asarray(_core._vecdot(*flat))

    product = np.matmul(matrices(s, a, batch, rows, inner), matrices(t, b, batch, inner, columns))
    letters = batch + rows + columns
    return "".join(letters), product.reshape([sizes[letter] for letter in letters])


def _kept(terms, output, chosen):
    """The letters that are wanted after the operands `chosen` have been multiplied."""
    return set(output).union(*(term for i, term in enumerate(terms) if i not in chosen))


def _cost(terms, output, sizes, chosen):
    """What is left of the operands `chosen`, and the operations of their product: a sum counts as one more."""
    both = set().union(*(terms[i] for i in chosen))
    result = both & _kept(terms, output, chosen)
    return result, _size(both, sizes) * (max(1, len(chosen) - 1) + (both != result))


def _size(letters, sizes):
    return prod(sizes[letter] for letter in letters)


def _greedy(terms, output, sizes, limit):
    """Always the pair whose product takes the least memory beside what it replaces, outer products last.

    All that is left goes at once where no pair stays below the limit, or all pairs cost more than one loop would.
    """
    terms, path = [set(term) for term in terms], []
    budget = _cost(terms, output, sizes, range(len(terms)))[1]

    def rank(pair):
        i, j = pair
        result, cost = _cost(terms, output, sizes, pair)
        growth = _size(result, sizes) - _size(terms[i], sizes) - _size(terms[j], sizes)
        return not terms[i] & terms[j], growth, cost

    def fits(pair):
        result, cost = _cost(terms, output, sizes, pair)
        return _size(result, sizes) <= limit and cost <= budget

    while len(terms) > 2:
        pairs = filter(fits, combinations(range(len(terms)), 2))
        pair = min(pairs, key=rank, default=None)
        if pair is None:
            break
        result, cost = _cost(terms, output, sizes, pair)
        budget -= cost
        terms = [term for i, term in enumerate(terms) if i not in pair] + [result]
        path.append(pair)
    return [*path, tuple(range(len(terms)))]


def _optimal(terms, output, sizes, limit):
    """The order with the fewest operations whose products all stay below the limit, by trying all."""

    def best(terms):
        if len(terms) == 1:
            return 0, []
        tried = []
        for pair in combinations(range(len(terms)), 2):
            result, cost = _cost(terms, output, sizes, pair)
            if _size(result, sizes) <= limit:
                rest = [term for i, term in enumerate(terms) if i not in pair]
                further, path = best([*rest, result])
                tried.append((cost + further, [pair, *path]))
        everything = tuple(range(len(terms)))
        return min(tried, key=lambda entry: entry[0], default=(_cost(terms, output, sizes, everything)[1], [everything]))

    return best([set(term) for term in terms])[1] or [(0,)]


def _path(optimize, terms, output, sizes):
    """The order of contractions that `optimize` asks for."""
    kind, limit = optimize, float("inf")
    if isinstance(optimize, (tuple, list)) and optimize and isinstance(optimize[0], str):
        kind = optimize[0]
        if kind == "einsum_path":
            return _explicit(optimize[1:], len(terms))
        limit = optimize[1]
    if kind in (False, None):
        return [tuple(range(len(terms)))]
    if kind is not True and not isinstance(kind, str):
        raise TypeError(f"Did not understand the path: {optimize}")
    if kind not in (True, "greedy", "optimal"):
        raise KeyError(f"Path name {kind} not found")
    if len(terms) <= 2:
        return [tuple(range(len(terms)))]
    return (_optimal if kind == "optimal" else _greedy)(terms, output, sizes, limit)


def _explicit(path, count):
    """A path that the user gives, which must use up all operands."""
    path = [tuple(step) for step in path]
    for step in path:
        if not all(0 <= i < count for i in step):
            raise RuntimeError(f"Invalid einsum_path is specified: {path}")
        count -= len(step) - 1
    if count != 1:
        raise RuntimeError(f"Invalid einsum_path is specified: {path}")
    return path


def _contract(terms, operands, output, path):
    """Multiplies the operands in the order of the path, and sums what the output does not have."""
    parts = [_diagonal(term, operand) for term, operand in zip(terms, operands)]
    for step in path:
        chosen = [parts[i] for i in sorted(step)]
        parts = [part for i, part in enumerate(parts) if i not in step]
        while len(chosen) > 1:
            rest = [*chosen[2:], *parts]
            chosen = [_pair(chosen[0], chosen[1], set(output).union(*(term for term, _ in rest))), *chosen[2:]]
        parts += chosen
    return _summed(*parts[0], set(output))


def _cast(operands, dtype, casting):
    """The operands in the type they are computed in."""
    wanted = np.result_type(*operands) if dtype is None else np.dtype(dtype)
    for i, operand in enumerate(operands):
        if not np.can_cast(operand.dtype, wanted, casting):
            raise TypeError(
                f"Iterator operand {i} dtype could not be cast from {operand.dtype!r} to {wanted!r} according to the "
                f"rule '{casting}'"
            )
    return [operand.astype(wanted, copy=False) for operand in operands]


def einsum(*operands, out=None, optimize=False, dtype=None, order="K", casting="safe"):
    """Sums of products, named by subscripts: ``einsum('ij,jk->ik', a, b)`` is the matrix product.

    An ellipsis stands for axes that broadcast. `optimize` is ``False``, ``True``, ``'greedy'``, ``'optimal'`` or a
    path from `einsum_path`.
    """
    if order not in ("K", "C", "F", "A"):
        raise ValueError(f"order must be one of 'C', 'F', 'A', or 'K' (got '{order}')")
    terms, output, arrays = _parse(operands)
    sizes = _sizes(terms, arrays)
    arrays = _cast(arrays, dtype, casting)
    if len(arrays) == 1 and out is None and set(terms[0]) == set(output):
        term, view = _diagonal(terms[0], arrays[0])
        view = view.transpose([term.index(letter) for letter in output])
        return view if view.ndim else view[()]
    path = _path(optimize, terms, output, sizes)
    if out is not None and not isinstance(out, np.ndarray):
        raise TypeError("return arrays must be of ArrayType")
    term, result = _contract(terms, arrays, output, path)
    result = np.broadcast_to(_ordered(term, result, output), [sizes[letter] for letter in output])
    if out is not None:
        if out.shape != result.shape:
            raise ValueError(f"output operand of shape {out.shape} does not match the result's {result.shape}")
        np.copyto(out, result, casting="same_kind" if casting == "safe" else casting)
        return out
    if not output:
        return result[()]
    return np.array(result, order="C" if order == "K" else order)


def einsum_path(*operands, optimize="greedy", einsum_call=False):
    """The order in which `einsum` would multiply, as ``['einsum_path', (i, j), ...]``, and a report of its cost."""
    terms, output, arrays = _parse(operands)
    sizes = _sizes(terms, arrays)
    path = _path(optimize, terms, output, sizes)
    return ["einsum_path", *path], _report(terms, output, sizes, path)


def _report(terms, output, sizes, path):
    """The costs of a path in words, and a line for each of its steps."""
    left, texts, lines = [set(term) for term in terms], list(terms), []
    naive, total, scalings, largest = _cost(left, output, sizes, range(len(left)))[1], 0, [], _size(output, sizes)
    for step in path:
        result, cost = _cost(left, output, sizes, step)
        scalings.append(len(set().union(*(left[i] for i in step))))
        total, largest = total + cost, max(largest, _size(result, sizes))
        call = ",".join(texts[i] for i in sorted(step, reverse=True))
        made = output if len(left) == len(step) else "".join(sorted(result))
        left = [term for i, term in enumerate(left) if i not in step] + [result]
        texts = [term for i, term in enumerate(texts) if i not in step] + [made]
        lines.append(f"\n{scalings[-1]:4d}    {call + '->' + made:>24} {','.join(texts) + '->' + output:>40}")
    return "".join([
        f"  Complete contraction:  {','.join(terms)}->{output}\n",
        f"         Naive scaling:  {len(sizes)}\n",
        f"     Optimized scaling:  {max(scalings)}\n",
        f"      Naive FLOP count:  {float(naive):.3e}\n",
        f"  Optimized FLOP count:  {float(total):.3e}\n",
        f"   Theoretical speedup:  {naive / total if total else 1:3.3f}\n",
        f"  Largest intermediate:  {float(largest):.3e} elements\n",
        "-" * 74 + "\n",
        f"{'scaling':>6} {'current':>24} {'remaining':>40}\n",
        "-" * 74,
        *lines,
    ])  # fmt: skip
