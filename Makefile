# SPDX-License-Identifier: GPL-3.0-or-later
# The front door: a few words for what people do. Meson does the building; see docs/developing.md.
BUILD ?= build
BUILD_ASAN ?= build-asan
BUILD_FUZZ ?= build-fuzz
PREFIX ?= /usr/local
DEMO ?= out/demo
FUZZ_SECONDS ?= 300
SEEDS ?= 200
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
DIWAN = $(BUILD)/src/cli/diwan

.PHONY: all program demo check accept install bench fuzz scan deps deps-fuzz deps-scan deps-bench deps-browser cipher clean help

all: deps $(BUILD)/build.ninja
	ninja -C $(BUILD) -j $(JOBS)

program: deps $(BUILD)/build.ninja
	ninja -C $(BUILD) -j $(JOBS) src/cli/diwan

help:
	@echo "make demo     build Diwan and make a brief about an invented country in $(DEMO)"
	@echo "make check    build it twice and run every test, plain and under sanitizers"
	@echo "make install  put diwan under PREFIX ($(PREFIX))"
	@echo "make bench    measure it beside pandas and scikit-learn (1 million records, a million voices), and hold it against $(SEEDS) invented countries a story"
	@echo "make fuzz     throw broken files at each reader, $(FUZZ_SECONDS) s each"
	@echo "make scan     wapiti and sqlmap over every page of the served room, as each role"
	@echo "make accept   take what the commands print now as expected; look at the difference before you commit"
	@echo "make cipher   fetch again what encrypts registers, where it was not to be had before"
	@echo "make clean    remove the build folders and out/"

# Only what is missing is installed, and only on Debian; see tools/packages.txt for the reasons.
deps:
	@sh tools/deps.sh build
	@python3 tools/cipher.py
deps-fuzz: | deps
	@sh tools/deps.sh build fuzz
deps-scan: | deps
	@sh tools/deps.sh build scan
deps-bench: | deps
	@sh tools/deps.sh build bench

# Without it the build goes on, and makes and opens open registers only; `make` tries by itself, this tries harder.
cipher:
	@sh tools/deps.sh build
	@python3 tools/cipher.py --again

$(BUILD)/build.ninja: | deps
	meson setup --prefix $(PREFIX) $(BUILD) .
# For its tests alone: quick to compile, and at a fixed place, where it starts in half the time.
$(BUILD_ASAN)/build.ninja: | all
	meson setup -Db_sanitize=address,undefined -Db_lundef=false -Db_pie=false -Db_staticpic=false -Doptimization=g \
		-Dcipher_of=$(abspath $(BUILD)) $(BUILD_ASAN) .
$(BUILD_FUZZ)/build.ninja: | deps-fuzz
	CC=clang meson setup -Dfuzz=true -Dtests=false -Db_sanitize=address,undefined -Db_lundef=false $(BUILD_FUZZ) .

# The demo's own register is made anew; nothing else in the folder is touched but what the demo writes.
demo: program
	@rm -f $(DEMO)/demo.diwan $(DEMO)/demo.diwan-wal $(DEMO)/demo.diwan-shm
	$(DIWAN) demo $(DEMO)
	@echo "Here diwan is $(DIWAN); make install puts it on your PATH."

# Without a browser the tests that look through one skip, and say so.
deps-browser:
	@sh tools/deps.sh browser || echo "Going on without a browser."

check: all deps-browser $(BUILD_ASAN)/build.ninja
	ninja -C $(BUILD_ASAN) -j $(JOBS)
	python3 tools/check.py --jobs $(JOBS) $(BUILD) $(BUILD_ASAN)

accept: program
	python3 tests/golden/run.py --accept $(DIWAN) tests/golden/commands

install: all
	meson configure --prefix $(PREFIX) $(BUILD)
	meson install -C $(BUILD)

bench: deps-bench program
	python3 bench/import.py $(DIWAN) $(BENCH_OPTIONS)
	python3 bench/brief.py $(DIWAN)
	python3 bench/encryption.py $(DIWAN)
	ninja -C $(BUILD) -j $(JOBS) bench/voices_room bench/voices_live tests/recover/selmara_voices tests/recover/selmara_files
	python3 bench/voices.py $(DIWAN) $(BUILD)/bench
	ninja -C $(BUILD) -j $(JOBS) src/math/network-bench
	python3 bench/network.py $(BUILD)/src/math/network-bench
	python3 tests/recover/voices.py $(DIWAN) $(BUILD)/tests/recover/selmara_voices --first 1001 --seeds $(SEEDS) --markdown docs/methods.md
	python3 tests/recover/recover.py $(DIWAN) $(BUILD)/tests/recover/selmara_files --first 1001 --seeds $(SEEDS) --markdown docs/methods.md

fuzz: deps-fuzz $(BUILD_FUZZ)/build.ninja
	ninja -C $(BUILD_FUZZ) -j $(JOBS)
	sh tests/fuzz/run.sh $(BUILD_FUZZ)/tests/fuzz $(FUZZ_SECONDS)

# Scanners over every address of the served room, as each role, behind TLS. SCAN_MINUTES in all; SCAN_OPTIONS="--only ' /help' --longer 2": some of them, longer. What they report is judged in docs/security.md.
SCAN_MINUTES ?= 120
scan: deps-scan program
	ninja -C $(BUILD) -j $(JOBS) tests/quick/libquick_hash.so
	python3 tests/web/scan.py $(BUILD)/src/cli/diwan $(BUILD)/scan $(SCAN_MINUTES) $(SCAN_OPTIONS)

clean:
	rm -rf $(BUILD) $(BUILD_ASAN) $(BUILD_FUZZ) out
