#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# counts.sh DIWAN [SHARED]: the real program against counts that two other programs agree on (counts.py). TAP.
exec python3 "$(dirname "$0")/counts.py" "$@"
