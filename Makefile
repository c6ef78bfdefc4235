# Two commands do all set-up on a fresh Debian 12 machine with Swift: `make demo` and `make test`.
# `make bench` compares vecdb with its peers on this machine; `make bench-smoke` does in two minutes with what is there.
SWIFT ?= swift
RUNTIME_PACKAGES := libsqlite3-dev libopenblas-dev libopenblas0-pthread libedit-dev
# Peers come as Python packages; one of them is compiled when it is installed.
BENCH_PACKAGES := python3 python3-dev python3-venv g++
TEST_PACKAGES := libpg-query-dev qemu-user binutils

.PHONY: demo test test-size fuzz tsan build bench bench-smoke bench-test bench-readme lint format setup setup-bench setup-test clean

demo: build
	@bash Fixtures/demo.sh .build/release/vecdb

build: setup
	$(SWIFT) build -c release --product vecdb

test: setup-test
	$(SWIFT) test

# Every statement and call that touches many rows, on tables of a real size, and every field of our own books with hostile values.
test-size: setup-test
	VECDB_SIZE_ROWS=$(or $(ROWS),120000) VECDB_SIZE_DIMENSIONS=$(or $(DIMENSIONS),384) \
		$(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path .build/size --filter SizeTests
	VECDB_HOSTILE_CASES=all $(SWIFT) test --filter HostileFileTests

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

# The tests in which threads meet, under the thread sanitizer: everything is compiled a second time, which takes minutes.
tsan: setup-test
	$(SWIFT) test --sanitize=thread --scratch-path .build/tsan \
		--filter 'HNSW|IVFFlat|FlatIndex|Arena|Index|History|Follower|Collection|Transaction|Table'

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
