"""Checks of the benchmark itself: what needs only the standard library, then what needs numpy where it is there."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import math
import random
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import charts
import compare
import environment
import machine
import plan
import report
import results
import sets
import summary
import turns
import vectorfiles
from journal import Journal

HAS_NUMPY = importlib.util.find_spec("numpy") is not None


def floats(count: int, dimensions: int, seed: int = 1) -> list[tuple[float, ...]]:
    source = random.Random(seed)
    return [tuple(source.gauss(0, 1) for _ in range(dimensions)) for _ in range(count)]


def write(path: Path, element: str, rows: list[tuple]) -> Path:
    form = struct.Struct(f"<{len(rows[0])}{element}")
    vectorfiles.write_npy(path, element, len(rows[0]), [form.pack(*row) for row in rows])
    return path


class Folder(unittest.TestCase):
    def setUp(self) -> None:
        self.context = tempfile.TemporaryDirectory()
        self.folder = Path(self.context.name)
        self.quiet = contextlib.redirect_stderr(io.StringIO())
        self.quiet.__enter__()

    def tearDown(self) -> None:
        self.quiet.__exit__(None, None, None)
        self.context.cleanup()


class Files(Folder):
    def test_an_npy_file_reads_back(self) -> None:
        rows = floats(5, 3)
        path = write(self.folder / "a.npy", "f", rows)
        where = vectorfiles.layout(path)
        self.assertEqual((where.rows, where.columns, where.element), (5, 3, "f"))
        for wrote, read in zip(rows, vectorfiles.read_rows(path, where, range(5))):
            self.assertTrue(all(math.isclose(a, b, rel_tol=1e-6) for a, b in zip(wrote, read)))

    def test_fvecs_bvecs_and_ivecs_are_records(self) -> None:
        for suffix, element, row in ((".fvecs", "f", (1.5, 2.0)), (".bvecs", "B", (7, 250)), (".ivecs", "i", (-3, 9))):
            path = self.folder / f"a{suffix}"
            path.write_bytes(2 * struct.pack(f"<i2{element}", 2, *row))
            where = vectorfiles.layout(path)
            self.assertEqual((where.rows, where.columns), (2, 2))
            self.assertEqual(vectorfiles.read_row(path, where, 1), row)

    def test_damaged_files_are_refused(self) -> None:
        path = write(self.folder / "a.npy", "f", floats(5, 3))
        path.write_bytes(path.read_bytes()[:-4])
        (self.folder / "b.npy").write_bytes(b"nothing")
        (self.folder / "c.fvecs").write_bytes(struct.pack("<i2f", 3, 1, 2))
        for name in ("a.npy", "b.npy", "c.fvecs"):
            with self.assertRaises(vectorfiles.VectorFileError):
                vectorfiles.layout(self.folder / name)

    def test_the_fixtures_are_there(self) -> None:
        data = sets.fixtures("cosine")
        self.assertEqual((data.rows, data.dimensions), (4000, 384))


class Truth(Folder):
    def named(self, metric: str, is_right: bool) -> sets.DataSet:
        base, queries = floats(200, 8), floats(6, 8, 2)
        truth = [tuple(sorted(range(200), key=lambda row: sets.distance(query, base[row], metric))[:10])
                 for query in queries]
        if not is_right:
            truth[0] = truth[0][:9] + (next(row for row in range(199, -1, -1) if row not in truth[0]),)
        return sets.DataSet("t", write(self.folder / "b.npy", "f", base), write(self.folder / "q.npy", "f", queries),
                            write(self.folder / "t.npy", "i", truth), metric)

    def test_right_truth_passes_and_wrong_truth_is_noticed(self) -> None:
        for metric in ("cosine", "l2", "ip"):
            sets.verify_plainly(self.named(metric, True), 10)
            with self.assertRaises(sets.SetError):
                sets.verify_plainly(self.named(metric, False), 10)

    def test_the_truth_of_another_metric_is_noticed(self) -> None:
        data = self.named("l2", True)
        with self.assertRaises(sets.SetError):
            sets.verify_plainly(sets.DataSet(data.name, data.base, data.queries, data.truth, "ip"), 10)


class Figures(unittest.TestCase):
    curve = [{"recall": 0.8, "qps": 1000.0}, {"recall": 0.9, "qps": 100.0}, {"recall": 0.85, "qps": 50.0},
             {"recall": 1.0, "qps": 10.0}]

    def test_speed_at_a_recall_lies_between_the_points_of_the_frontier(self) -> None:
        self.assertAlmostEqual(results.speed_at(self.curve, 0.9), 100)
        self.assertAlmostEqual(results.speed_at(self.curve, 0.95), 10**1.5)
        self.assertEqual(results.speed_at(self.curve, 0.5), 1000)
        self.assertIsNone(results.speed_at(self.curve[:3], 0.95))

    def test_an_exponent_is_found(self) -> None:
        self.assertAlmostEqual(results.exponent([(n, 3 * n**1.25) for n in (10, 100, 1000)]), 1.25)
        self.assertIsNone(results.exponent([(10, 1)]))

    def test_passes_become_medians(self) -> None:
        same = {"job": "j", "engine": "e", "phase": "search", "parameter": 10}
        found = results.condense([same | {"pass": n, "qps": qps, "recall": 0.9} for n, qps in enumerate((5, 1, 3))])
        self.assertEqual(len(found), 1)
        self.assertEqual((found[0]["qps"], found[0]["qps_worst"], found[0]["qps_best"]), (3, 1, 5))


def line(engine: str, **members) -> dict:
    return {"job": "j", "task": "hnsw", "title": "hnsw on t", "dataset": "t", "engine": engine, "rows": 10} | members


def run_of(vecdb: float, machine_speed: float = 1.0, build: float = 10) -> list[dict]:
    found = []
    for engine, speed in (("vecdb", vecdb), ("hnswlib", 100.0), ("pgvector", 10.0)):
        for recall in (0.9, 0.95, 0.99):
            found.append(line(engine, phase="search", mode="single", parameter=int(recall * 100), recall=recall,
                              qps=speed * machine_speed))
        seconds = build if engine == "vecdb" else 20
        found.append(line(engine, phase="build", seconds=seconds / machine_speed, rss_mb=5))
    return found


class Reports(Folder):
    def test_a_slowed_build_shows_beside_the_peers(self) -> None:
        section, worse = compare.against(run_of(300), run_of(300), "earlier")
        self.assertEqual(worse, 0)
        _, worse = compare.against(run_of(150), run_of(300), "earlier")
        self.assertEqual(worse, 3)
        _, worse = compare.against(run_of(300, build=30), run_of(300), "earlier")
        self.assertEqual(worse, 1)

    def test_a_slower_machine_is_not_a_slower_vecdb(self) -> None:
        _, worse = compare.against(run_of(300, machine_speed=0.5), run_of(300), "earlier")
        self.assertEqual(worse, 0)

    def test_on_a_busy_machine_the_clock_counts_as_a_whole(self) -> None:
        def disturbed(vecdb: float, processor: float) -> list[dict]:
            return [one | {"qps_cpu": (processor if one["engine"] == "vecdb" else one["qps"] * 2)}
                    if "qps" in one else one for one in run_of(vecdb)]

        quiet = disturbed(300, 600)
        section, worse = compare.against(disturbed(280, 590), quiet, "earlier")
        self.assertEqual(worse, 0)
        self.assertIn("machine was busy", "".join(section))
        # More work, and as much work with pauses.
        self.assertEqual(compare.against(disturbed(250, 300), quiet, "earlier")[1], 3)
        self.assertEqual(compare.against(disturbed(150, 600), quiet, "earlier")[1], 1)

    def test_the_report_says_where_vecdb_is_behind(self) -> None:
        ahead = report.write(self.folder, run_of(300), {}, []).read_text()
        self.assertIn("30.0 times", ahead)
        self.assertIn("No peer was ahead of vecdb in queries", ahead.replace("in what was measured", "in queries"))
        behind = report.write(self.folder, run_of(50), {}, []).read_text()
        self.assertIn("vecdb 50, hnswlib 100", behind)
        self.assertTrue(list((self.folder / "plots").glob("*.svg")))

    def test_a_busy_machine_is_told(self) -> None:
        lines = [one | {"qps_cpu": one["qps"] * 2} if "qps" in one else one for one in run_of(300)]
        self.assertIn("machine was busy", report.write(self.folder, lines, {}, []).read_text())
        self.assertNotIn("machine was busy", report.write(self.folder, lines, {}, [], by_processor=True).read_text())

    def test_charts_are_well_formed(self) -> None:
        from xml.dom.minidom import parseString

        chart = charts.Chart("a < b", charts.Axis("recall", "recall"), charts.Axis("q/s", "log"))
        chart.add("x & y", [(0.9, 10.0), (1.0, 1.0)])
        chart.add("vecdb", [(0.95, 20.0)])
        parseString(chart.svg())
        parseString(charts.bars("t", "l", [("a", 1.0), ("b", 0.0)]))
        self.assertIsNone(charts.Chart("", charts.Axis("x"), charts.Axis("y")).svg())


class Summaries(Folder):
    def lines(self) -> list[dict]:
        shared = {"metric": "l2", "rows": 10, "dimensions": 2, "k": 10}
        return [line(engine, **shared, task="hnsw", phase="search", mode="single", recall=recall, qps=factor * speed)
                for engine, factor in (("vecdb", 2), ("hnswlib", 1))
                for recall, speed in ((0.9, 3000.0), (0.95, 2000.0), (0.99, 500.0))] + [
            line("vecdb", **shared, task="filtered", phase="filtered", selectivity=0.1, recall=recall, qps=speed)
            for recall, speed in ((0.9, 9000.0), (0.96, 700.0), (0.99, 600.0))] + [
            line("vecdb", **shared, task="hnsw", phase="build", cpu_seconds=1.25, rss_mb=20.0)]

    def test_the_table_of_readme_is_replaced_and_nothing_else(self) -> None:
        readme = self.folder / "README.md"
        readme.write_text("before\n<!-- figures: old -->\nold\n<!-- end of figures -->\nafter\n")
        self.assertTrue(summary.update(readme, "results/new", self.lines(), {"source": "abc"}))
        self.assertFalse(summary.update(readme, "results/new", self.lines(), {"source": "abc"}))
        text = readme.read_text()
        self.assertTrue(text.startswith("before\n<!-- figures: results/new -->\n"))
        self.assertTrue(text.endswith("<!-- end of figures -->\nafter\n"))
        self.assertIn("| vecdb, `VectorCollection` | 6,000 | 4,000 | 1,000 | – | 700 | – | – | 1.25 | 20 |", text)
        self.assertIn("| hnswlib | 3,000 | 2,000 | 500 | – | – | – | – | – | – |", text)
        self.assertNotIn("old", text)

    def test_a_disturbed_run_is_shown_by_processor_time(self) -> None:
        disturbed = [one | ({"qps_cpu": one["qps"] * 2} if "qps" in one else {}) for one in self.lines()]
        text = summary.block("results/new", disturbed, {})
        self.assertIn("processor time", text)
        self.assertIn("| hnswlib | 6,000 | 4,000 | 1,000 |", text)

    def test_a_run_without_a_curve_makes_no_table(self) -> None:
        with self.assertRaises(summary.SummaryError):
            summary.block("results/new", self.lines()[-1:], {})


class Runs(Folder):
    def test_a_killed_run_goes_on(self) -> None:
        asked = {"jobs": ["a", "b"]}
        journal = Journal.new(self.folder, "one")
        journal.start(asked=asked)
        journal.add("a", [{"job": "a"}])
        again = Journal.unfinished(self.folder, asked)
        self.assertIsNotNone(again)
        self.assertTrue(again.has("a") and not again.has("b"))
        self.assertIsNone(Journal.unfinished(self.folder, {"jobs": ["c"]}))
        again.note(finished=True)
        self.assertIsNone(Journal.unfinished(self.folder, asked))

    def test_every_engine_belongs_to_a_group_of_requirements(self) -> None:
        from engines.registry import ENGINES

        self.assertEqual({entry.peer for entry in ENGINES.values()}, set(environment.peer_names()))
        for packages in environment.groups().values():
            self.assertTrue(all("==" in package for package in packages))

    def test_commands_shown_hold_no_folders_and_no_secrets(self) -> None:
        shown = turns.shown(["/home/me/bin/vecdb-bench", "hnsw", "--base", "/data/x/base.npy", "--connection",
                             "host=h password=s"])
        self.assertEqual(shown, "vecdb-bench hnsw --base base.npy --connection …")

    def test_engines_are_asked_only_for_what_they_can(self) -> None:
        peers = environment.peer_names()
        self.assertIn("pgvector", plan.engines_for("hnsw", peers, "l2", None))
        self.assertNotIn("sqlite-vec", plan.engines_for("flat", peers, "ip", None))
        self.assertEqual(plan.engines_for("hnsw", [], "l2", ["vecdb"]), ("vecdb",))

    def test_the_machine_describes_itself(self) -> None:
        self.assertTrue(json.dumps(machine.describe()))


FAKE = """#!{python}
import json, sys
words = sys.argv[1:]
name = words[words.index("--through") + 1]
if name == "sql":
    sys.exit("no such thing as SQL")
print(json.dumps({{"phase": "build", "seconds": 1}}), flush=True)
if "--paced" not in words:
    print(json.dumps({{"phase": "churn", "stage": "fresh", "recall": 1, "qps": 7}}))
    sys.exit()
print(json.dumps({{"phase": "ready"}}), flush=True)
for number, _ in enumerate(iter(sys.stdin.readline, "")):
    if name == "index" and number == 1:
        sys.exit("out of memory")
    print(json.dumps({{"phase": "search", "mode": "single", "recall": 0.9, "qps": 10 * (number + 1), "pass": number}}))
    print(json.dumps({{"phase": "turn"}}), flush=True)
"""


class Turns(Folder):
    """An engine that only speaks the protocol."""

    def measured(self, task: str, engines: tuple[str, ...]) -> tuple[list[dict], dict[str, str]]:
        fake = self.folder / "fake"
        fake.write_text(FAKE.format(python=sys.executable))
        fake.chmod(0o755)
        around = turns.Surroundings(None, fake, None, None, rounds=3, timeout=60)
        data = sets.DataSet("t", write(self.folder / "b.npy", "f", floats(9, 2)), self.folder / "q.npy", None, "l2")
        return turns.run(plan.Job(task, data, engines, ()), around)

    def test_engines_take_turns_and_failures_have_reasons(self) -> None:
        found, missing = self.measured("hnsw", ("vecdb", "vecdb-sql", "vecdb-index"))
        self.assertEqual({line["engine"] for line in found}, {"vecdb"})
        self.assertEqual([line["qps"] for line in found if line["phase"] == "search"], [10, 20, 30])
        self.assertEqual(missing, {"vecdb-sql": "no such thing as SQL", "vecdb-index": "out of memory"})
        self.assertTrue(all("--paced" in line["command"] for line in found))

    def test_other_tasks_start_afresh_each_round(self) -> None:
        found, missing = self.measured("churn", ("vecdb",))
        self.assertEqual(([line["pass"] for line in found], missing), ([0, 0, 1, 1, 2, 2], {}))


@unittest.skipUnless(HAS_NUMPY, "numpy is not installed")
class Arrays(Folder):
    def test_truth_is_that_of_plain_python(self) -> None:
        import numpy as np

        from truth import nearest

        base, queries = floats(300, 6), floats(4, 6, 2)
        for metric in ("cosine", "l2", "ip"):
            found = nearest(np.array(base, np.float32), np.array(queries, np.float32), metric, 5)
            for query, ids in zip(queries, found):
                self.assertEqual(
                    sorted(range(300), key=lambda row: sets.distance(query, base[row], metric))[:5], ids.tolist())

    def test_recall_counts_ties_and_nothing_that_a_filter_leaves_out(self) -> None:
        import numpy as np

        from truth import Judge

        base = np.array([[0.0], [1.0], [1.0], [5.0]], np.float32)
        queries = np.zeros((1, 1), np.float32)
        truth = np.array([[0, 1]])
        self.assertEqual(Judge(base, queries, "l2", truth).recall([[0, 2]]), 1)
        self.assertEqual(Judge(base, queries, "l2", truth).recall([[0, 0]]), 0.5)
        self.assertEqual(Judge(base, queries, "l2", truth).recall([[3, -1]]), 0)
        self.assertEqual(Judge(base, queries, "l2", np.array([[0, 2]]), np.array([0, 2, 3])).recall([[0, 1]]), 0.5)

    def test_wrong_truth_is_noticed(self) -> None:
        import numpy as np

        from truth import WrongTruth, check, nearest

        base = np.array(floats(500, 8), np.float32)
        queries = np.array(floats(20, 8, 2), np.float32)
        right = nearest(base, queries, "cosine", 10)
        self.assertEqual(check(base, queries, "cosine", right, 10), 20)
        for wrong in (np.roll(right, 1, 0), right[:, ::-1][:, :5], right + 1, np.repeat(right[:, :1], 10, 1)):
            with self.assertRaises(WrongTruth):
                check(base, queries, "cosine", wrong, 10)

    def test_one_wrong_neighbour_is_noticed(self) -> None:
        import numpy as np

        from truth import Judge, WrongTruth, check, nearest

        base = np.array(floats(500, 8), np.float32)
        queries = np.array(floats(200, 8, 2), np.float32)
        truth = nearest(base, queries, "l2", 10)
        self.assertEqual(check(base, queries, "l2", truth, 10, sample=5), 5)
        far = truth.copy()
        far[37, 4] = nearest(base, queries[37:38], "l2", 500)[0, -1]
        with self.assertRaises(WrongTruth):
            check(base, queries, "l2", far, 10, sample=5)
        # In order, but the nearest is missing: only a search can tell.
        missing = truth.copy()
        missing[37] = nearest(base, queries[37:38], "l2", 11)[0, 1:]
        self.assertEqual(check(base, queries, "l2", missing, 10, sample=5), 5)
        judge = Judge(base, queries, "l2", missing)
        with self.assertRaises(WrongTruth):
            judge.recall(list(truth))
        self.assertEqual(Judge(base, queries, "l2", truth).recall(list(truth)), 1)

    def test_a_driver_removes_only_what_it_made(self) -> None:
        base = write(self.folder / "base.npy", "f", floats(50, 4))
        queries = write(self.folder / "queries.npy", "f", floats(5, 4, 2))
        mine = self.folder / "mine"
        mine.mkdir()
        (mine / "letter.txt").write_text("dear")
        # Whether it can measure or not (numpy alone measures nothing): the folder is the user's.
        for engine in ("hnswlib", "faiss-flat", "nonsense"):
            subprocess.run(
                [sys.executable, str(Path(turns.__file__).with_name("driver.py")), "hnsw", "--engine", engine, "--base",
                 str(base), "--queries", str(queries), "--sweep", "10", "--min-seconds", "0", "--folder", str(mine)],
                capture_output=True)
            self.assertEqual([path.name for path in mine.iterdir()], ["letter.txt"])

    def test_ranks_are_those_of_vecdb_bench(self) -> None:
        import numpy as np

        from ranks import bound, correlated_ranks, random_ranks, splitmix64

        self.assertEqual(int(splitmix64(np.array([0]))[0]), 0xE220A8397B1DCDAF)
        self.assertEqual(sorted(random_ranks(100)), list(range(100)))
        base = np.arange(10, dtype=np.float32)[:, None]
        self.assertEqual(correlated_ranks(base, "l2")[5], 0)
        self.assertEqual((bound(0.01, 150), bound(1, 10)), (2, 10))

    def test_generated_sets_follow_from_their_parameters(self) -> None:
        import numpy as np

        from generators import Generator, parse

        small, large = parse("synthetic:n=500,dimensions=16"), parse("synthetic:n=12000,dimensions=16")
        self.assertTrue((Generator(large).rows()[:500] == Generator(small).rows()).all())
        self.assertFalse((Generator(small).queries()[:500] == Generator(small).rows()).any())
        doubled = Generator(parse("synthetic:n=2000,dimensions=8,duplicates=0.5")).rows()
        self.assertLess(len(np.unique(doubled, axis=0)), 1_600)
        lengths = np.linalg.norm(Generator(parse("unnormalised-300:n=1000")).rows(), axis=1)
        self.assertGreater(np.std(np.log(lengths)), 0.1)
        for wrong in ("nothing", "synthetic:colour=3"):
            with self.assertRaises(ValueError):
                parse(wrong)


def run() -> int:
    suite = unittest.defaultTestLoader.loadTestsFromModule(__import__("selftest"))
    outcome = unittest.TextTestRunner(verbosity=1).run(suite)
    return 0 if outcome.wasSuccessful() else 1
