#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po_extract.py [ROOT]: collects T("...") and TN("...", "...") of src and sim into po/diwan.pot."""
import os
import sys

import po_words

COMMENT = "# SPDX-License-Identifier: GPL-3.0-or-later\n# Made by tools/po_extract.py: do not edit.\n"
HEADER = "Project-Id-Version: diwan\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    try:
        found = po_words.collect(root)
    except ValueError as trouble:
        sys.exit(str(trouble))
    for message in found.values():
        message.forms = [""] if message.many is None else ["", ""]
    po_words.write_po(os.path.join(root, "po", "diwan.pot"), COMMENT, HEADER, found.values())
    print(f"{len(found)} messages")


if __name__ == "__main__":
    main()
