# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured goes into docs/performance.md."""
import os

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def write_page(mark, table):
    """Put a table between <!-- mark --> and <!-- /mark --> of docs/performance.md."""
    path = os.path.join(ROOT, "docs", "performance.md")
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    with open(path, encoding="utf-8") as f:
        head, rest = f.read().split(begin, 1)
    with open(path, "w", encoding="utf-8") as f:
        f.write(head + begin + "\n" + table + end + rest.split(end, 1)[1])
