# Two commands do all set-up on a fresh Debian 12 machine with Swift: `make demo` and `make test`.
# `make bench` compares vecdb with its peers on this machine; `make bench-smoke` does in two minutes with what is there.
SWIFT ?= swift
RUNTIME_PACKAGES := libsqlite3-dev libopenblas-dev libopenblas0-pthread libedit-dev
# Peers come as Python packages; one of them is compiled when it is installed.
BENCH_PACKAGES := python3 python3-dev python3-venv g++
TEST_PACKAGES := libpg-query-dev qemu-user binutils

.PHONY: demo test soak fuzz tsan build bench bench-smoke bench-test bench-readme lint format setup setup-bench setup-test clean

demo: build
	@bash Fixtures/demo.sh .build/release/vecdb

build: setup
	$(SWIFT) build -c release --product vecdb

test: setup-test
	$(SWIFT) test

# Options, each also a variable of the environment (Benchmarks/README.md explains them):
#   make bench PEERS="pgvector faiss" DATA="clustered-128 my/folder" TASKS="hnsw filtered" ROUNDS=3 M=16 EF_CONSTRUCTION="64 200"
#   make bench CONNECTION="host=/run/postgresql dbname=postgres" AGAINST=Benchmarks/results/earlier BENCH_OPTIONS="--k 100"
PYTHON ?= python3
BENCH_VARIABLES = $(if $(PEERS),--peers "$(PEERS)") $(if $(ENGINES),--engines "$(ENGINES)") \
	$(foreach set,$(DATA),--data "$(set)") $(if $(METRIC),--metric $(METRIC)) $(if $(TASKS),--tasks "$(TASKS)") \
	$(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(CORE),--core $(CORE)) $(if $(CONNECTION),--connection "$(CONNECTION)") \
	$(if $(M),--m "$(M)") $(if $(EF_CONSTRUCTION),--ef-construction "$(EF_CONSTRUCTION)") \
	$(if $(SWEEP),--sweep "$(SWEEP)") $(if $(K),--k $(K)) $(if $(LIMIT),--limit $(LIMIT)) \
	$(if $(SELECTIVITY),--selectivity "$(SELECTIVITY)") $(if $(AGAINST),--against "$(AGAINST)") \
	$(if $(NAME),--name "$(NAME)") $(BENCH_OPTIONS)

bench: setup-bench
	@SWIFT="$(SWIFT)" $(PYTHON) Benchmarks/peers/bench.py run $(BENCH_VARIABLES)

bench-smoke: setup
	@SWIFT="$(SWIFT)" $(PYTHON) Benchmarks/peers/bench.py smoke $(BENCH_VARIABLES)

# README's table from a stored run: make bench-readme NAME=wordnet
bench-readme:
	@$(PYTHON) Benchmarks/peers/bench.py readme Benchmarks/results/$(or $(NAME),wordnet)

bench-test:
	@$(PYTHON) Benchmarks/peers/bench.py self-test

# The large forms of the tests that look for faults, each printing the seed it ran with; SEED=n runs them with another one, PART=regex some of them:
#   FaultInjectionTests   every call of the file system fails once, and for good, in every script
#   PowerLossTests        1,000 images of each script's disk without power, unsynced writes dropped and torn
#   SimulationTests       100 seeds x 2,000 steps against a model (vecdb-simulate runs single seeds, and the scripts of failing plans)
#   CrashTests            500 writers killed, and 200 that build indexes
#   DamageTests           2,000 files with flipped bits, 300 cut short
#   ConcurrencyTests      eight readers, a writer, checkpoints and builds; then again under the thread sanitizer
# and whatever other suites do more of when VECDB_SOAK is set.
SOAK_PARTS = FaultInjectionTests PowerLossTests SimulationTests CrashTests DamageTests ConcurrencyTests
soak: setup-test
	$(SWIFT) build --build-tests
	@set -e; for part in $(or $(PART),$(SOAK_PARTS)); do \
		echo "== $$part, seed $(or $(SEED),the suite's own)"; \
		VECDB_SOAK=1 $(if $(SEED),VECDB_TEST_SEED=$(SEED)) $(SWIFT) test --skip-build --no-parallel --filter "$$part"; \
	done
	VECDB_SOAK=1 $(if $(SEED),VECDB_TEST_SEED=$(SEED)) $(SWIFT) test --sanitize=thread --scratch-path .build/tsan --filter ConcurrencyTests

# The tests in which threads meet, under the thread sanitizer: everything is compiled a second time, which takes minutes.
tsan: setup-test
	$(SWIFT) test --sanitize=thread --scratch-path .build/tsan \
		--filter 'HNSW|IVFFlat|FlatIndex|Arena|Index|History|Follower|Collection|Transaction|Table|Concurrency'

# Inputs grown by the code that they reach, for one target (sql, literals, formats, copy, pages, file, shell):
#   make fuzz TARGET=sql SECONDS=600
# What is found lies in .build/fuzz/findings; once it is mended, it goes to Tests/FuzzTargetsTests/Cases/TARGET.
FUZZER := .build/fuzz/release/vecdb-fuzz
fuzz: setup
	$(SWIFT) build -c release --product vecdb-fuzz --sanitize fuzzer -Xswiftc -DFUZZING --scratch-path .build/fuzz
	$(SWIFT) build --product vecdb-fuzz
	@mkdir -p .build/fuzz/corpus/$(TARGET) .build/fuzz/findings
	VECDB_FUZZ_TARGET=$(TARGET) .build/debug/vecdb-fuzz --seeds .build/fuzz/corpus/$(TARGET)
	VECDB_FUZZ_TARGET=$(TARGET) $(FUZZER) -max_total_time=$(or $(SECONDS),60) -timeout=20 -rss_limit_mb=4096 -close_fd_mask=1 \
		-artifact_prefix=.build/fuzz/findings/$(TARGET)- $(FUZZ_OPTIONS) .build/fuzz/corpus/$(TARGET)

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks

setup:
	@bash Fixtures/install-packages.sh $(RUNTIME_PACKAGES)

setup-bench:
	@bash Fixtures/install-packages.sh $(RUNTIME_PACKAGES) $(BENCH_PACKAGES)

setup-test:
	@bash Fixtures/install-packages.sh $(RUNTIME_PACKAGES) $(TEST_PACKAGES)

clean:
	rm -rf .build Benchmarks/.build
