#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh FOLDER SECONDS: run each fuzzer of FOLDER that long, from its corpus; new inputs go to FOLDER/found.
# A crash stops it and leaves the input in FOLDER/crashes.
set -eu
folder=$1 seconds=$2
corpus="$(cd "$(dirname "$0")" && pwd)/corpus"
ran=0
for target in "$folder"/fuzz_*; do
    [ -f "$target" ] && [ -x "$target" ] || continue
    name=$(basename "$target" | sed 's/^fuzz_//')
    mkdir -p "$folder/found/$name" "$folder/crashes/$name"
    printf '%s: ' "$name"
    if ! "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
        -artifact_prefix="$folder/crashes/$name/" "$folder/found/$name" "$corpus/$name" > "$folder/$name.log" 2>&1
    then
        echo "stopped; the input is in $folder/crashes/$name"
        tail -n 60 "$folder/$name.log"
        exit 1
    fi
    tail -n 1 "$folder/$name.log"
    ran=$((ran + 1))
done
[ $ran -gt 0 ] || { echo "no fuzzer in $folder" >&2; exit 1; }
echo "$ran readers, no crash found"
