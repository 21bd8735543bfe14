#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh FOLDER SECONDS [JOBS [COPIES]]: run each fuzzer of FOLDER that long, from its corpus, JOBS (2) at a time; new inputs go to
# FOLDER/found. Then COPIES (1,000) damaged copies of the small files of each layout are read (tests/mutate). A table at the end; status 1 on
# any finding. What broke a reader lies in FOLDER/crashes, its report in FOLDER/NAME.log. Whatever fuzz_* lies in FOLDER is run.
set -eu
folder=$1 seconds=$2 jobs=${3:-2} copies=${4:-1000}
here="$(cd "$(dirname "$0")" && pwd)"
corpus="$here/corpus"

# One reader: its line of the table goes to NAME.result.
one() {
    name=$1
    mkdir -p "$folder/found/$name" "$folder/crashes/$name"
    given=
    [ -d "$corpus/$name" ] && given="$corpus/$name"
    state=clean
    "$folder/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
        -artifact_prefix="$folder/crashes/$name/" "$folder/found/$name" $given > "$folder/$name.log" 2>&1 || state=FOUND
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$name.log")
    edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$folder/$name.log" | tail -n 1)
    printf '%-14s %12s %8s %6s  %s\n' "$name" "${runs:-?}" "${edges:-?}" "$(find "$folder/found/$name" -type f | wc -l)" "$state" > "$folder/$name.result"
}

names=
for target in "$folder"/fuzz_*; do
    [ -f "$target" ] && [ -x "$target" ] || continue
    names="$names $(basename "$target" | sed 's/^fuzz_//')"
done
[ -n "$names" ] || { echo "no fuzzer in $folder" >&2; exit 1; }
rm -f "$folder"/*.result
running=0
for name in $names; do
    echo "$name: $seconds s"
    one "$name" &
    running=$((running + 1))
    if [ "$running" -ge "$jobs" ]; then
        wait
        running=0
    fi
done
wait

status=0
printf '\n%-14s %12s %8s %6s  %s\n' reader runs edges new result
for name in $names; do
    cat "$folder/$name.result"
    if grep -q 'FOUND$' "$folder/$name.result"; then
        status=1
        tail -n 30 "$folder/$name.log"
    fi
done
mutate="$folder/../mutate/mutate"
if [ -x "$mutate" ]; then
    printf '\ndamaged copies, %s a layout:\n' "$copies"
    "$mutate" "$copies" 20260214 "$corpus" "$here/../golden/data" "$here/../mutate/seeds" || status=1
fi
exit $status
