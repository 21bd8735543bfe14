#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh FOLDER SECONDS: run each fuzzer of FOLDER that long, from its corpus; new inputs go to FOLDER/found.
# A crash stops it and leaves the input in FOLDER/crashes.
set -eu
folder=$1 seconds=$2
corpus="$(cd "$(dirname "$0")" && pwd)/corpus"
for target in "$folder"/fuzz_*; do
    [ -f "$target" ] && [ -x "$target" ] || continue
    name=$(basename "$target" | sed 's/^fuzz_//')
    mkdir -p "$folder/found/$name" "$folder/crashes/$name"
    echo "== $name, $seconds s"
    "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
        -artifact_prefix="$folder/crashes/$name/" "$folder/found/$name" "$corpus/$name"
done
echo "no crash found"
