"""Generates a set unless it is there: `makesets.py FOLDER RECIPE` prints the folder that holds it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np

import arrays
import generators
from lines import progress
from truth import nearest


def main() -> int:
    try:
        recipe = generators.parse(sys.argv[2])
    except ValueError as error:
        progress(f"{sys.argv[2]}: {error}")
        return 1
    folder = Path(sys.argv[1]) / recipe.name()
    if not (folder / "recipe.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        progress(f"generating {recipe.name()} …")
        source = generators.Generator(recipe)
        rows, queries = source.rows(), source.queries()
        arrays.save(folder / "base.npy", rows)
        arrays.save(folder / "queries.npy", queries)
        progress("computing its truth in float64 …")
        arrays.save(folder / "truth.npy", nearest(rows, queries, recipe.metric, 100).astype(np.int32))
        # Last, so that a set whose making was interrupted is made again.
        (folder / "recipe.json").write_text(json.dumps(asdict(recipe)) + "\n")
    print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
