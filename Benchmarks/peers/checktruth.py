"""Compares a file of neighbours with distances in float64: `checktruth.py BASE QUERIES TRUTH METRIC K`."""

from __future__ import annotations

import sys
from pathlib import Path

import arrays
from truth import WrongTruth, check


def main() -> int:
    base, queries, truth = (Path(word) for word in sys.argv[1:4])
    try:
        # Rows are read from the file by blocks, so that any size will do.
        check(arrays.mapped(base), arrays.matrix(queries), sys.argv[4], arrays.ids(truth), int(sys.argv[5]))
    except WrongTruth as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
