#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po_check.py [ROOT]: are all messages there, whole and well worded in every language? TAP.

Each fault names the language, the message and what is wrong.
"""
import os
import re
import sys

import po_merge
import po_words

# Words that take a side. They may stand in data, attributed to whoever used them; the program's own voice
# has a neutral word for each (docs/languages.md). A `\\b` guards words that are part of harmless others.
FORBIDDEN = {
    "en": [
        (r"terroris", "there is no agreed definition; say attack, violence against civilians, armed group"),
        (r"extremis", "rejected by many it is used on; say political violence, incident"),
        (r"radicali[sz]", "judges persons; describe the act or the grievance"),
        (r"martyr", "a label of families and sides; say person killed"),
        (r"\bregime", "a word of opponents; say government, authorities"),
        (r"militia", "a word of rivals; say armed group"),
        (r"\bliberat", "a word of the side that took the place; say change of control"),
        (r"\binsurgen|\brebel", "a word of the other side; say armed group"),
        (r"\bdaesh\b|\bisis\b|\bisil\b", "each name carries a stance; use the source's own"),
        (r"security operation", "a word of state forces; say operation by state forces"),
    ],
    "ar": [
        (r"إرهاب|ارهاب", "no agreed definition; هجوم، عنف ضد المدنيين، جماعة مسلحة"),
        (r"تطرف|متطرّ?ف", "rejected by many it is used on; عنف سياسي، حادث"),
        (r"راديكالي", "judges persons; describe the act"),
        (r"شهيد|شهداء|استشهد|استشهاد", "a label with an owner; شخص قُتل"),
        (r"(?<!\w)النظام(?!\w)", "a word of opponents; الحكومة، السلطات"),
        (r"ميليشيا|مليشيا", "a word of rivals; جماعة مسلحة"),
        (r"(?<!\w)(?:ال)?تحرير(?!\w)", "a word of the side that took the place; تغيّر السيطرة (to edit: تعديل)"),
        (r"متمرد|متمرّد", "a word of the other side; جماعة مسلحة"),
        (r"داعش", "each name carries a stance; use the source's own"),
        (r"عملية أمنية", "a word of state forces; عملية لقوات الدولة"),
        (r"الأجندة|(?<!\w)أجندة", "can suggest a hidden agenda; الأولويات"),
    ],
    "ckb": [
        (r"تیرۆر", "no agreed definition; هێرش، گرووپی چەکدار"),
        (r"توندڕەو", "rejected by many it is used on; توندوتیژیی سیاسی، ڕووداو"),
        (r"شەهید", "a label with an owner; کەسی کوژراو"),
        (r"ڕژێم", "a word of opponents; حکوومەت، دەسەڵاتداران"),
        (r"میلیشیا", "a word of rivals; گرووپی چەکدار"),
        (r"ئازادکردن", "a word of the side that took the place; گۆڕانی کۆنترۆڵ"),
        (r"یاخی", "a word of the other side; گرووپی چەکدار"),
        (r"داعش", "each name carries a stance; use the source's own"),
    ],
}
# Letters that a language does not write, so that searches and screen readers find one form only.
FOREIGN_LETTERS = {
    "ar": ("\u06a9\u06cc\u06d5\u06be", "Persian or Kurdish letter"),
    "ckb": ("\u0643\u064a\u0649\u0629\u06be\u06c1", "Arabic or Urdu letter (Sorani writes ک ی ە ه)"),
}
SMALL_FORMS = {"ar": (0, 1, 2)}  # zero, one, two: the number may live in the word itself
PRINTF = re.compile(r"%[-+#0-9.*]*(?:hh|ll|[hljztL])?[diouxXeEfgGcspn](?![A-Za-z])")
LONE_DIGITS = re.compile(r"(?<![A-Za-z0-9.\-])[0-9]+(?![A-Za-z0-9.\-])")


def slots(text):
    return set(re.findall(r"\{[^{}]*\}", text))


def edges(text):
    """The blanks at both ends: texts that are joined need them."""
    return re.match(r"\s*", text).group(), re.search(r"\s*$", text).group()


def faults_of_text(code, text):
    """What is wrong with a text whatever it translates."""
    if PRINTF.search(text):
        yield "holds a printf format"
    if text.count("**") % 2:
        yield "** is not balanced"
    if re.search(r"[{}]", re.sub(r"\{[a-z0-9_]+\}", "", text)):
        yield "a brace that is not part of a {slot}"
    for pattern, reason in FORBIDDEN[code]:
        word = re.search(pattern, text, re.I)
        if word:
            yield f'"{word.group()}": {reason}'
    letters, what = FOREIGN_LETTERS.get(code, ("", ""))
    yield from (f'"{c}" (U+{ord(c):04X}): {what}' for c in sorted(set(text) & set(letters)))
    if code in FOREIGN_LETTERS and LONE_DIGITS.search(text):
        yield "Latin digits: write the language's own (--digits latin turns them)"


def faults_of_form(code, message, index, text):
    """What is wrong with one form as a translation of the message."""
    if not text.strip():
        yield "not translated"
        return
    source = message.one if message.many is None or index == 0 and code == "en" else message.many
    wanted, got = slots(source), slots(text)
    number_left_out = message.many is not None and index in SMALL_FORMS.get(code, ()) and wanted - got <= {"{n}"} | number_slots(message)
    if got - wanted:
        yield f"slots of its own: {', '.join(sorted(got - wanted))}"
    if wanted - got and not number_left_out:
        yield f"lacks {', '.join(sorted(wanted - got))}"
    if text.count("**") != source.count("**"):
        yield "bold in other places than the source's"
    if edges(text) != edges(source):
        yield "blanks at its ends differ from the source's"
    yield from faults_of_text(code, text)


def number_slots(message):
    """Slots that hold the number: {n}, or what the singular leaves out."""
    return slots(message.many or "") - slots(message.one)


def faults(code, wanted, live):
    for message in wanted.values():
        known = live.get(message.one)
        name = f'{code}: "{message.one}"'
        if known is None or known.many != message.many:
            yield f"{name}: not in po/{code}.po: run tools/po_extract.py and tools/po_merge.py"
            continue
        count = 1 if message.many is None else po_merge.forms_of(code)
        if len(known.forms) != count:
            yield f"{name}: {len(known.forms)} forms, expected {count}"
        if known.fuzzy:
            yield f"{name}: fuzzy"
        for i, text in enumerate(known.forms):
            form = f" (form {i})" if message.many is not None else ""
            yield from (f"{name}{form}: {fault}" for fault in faults_of_form(code, message, i, text))
    yield from (f'{code}: "{one}": no longer in the sources: run tools/po_extract.py and tools/po_merge.py'
                for one in live if one not in wanted)


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    print(f"1..{len(po_words.LANGUAGES) + 1}")
    try:
        wanted = po_words.collect(root)
        print(f"ok 1 - {len(wanted)} messages in the sources" if wanted else "not ok 1 - no message in the sources")
    except ValueError as trouble:
        print(f"not ok 1 - {trouble}")
        wanted = {}
    bad = not wanted
    for number, code in enumerate(po_words.LANGUAGES, 2):
        _, live, _ = po_words.read_po(os.path.join(root, "po", code + ".po"))
        found = list(faults(code, wanted, live))
        bad |= bool(found)
        print(f"{'not ok' if found else 'ok'} {number} - {code}: {len(live)} messages, {len(found)} faults")
        for fault in found:
            print("# " + fault.replace("\n", "\\n"))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
