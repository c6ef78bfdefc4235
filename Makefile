# Two commands do all set-up on a fresh Debian 12 machine with Swift: `make demo` and `make test`.
SWIFT ?= swift
RUNTIME_PACKAGES := libsqlite3-dev libopenblas-dev libopenblas0-pthread libedit-dev
TEST_PACKAGES := libpg-query-dev qemu-user binutils

.PHONY: demo test build lint format setup setup-test clean

demo: build
	@bash Fixtures/demo.sh .build/release/vecdb

build: setup
	$(SWIFT) build -c release --product vecdb

test: setup-test
	$(SWIFT) test

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks

setup:
	@bash Fixtures/install-packages.sh $(RUNTIME_PACKAGES)

setup-test:
	@bash Fixtures/install-packages.sh $(RUNTIME_PACKAGES) $(TEST_PACKAGES)

clean:
	rm -rf .build Benchmarks/.build
