#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po_merge.py [ROOT]: brings po/*.po up to date with po/diwan.pot and keeps every translation.

English is the language of the sources and fills itself. A message that left the sources is kept as
obsolete (#~) and comes back when it returns; one that changed is a new one, to be translated anew.
"""
import os
import sys

import po_words

NAMES = {"en": "English", "ar": "Arabic", "ckb": "Central Kurdish (Sorani)"}
PLURALS = {
    "en": "nplurals=2; plural=n != 1;",
    "ckb": "nplurals=2; plural=n != 1;",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
}
REVIEW = {"en": "", "ar": "# No native speaker has reviewed these words.\n", "ckb": "# No native speaker has reviewed these words.\n"}


def header(code):
    return (f"Project-Id-Version: diwan\nLanguage: {code}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
            f"Content-Transfer-Encoding: 8bit\nPlural-Forms: {PLURALS[code]}\n")


def forms_of(code):
    return int(PLURALS[code].split("nplurals=")[1].split(";")[0])


def merged(code, wanted, live, old):
    """Messages of the sources with what is known of them, and how many still need words."""
    empty = 0
    for message in wanted.values():
        known = live.get(message.one) or old.get(message.one)
        count = 1 if message.many is None else forms_of(code)
        if code == po_words.SOURCE_LANGUAGE:
            message.forms = [message.one] if message.many is None else [message.one, message.many]
        elif known and known.many == message.many and len(known.forms) == count:
            message.forms, message.fuzzy = known.forms, known.fuzzy
        else:
            message.forms = [""] * count
        empty += "" in message.forms
    return empty


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for code in po_words.LANGUAGES:
        wanted = po_words.read_po(os.path.join(root, "po", "diwan.pot"))[1]
        for message in po_words.collect(root).values():
            if message.one in wanted:
                wanted[message.one].files = message.files
        path = os.path.join(root, "po", code + ".po")
        _, live, old = po_words.read_po(path)
        empty = merged(code, wanted, live, old)
        left = [m for m in {**old, **live}.values() if m.one not in wanted and all(m.forms)]
        comment = f"# SPDX-License-Identifier: GPL-3.0-or-later\n# Diwan's words in {NAMES[code]}.\n" + REVIEW[code]
        po_words.write_po(path, comment, header(code), wanted.values(), [] if code == po_words.SOURCE_LANGUAGE else left)
        print(f"{code}: {len(wanted)} messages, {empty} without words")


if __name__ == "__main__":
    main()
