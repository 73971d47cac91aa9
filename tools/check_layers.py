"""Fails where a crate depends on one above it, where pyo3 leaves its crate, or Python imports a star.

    python tools/check_layers.py

The layers are those of ARCHITECTURE.md, lowest first. Sub-packages of scipy may use each other only along
the edges named here.
"""
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("array", "ufunc", "numpy", "scipy", "skimage", "sklearn", "pallasite", "python")
SCIPY_EDGES = {
    ("cluster", "spatial"), ("interpolate", "spatial"), ("optimize", "qmc"), ("optimize", "spatial"), ("qmc", "spatial"), ("qmc", "special"),
    ("signal", "fft"), ("stats", "qmc"),
}


def crates():
    """Package name to folder below ``crates`` and parsed manifest."""
    manifests = sorted((ROOT / "crates").rglob("Cargo.toml"))
    parsed = [(path.parent.relative_to(ROOT / "crates"), tomllib.loads(path.read_text())) for path in manifests]
    return {manifest["package"]["name"]: (folder, manifest) for folder, manifest in parsed}


def declared(manifest):
    """Every dependency that a manifest names, of any kind."""
    kinds = ("dependencies", "dev-dependencies", "build-dependencies")
    tables = [manifest, *manifest.get("target", {}).values()]
    return {name for table in tables for kind in kinds for name in table.get(kind, ())}


def used(folder):
    """The crates of this workspace that the sources below `folder` name in a path."""
    sources = (ROOT / "crates" / folder / "src").rglob("*.rs")
    names = {name for path in sources for name in re.findall(r"\b(pallasite(?:_\w+)?)::", path.read_text())}
    return {name.replace("_", "-") for name in names}


def allowed(importer, imported):
    """Whether the crate in folder `importer` may use the one in folder `imported`."""
    above, below = LAYERS.index(importer.parts[0]), LAYERS.index(imported.parts[0])
    if importer.parts[0] == imported.parts[0] == "scipy":
        return importer == imported or (importer.name, imported.name) in SCIPY_EDGES
    return below < above or importer == imported


def problems():
    """One line for each breach."""
    known = crates()
    for name, (folder, manifest) in known.items():
        dependencies = declared(manifest)
        for other in sorted((dependencies | used(folder)) & known.keys()):
            if not allowed(folder, known[other][0]):
                yield f"crates/{folder}: {name} may not use {other}"
        if "pyo3" in dependencies and folder.parts[0] != "python":
            yield f"crates/{folder}: pyo3 belongs in crates/python"
    for path in sorted((ROOT / "python").rglob("*.py")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.match(r"\s*from\s+\S+\s+import\s+\*", line):
                yield f"{path.relative_to(ROOT)}:{number}: import by name, not *"


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found) or "layers: fine")
    sys.exit(bool(found))
