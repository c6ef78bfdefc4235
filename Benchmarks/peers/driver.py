"""Runs one engine, pinned, and prints the same JSON lines as `vecdb-bench`.

    driver.py hnsw|ivfflat|flat|filtered|ingest|open|churn|mixed --engine NAME --base F --queries F [--truth F] …

With `--paced` it waits after the build for a line on stdin before each pass and ends at the end of stdin, so that the
caller can let several engines take turns. The options are those of `vecdb-bench`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

# Thread pools read these when their libraries are loaded.
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS",
                    "LANCE_CPU_THREADS", "TOKIO_WORKER_THREADS", "NUMEXPR_NUM_THREADS")


def numbers(kind):
    return lambda text: [kind(word) for word in text.split(",") if word]


def parser() -> argparse.ArgumentParser:
    result = argparse.ArgumentParser(prog="driver.py")
    add = result.add_argument
    add("task", choices=["hnsw", "ivfflat", "flat", "filtered", "ingest", "open", "reopen", "churn", "mixed"])
    add("--engine", required=True)
    add("--base", type=Path, required=True)
    add("--queries", type=Path, required=True)
    add("--truth", type=Path)
    add("--metric", choices=["cosine", "l2", "ip"], default="cosine")
    add("--method", choices=["hnsw", "ivfflat", "flat"], help="the index of filtered; the engine's first otherwise")
    add("--k", type=int, default=10)
    add("--m", type=int, default=16)
    add("--ef-construction", type=int, default=64)
    add("--lists", type=int, default=100)
    add("--sweep", type=numbers(int))
    add("--batch", type=int, default=1000)
    add("--modes", type=lambda text: text.split(","), default=["single", "batch"])
    add("--selectivity", type=numbers(float), default=[0.5, 0.1, 0.01, 0.001, 0.0001])
    add("--correlated", action="store_true")
    add("--index", choices=["none", "hnsw"], default="none")
    add("--fraction", type=float, default=0.3)
    add("--writes-per-second", type=int, default=1000)
    add("--seconds", type=float, default=20)
    add("--limit", type=int)
    add("--threads", type=int, default=1)
    add("--repeat", type=int, default=3)
    add("--min-seconds", type=float, default=0.5)
    add("--max-seconds", type=float, default=10)
    add("--paced", action="store_true")
    add("--core", type=int)
    add("--connection")
    add("--label")
    add("--folder", type=Path, help="where files are made, in a new folder that is removed at the end")
    return result


def main() -> int:
    options = parser().parse_args()
    for name in THREAD_VARIABLES:
        os.environ[name] = str(options.threads)
    if options.core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {options.core})
    # Numpy and the engine are loaded after the threads are fixed.
    import tasks
    from engines.registry import ENGINES
    from lines import progress

    if options.engine not in ENGINES:
        progress(f"driver: no engine {options.engine}: {', '.join(ENGINES)}")
        return 2
    if options.task == "reopen" and options.folder is not None:
        return tasks.run(options, options.folder)
    # An engine's files go to a folder of its own, which vanishes: `--folder` may be anybody's.
    if options.folder is not None:
        options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
            prefix="vecdb-bench-", dir=options.folder, ignore_cleanup_errors=True) as folder:
        return tasks.run(options, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
