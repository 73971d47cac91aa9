"""Writes docs/conformance.md, or docs/conformance_scipy.md, from the results of the conformance runner.

    python run.py numpy/_core/tests numpy/lib/tests --json results.json   # the runner, which is not part of this repository
    python tools/conformance_table.py results.json
"""
import json
import re
import sys
from collections import Counter
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = {"numpy": "conformance.md", "scipy": "conformance_scipy.md"}
NAMES = {"numpy": "NumPy", "scipy": "SciPy"}
HEAD = """# Conformance

{peer}'s own tests, run with pallasite in its place: {conforming} of the {denominator} that {peer} passes itself, {rate:.1%}.
{peer} {version}; the helpers that judge (`numpy.testing`) are NumPy's. Written by `tools/conformance_table.py`.
"""
# What a message of a failed test says about its cause; the first that matches counts.
CAUSES = (
    (r"object arrays|dtype=object|'[\w(),<]*,?O'|object_|frompyfunc", "arrays of Python objects are not there yet"),
    (r"datetime64|timedelta64|isnat|M8|busday", "dates and time spans are not there yet"),
    (r"MissingAPI|Placeholder|numpy\._core|numpy\.lib\._|scipy\.(sparse|linalg|stats|io|signal|ndimage)|_multiarray|ModuleNotFound", "the test calls a private function, or a module that is absent"),
    (r"has no attribute", "a public name that is absent: `poly1d`, `ma`, `char`, `frompyfunc`, ..."),
    (r"There are no fields", "an object in place of a dtype"),
    (r"Regex pattern", "the error is right, its words are others"),
    (r"DID NOT WARN", "a warning that is not given"),
    (r"DID NOT RAISE|not raised", "an error that is not raised"),
    (r"", "other differences"),
)


def cause(message):
    """The cause that a message stands for."""
    return next(text for pattern, text in CAUSES if re.search(pattern, message))


def table(head, rows):
    """Rows as Markdown."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def page(results, peer):
    """The whole page."""
    total, files, counts = results["total"], results["files"], Counter()
    for message, count in results["causes"].items():
        counts[cause(message)] += count
    rows = sorted(files.items(), key=lambda item: item[1]["conforming"] - item[1]["denominator"])
    shares = [(f"`{name}`", f["conforming"], f["denominator"], f"{f['conforming'] / max(1, f['denominator']):.1%}") for name, f in rows]
    rate, version = total["conforming"] / total["denominator"], results["versions"].get(peer, "")
    head = HEAD.format(peer=NAMES[peer], rate=rate, version=version, **total)
    causes = table(["cause, of the most frequent messages", "failed tests"], counts.most_common())
    return f"{head}\n## Why the rest fails\n{causes}\n\n## By file\n{table(['file', 'pass', 'of', 'share'], shares)}\n"


if __name__ == "__main__":
    RESULTS = json.loads(Path(sys.argv[1]).read_text())
    PEER = next(iter(RESULTS["files"])).partition("/")[0]
    (DOCS / PAGES[PEER]).write_text(page(RESULTS, PEER))
