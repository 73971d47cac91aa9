"""Packs Joe and Kuo's table of direction numbers for `crates/scipy/stats/qmc`, which says in which form.

    python tools/pack_joe_kuo.py new-joe-kuo-6.21201 crates/scipy/stats/qmc/src/sobol/joe_kuo.bin

The table is at https://web.maths.unsw.edu.au/~fkuo/sobol/: a line of headings, then for each dimension from the
second on its number, the degree s and the inner coefficients of its polynomial, and s direction numbers.
"""
import sys
from pathlib import Path


def free_bits(line):
    """The bits of one dimension that the table could choose."""
    degree, _, *numbers = map(int, line.split()[1:])
    if len(numbers) != degree or any(not m & 1 or m >> k for k, m in enumerate(numbers, 1)):
        raise ValueError(f"no direction numbers: {line}")
    return [m >> i & 1 for k, m in enumerate(numbers, 1) for i in range(1, k)]


def main(source, target):
    """Reads the table and writes the packed one."""
    bits = [bit for line in Path(source).read_text().splitlines()[1:] for bit in free_bits(line)]
    bits += [0] * (-len(bits) % 8)
    text = "".join(map(str, bits))
    Path(target).write_bytes(int(text, 2).to_bytes(len(bits) // 8, "big"))


if __name__ == "__main__":
    main(*sys.argv[1:])
