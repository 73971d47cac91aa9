"""Where the examples put their figures: ``examples/output``."""
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

FOLDER = Path(__file__).resolve().parent.parent / "output"


def save(figure, name):
    """Writes ``examples/output/name.png`` and says so."""
    FOLDER.mkdir(exist_ok=True)
    figure.savefig(FOLDER / f"{name}.png", dpi=100)
    plt.close(figure)
    print(f"wrote examples/output/{name}.png")
