#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# kill_imports.sh DIWAN [N [SEED]]: kills N imports (200 when not said) with kill -9, each at another moment, and
# looks after each kill whether the register opens clean and holds whole imports only. See kill_imports.py.
set -eu
if [ $# -lt 1 ]; then
    echo "usage: $0 DIWAN [N [SEED]]" >&2
    exit 2
fi
exec python3 "$(dirname "$0")/kill_imports.py" "$@"
